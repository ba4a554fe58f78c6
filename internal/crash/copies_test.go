package crash

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

func backUp(p *place, _ int) work { return jsonOf(p, "backup") }

// backedUp wants every copy that is listed to be a good one, and counts them.
func backedUp(p *place) (int, error) { return goodCopies(p, p.book) }

// goodCopies counts the copies of a book, of which none may be bad.
func goodCopies(p *place, book string) (int, error) {
	var all []struct{ Path string }
	if err := json.Unmarshal([]byte(p.run("backup", "ls", "-o", "json", "--db", book)), &all); err != nil {
		return 0, err
	}
	if len(all) > 0 {
		p.run("backup", "--verify-all", "--db", book)
	}
	return len(all), nil
}

// restorable makes a book of its own, which nobody else has open, and two copies of
// it: one with everybody in city 0, as it stands then, and one with them in city 1.
func restorable(p *place) {
	book := p.restored()
	p.run("import", rowsFile(p, "restored", crowdSize, 1), "--yes", "--db", book)
	p.run("backup", filepath.Join(p.dir, "copy-1.kehu"), "--db", book)
	p.run("set", "source:restored", "--all", "city=0", "--db", book)
	p.run("backup", filepath.Join(p.dir, "copy-0.kehu"), "--db", book)
}

func (p *place) restored() string { return filepath.Join(p.dir, "restored.kehu") }

// restore puts the other copy in the place of the book.
func restore(p *place, to int) work {
	p.write("restored.step", strconv.Itoa(to))
	return jsonOf(p, "restore", filepath.Join(p.dir, fmt.Sprintf("copy-%d.kehu", to%2)), "--yes", "--db", p.restored())
}

// restored wants the book to be one copy or the other, and sound, and so the copies
// that were made before.
func restored(p *place) (int, error) {
	text, err := os.ReadFile(filepath.Join(p.dir, "restored.step"))
	if err != nil {
		return 0, err
	}
	step, err := strconv.Atoi(string(text))
	if err != nil {
		return 0, err
	}
	p.run("check", "--db", p.restored())
	cities := counted(p.lines("ls", "source:restored", "--columns", "city", "-o", "tsv", "--limit", "0", "--db", p.restored()))
	if _, err := goodCopies(p, p.restored()); err != nil {
		return 0, err
	}
	switch crowdSize {
	case cities[strconv.Itoa(step%2)]:
		return step, nil
	case cities[strconv.Itoa((step+1)%2)]:
		return step - 1, nil
	}
	return 0, fmt.Errorf("customers by city are %v, want all %d in one", cities, crowdSize)
}
