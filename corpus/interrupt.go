package corpus

import (
	"context"
	"io"
)

// interruptible makes reads from a pipe or a terminal end with ctx: the system offers no way to call off a read that waits for a writer, so
// a goroutine waits in our place. It ends with the next byte or the end of src.
func interruptible(ctx context.Context, src io.Reader) io.Reader {
	return &interruptibleReader{ctx: ctx, src: src}
}

type interruptibleReader struct {
	ctx    context.Context
	src    io.Reader
	chunks chan chunk // nil until the first Read
	rest   []byte
	err    error
}

type chunk struct {
	data []byte
	err  error
}

func (r *interruptibleReader) Read(p []byte) (int, error) {
	if r.chunks == nil {
		r.chunks = make(chan chunk)
		go r.pump()
	}
	for len(r.rest) == 0 && r.err == nil {
		select {
		case c := <-r.chunks:
			r.rest, r.err = c.data, c.err
		case <-r.ctx.Done():
			r.err = r.ctx.Err()
		}
	}
	if len(r.rest) > 0 {
		n := copy(p, r.rest)
		r.rest = r.rest[n:]
		return n, nil
	}
	return 0, r.err
}

// pump hands on what it reads until src or ctx ends.
func (r *interruptibleReader) pump() {
	for {
		buf := make([]byte, bufferSize)
		n, err := r.src.Read(buf)
		select {
		case r.chunks <- chunk{buf[:n], err}:
		case <-r.ctx.Done():
			return
		}
		if err != nil {
			return
		}
	}
}
