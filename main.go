// Command kehu is a client book for the terminal: customers, what they bought,
// and every contact with them, in one file that you own.
package main

import (
	"os"

	"kehu/cli"
)

// version is set by the build: -ldflags "-X main.version=1.2.3".
var version = "dev"

func main() { os.Exit(cli.Main(version)) }
