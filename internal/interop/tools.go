package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed requirements.txt
var requirements []byte

// python runs the installed tools.
type python struct {
	home    string // where the packages are
	program string
	bin     string   // where the tools' own commands are
	env     []string // added to the environment
}

// install puts the tools into a folder, unless they are there already, and wget into the system.
func install(ctx context.Context, cache string) (*python, error) {
	if _, err := exec.LookPath("wget"); err != nil {
		if err := aptGet(ctx, "wget"); err != nil {
			return nil, err
		}
	}
	if _, err := exec.LookPath("python3"); err != nil {
		if err := aptGet(ctx, "python3"); err != nil {
			return nil, err
		}
	}
	stamp := filepath.Join(cache, "requirements.txt")
	if done, err := os.ReadFile(stamp); err == nil && bytes.Equal(done, requirements) {
		for _, p := range []*python{inVenv(cache), inFolder(cache)} {
			if _, err := p.run(ctx, "", nil, "-c", "import warcio, pywb, wacz, surt, brotli, fastwarc"); err == nil {
				return p, nil
			}
		}
	}
	if err := errors.Join(os.RemoveAll(inVenv(cache).home), os.RemoveAll(inFolder(cache).home), os.MkdirAll(cache, 0o755)); err != nil {
		return nil, err
	}
	wanted := filepath.Join(cache, "wanted.txt")
	if err := os.WriteFile(wanted, requirements, 0o644); err != nil {
		return nil, err
	}
	p, more := inVenv(cache), []string(nil)
	if noVenv := makeVenv(ctx, p.home); noVenv != nil { // on Debian without the right to install python3-venv
		fmt.Fprintln(os.Stderr, "interop: without a virtual environment:", noVenv)
		p = inFolder(cache)
		more = []string{"--target", p.home}
	}
	install := append([]string{"-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", wanted}, more...)
	if _, err := p.run(ctx, "", nil, install...); err != nil {
		return nil, fmt.Errorf("install the Python tools: %w", err)
	}
	return p, os.Rename(wanted, stamp)
}

// inVenv and inFolder are the two ways to have packages without touching the system's.
func inVenv(cache string) *python {
	home := filepath.Join(cache, "venv")
	return &python{home: home, program: filepath.Join(home, "bin", "python"), bin: filepath.Join(home, "bin")}
}

func inFolder(cache string) *python {
	home := filepath.Join(cache, "packages")
	return &python{home: home, program: "python3", bin: filepath.Join(home, "bin"), env: []string{"PYTHONPATH=" + home}}
}

// makeVenv makes a virtual environment with pip in it, which Debian's python3 can do only with python3-venv.
func makeVenv(ctx context.Context, dir string) error {
	_, err := execute(ctx, "", nil, nil, "python3", "-m", "venv", dir)
	if err == nil {
		return nil
	}
	if apt := aptGet(ctx, "python3-venv"); apt != nil {
		return errors.Join(err, apt)
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	_, err = execute(ctx, "", nil, nil, "python3", "-m", "venv", dir)
	return err
}

func aptGet(ctx context.Context, name string) error {
	env := []string{"DEBIAN_FRONTEND=noninteractive"}
	if _, err := execute(ctx, "", env, nil, "apt-get", "install", "-y", "-q", name); err == nil {
		return nil
	}
	if _, err := execute(ctx, "", env, nil, "apt-get", "update", "-q"); err != nil {
		return fmt.Errorf("%s is missing and cannot be installed: %w", name, err)
	}
	if _, err := execute(ctx, "", env, nil, "apt-get", "install", "-y", "-q", name); err != nil {
		return fmt.Errorf("%s is missing and cannot be installed: %w", name, err)
	}
	return nil
}

// run runs the interpreter.
func (p *python) run(ctx context.Context, dir string, in []byte, args ...string) ([]byte, error) {
	return execute(ctx, dir, p.env, in, p.program, args...)
}

// tool runs a command that a package brought along.
func (p *python) tool(ctx context.Context, dir, name string, args ...string) ([]byte, error) {
	return execute(ctx, dir, p.env, nil, filepath.Join(p.bin, name), args...)
}

// execute runs a program and gives its standard output; what it said of an error is part of the error.
func execute(ctx context.Context, dir string, env []string, in []byte, program string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdin = bytes.NewReader(in)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return out.Bytes(), fmt.Errorf("%s %s: %w: %s", filepath.Base(program), strings.Join(args, " "), err, lastLines(errs.String()+out.String()))
	}
	return out.Bytes(), nil
}

func lastLines(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	return strings.Join(lines[max(0, len(lines)-6):], "\n")
}
