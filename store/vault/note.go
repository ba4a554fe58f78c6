package vault

import (
	"bytes"
	"encoding/json"
	"os"
	"time"
)

// A Note stands beside a copy and says what the copy was when it was made, so
// that anybody can find out later whether it still is. Of an encrypted copy it
// does not say how much is in it.
type Note struct {
	At         time.Time        `json:"at"`
	Reason     string           `json:"reason"`
	Schema     int              `json:"schema"`           // version of the book's tables
	ChangeSets int64            `json:"change_sets"`      // number of the last one
	Commits    int64            `json:"commits"`          // how many there had been
	Counts     map[string]int64 `json:"counts,omitempty"` // records in the book, by kind
	Size       int64            `json:"size"`             // of the file, bytes
	SHA256     string           `json:"sha256"`           // of the file
	Content    string           `json:"content"`          // digest of what is in the book, see store
}

func notePath(copy string) string { return copy + ".json" }

// ReadNote reads the note of a copy.
func ReadNote(copy string) (*Note, error) {
	data, err := os.ReadFile(notePath(copy))
	if err != nil {
		return nil, err
	}
	var n Note
	return &n, json.Unmarshal(data, &n)
}

// Write puts the note beside a copy, in place of one that is there.
func (n Note) Write(copy string) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	if err := enc.Encode(n); err != nil {
		return err
	}
	return Appear(notePath(copy), true, func(part string) error { return os.WriteFile(part, b.Bytes(), 0o600) })
}
