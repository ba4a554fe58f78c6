package demo

import (
	"time"

	"kehu/model"
)

// A todo is a follow-up: what to do and how it went. In the title {} is a product.
type todo struct{ title, result string }

// tasks makes a follow-up for about three customers in ten: some overdue, some
// due in the next days, some later or on no day, some done.
func (m *maker) tasks(c *client) []model.Task {
	var tasks []model.Task
	for m.chance(235) {
		tasks = append(tasks, m.task(c))
	}
	return tasks
}

func (m *maker) task(c *client) model.Task {
	what := pick(m.dice, c.phrases.todos)
	if c.level != model.LevelPotential && m.chance(500) {
		what = pick(m.dice, c.phrases.buyerTodos)
	}
	today := model.DateOf(m.now)
	t := model.Task{Title: about(what.title, c.product(m.dice).short(c.chinese)), Owner: c.customer.Owner}
	switch n := m.below(100); {
	case n < 20:
		t.Due = today.AddDays(-m.between(1, 20))
	case n < 50:
		t.Due = today.AddDays(m.between(0, 6))
	case n < 68:
		t.Due = today.AddDays(m.between(7, 45))
	case n < 74: // whenever there is time
	default:
		m.finish(&t, what.result, c.since)
	}
	return t
}

// finish makes the task one that was done, at most three days from when it was due.
func (m *maker) finish(t *model.Task, result string, since int) {
	last := m.days.last()
	day := m.between(max(since, last-120), last)
	t.Due = m.days[max(0, min(last, day+m.between(-3, 2)))].date
	t.Done = m.days.at(m.dice, day).Truncate(time.Minute)
	t.Result = result
}
