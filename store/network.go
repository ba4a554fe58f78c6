package store

import "context"

// Network names the network file system on which the book lies, such as NFS; "" for a
// disk of this machine. SQLite's locks and the memory that its processes share do not
// reach over a network: two machines at once can damage the book
// (https://sqlite.org/useovernet.html).
func (s *Store) Network() string { return s.network }

// networkWarned is the preference with the file system of which the user was warned.
const networkWarned = "warned.network"

// NewNetwork is Network when the user was not warned of it yet, and takes it that they
// are now; "" else.
func (b *Book) NewNetwork(ctx context.Context) (string, error) {
	name := b.store.network
	if name == "" {
		return "", nil
	}
	warned, err := b.Preference(ctx, networkWarned)
	if err != nil || warned == name {
		return "", err
	}
	return name, b.SetPreference(ctx, networkWarned, name)
}
