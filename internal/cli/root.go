package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// helpTemplate begins with examples: who asks for help wants a line to type.
const helpTemplate = `{{.Short}}{{if .HasExample}}

Examples:
{{.Example}}{{end}}{{if .Long}}

{{.Long}}{{end}}

Usage: {{.UseLine}}{{if .HasAvailableSubCommands}}

Commands:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}}  {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsagesWrapped 100 | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Flags of all commands:
{{.InheritedFlags.FlagUsagesWrapped 100 | trimTrailingWhitespaces}}{{end}}

Every flag can also be set as an environment variable (--no-progress is RAQAM_NO_PROGRESS) or in the file named by --config.
Exit codes: 0 ok, 1 error, 3 disk full, 4 bad arguments or configuration, 9 busy, try again, 11 interrupted, 12 finished with failures.
`

// NewRoot gives the root of a command's tree, with the flags all commands share.
func NewRoot(use, short, examples string) *cobra.Command {
	root := &cobra.Command{
		Use: use, Short: short, Example: examples,
		SilenceErrors: true, SilenceUsage: true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetHelpTemplate(helpTemplate)
	root.SetUsageTemplate(helpTemplate)
	root.SetHelpCommand(&cobra.Command{Hidden: true, Use: "no-help"})
	f := root.PersistentFlags()
	f.String("data", "./data", "data directory, shared by crawl, index and query")
	f.Bool("quiet", false, "print errors only")
	f.Bool("no-progress", false, "show no progress")
	f.String("config", "", "TOML file with flags: data = \"…\", and a table for each command, [crawl] delay = \"2s\"")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return WithCode(BadUsage, err) })
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		if err := settle(cmd, os.LookupEnv); err != nil {
			return err
		}
		level := slog.LevelInfo
		if quiet, _ := cmd.Flags().GetBool("quiet"); quiet {
			level = slog.LevelWarn
		}
		slog.SetDefault(slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: level})))
		return nil
	}
	return root
}

// Run executes the command and gives its exit code. Ctrl-C and SIGTERM end the command's context; a second one ends the process at once.
// An error is printed as one line on standard error.
func Run(root *cobra.Command, args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // the next signal has its default effect: the process ends
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return OK
	case errors.Is(err, syscall.EPIPE): // `query … | head` is no failure
		return OK
	case ctx.Err() != nil && errors.Is(err, context.Canceled):
		fmt.Fprintf(root.ErrOrStderr(), "%s: interrupted: what was done is kept; run the same command again to go on\n", root.Name())
		return Interrupted
	case strings.HasPrefix(err.Error(), "unknown command"): // cobra has no sentinel for it
		err = WithCode(BadUsage, err)
	}
	fmt.Fprintf(root.ErrOrStderr(), "%s: %s\n", root.Name(), oneLine(err))
	return Code(err)
}

// oneLine renders an error without line breaks or anything else a terminal would act on.
func oneLine(err error) string {
	return Printable(strings.Join(strings.Fields(err.Error()), " "))
}

// Data gives the data directory the command was told to use.
func Data(cmd *cobra.Command) string {
	dir, _ := cmd.Flags().GetString("data")
	return dir
}

// Notify returns a function that prints one line on standard error, prefixed with the command's name, unless --quiet.
func Notify(cmd *cobra.Command) func(format string, args ...any) {
	if quiet, _ := cmd.Flags().GetBool("quiet"); quiet {
		return func(string, ...any) {}
	}
	return Warn(cmd)
}

// Warn is Notify also with --quiet: for failures, which are never silent.
func Warn(cmd *cobra.Command) func(format string, args ...any) {
	return func(format string, args ...any) {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s: %s\n", cmd.Root().Name(), Printable(fmt.Sprintf(format, args...)))
	}
}
