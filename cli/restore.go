package cli

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/store"
	"kehu/tui/widget"
)

// restoreOptions are the flags of restore.
type restoreOptions struct {
	opening
	customers               []string
	yes, dryRun, eraseAgain bool
}

func newRestore(a *app) *cobra.Command {
	var o restoreOptions
	cmd := a.command("restore", "restore FILE")
	cmd.Args = exactly(1)
	cmd.Annotations = map[string]string{takesFiles: "yes"}
	cmd.ValidArgsFunction = fileNames
	flags := cmd.Flags()
	flags.SortFlags = false
	flags.StringArrayVar(&o.customers, "customer", nil, a.t("cli.restore.flag.customer"))
	flags.BoolVar(&o.dryRun, "dry-run", false, a.t("cli.restore.flag.dry_run"))
	flags.BoolVar(&o.eraseAgain, "erase-again", true, a.t("cli.restore.flag.erase_again"))
	flags.BoolVarP(&o.yes, "yes", "y", false, a.t("cli.restore.flag.yes"))
	a.openingFlags(cmd, &o.opening)
	cmd.RunE = runE(func(ctx context.Context, args []string) error { return a.restore(ctx, args[0], o) })
	return cmd
}

// A restoring is a restore in progress.
type restoring struct {
	*app
	o    restoreOptions
	path string       // of the book
	book *store.Store // nil where there is none, or one that cannot be opened
	why  error        // why it cannot be; nil where there is none
	from *store.OpenBackup

	returning []store.Erasing // people who were erased, and whom the copy has
}

// restore puts a copy in the book's place, or takes single customers out of it.
func (a *app) restore(ctx context.Context, name string, o restoreOptions) (err error) {
	if err := a.single(); err != nil {
		return err
	}
	if o.dryRun && len(o.customers) > 0 {
		return model.NewProblem(model.Usage, "restore_dry_customer")
	}
	r := restoring{app: a, o: o}
	if r.path, err = a.bookPath(); err != nil {
		return err
	}
	if err := r.open(ctx); err != nil {
		return err
	}
	if err := r.unpack(ctx, name); err != nil {
		return errors.Join(err, r.close())
	}
	if len(o.customers) > 0 {
		return errors.Join(r.customers(ctx), r.from.Close(), r.close())
	}
	return r.whole(ctx)
}

// open opens the book, if it can be. One that others have open, or that this person
// may not read, is not to be replaced.
func (r *restoring) open(ctx context.Context) (err error) {
	if len(r.o.customers) == 0 && !r.o.dryRun {
		if err := store.Alone(r.path); err != nil {
			return err
		}
	}
	r.book, err = r.openStore(ctx, store.OpenExisting)
	if err == nil || len(r.o.customers) > 0 {
		return err
	}
	if isProblem(err, "book_missing") {
		return nil
	}
	if isProblem(err, "book_damaged", "book_truncated", "book_foreign", "book_empty", "book_newer", "book_not_migrated", "backup_damaged") {
		r.why = err
		return nil
	}
	return err
}

func (r *restoring) close() error {
	if r.book == nil {
		return nil
	}
	return r.book.Close()
}

// unpack finds the copy and makes it ready.
func (r *restoring) unpack(ctx context.Context, name string) error {
	file, err := store.FindBackup(name, r.path)
	if r.book != nil {
		file, err = r.book.BackupFile(ctx, name)
	}
	if err != nil {
		return err
	}
	unlock, err := r.unlock(file, r.o.opening)
	if err != nil {
		return err
	}
	r.from, err = store.UnpackBackup(ctx, file, r.path, unlock, r.now)
	return err
}

// restoreView is the JSON of restore.
type restoreView struct {
	File        string           `json:"file"`
	At          *time.Time       `json:"at"`
	Restored    bool             `json:"restored"`
	Aside       string           `json:"aside"`
	Differences []differenceView `json:"differences"`
	Returning   []int64          `json:"returning"`    // numbers of people who were erased since the copy was made
	ErasedAgain bool             `json:"erased_again"` // and are erased in what was restored, too
}

type differenceView struct {
	Kind       string   `json:"kind"`
	OnlyBook   someView `json:"only_book"`
	OnlyBackup someView `json:"only_backup"`
	Changed    someView `json:"changed"`
}

type someView struct {
	Count int      `json:"count"`
	Names []string `json:"names"`
}

func viewSome(s store.Some) someView { return someView{s.Count, some(s.Names)} }

func viewDifference(d store.Difference) differenceView {
	return differenceView{string(d.Kind), viewSome(d.OnlyBook), viewSome(d.OnlyCopy), viewSome(d.Both)}
}

// whole shows what differs, asks, and does it. It closes both books.
func (r *restoring) whole(ctx context.Context) error {
	v := restoreView{File: r.from.File, At: instant(r.from.At), Differences: []differenceView{}, Returning: []int64{}}
	same := false
	if r.book != nil {
		all, err := r.from.Compare(ctx, r.book)
		if err == nil {
			r.returning, err = r.from.Returning(ctx, r.book)
		}
		if err != nil {
			return errors.Join(err, r.from.Close(), r.close())
		}
		v.Differences, same = each(all, viewDifference), len(all) == 0
		v.Returning = each(r.returning, func(e store.Erasing) int64 { return e.Customer })
		r.show(all)
	} else {
		r.showMissing()
	}
	if err := r.agree(ctx, same); err != nil || same || r.o.dryRun {
		return errors.Join(err, r.from.Close(), r.close(), r.print(v, same))
	}
	var err error
	if v.ErasedAgain, err = r.eraseAgain(ctx); err != nil {
		return errors.Join(err, r.from.Close(), r.close())
	}
	aside, err := r.from.Restore(ctx, r.path, r.book)
	if err != nil {
		return err
	}
	v.Restored, v.Aside = true, aside
	return r.print(v, same)
}

// show says what differs.
func (r *restoring) show(all []store.Difference) {
	r.note("cli.restore.backup", "Path", r.from.File, "At", r.clock(r.from.At))
	for _, d := range all {
		r.note("cli.restore.kind", "Kind", r.kinds(d.Kind), "What", strings.Join(r.parts(d), r.t("cli.restore.semicolon")))
	}
	if len(r.returning) > 0 {
		numbers := each(r.returning, func(e store.Erasing) string { return "#" + strconv.FormatInt(e.Customer, 10) })
		r.note("cli.restore.returning", "Count", len(numbers), "Names", strings.Join(numbers, r.t("cli.comma")))
	}
}

// eraseAgain keeps people who were erased from coming back with the copy, unless
// the person wants them: the law that had them erased holds.
func (r *restoring) eraseAgain(ctx context.Context) (done bool, err error) {
	if len(r.returning) == 0 || !r.o.eraseAgain {
		return false, nil
	}
	if !r.o.yes {
		answer, err := r.answer(ctx, r.t("cli.restore.ask_erase", "Count", len(r.returning)))
		if err != nil || isNo(answer) {
			return false, err
		}
	}
	return true, r.from.EraseAgain(ctx, r.actor(), r.returning)
}

func (r *restoring) parts(d store.Difference) (parts []string) {
	if d.Kind == model.KindSettings { // of which there is one record, without a name
		return []string{r.t("cli.restore.settings")}
	}
	for _, side := range []struct {
		id   string
		some store.Some
	}{{"cli.restore.only_book", d.OnlyBook}, {"cli.restore.only_backup", d.OnlyCopy}, {"cli.restore.changed", d.Both}} {
		if side.some.Count > 0 {
			parts = append(parts, r.t(side.id, "Count", side.some.Count, "Names", r.names(d.Kind, side.some)))
		}
	}
	return parts
}

// names lists the first, and says when there are more.
func (r *restoring) names(kind model.Kind, s store.Some) string {
	names := make([]string, len(s.Names))
	for i, name := range s.Names {
		names[i] = widget.Truncate(widget.Grid(r.say.RecordName(string(kind), name)), 24)
	}
	text := strings.Join(names, r.t("cli.comma"))
	if s.Count > len(names) {
		text += r.t("cli.comma") + "…"
	}
	return text
}

// showMissing says that there is no book, or none that can be opened.
func (r *restoring) showMissing() {
	r.note("cli.restore.backup", "Path", r.from.File, "At", r.clock(r.from.At))
	if r.why == nil {
		r.note("cli.restore.no_book", "Path", r.path)
		return
	}
	message, _ := r.say.Error(r.why)
	r.note("cli.restore.broken", "Path", r.path, "Message", message)
}

// agree asks whether to go on; no answer is no.
func (r *restoring) agree(ctx context.Context, same bool) error {
	if r.o.yes || r.o.dryRun || same {
		return nil
	}
	if _, isTerminal := terminal(r.in); !isTerminal {
		return model.NewProblem(model.Usage, "restore_ask")
	}
	yes, err := r.confirm(ctx, r.t("cli.restore.ask"))
	if err == nil && !yes {
		err = model.NewProblem(model.Failed, "restore_refused")
	}
	return err
}

func (r *restoring) print(v restoreView, same bool) error {
	switch {
	case r.isJSON():
		return r.printJSON(v)
	case same:
		r.note("cli.restore.same")
	case v.Restored && v.Aside != "":
		r.note("cli.restore.done", "Path", r.path, "At", r.clock(r.from.At))
		r.note("cli.restore.aside", "Aside", v.Aside)
	case v.Restored:
		r.note("cli.restore.done", "Path", r.path, "At", r.clock(r.from.At))
	}
	if v.ErasedAgain && !r.isJSON() {
		r.note("cli.restore.erased_again", "Count", len(v.Returning))
	}
	return nil
}

// customers takes single customers out of the copy into the book.
func (r *restoring) customers(ctx context.Context) error {
	then := r.from.As(r.actor(), model.OriginCommand)
	ids := make([]int64, len(r.o.customers))
	for i, ref := range r.o.customers {
		id, err := then.Find(ctx, ref)
		if err != nil {
			return err
		}
		ids[i] = id
	}
	cs, taken, err := r.book.As(r.actor(), model.OriginCommand).TakeBack(ctx, r.from, ids...)
	if err != nil {
		return err
	}
	return r.wrote(cs, each(taken, func(id int64) writtenItem { return writtenItem{Kind: string(model.KindCustomer), ID: id} }))
}
