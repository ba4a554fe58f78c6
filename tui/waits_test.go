package tui

import (
	"database/sql"
	"testing"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/query"
	"kehu/store"
)

// Who saves while another program writes is told, until it goes on by itself.
func TestSavingWaitsForOthers(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{"zh": "他人正在写入客户簿，正在排队等候", "en": "Somebody else is writing to the book"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			d := openFilled(t, lang, 80, 24)
			db := must[*sql.DB](t)(sql.Open("sqlite", "file:"+d.store.Path()+"?_txlock=immediate"))
			defer db.Close()
			d.press("a")
			d.write("周敏")
			other := must[*sql.Tx](t)(db.Begin())
			saving := d.beside(keyPress("ctrl+s"))
			<-d.waits
			d.send(waited{})
			d.sees(want)
			if err := other.Rollback(); err != nil {
				t.Fatal(err)
			}
			<-d.waits
			d.send(waited{})
			d.lacks(want)
			for msg := range saving {
				d.send(msg)
			}
			d.customer("周敏")
		})
	}
}

// Esc gives up waiting: nothing is written, and the form is as it was, also where a
// draft waits for the same turn.
func TestGivingUpASave(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "zh", 80, 24)
	db := must[*sql.DB](t)(sql.Open("sqlite", "file:"+d.store.Path()+"?_txlock=immediate"))
	defer db.Close()
	d.press("a")
	d.write("周敏")
	other := must[*sql.Tx](t)(db.Begin())
	saving := d.beside(keyPress("ctrl+s"))
	<-d.waits
	d.send(waited{})
	d.sees("按 Esc 放弃")
	d.press("x") // says nothing, and the reason stays on the screen
	d.sees("按 Esc 放弃")
	d.press("esc")
	for msg := range saving {
		d.send(msg)
	}
	<-d.waits
	d.send(waited{})
	d.sees("已放弃，没有写入任何内容", "周敏", "新增客户")
	d.lacks("排队")
	if err := other.Rollback(); err != nil {
		t.Fatal(err)
	}
	if n := len(must[[]model.Summary](t)(d.book.Customers(t.Context(), query.Query{}, store.Page{}))); n != 3 {
		t.Errorf("%d customers, want 3", n)
	}
	d.press("ctrl+s")
	d.customer("周敏")
}

// beside sends a message and runs what follows from it beside the test, which goes on
// meanwhile. The channel has what it brings.
func (d *driver) beside(msg tea.Msg) <-chan tea.Msg {
	d.t.Helper()
	_, cmd := d.m.Update(msg)
	brings := make(chan tea.Msg, 10)
	go func() {
		defer close(brings)
		cmds := []tea.Cmd{cmd}
		for len(cmds) > 0 {
			cmd, cmds = cmds[0], cmds[1:]
			if cmd == nil {
				continue
			}
			if msg := cmd(); msg != nil {
				batch, several := msg.(tea.BatchMsg)
				if cmds = append(cmds, batch...); !several {
					brings <- msg
				}
			}
		}
	}()
	return brings
}
