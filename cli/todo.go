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
	add := a.command("todo_add", "add REF title=… due=…")
	add.Annotations = map[string]string{takesRefs: "yes", takesProse: "title"}
	add.Args = atLeast(2)
	a.completes(add, at(a.customers, a.assignments([]string{"title", "due", "owner"}, nil)))
	add.RunE = runE(func(ctx context.Context, args []string) error { return a.todoAdd(ctx, args[0], args[1:]) })
	done := a.command("todo_done", "done N [result=…]")
	done.Args = atLeast(1)
	a.completes(done, at(a.openTasks, a.assignments([]string{"result"}, nil)))
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
		sameText("customer", func(r todoRow) string { return r.customer }),
		{key: "title", title: "cli.column.task", text: todoTitle, raw: todoTitle},
		sameText("owner", func(r todoRow) string { return r.Owner }),
		{key: "done", text: func(r todoRow) string { return a.dayOf(r.Done) }, raw: func(r todoRow) string { return rawInstant(r.Done) }},
	}
}

func todoTitle(r todoRow) string { return r.Title }

// todoAdd gives a customer a follow-up; words that set no field are its title.
func (a *app) todoAdd(ctx context.Context, ref string, words []string) error {
	if err := a.single(); err != nil {
		return err
	}
	task := &model.Task{Owner: a.actor().Name}
	if err := a.setTask(task, words); err != nil {
		return err
	}
	return a.inBook(ctx, func(b *store.Book) (err error) {
		if task.CustomerID, err = b.Find(ctx, ref); err != nil {
			return err
		}
		return a.save(ctx, b, task)
	})
}

// todoDone ticks a follow-up off.
func (a *app) todoDone(cmd *cobra.Command, number string, words []string) error {
	if err := a.single(); err != nil {
		return err
	}
	id, err := strconv.ParseInt(strings.TrimPrefix(number, "#"), 10, 64)
	if err != nil {
		return usage(cmd, "task_number", "Value", number)
	}
	return a.inBook(cmd.Context(), func(b *store.Book) error {
		task, err := b.Task(cmd.Context(), id)
		if err != nil {
			return err
		}
		task.Done = a.now()
		if err := a.setTask(task, words); err != nil {
			return err
		}
		return a.save(cmd.Context(), b, task)
	})
}

func (a *app) setTask(task *model.Task, words []string) error {
	var title []string
	known := newNames(a, []string{"title", "due", "owner", "result"})
	known.learn("标题", "title")
	var ps model.Problems
	for _, word := range words {
		as, ok := parseAssignment(word)
		if !ok {
			title = append(title, word)
			continue
		}
		key, ok := known.find(as.name)
		if !ok || as.op != opSet {
			return known.unknown(as.name)
		}
		ps.Add(model.At(key, a.setTaskField(task, key, as.value)))
	}
	if len(title) > 0 {
		task.Title = strings.Join(title, " ")
	}
	return ps.OrNil()
}

func (a *app) setTaskField(task *model.Task, key, value string) (err error) {
	if key == "due" {
		task.Due, err = model.ParseDate(value, a.now())
		return err
	}
	return model.FieldOf(model.TaskFields(), key).Set(task, value)
}
