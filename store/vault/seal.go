package vault

import (
	"bufio"
	"errors"
	"io"
	"os"

	"filippo.io/age"
)

// Keys say for whom copies are encrypted: for the owners of age's public keys, or
// for whoever knows a passphrase; age does not mix the two. The zero value is
// for everybody.
type Keys struct {
	Recipients []string // age1…
	Passphrase string
}

// Seals reports whether copies are encrypted.
func (k Keys) Seals() bool { return len(k.Recipients) > 0 || k.Passphrase != "" }

// ErrMixed is the error of keys that are recipients and a passphrase.
var ErrMixed = errors.New("recipients and a passphrase")

// A BadKey is the error of a text that is no public key.
type BadKey struct {
	Text string
	Err  error
}

// Error names the text.
func (b *BadKey) Error() string { return b.Text + ": " + b.Err.Error() }

// recipients returns the keys as age has them.
func (k Keys) recipients() ([]age.Recipient, error) {
	if k.Passphrase != "" {
		r, err := age.NewScryptRecipient(k.Passphrase)
		if len(k.Recipients) > 0 {
			err = ErrMixed
		}
		return []age.Recipient{r}, err
	}
	all := make([]age.Recipient, len(k.Recipients))
	for i, text := range k.Recipients {
		r, err := age.ParseX25519Recipient(text)
		if err != nil {
			return nil, &BadKey{text, err}
		}
		all[i] = r
	}
	return all, nil
}

// Check returns what is wrong with the keys: ErrMixed or a *BadKey.
func (k Keys) Check() error {
	if k.Passphrase != "" {
		if len(k.Recipients) > 0 {
			return ErrMixed
		}
		return nil
	}
	_, err := k.recipients()
	return err
}

// Seal encrypts a file into a new one.
func (k Keys) Seal(from, to string) error {
	recipients, err := k.recipients()
	if err != nil {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	w, err := age.Encrypt(out, recipients...)
	if err == nil {
		_, err = io.Copy(w, in)
		err = errors.Join(err, w.Close())
	}
	return errors.Join(err, out.Close())
}

// An Unlock opens encrypted copies: by the secret keys in a file, or by a passphrase.
type Unlock struct {
	Identities string // path of a file of age's secret keys; "" for none
	Passphrase string
}

// IsEmpty reports whether it opens nothing.
func (u Unlock) IsEmpty() bool { return u == Unlock{} }

// ErrLocked is the error of a copy that an Unlock does not open.
var ErrLocked = errors.New("locked")

// ErrIdentity is the error of a file that has no secret keys.
var ErrIdentity = errors.New("no secret keys")

func (u Unlock) identities() ([]age.Identity, error) {
	if u.Passphrase != "" {
		i, err := age.NewScryptIdentity(u.Passphrase)
		return []age.Identity{i}, err
	}
	f, err := os.Open(u.Identities)
	if err != nil {
		return nil, errors.Join(ErrIdentity, err)
	}
	defer f.Close()
	all, err := age.ParseIdentities(f)
	if err != nil {
		err = errors.Join(ErrIdentity, err)
	}
	return all, err
}

// Open decrypts a file into a new one. The error is ErrLocked where the key is
// another.
func (u Unlock) Open(from, to string) error {
	if u.IsEmpty() {
		return ErrLocked
	}
	keys, err := u.identities()
	if err != nil {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	r, err := age.Decrypt(bufio.NewReader(in), keys...)
	var none *age.NoIdentityMatchError
	if errors.As(err, &none) {
		return ErrLocked
	}
	if err != nil {
		return err
	}
	return writeNew(to, r)
}

// IsSealed reports whether a file is encrypted, by how it begins.
func IsSealed(path string) (bool, error) {
	const begins = "age-encryption.org/"
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	head := make([]byte, len(begins))
	if _, err := io.ReadFull(f, head); err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return false, err
	}
	return string(head) == begins, nil
}

// Unpack makes a plain copy of a file, encrypted or not, for work on it.
func (u Unlock) Unpack(from, to string) error {
	sealed, err := IsSealed(from)
	switch {
	case err != nil:
		return err
	case sealed:
		return u.Open(from, to)
	}
	return copyFile(from, to)
}

// writeNew writes a file that only its owner can read.
func writeNew(path string, r io.Reader) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Sync(), f.Close())
}
