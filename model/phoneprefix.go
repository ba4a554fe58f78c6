package model

import (
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// PhonePrefixes returns how the normal forms (see Match) of numbers begin whose
// first digits a person of a region typed: with a country code, as +86138 or
// 0086138, with the region's own, and as a number without one.
func PhonePrefixes(text, region string) []string {
	s := dialledDigits(foldWidth(text))
	if s == "" {
		return nil
	}
	if international, ok := strings.CutPrefix(s, "+"); ok {
		return []string{"+" + international}
	}
	if rest, ok := strings.CutPrefix(s, "00"); ok {
		return []string{"+" + rest}
	}
	prefixes := []string{s, "+" + s}
	if code := phonenumbers.GetCountryCodeForRegion(region); code != 0 {
		prefixes = append(prefixes, "+"+strconv.Itoa(code)+strings.TrimPrefix(s, "0"))
	}
	return prefixes
}
