package tui

import (
	"testing"

	"kehu/model"
	"kehu/store"
)

// elsewhere opens a form on another screen of the same book, and returns what closes
// all forms there.
func (d *driver) elsewhere(actor string, kind model.Kind, id, customer int64) (end func()) {
	d.t.Helper()
	desk := d.store.As(model.Actor{Name: actor}, model.OriginScreen).Desk(d.t.Context())
	show := func(open ...store.Editing) {
		desk.Show(open)
		desk.Tell()
		for len(d.m.(*root).others) != len(open) { // a notice may be of a form that was opened before
			<-d.moved
			d.send(othersMoved{})
		}
	}
	show(store.Editing{Ref: model.Ref{Kind: kind, ID: id}, Customer: customer})
	return func() { show() }
}

// Who else has a form open on a customer stands above the list, the card and the
// form, until that form is closed; other customers say nothing of it.
func TestPresenceOfOthers(t *testing.T) {
	t.Parallel()
	for lang, want := range map[string]string{"zh": "li 正在编辑此记录", "en": "li is editing this"} {
		t.Run(lang, func(t *testing.T) {
			t.Parallel()
			d := openFilled(t, lang, 80, 24)
			id := d.customer("张伟").ID
			end := d.elsewhere("li", model.KindCustomer, id, id)
			d.sees(want)
			d.press("down")
			d.lacks(want)
			d.press("up enter")
			d.sees(want)
			d.press("esc e")
			d.sees(want)
			d.fits()
			end()
			d.lacks(want)
		})
	}
}

// Forms on what belongs to the customer are told apart, and one's own other window.
func TestPresenceAtACustomer(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	id := d.customer("张伟").ID
	for kind, want := range map[model.Kind]string{
		model.KindPurchase:    "li is at a purchase of this customer",
		model.KindInteraction: "li is at a contact entry of this customer",
		model.KindTask:        "li is at a follow-up of this customer",
	} {
		end := d.elsewhere("li", kind, 0, id)
		d.sees(want)
		end()
	}
	end := d.elsewhere("wang", model.KindCustomer, id, id)
	d.sees("Your other window is editing this")
	d.press("$")
	d.sees("Your other window is editing this customer")
	end()
	d.lacks("other window")
}

// What this screen has open is told to the others, and that it is closed.
func TestOwnFormsAreTold(t *testing.T) {
	t.Parallel()
	d := openFilled(t, "en", 80, 24)
	id := d.customer("张伟").ID
	other := d.store.As(model.Actor{Name: "li"}, model.OriginScreen).Desk(t.Context())
	sees := func(want int, kind model.Kind, record int64) {
		t.Helper()
		<-d.moved
		got := other.Others()
		if len(got) != want || want > 0 && (got[0].Actor != "wang" || got[0].Customer != id || got[0].Ref != (model.Ref{Kind: kind, ID: record})) {
			t.Errorf("li sees %+v", got)
		}
	}
	d.press("e")
	sees(1, model.KindCustomer, id)
	d.press("esc")
	sees(0, "", 0)
	d.press("m")
	sees(1, model.KindInteraction, 0)
	d.press("esc")
	sees(0, "", 0)
}
