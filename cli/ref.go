package cli

import (
	"context"
	"strconv"
	"strings"

	"kehu/locale"
	"kehu/model"
	"kehu/store"
)

// recordRef reads the name of one record by kind and number, such as
// purchase:12 or 购买记录:12, and #6 for customer 6.
func (a *app) recordRef(text string) (model.Ref, bool) {
	text = strings.ReplaceAll(strings.TrimSpace(text), "：", ":")
	word, digits, ok := strings.Cut(text, ":")
	kind := model.Kind("")
	if number, isCustomer := strings.CutPrefix(text, "#"); isCustomer {
		kind, digits, ok = model.KindCustomer, number, true
	} else if ok {
		kind, ok = a.kindOf(word)
	}
	id, err := strconv.ParseInt(digits, 10, 64)
	return model.Ref{Kind: kind, ID: id}, ok && err == nil && id > 0
}

// kindOf understands the kinds of records by key and by name in both languages.
func (a *app) kindOf(word string) (model.Kind, bool) {
	for _, kind := range []model.Kind{model.KindCustomer, model.KindPurchase, model.KindInteraction, model.KindTask, model.KindView, model.KindField, model.KindChoice} {
		for _, name := range []string{string(kind), a.t("kind." + string(kind)), locale.New(otherLanguage(a.say.Lang())).T("kind." + string(kind))} {
			if nameKey(name) == nameKey(word) {
				return kind, true
			}
		}
	}
	return "", false
}

// target finds what rm is to put away: a record by kind and number, the purchase
// with an order number, or the one customer that a query finds.
func (a *app) target(ctx context.Context, b *store.Book, text string) (model.Ref, error) {
	if ref, ok := a.recordRef(text); ok {
		return ref, nil
	}
	id, err := b.Find(ctx, text)
	if err != nil {
		return model.Ref{}, err
	}
	purchases, err := b.Purchases(ctx, id, 0, 0)
	if err != nil {
		return model.Ref{}, err
	}
	for _, p := range purchases {
		if p.OrderNo == strings.TrimSpace(text) {
			return model.Ref{Kind: model.KindPurchase, ID: p.ID}, nil
		}
	}
	return model.Ref{Kind: model.KindCustomer, ID: id}, nil
}
