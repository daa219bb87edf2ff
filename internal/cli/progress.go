package cli

import (
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
)

// logEvery is how often progress is told where there is no terminal to draw on.
const logEvery = 10 * time.Second

// Progress shows how far a long job is: a bar on a terminal, a log line every ten seconds elsewhere, nothing with --quiet or --no-progress.
// It is safe for concurrent use.
type Progress struct {
	mu     sync.Mutex
	what   string
	bar    *progressbar.ProgressBar // nil: no terminal
	silent bool
	begun  time.Time
	logged time.Time
}

// Bytes as the units of a Progress are shown as kB, MB, GB.
const Bytes = "bytes"

// NewProgress starts a display. What is done is counted in units: [Bytes], or a plural noun such as "pages".
func NewProgress(cmd *cobra.Command, what, units string) *Progress {
	quiet, _ := cmd.Flags().GetBool("quiet")
	none, _ := cmd.Flags().GetBool("no-progress")
	p := &Progress{what: what, silent: quiet || none, begun: time.Now(), logged: time.Now()}
	if w := cmd.ErrOrStderr(); !p.silent && IsTerminal(w) {
		p.bar = newBar(w, what, units)
	}
	return p
}

func newBar(w io.Writer, what, units string) *progressbar.ProgressBar {
	counted := []progressbar.Option{progressbar.OptionShowIts(), progressbar.OptionSetItsString(units)}
	if units == Bytes {
		counted = []progressbar.Option{progressbar.OptionShowBytes(true)}
	}
	return progressbar.NewOptions64(-1, append(counted,
		progressbar.OptionSetWriter(w), progressbar.OptionSetDescription(what), progressbar.OptionShowCount(),
		progressbar.OptionSetPredictTime(true), progressbar.OptionSetWidth(20),
		progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())...)
}

// Set says that done of total are done (total ≤ 0: unknown) and, in a few words, with what effect.
func (p *Progress) Set(done, total int64, note string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.silent {
		return
	}
	if p.bar != nil {
		if total > 0 && p.bar.GetMax64() != total {
			p.bar.ChangeMax64(total)
		}
		p.bar.Describe(Printable(fmt.Sprintf("%s: %s", p.what, note)))
		_ = p.bar.Set64(done) // only fails past the maximum, which the next call corrects
		return
	}
	if now := time.Now(); now.Sub(p.logged) >= logEvery {
		p.logged = now
		slog.Info(p.what, "done", done, "of", total, "elapsed", now.Sub(p.begun).Round(time.Second), "note", note)
	}
}

// Close takes the display away.
func (p *Progress) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		_ = p.bar.Finish() // clears the line; a terminal that is gone needs no clearing
	}
}
