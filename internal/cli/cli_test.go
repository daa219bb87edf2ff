package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/spf13/cobra"
)

// trial runs a command with one flag, --pace, and tells what the flag was, the exit code and what standard error got.
func trial(t *testing.T, run func(context.Context) error, args ...string) (pace []string, code int, stderr string) {
	t.Helper()
	var buf bytes.Buffer
	root := NewRoot("crawl URL…", "Crawl.", "  crawl https://example.ir")
	root.Args = cobra.ArbitraryArgs
	root.Flags().StringSlice("pace", []string{"slow"}, "how fast")
	root.SetErr(&buf)
	root.RunE = func(cmd *cobra.Command, _ []string) error {
		pace, _ = cmd.Flags().GetStringSlice("pace")
		return run(cmd.Context())
	}
	code = Run(root, args)
	return pace, code, buf.String()
}

func TestExitCodes(t *testing.T) {
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, OK},
		{errors.New("boom"), Failure},
		{fmt.Errorf("writing: %w", syscall.ENOSPC), DiskFull},
		{WithCode(Incomplete, fmt.Errorf("writing: %w", syscall.ENOSPC)), DiskFull},
		{&fs.PathError{Op: "open", Path: "x", Err: fs.ErrNotExist}, BadUsage},
		{fmt.Errorf("x: %w", WithCode(Retryable, errors.New("locked"))), Retryable},
		{Usagef("no such thing"), BadUsage},
		{fmt.Errorf("pipe: %w", syscall.EPIPE), OK},
	} {
		_, code, stderr := trial(t, func(context.Context) error { return c.err })
		if code != c.want {
			t.Errorf("%v: exit code %d, want %d", c.err, code, c.want)
		}
		if c.want != OK && (strings.Count(stderr, "\n") != 1 || !strings.HasPrefix(stderr, "crawl: ")) {
			t.Errorf("%v: standard error got %q, want one line", c.err, stderr)
		}
	}
}

func TestInterrupt(t *testing.T) {
	_, code, stderr := trial(t, func(ctx context.Context) error {
		if err := syscall.Kill(os.Getpid(), syscall.SIGTERM); err != nil {
			t.Error(err)
		}
		<-ctx.Done()
		return fmt.Errorf("crawling: %w", ctx.Err())
	})
	if code != Interrupted || !strings.Contains(stderr, "again to go on") {
		t.Errorf("exit code %d, standard error %q", code, stderr)
	}
}

func TestFlagBeforeEnvironmentBeforeFile(t *testing.T) {
	config := filepath.Join(t.TempDir(), "raqam.toml")
	write := func(text string) {
		if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	none := func(context.Context) error { return nil }
	expect := func(name, want string, wantCode int, args ...string) {
		t.Helper()
		pace, code, stderr := trial(t, none, args...)
		if got := strings.Join(pace, " "); code != wantCode || code == OK && got != want {
			t.Errorf("%s: pace %q, code %d (%s); want %q, %d", name, got, code, stderr, want, wantCode)
		}
	}
	write("pace = 'top'\n[query]\nanything = 1\n[crawl]\npace = ['a', 'b']\n")
	expect("nothing set", "slow", OK)
	expect("own table wins over the top", "a b", OK, "--config", config)
	t.Setenv("RAQAM_PACE", "env")
	expect("environment wins over file", "env", OK, "--config", config)
	expect("flag wins over environment", "typed", OK, "--config", config, "--pace", "typed")
	write("pcae = 'typo'\n")
	expect("unknown key", "", BadUsage, "--config", config)
	write("pace = \n")
	expect("broken file", "", BadUsage, "--config", config)
	expect("missing file", "", BadUsage, "--config", config+".none")
	expect("unknown flag", "", BadUsage, "--pcae", "x")
	t.Setenv("RAQAM_QUIET", "perhaps")
	expect("bad value in the environment", "", BadUsage)
}

func TestPrintable(t *testing.T) {
	in := "\x1b]52;c;aGk=\x07می‌شود\u202eabc\u2066 \u009b31m\n\tend\x7f"
	if got, want := Printable(in), "]52;c;aGk=می‌شودabc 31m\n\tend"; got != want {
		t.Errorf("Printable = %q, want %q", got, want)
	}
}

func TestHelpBeginsWithExamples(t *testing.T) {
	root := NewRoot("crawl URL…", "Crawl.", "  crawl https://example.ir")
	root.Run = func(*cobra.Command, []string) {}
	var out bytes.Buffer
	root.SetOut(&out)
	if code := Run(root, []string{"--help"}); code != OK {
		t.Fatalf("exit code %d", code)
	}
	if ex, flags := strings.Index(out.String(), "Examples:"), strings.Index(out.String(), "Flags:"); ex < 0 || ex > flags {
		t.Errorf("examples do not come first:\n%s", out.String())
	}
}
