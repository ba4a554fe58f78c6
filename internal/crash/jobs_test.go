package crash

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// A job is something that the program does to the book, over and over, while it
// is killed. Each works on records of its own and brings them from step to step;
// the harness asks after each kill at which step they stand.
type job struct {
	name    string
	setUp   func(p *place)              // brings the job to step 0; nil where an empty book is that
	begin   func(p *place, to int) work // begins what leads from the step before to step to, and perhaps on from there
	endless bool                        // it goes on until it is killed
	look    func(p *place) (int, error) // at which step the records stand; an error where they stand between two
}

// jobs is all that is interrupted. A new command that writes is a new line here.
var jobs = []job{
	{name: "save", begin: save, look: saved},
	{name: "edit", setUp: aCustomer("edited"), begin: set("source:edited"), look: oneCity("edited", 1)},
	{name: "purchase", setUp: aCustomer("buyer"), begin: buy, look: bought},
	{name: "import", begin: importRows, look: imported},
	{name: "import again", setUp: people("again", crowdSize), begin: importChanged, look: oneCity("again", crowdSize)},
	{name: "bulk edit", setUp: people("bulk", crowdSize), begin: set("source:bulk", "--all"), look: oneCity("bulk", crowdSize)},
	{name: "undo and redo", setUp: turnable, begin: turn, look: turned},
	{name: "bin and restore", setUp: people("binned", binSize), begin: binOrRestore, look: binned},
	{name: "export", setUp: people("leaving", crowdSize), begin: export, look: exported},
	{name: "migration", begin: migrate, look: migrated},
	{name: "backup", begin: backUp, look: backedUp},
	{name: "restore", setUp: restorable, begin: restore, look: restored},
	{name: "screen", begin: typeCustomers, endless: true, look: typed},
}

const (
	batchSize = 200 // rows of one import
	binSize   = 40
	crowdSize = 600 // customers of one bulk write: more than the store writes as single edits
)

// jsonOf runs a command whose answer is JSON: printed after the commit, it is the
// acknowledgement.
func jsonOf(p *place, args ...string) work {
	return startCommand(p, p.command("writer", append(args, "-o", "json")...))
}

func save(p *place, to int) work {
	return jsonOf(p, "add", fmt.Sprint("saved ", to), "source=saved", "notes="+strings.Repeat("n", to%5000))
}

// saved wants the customers 1, 2, 3 … without a gap and without one twice.
func saved(p *place) (int, error) { return numbered(p, "source:saved", "saved ") }

// numbered wants the customers of a query numbered from 1.
func numbered(p *place, query, prefix string) (int, error) {
	names := p.lines("ls", query, "--columns", "name", "--sort", "id", "-o", "tsv", "--limit", "0")
	for i, name := range names {
		if want := prefix + strconv.Itoa(i+1); name != want {
			return 0, fmt.Errorf("customer %q stands where %q should", name, want)
		}
	}
	return len(names), nil
}

func aCustomer(source string) func(*place) { return people(source, 1) }

// people puts customers into the book who differ from all others.
func people(source string, n int) func(*place) {
	return func(p *place) { p.run("import", rowsFile(p, source, n, 0), "--yes") }
}

// rowsFile writes customers of a city, which says the step, as a sheet.
func rowsFile(p *place, source string, n, city int) string {
	var b strings.Builder
	b.WriteString("name,email,city,source\n")
	for i := range n {
		fmt.Fprintf(&b, "%s %d,%s-%d@example.com,%d,%s\n", source, i, source, i, city, source)
	}
	return p.write(source+".csv", b.String())
}

func set(query string, flags ...string) func(*place, int) work {
	return func(p *place, to int) work {
		return jsonOf(p, append([]string{"set", query, fmt.Sprint("city=", to)}, flags...)...)
	}
}

// oneCity wants all customers of a job in one city, whose name is the step.
func oneCity(source string, n int) func(*place) (int, error) {
	return func(p *place) (int, error) {
		cities := counted(p.lines("ls", "source:"+source, "--columns", "city", "-o", "tsv", "--limit", "0"))
		if len(cities) != 1 {
			return 0, fmt.Errorf("customers by city are %v, want all %d in one", cities, n)
		}
		for city, got := range cities {
			if got == n {
				return strconv.Atoi(city)
			}
		}
		return 0, fmt.Errorf("customers by city are %v, want %d", cities, n)
	}
}

func counted(texts []string) map[string]int {
	n := map[string]int{}
	for _, text := range texts {
		n[text]++
	}
	return n
}

func buy(p *place, to int) work {
	return jsonOf(p, "buy", "source:buyer", "item=Paper", "qty=2", "price=1.50", fmt.Sprint("order_no=K-", to))
}

// bought wants the purchases and what is added up of them to agree.
func bought(p *place) (int, error) {
	row := p.lines("ls", "source:buyer", "--columns", "orders,spent", "-o", "csv")[0]
	var orders int
	var spent float64
	if _, err := fmt.Sscanf(strings.NewReplacer(",", " ", "CNY", "", "¥", "", `"`, "").Replace(row), "%d %f", &orders, &spent); err != nil && orders > 0 {
		return 0, fmt.Errorf("%q: %w", row, err)
	}
	if spent != float64(orders)*3 {
		return 0, fmt.Errorf("%d purchases of 3.00 each add up to %.2f", orders, spent)
	}
	return orders, nil
}

func importRows(p *place, to int) work {
	var b strings.Builder
	b.WriteString("name,phone,city,source\n")
	for i := range batchSize {
		fmt.Fprintf(&b, "row %d-%d,1380%07d,%d,imported\n", to, i, to*batchSize+i, to)
	}
	return jsonOf(p, "import", p.write("rows.csv", b.String()), "--yes")
}

// imported wants each batch whole.
func imported(p *place) (int, error) {
	batches := counted(p.lines("ls", "source:imported", "--columns", "city", "-o", "tsv", "--limit", "0"))
	for batch, n := range batches {
		if n != batchSize {
			return 0, fmt.Errorf("import %s left %d of %d rows", batch, n, batchSize)
		}
	}
	return len(batches), nil
}

// importChanged imports a newer copy of a sheet, which changes everybody.
func importChanged(p *place, to int) work {
	return jsonOf(p, "import", rowsFile(p, "again", crowdSize, to), "--yes", "--on-duplicate", "update")
}

// turnable leaves a bulk edit as the last change of its actor.
func turnable(p *place) {
	people("turned", crowdSize)(p)
	p.finish(p.command("turner", "set", "source:turned", "--all", "city=1"))
}

func turn(p *place, to int) work {
	verb := "undo"
	if to%2 == 0 {
		verb = "redo"
	}
	return startCommand(p, p.command("turner", verb, "-o", "json"))
}

// turned counts the turns by the history, and wants everybody to stand as the last
// one left them.
func turned(p *place) (int, error) {
	turns := changesBy(p, "turner") - 1
	at, err := oneCity("turned", crowdSize)(p)
	if err == nil && at != 1-turns%2 {
		err = fmt.Errorf("after %d turns everybody is in city %d", turns, at)
	}
	return turns, err
}

// changesBy counts the change sets of an actor.
func changesBy(p *place, actor string) int {
	n := 0
	for _, line := range p.lines("history", "--limit", "0", "-o", "tsv") {
		if strings.Split(line, "\t")[2] == actor {
			n++
		}
	}
	return n
}

func binOrRestore(p *place, to int) work {
	if to%2 == 0 {
		return startCommand(p, p.command("binner", "undo", "-o", "json"))
	}
	cmd := p.command("binner", "rm", "-", "-o", "json")
	cmd.Stdin = strings.NewReader(p.run("ls", "source:binned", "-o", "ids", "--limit", "0"))
	return startCommand(p, cmd)
}

// binned counts the change sets, and wants everybody in the bin or nobody.
func binned(p *place) (int, error) {
	turns := changesBy(p, "binner")
	want := []int{binSize, 0}[turns%2]
	if n := len(p.lines("ls", "source:binned", "--columns", "id", "-o", "tsv", "--limit", "0")); n != want {
		return 0, fmt.Errorf("after %d changes %d of %d are not in the bin, want %d", turns, n, binSize, want)
	}
	return turns, nil
}

func export(p *place, to int) work {
	return jsonOf(p, "export", "source:leaving", "--to", filepath.Join(p.dir, fmt.Sprintf("out-%d.csv", to)))
}

// exported wants each file whole; one that was not finished must not be there.
func exported(p *place) (int, error) {
	files, err := filepath.Glob(filepath.Join(p.dir, "out-*.csv"))
	for _, file := range files {
		text, err := os.ReadFile(file)
		if n := strings.Count(string(text), "\n"); err != nil || n != crowdSize+1 {
			return 0, fmt.Errorf("%s has %d lines, want %d: %v", file, n, crowdSize+1, err)
		}
	}
	return len(files), err
}

// migrate opens a book of an old schema, which every command brings up to date.
func migrate(p *place, to int) work {
	p.write("old.kehu", string(oldBook(p.t)))
	for _, beside := range []string{"-wal", "-shm"} {
		_ = os.Remove(filepath.Join(p.dir, "old.kehu"+beside)) // of the book before
	}
	p.write("old.step", strconv.Itoa(to))
	return jsonOf(p, "ls", "--count", "--db", filepath.Join(p.dir, "old.kehu"))
}

// migrated wants everything that the old book held. A book that was not brought up
// to date is by the first command here.
func migrated(p *place) (int, error) {
	old := filepath.Join(p.dir, "old.kehu")
	if _, err := os.Stat(old); err != nil {
		return 0, nil // no run yet
	}
	p.run("check", "--db", old)
	if n := strings.TrimSpace(p.run("ls", "--count", "--db", old)); n != oldCustomers {
		return 0, fmt.Errorf("%s customers are left of %s", n, oldCustomers)
	}
	step, err := os.ReadFile(filepath.Join(p.dir, "old.step"))
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(string(step))
}

const oldCustomers = "20"

// oldBook is a book as the fifth schema had it.
func oldBook(t testing.TB) []byte {
	t.Helper()
	packed, err := os.Open(filepath.Join("..", "..", "testdata", "books", "schema-05.kehu.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	r, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	book, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return book
}
