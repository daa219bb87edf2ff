package cli

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// commands are the names of tables a configuration file may have; each command reads its own.
var commands = []string{"crawl", "index", "query"}

// ownTables is the annotation of a root command that lists its own tables in a configuration file.
const ownTables = "configuration tables"

// OwnTables says which top-level keys of a configuration file, separated by spaces, are no flags but for the command itself to read.
func OwnTables(root *cobra.Command, keys string) {
	if root.Annotations == nil {
		root.Annotations = map[string]string{}
	}
	root.Annotations[ownTables] = keys
}

// settle gives every flag that was not typed its value from the environment, else from the configuration file. A key of the file that no
// flag of the command has is an error: a misspelt setting must not pass in silence.
func settle(cmd *cobra.Command, env func(string) (string, bool)) error {
	flags := cmd.Flags()
	var failed error
	flags.VisitAll(func(f *pflag.Flag) {
		name := "RAQAM_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		if value, ok := env(name); ok && !f.Changed && f.Name != "help" && failed == nil {
			if err := flags.Set(f.Name, value); err != nil {
				failed = Usagef("environment variable %s: %w", name, err)
			}
		}
	})
	if failed != nil {
		return failed
	}
	path, _ := flags.GetString("config")
	if path == "" {
		return nil
	}
	settings, err := readConfig(path, cmd.Root())
	if err != nil {
		return WithCode(BadUsage, err)
	}
	for name, values := range settings {
		f := flags.Lookup(name)
		if f == nil || f.Changed { // the flag of another subcommand, or already decided
			continue
		}
		for _, v := range values {
			if err := flags.Set(name, v); err != nil {
				return Usagef("%s: %s: %w", path, name, err)
			}
		}
	}
	return nil
}

// readConfig reads the settings for one command: the top of the file and the command's own table. A list sets a flag several times.
func readConfig(path string, root *cobra.Command) (map[string][]string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading configuration: %w", err)
	}
	var file map[string]any
	if err := toml.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	settings := map[string][]string{}
	own, _ := file[root.Name()].(map[string]any)
	for _, key := range strings.Fields(root.Annotations[ownTables]) {
		delete(file, key)
	}
	for key, value := range file {
		if _, isTable := value.(map[string]any); isTable && slices.Contains(commands, key) {
			delete(file, key) // a command's table, this one's or another's
		}
	}
	for _, table := range []map[string]any{file, own} { // the command's own table has the last word
		for key, value := range table {
			if key == "config" || key == "help" || !hasFlag(root, key) {
				return nil, fmt.Errorf("%s: unknown key %q: no flag of %s has that name", path, key, root.Name())
			}
			settings[key] = words(value)
		}
	}
	return settings, nil
}

// words gives the values to set a flag to: one, or each of a list.
func words(value any) []string {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = fmt.Sprint(v)
	}
	return out
}

// hasFlag reports whether the command or any subcommand knows the flag.
func hasFlag(cmd *cobra.Command, name string) bool {
	if cmd.Flags().Lookup(name) != nil || cmd.PersistentFlags().Lookup(name) != nil {
		return true
	}
	return slices.ContainsFunc(cmd.Commands(), func(c *cobra.Command) bool { return hasFlag(c, name) })
}
