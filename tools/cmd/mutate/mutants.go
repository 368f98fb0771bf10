package main

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// mutant is one file with one change.
type mutant struct {
	file     string
	original string
	text     string
	line     int
	from     string
	to       string
}

// turned lists what each comparison is turned into: its opposite, and where there is one its neighbour.
var turned = map[string][]string{
	"==": {"!="}, "!=": {"=="}, "<": {">=", "<="}, "<=": {">", "<"}, ">": {"<=", ">="}, ">=": {"<", ">"},
}

var comparisons = map[string]string{"equal": "==", "neq": "!=", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}

var operator = regexp.MustCompile(`==|!=|<=|>=|<|>`)

// mutantsOf finds every place of a file that can be changed: each condition is dropped, each comparison turned, each integer
// moved by one. The text is changed, not the syntax tree, so that what is tried is what somebody could have written. The
// number of places whose text could not be found is returned too.
func mutantsOf(file, text string, module *ast.Module) ([]mutant, int) {
	finder := &finder{file: file, text: text, inner: map[int]bool{}, seen: map[string]bool{}}
	for _, rule := range module.Rules {
		ast.NewGenericVisitor(finder.visit).Walk(rule)
	}
	return finder.found, finder.unplaced
}

type finder struct {
	file, text string
	found      []mutant
	unplaced   int
	inner      map[int]bool
	seen       map[string]bool
}

func (f *finder) visit(node any) bool {
	switch node := node.(type) {
	case *ast.Expr:
		f.drop(node)
		if terms, ok := node.Terms.([]*ast.Term); ok {
			f.turn(terms)
		}
		if not, ok := node.Terms.(*ast.Not); ok && !not.ExplicitBody {
			for _, expr := range not.Body {
				f.inner[expr.Location.Offset] = true
			}
		}
	case *ast.Term:
		switch value := node.Value.(type) {
		case *ast.TemplateString:
			// What a message says is no condition.
			for _, part := range value.Parts {
				if expr, ok := part.(*ast.Expr); ok {
					f.inner[expr.Location.Offset] = true
				}
			}
		case ast.Call:
			f.turn(value)
		case ast.Number:
			f.move(node.Location, string(value))
		}
	}
	return false
}

func (f *finder) drop(expr *ast.Expr) {
	text := string(expr.Location.Text)
	if declaration, ok := expr.Terms.(*ast.SomeDecl); ok && len(declaration.Symbols) > 0 {
		if _, in := declaration.Symbols[0].Value.(ast.Call); !in {
			return
		}
	}
	// The parser gives rules without a body the body `true`, with the location of the head.
	if term, ok := expr.Terms.(*ast.Term); ok && term.Equal(ast.BooleanTerm(true)) {
		return
	}
	if f.inner[expr.Location.Offset] {
		return
	}
	f.add(expr.Location.Offset, text, "true")
}

func (f *finder) turn(call []*ast.Term) {
	if len(call) != 3 {
		return
	}
	name, ok := comparisons[call[0].String()]
	if !ok || call[1].Location == nil || call[2].Location == nil {
		return
	}
	start, end := call[1].Location.Offset, call[2].Location.Offset
	if start >= end || end > len(f.text) {
		f.unplaced++
		return
	}
	places := operator.FindAllStringIndex(f.text[start:end], -1)
	if len(places) == 0 {
		f.unplaced++
		return
	}
	last := places[len(places)-1]
	if f.text[start+last[0]:start+last[1]] != name {
		f.unplaced++
		return
	}
	for _, other := range turned[name] {
		f.add(start+last[0], name, other)
	}
}

func (f *finder) move(location *ast.Location, literal string) {
	number, err := strconv.Atoi(literal)
	if err != nil || location == nil {
		return
	}
	f.add(location.Offset, literal, strconv.Itoa(number+1))
}

func (f *finder) add(offset int, from, to string) {
	if from == "" || offset < 0 || offset+len(from) > len(f.text) || f.text[offset:offset+len(from)] != from {
		f.unplaced++
		return
	}
	key := strconv.Itoa(offset) + " " + from + " " + to
	if f.seen[key] {
		return
	}
	f.seen[key] = true
	f.found = append(f.found, mutant{
		file:     f.file,
		original: f.text,
		text:     f.text[:offset] + to + f.text[offset+len(from):],
		line:     1 + strings.Count(f.text[:offset], "\n"),
		from:     from,
		to:       to,
	})
}
