package main

import (
	"errors"
	"io"
	"testing"
)

func TestReadable(t *testing.T) {
	for encoded, want := range map[string]string{
		"http://e.ir/%D8%B1%D9%81%D8%AA%D9%87":                "http://e.ir/رفته",
		"http://e.ir/%d8%b1/a%20b%2Fc?q=%D8%A2%26x%25":        "http://e.ir/ر/a%20b%2Fc?q=آ%26x%25",
		"http://e.ir/%D9%85%DB%8C%E2%80%8C%D8%B4%D9%88%D8%AF": "http://e.ir/می‌شود",
		"301 to http://e.ir/%D8%A2: http://e.ir/%D8%A7":       "301 to http://e.ir/آ: http://e.ir/ا",
		"http://e.ir/%D1%E6%D2":                               "http://e.ir/%D1%E6%D2",       // windows-1256
		"http://e.ir/%E2%80%AE%D8%A2":                         "http://e.ir/%E2%80%AE%D8%A2", // turns the line around
		"http://e.ir/%C2%A0":                                  "http://e.ir/%C2%A0",
		"100%":                                                "100%",
	} {
		if got := readable(encoded); got != want {
			t.Errorf("%s: %s, want %s", encoded, got, want)
		}
	}
	if err := (readableError{io.ErrUnexpectedEOF}); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error("what the error wraps is lost")
	}
}
