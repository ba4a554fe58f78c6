package exchange

import (
	"bytes"
	"errors"
	"io"
	"os"
	"unicode/utf8"

	"kehu/model"
)

// sampleBytes is how much of a file the sniffing sees.
const sampleBytes = 1 << 20

// spoolBytes is how much of a stream that cannot be read twice is put aside, so
// that one without end ends in an error and not on a full disk.
const spoolBytes = 2 << 30

// An input is a file that is being read: its beginning, which shows what it is,
// and all of it. Text is read as it comes; formats that are read out of order
// ask for file.
type input struct {
	r      io.Reader
	start  int64 // of the file in r, where r can seek
	sample []byte
	whole  bool     // nothing follows the sample
	spool  *os.File // what r gave, where r itself cannot be read again
}

// newInput reads the beginning of a file.
func newInput(r io.Reader) (*input, error) {
	in := &input{r: r}
	if s, ok := r.(io.Seeker); ok {
		if at, err := s.Seek(0, io.SeekCurrent); err == nil {
			in.start = at
		}
	}
	var err error
	if in.sample, err = io.ReadAll(io.LimitReader(r, sampleBytes)); err != nil {
		return nil, unreadable(err)
	}
	in.whole = len(in.sample) < sampleBytes
	return in, nil
}

func unreadable(err error) error {
	var p *model.Problem
	if errors.As(err, &p) {
		return err
	}
	return model.NewProblem(model.Failed, "read_failed").Because(err)
}

// all returns the file from its beginning, once.
func (in *input) all() io.Reader { return io.MultiReader(bytes.NewReader(in.sample), in.r) }

// file returns the file to be read from any place and as often as one likes.
// What cannot is put aside first. The error is a Problem: input_endless or
// read_failed.
func (in *input) file() (*io.SectionReader, error) {
	switch {
	case in.whole:
		return io.NewSectionReader(bytes.NewReader(in.sample), 0, int64(len(in.sample))), nil
	case in.spool == nil:
		if f, ok := in.direct(); ok {
			return f, nil
		}
		if err := in.putAside(); err != nil {
			return nil, err
		}
	}
	end, err := in.spool.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, unreadable(err)
	}
	return io.NewSectionReader(in.spool, 0, end), nil
}

// direct uses r itself where it is a file.
func (in *input) direct() (*io.SectionReader, bool) {
	at, isAt := in.r.(io.ReaderAt)
	s, isSeeker := in.r.(io.Seeker)
	if !isAt || !isSeeker {
		return nil, false
	}
	end, err := s.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, false
	}
	return io.NewSectionReader(at, in.start, end-in.start), true
}

func (in *input) putAside() (err error) {
	if in.spool, err = os.CreateTemp("", "kehu-input-"); err != nil {
		return unreadable(err)
	}
	_ = os.Remove(in.spool.Name()) // Windows keeps it until the system cleans up
	n, err := io.Copy(in.spool, io.LimitReader(in.all(), spoolBytes+1))
	if err != nil {
		return unreadable(err)
	}
	if n > spoolBytes {
		return model.NewProblem(model.Invalid, "input_endless", "Limit", spoolBytes>>30)
	}
	return nil
}

// close gives back what was put aside.
func (in *input) close() error {
	if in.spool == nil {
		return nil
	}
	return in.spool.Close()
}

// beyondASCII is the encoding of a text whose sample is plain ASCII, which all
// encodings are: it is told by what comes first that is not. cs is that of the
// sample; it stays where r gives nothing out of order.
func (in *input) beyondASCII(cs charset, locale string) charset {
	at, ok := in.r.(io.ReaderAt)
	if !ok || in.whole || cs.enc != nil || !isASCII(in.sample) {
		return cs
	}
	buf := make([]byte, sampleBytes)
	for from := in.start + int64(len(in.sample)); ; from += int64(len(buf)) {
		n, err := at.ReadAt(buf, from)
		if first := bytes.IndexFunc(buf[:n], func(r rune) bool { return r >= utf8.RuneSelf }); first >= 0 {
			n, err = at.ReadAt(buf, from+int64(first))
			if isUTF8(buf[:n], err != nil) {
				return cs
			}
			cs, _ = likeliestLegacy(buf[:n], err != nil, locale)
			return cs
		}
		if err != nil { // reading on will meet it again
			return cs
		}
	}
}
