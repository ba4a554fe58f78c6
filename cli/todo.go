package cli

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"kehu/model"
	"kehu/query"
	"kehu/store"
	"kehu/tui"
)

func newTodo(a *app) *cobra.Command {
	cmd := a.command("todo", "todo [ls|add|done]")
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		return a.todoLs(cmd.Context(), "", false)
	}
	ls := a.command("todo_ls", "ls [QUERY]")
	all := ls.Flags().Bool("all", false, a.t("cli.todo.flag.all"))
	a.completes(ls, a.queries)
	ls.RunE = runE(func(ctx context.Context, args []string) error { return a.todoLs(ctx, strings.Join(args, " "), *all) })
	add := a.command("todo_add", "add REF WORDS… [FIELD=VALUE …]")
	add.Annotations = map[string]string{takesRefs: "yes", takesProse: "title"}
	add.Args = atLeast(2)
	flags := a.quickFlags(add)
	a.completes(add, at(a.customers, a.taskWords("title", "due", "priority", "repeat", "owner")))
	add.RunE = runE(func(ctx context.Context, args []string) error { return a.todoAdd(ctx, args, flags.dryRun) })
	done := a.command("todo_done", "done N [RESULT] [FIELD=VALUE …]")
	done.Args = atLeast(1)
	a.completes(done, at(a.openTasks, a.taskWords("result", "channel", "next")))
	done.RunE = func(cmd *cobra.Command, args []string) error { return a.todoDone(cmd, args[0], args[1:]) }
	cmd.AddCommand(ls, add, done)
	return cmd
}

// todoRow is a follow-up with the name of its customer.
type todoRow struct {
	model.Task
	customer string
}

// todoView is the JSON of a row of todo ls.
type todoView struct {
	taskView
	Customer string `json:"customer"`
}

// todoLs lists the follow-ups of the customers that a query finds, the earliest
// first: the open ones, or all.
func (a *app) todoLs(ctx context.Context, text string, all bool) error {
	return a.inBook(ctx, func(b *store.Book) error {
		rows, err := todoRows(ctx, b, text, all)
		if err != nil {
			return err
		}
		return emit(a, list[todoRow]{
			columns: a.todoColumns(),
			rows:    withoutErrors(rows),
			id:      func(r todoRow) string { return strconv.FormatInt(r.ID, 10) },
			json:    func(r todoRow) any { return todoView{viewTask(r.Task), r.customer} },
			none:    "cli.todo.none",
		})
	})
}

func todoRows(ctx context.Context, b *store.Book, text string, all bool) ([]todoRow, error) {
	if text == "" && !all {
		return openTodos(ctx, b)
	}
	q, _, err := parseQuery(ctx, b, text, "")
	if err != nil {
		return nil, err
	}
	if !all {
		cat, err := b.Catalogue(ctx)
		if err != nil {
			return nil, err
		}
		q = q.Narrow(query.Has{Field: cat.Field("next")})
	}
	var rows []todoRow
	for c, err := range customers(ctx, b, q, store.Page{}) {
		if err != nil {
			return nil, err
		}
		tasks, err := b.Tasks(ctx, c.ID, 0, 0)
		if err != nil {
			return nil, err
		}
		for _, t := range tasks {
			if all || t.Done.IsZero() {
				rows = append(rows, todoRow{t, c.DisplayName()})
			}
		}
	}
	slices.SortStableFunc(rows, func(x, y todoRow) int { return x.Due.Compare(y.Due) })
	return rows, nil
}

// openTodos reads what is open in the whole book.
func openTodos(ctx context.Context, b *store.Book) ([]todoRow, error) {
	tasks, err := b.OpenTasks(ctx, 0, 0)
	if err != nil {
		return nil, err
	}
	rows := make([]todoRow, len(tasks))
	for i, t := range tasks {
		rows[i] = todoRow{Task: t}
		if t.CustomerID != 0 {
			c, err := b.Summary(ctx, t.CustomerID)
			if err != nil {
				return nil, err
			}
			rows[i].customer = c.DisplayName()
		}
	}
	return rows, nil
}

func (a *app) todoColumns() []column[todoRow] {
	return []column[todoRow]{
		sameText("id", func(r todoRow) string { return strconv.FormatInt(r.ID, 10) }),
		sameText("due", func(r todoRow) string { return r.Due.String() }),
		{key: "priority", text: func(r todoRow) string { return a.priority(&r.Task) }, raw: func(r todoRow) string { return string(r.Weight()) }},
		sameText("customer", func(r todoRow) string { return r.customer }),
		{key: "title", title: "cli.column.task", text: todoTitle, raw: todoTitle},
		{key: "repeat", text: func(r todoRow) string { return a.repeat(r.Repeat) }, raw: func(r todoRow) string { return string(r.Repeat) }},
		sameText("owner", func(r todoRow) string { return r.Owner }),
		{key: "done", text: func(r todoRow) string { return a.dayOf(r.Done) }, raw: func(r todoRow) string { return rawInstant(r.Done) }},
	}
}

// priority and repeat say nothing of what most follow-ups are like.
func (a *app) priority(t *model.Task) string {
	if t.Weight() == model.PriorityNormal {
		return ""
	}
	return a.choice("priority", string(t.Weight()))
}

func (a *app) repeat(r model.Repeat) string {
	if r == model.RepeatNever {
		return ""
	}
	return tui.RepeatName(a.say, r)
}

func todoTitle(r todoRow) string { return r.Title }

// todoAdd gives a customer a follow-up: the words say what and when.
func (a *app) todoAdd(ctx context.Context, words []string, dry bool) error {
	return a.quick(ctx, words, func(c quickCall) error {
		task := model.QuickTask(c.text, model.Task{Owner: a.actor().Name, CustomerID: c.customer.ID}, a.now())
		task.Title = c.quoted.show(task.Title)
		if _, err := a.setTask(&task, c.assignments); err != nil {
			return err
		}
		if err := task.Validate(); err != nil {
			return err
		}
		view := viewTask(task)
		return a.finish(ctx, c, dry, a.saidOfTask(&task), quickView{Task: &view}, &task)
	})
}

// saidOfTask is what a follow-up says.
func (a *app) saidOfTask(t *model.Task) []figure {
	return []figure{a.figureOf("task.title", t.Title), a.figureOf("due", a.dayInFull(t.Due)),
		a.figureOf("repeat", a.repeat(t.Repeat)), a.figureOf("priority", a.priority(t))}
}

// todoDone ticks a follow-up off: words without a field are what came of it. One
// that repeats is there again for its next day.
func (a *app) todoDone(cmd *cobra.Command, number string, words []string) error {
	if err := a.single(); err != nil {
		return err
	}
	id, err := strconv.ParseInt(strings.TrimPrefix(number, "#"), 10, 64)
	if err != nil {
		return usage(cmd, "task_number", "Value", number)
	}
	bare, assignments := partWords(words)
	return a.inBook(cmd.Context(), func(b *store.Book) error {
		task, err := b.Task(cmd.Context(), id)
		if err != nil {
			return err
		}
		if !task.Done.IsZero() {
			return model.NewProblem(model.Invalid, "task_done", "ID", id, "Day", a.dayOf(task.Done))
		}
		if len(bare) > 0 {
			task.Result = strings.Join(bare, " ")
		}
		more, err := a.setTask(task, assignments)
		if err != nil {
			return err
		}
		return a.save(cmd.Context(), b, a.finished(task, more)...)
	})
}

// finished ticks a task off and lists all that is to be saved: itself, the one
// that comes after it, and the contact entry that it leaves.
func (a *app) finished(task *model.Task, more finishing) []model.Record {
	records := []model.Record{task}
	if next := task.Finish(a.now()); next != nil {
		if !more.next.IsZero() {
			next.Due = more.next
		}
		records = append(records, next)
		a.note("cli.todo.next", "Day", a.dayInFull(next.Due))
	} else if !more.next.IsZero() {
		records = append(records, &model.Task{CustomerID: task.CustomerID, Title: task.Title, Due: more.next, Priority: task.Priority, Owner: task.Owner})
	}
	if more.channel != "" && task.CustomerID != 0 {
		entry := task.Contact()
		entry.Channel, entry.Author = more.channel, a.actor().Name
		records = append(records, entry)
	}
	return records
}

// finishing is what one may say when a task is done that is none of its fields: on
// which day it is due again, and by which channel the contact took place.
type finishing struct {
	next    model.Date
	channel model.Channel
}

func taskKeys() []string {
	return []string{"title", "due", "priority", "repeat", "owner", "result", "next", "channel"}
}

func (a *app) setTask(task *model.Task, assignments []assignment) (more finishing, err error) {
	known := newNames(a, taskKeys())
	known.learn("标题", "title")
	known.learn("contact", "channel")
	var ps model.Problems
	for _, as := range assignments {
		key, ok := known.find(as.name)
		if !ok {
			return more, known.unknown(as.name)
		}
		ps.Add(model.At(key, a.setTaskField(task, &more, key, as.value)))
	}
	return more, ps.OrNil()
}

func (a *app) setTaskField(task *model.Task, more *finishing, key, value string) (err error) {
	switch key {
	case "due":
		task.Due, err = model.ParseDate(value, a.now())
	case "next":
		more.next, err = model.ParseDate(value, a.now())
	case "repeat":
		task.Repeat, err = model.ParseRepeat(value)
	case "priority":
		var priority string
		priority, err = a.parseChoice(key, "priority", keyTexts(model.Priorities()), value)
		task.Priority = model.Priority(priority)
	case "channel":
		var channel string
		channel, err = a.parseChoice(key, "channel", keyTexts(model.Channels()), value)
		more.channel = model.Channel(channel)
	default:
		return model.FieldOf(model.TaskFields(), key).Set(task, value)
	}
	return err
}
