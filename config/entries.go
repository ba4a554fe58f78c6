package config

import (
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// An entry is one "name = value" of a file with all the names before it.
type entry struct {
	path   []string
	values []string
	list   bool
	other  bool   // the value is neither text, nor a list of texts, nor a number or yes and no
	raw    string // the value as it was written
	line   int
}

// text is the value as a message quotes it.
func (e entry) text() string {
	if e.raw != "" {
		return e.raw
	}
	return strings.Join(e.values, ", ")
}

// entries lists what stands in a file that has been found to be TOML. The decoder
// of go-toml gives no lines; the parser below it does.
func entries(data []byte) (out []entry) {
	var p unstable.Parser
	p.Reset(data)
	var table []string
	for p.NextExpression() {
		switch node := p.Expression(); node.Kind {
		case unstable.Table, unstable.ArrayTable:
			table, _ = names(&p, node)
		case unstable.KeyValue:
			out = append(out, read(&p, node, table)...)
		}
	}
	return out
}

// names returns the parts of a key and its line.
func names(p *unstable.Parser, node *unstable.Node) (path []string, line int) {
	for key := node.Key(); key.Next(); {
		path = append(path, string(key.Node().Data))
		if line == 0 {
			line = p.Shape(key.Node().Raw).Start.Line
		}
	}
	return path, line
}

// read returns the entries of a pair: one, or those of an inline table.
func read(p *unstable.Parser, node *unstable.Node, table []string) []entry {
	path, line := names(p, node)
	e := entry{path: append(append([]string{}, table...), path...), line: line}
	value := node.Value()
	switch value.Kind {
	case unstable.InlineTable:
		var out []entry
		for child := value.Children(); child.Next(); {
			if child.Node().Kind == unstable.KeyValue {
				out = append(out, read(p, child.Node(), e.path)...)
			}
		}
		return out
	case unstable.Array:
		e.list = true
		for child := value.Children(); child.Next(); {
			switch child.Node().Kind {
			case unstable.Comment:
			case unstable.String:
				e.values = append(e.values, string(child.Node().Data))
			default:
				e.other = true
			}
		}
	case unstable.String:
		e.values = []string{string(value.Data)}
	default:
		e.other, e.raw, e.values = true, string(value.Data), []string{word(value)}
	}
	return []entry{e}
}

// word is a value that is not text as a word of the file: true is "on".
func word(value *unstable.Node) string {
	switch string(value.Data) {
	case "true":
		return "on"
	case "false":
		return "off"
	}
	return string(value.Data)
}
