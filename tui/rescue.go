package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"kehu/model"
	"kehu/tui/widget"
)

// The ways out when what a form edits was moved to the bin meanwhile.
const (
	rescueRestore = "restore"
	rescueNew     = "new"
	rescueBack    = "back"
)

// rescue offers what can be done with a form whose record, or whose customer,
// another session has moved to the bin; it reports false for other errors.
func (f *form[T, R]) rescue(r *T, err error) (tea.Cmd, bool) {
	gone, own := f.binned(R(r), err)
	if gone.ID == 0 {
		return nil, false
	}
	options := []widget.Option{{Value: rescueRestore, Label: f.t("tui.rescue.restore")}}
	if own {
		options = append(options, widget.Option{Value: rescueNew, Label: f.t("tui.rescue.new")})
	}
	options = append(options, widget.Option{Value: rescueBack, Label: f.t("tui.rescue.back")})
	title := f.t("tui.rescue.title", "Kind", f.t("kind."+string(gone.Kind)))
	return tea.Batch(f.keepSoon(), f.nav.push(newChooser(f.session, title, rescueRestore, options, func(way string) tea.Cmd {
		switch way {
		case rescueRestore:
			return f.saveBy(r, func(ctx context.Context) error {
				_, err := f.book.Restore(ctx, gone)
				return err
			})
		case rescueNew:
			return f.saveBy(asNew[T, R](r), nil)
		}
		return nil
	}))), true
}

// binned is the record in the bin that an error tells of, and whether it is the
// form's own.
func (f *form[T, R]) binned(r R, err error) (gone model.Ref, own bool) {
	var p *model.Problem
	if !errors.As(err, &p) {
		return gone, false
	}
	id, _ := p.Args["ID"].(int64)
	switch p.Code {
	case "record_binned":
		return model.Ref{Kind: r.RecordKind(), ID: id}, true
	case "customer_not_found":
		return model.Ref{Kind: model.KindCustomer, ID: id}, false
	}
	return gone, false
}

// asNew is a record as one that the book does not have yet. Contact persons get
// numbers of their own, by which contact points name them until they are saved.
func asNew[T any, R recordOf[T]](r *T) *T {
	fresh := *r
	*R(&fresh).RecordMeta() = model.Meta{}
	c, isCustomer := any(&fresh).(*model.Customer)
	if !isCustomer {
		return &fresh
	}
	people, points := c.People, c.ContactPoints
	c.People, c.ContactPoints, c.SourceKey = append([]model.Person(nil), people...), append([]model.ContactPoint(nil), points...), ""
	for i := range c.People {
		was := c.People[i].ID
		c.People[i].ID = -int64(i + 1)
		for k := range points {
			if was != 0 && points[k].PersonID == was {
				c.ContactPoints[k].PersonID = c.People[i].ID
			}
		}
	}
	return &fresh
}
