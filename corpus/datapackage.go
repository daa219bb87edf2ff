package corpus

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// packageFile and packageSeal are what a WACZ says of its own files, and of that.
const (
	packageFile = "datapackage.json"
	packageSeal = "datapackage-digest.json"
	maxPackage  = 64 << 20 // bytes of either
)

// resource is a file of a WACZ as datapackage.json states it; datapackage-digest.json states that one in the same form.
type resource struct {
	Path string `json:"path"`
	Hash string `json:"hash"` // algorithm and hex digits; empty when none is stated
}

// checkPackage compares the files of a WACZ with what it says of them.
func (v *verifier) checkPackage(path string, in *input) {
	file, ok := in.seek.(io.ReaderAt)
	if !ok {
		return // no record was read either
	}
	z, err := zip.NewReader(file, in.size)
	if err != nil {
		return // as above
	}
	for _, err := range packageErrors(z) {
		if !v.yield(Source{}, &RecordError{Path: path, Offset: placeOf(z, err.file), Err: fmt.Errorf("%s: %w", err.file, err.err)}) {
			return
		}
	}
}

type packageError struct {
	file string
	err  error
}

func packageErrors(z *zip.Reader) (wrong []packageError) {
	var description struct {
		Resources []resource `json:"resources"`
	}
	if err := readJSON(z, packageFile, &description); err != nil {
		return []packageError{{packageFile, err}}
	}
	var seal resource
	switch err := readJSON(z, packageSeal, &seal); {
	case err == nil:
		description.Resources = append(description.Resources, seal)
	case !errors.Is(err, fs.ErrNotExist): // it need not be there
		wrong = append(wrong, packageError{packageSeal, err})
	}
	for _, r := range description.Resources {
		if err := checkResource(z, r); err != nil {
			wrong = append(wrong, packageError{r.Path, err})
		}
	}
	return wrong
}

func readJSON(z *zip.Reader, name string, into any) error {
	f, err := z.Open(name)
	if err != nil {
		return fmt.Errorf("%s: %w", packageFile, err)
	}
	defer f.Close()
	return json.NewDecoder(io.LimitReader(f, maxPackage)).Decode(into)
}

func checkResource(z *zip.Reader, r resource) error {
	sum, err := newStated(r.Hash)
	if err != nil {
		return err
	}
	f, err := z.Open(r.Path)
	if err != nil {
		return fmt.Errorf("in %s: %w", packageFile, err)
	}
	defer f.Close()
	if _, err := io.Copy(sum.sum, f); errors.Is(err, zip.ErrChecksum) {
		return fmt.Errorf("%w: %w", ErrDigest, err)
	} else if err != nil {
		return err
	}
	if !sum.equal() {
		return fmt.Errorf("%w: %s states %s, and it is %s", ErrDigest, packageFile, r.Hash, sum.computed())
	}
	return nil
}

// placeOf is where a file of a zip lies; 0 when it does not.
func placeOf(z *zip.Reader, name string) int64 {
	for _, f := range z.File {
		if f.Name == name {
			if at, err := f.DataOffset(); err == nil {
				return at
			}
		}
	}
	return 0
}
