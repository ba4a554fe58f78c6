package store

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"kehu/model"
)

// typed is a draft of a new customer.
func typed(number int64, name string) Draft {
	return Draft{Number: number, Ref: model.Ref{Kind: model.KindCustomer}, DraftBody: DraftBody{
		Title: name, Texts: map[string]string{"name": name}, Key: "phone"}}
}

func left(t testing.TB, d *Desk) []Draft {
	t.Helper()
	return must[[]Draft](t)(d.Left(t.Context()))
}

func TestDraftsOfAnEndedSessionAreOffered(t *testing.T) {
	t.Parallel()
	s, b := openBook(t)
	ctx, end := context.WithCancel(t.Context())
	first, second := b.Desk(ctx), b.Desk(t.Context())
	one, two := first.New(), first.New()
	check(t, first.Keep(t.Context(), typed(one, "张")))
	check(t, first.Keep(t.Context(), typed(one, "张伟")))
	check(t, first.Keep(t.Context(), typed(two, "李雷")))
	check(t, first.Drop(t.Context(), two))
	if got := left(t, second); len(got) != 0 {
		t.Fatalf("another session is offered %+v of one that lives", got)
	}
	end()
	first.Close() // which the end of the context does in its own time
	if got := left(t, s.As(model.Actor{Name: "bob"}, model.OriginScreen).Desk(t.Context())); len(got) != 0 {
		t.Errorf("bob is offered %+v of ann", got)
	}
	got := left(t, second)
	if len(got) != 1 || got[0].Title != "张伟" || got[0].Texts["name"] != "张伟" || got[0].Key != "phone" || !got[0].At.Equal(testNow) {
		t.Fatalf("left is %+v", got)
	}
	number := must[int64](t)(second.Take(t.Context(), got[0]))
	if _, err := second.Take(t.Context(), got[0]); model.KindOf(err) != model.NotFound {
		t.Errorf("taken twice: %v", err)
	}
	c := zhang()
	must[*model.ChangeSet](t)(second.Save(t.Context(), number, c))
	second.Close()
	if got := left(t, b.Desk(t.Context())); len(got) != 0 {
		t.Errorf("after saving %+v is left", got)
	}
	if files := must[[]string](t)(filepath.Glob(s.Path() + "-session-*")); len(files) != 0 {
		t.Errorf("left behind %v", files)
	}
}

func TestDraftStaysWhenSavingFails(t *testing.T) {
	t.Parallel()
	_, b := openBook(t)
	d := b.Desk(t.Context())
	number := d.New()
	check(t, d.Keep(t.Context(), typed(number, "")))
	if _, err := d.Save(t.Context(), number, &model.Customer{Kind: model.PersonKind}); err == nil {
		t.Fatal("a customer without a name was saved")
	}
	d.Close()
	if got := left(t, b.Desk(t.Context())); len(got) != 1 {
		t.Errorf("left is %+v", got)
	}
}

// A process that was killed leaves its drafts, and a lock that nobody holds.
func TestDraftOfAKilledProcess(t *testing.T) {
	if path := os.Getenv("KEHU_TEST_DRAFT"); path != "" {
		_, b := openAt(t, path)
		d := b.Desk(t.Context())
		check(t, d.Keep(t.Context(), typed(d.New(), "张伟")))
		os.Stdout.WriteString("kept\n")
		select {} // until the parent kills
	}
	t.Parallel()
	s, b := openBook(t)
	cmd := exec.Command(os.Args[0], "-test.run=^TestDraftOfAKilledProcess$")
	cmd.Env = append(os.Environ(), "KEHU_TEST_DRAFT="+s.Path())
	out := must[interface{ Read([]byte) (int, error) }](t)(cmd.StdoutPipe())
	check(t, cmd.Start())
	bufio.NewScanner(out).Scan()
	d := b.Desk(t.Context())
	if got := left(t, d); len(got) != 0 {
		t.Errorf("offered while the process lives: %+v", got)
	}
	check(t, cmd.Process.Kill())
	cmd.Wait()
	if got := left(t, d); len(got) != 1 {
		t.Errorf("after the kill %d drafts are left, want 1", len(got))
	}
	if files := must[[]string](t)(filepath.Glob(s.Path() + "-session-*")); len(files) != 0 {
		t.Errorf("left behind %v", files)
	}
}

// A draft is written each second: it must not make every session read its lists.
func TestDraftsAndPreferencesWakeNobody(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "book.kehu")
	s, _ := openAt(t, path)
	_, other := openAt(t, path)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	seen := s.Watch(ctx)
	before := commits(ctx, s.reader)
	d := other.Desk(ctx)
	check(t, d.Keep(ctx, typed(d.New(), "张伟")))
	check(t, other.SetPreference(ctx, "k", "v"))
	if now := commits(ctx, s.reader); now != before {
		t.Errorf("a draft and a preference count as %d commits", now-before)
	}
	save(t, other, zhang())
	if _, ok := <-seen; !ok {
		t.Fatal("the commit was not seen")
	}
	s.notify.wake(commits(ctx, s.reader))
	if len(seen) > 0 {
		t.Error("one commit woke twice")
	}
	set(t, other, "EUR", "CN")
	if _, ok := <-seen; !ok {
		t.Fatal("the settings were not seen")
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
