// Package query is the language in which records are asked for: one grammar
// for the line above every list, saved views, the command line, export, rules
// and roles. It turns text into a tree and a tree into text; it opens no files
// and knows no SQL. This page is the reference of the language.
//
// # Words
//
// Words are sought everywhere, and all of them must be found:
//
//	张伟 8000            both
//	"north lake"         these characters in this order; “…” and ‘…’ do as well
//	-a  !a  NOT a        not a
//	a OR b  a | b  a 或 b
//	a b OR c             "and" binds tighter: (a b) OR c
//	(a OR b) c           grouping
//
// Two words may have AND or 且 between them. A sign by itself, a word with a
// sign inside (a-b), a time (12:30) and an address (http://…) are plain words.
// Inside quotes a backslash makes a quote or a backslash plain. OR, AND and NOT
// are written in capitals; in quotes they are plain words.
//
// # Fields
//
//	city:上海            text fields contain the value, in any letter case
//	name:=张伟           a text field equals the value as a whole
//	city:上海,北京       any of them; a value with blanks or signs is put in quotes
//	spent:>10000  >=  <  <=
//	age:30..40  3..  ..5 both ends count, either may be open; also ~ 到 至
//	age:<20,>60          any of these, too
//	#老客户              short for tag:老客户
//	has:email no:phone   filled in, empty; has:email,phone is either
//	is:stale             a state
//	sort:-spent,name     order, "-" for descending; only outside parentheses
//
// Every field has an English key and Chinese names (级别:VIP). Letter case and
// "-" for "_" do not matter, blanks after a colon, comma or comparison neither.
// The colon may be left out before a comparison: 年龄>30. What input methods
// type works as well: ：，、（）｜＞＜＝》《≥≤－！＃ and full-width letters and digits.
// A name before a colon that no field has is an error.
//
// [Customers] has the fields of customers, [History] those of change sets: by, at,
// customer, file, id, origin, kind, action and is:undone.
//
// # Numbers
//
// 1234.50, 1,234.50, 3k, 2m, 1.5万 (1.5w), 1亿, 三千. Amounts of money may
// name a currency: ¥100, 100元, $20, usd20. All are exact. Ages are whole years.
//
// # Days
//
//	2026  2026年  2026-01  2026-01-05  2026/1/5  2026年1月5日  20260105  2026-Q1
//	today yesterday tomorrow                  今天 昨天 明天 前天 后天
//	this-week last-week next-week             本周 上周 下周; weeks begin on Monday
//	this-month last-month next-month          本月 上月 下月
//	this-quarter this-year last-year …        本季度 今年 去年 明年
//	10-01  10月1日  3月                       in this year; of birthdays in any year
//	90d 2w 3m 1y                              90天 2周 3个月 1年 半年
//	last-30d next-7d 3d-ago in-3d             近30天 未来7天 3天内 3天前 3天后 +3d
//
// A comparison with a day means before and after: created:<2026-03 lies before
// March, created:<=2026-03 takes March in, created:2026-01..2026-03 is three
// whole months. A comparison with a distance means nearer and farther: last:>90d
// is longer ago than 90 days, last:<30d less than 30 days ago, and last:>3月 is
// three months. The field next and birthdays look ahead: next:<7d is due
// before 7 days are over, what is overdue included. What < leaves out, >= finds.
//
// A distance by itself has two ends: last:30d, last:3天内 and last:近30天 are the
// 30 days up to today, next:7d and next:未来7天 the 7 days from today on, and
// 3天前 is that one day.
//
// Birthdays ignore the year unless one is asked for: birthday:this-week,
// birthday:<7d, birthday:12-20..01-10 (over the new year); birthday:1990.
//
// # Problems
//
// Parse returns a [model.Problem] of kind Invalid. Its Args are At and End, the
// offsets in runes of what is wrong; Word, the text between them; Nearest, the
// closest name that is known, or ""; and Incomplete, see [Incomplete].
//
// # Trees
//
// [Query.String] writes the canonical form, which parses into the same tree.
// Values stay symbolic in it. A store resolves them when the query runs, by the
// type of the field: [Term.Texts], [Term.Bounds], [Term.Spans], [Term.Born],
// [Term.Birthdays] and [Value.Bool].
package query
