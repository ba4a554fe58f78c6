package query

// keyword reads what stands after "has:", "no:", "is:" or "sort:".
func (p *parser) keyword(k keyword) (Node, error) {
	switch k {
	case hasWord:
		return p.fieldNodes(func(f *Field) Node { return Has{f} })
	case lacksWord:
		return p.fieldNodes(func(f *Field) Node { return No{f} })
	case isWord:
		return p.states()
	}
	return nil, p.orders()
}

// fieldNodes reads names of fields; any of them will do.
func (p *parser) fieldNodes(node func(*Field) Node) (Node, error) {
	var nodes []Node
	err := p.eachName(func(name string, from int) error {
		f, err := p.namedField(name, from)
		if f != nil {
			nodes = append(nodes, node(f))
		}
		return err
	})
	return Any(nodes...), err
}

// namedField finds the field whose name was read from offset from up to pos;
// nil and no error is an unknown one in loose mode.
func (p *parser) namedField(name string, from int) (*Field, error) {
	if f := p.cat.Field(name); f != nil {
		return f, nil
	}
	return nil, p.unknown(unknownField, from, p.pos, Nearest(name, p.cat.fieldNames()))
}

func (p *parser) states() (Node, error) {
	var nodes []Node
	err := p.eachName(func(name string, from int) error {
		state, ok := findOption(p.cat.states, name)
		if !ok {
			return p.unknownState(from, name)
		}
		nodes = append(nodes, Is{state})
		return nil
	})
	return Any(nodes...), err
}

// unknownState is the problem of a state that there is not; it lists those there are.
func (p *parser) unknownState(from int, name string) error {
	return p.problem(unknownState, from, p.pos, Nearest(name, optionNames(p.cat.states))).With("Known", Known(p.cat.states))
}

// orders reads the keys of "sort:", each with "-" for descending or "+".
func (p *parser) orders() error {
	return p.eachName(func(name string, from int) error {
		signs := []rune(name)
		desc := punctuation(signs[0]) == '-'
		if desc || signs[0] == '+' {
			name, from = string(signs[1:]), from+1
		}
		if name == "" {
			return p.problem(valueMissing, p.nameStart(from), p.pos, "")
		}
		f, err := p.namedField(name, from)
		if f == nil {
			return err
		}
		if f.Unsorted {
			return blame(p.problem(notSortable, from, p.pos, ""), f)
		}
		p.orderBy(Order{f, desc})
		return nil
	})
}

// orderBy adds a key of the order; a field that orders already stays as it is.
func (p *parser) orderBy(o Order) {
	for _, known := range p.sort {
		if known.Field == o.Field {
			return
		}
	}
	p.sort = append(p.sort, o)
}

// eachName reads a list of names between commas and calls visit with each and
// the offset where it began; pos is where it ended.
func (p *parser) eachName(visit func(name string, from int) error) error {
	for {
		p.toValue(true) // the "-" of a descending order is none of a negation
		from := p.pos
		name, err := p.name()
		if err != nil {
			return err
		}
		if name == "" {
			return p.problem(valueMissing, p.nameStart(from), p.pos, "")
		}
		if err := visit(name, from); err != nil {
			return err
		}
		if !p.take(',') {
			return nil
		}
	}
}

// name reads one name of a list, "" where none stands here.
func (p *parser) name() (string, error) {
	if p.quoteAt(p.pos) {
		return p.quotation()
	}
	from := p.pos
	for !p.done() && !endsBare(p.text[p.pos]) && p.at(p.pos) != ',' {
		p.pos++
	}
	return p.bare(from, p.pos), nil
}
