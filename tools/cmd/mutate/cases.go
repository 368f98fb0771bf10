package main

import (
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// policyCase is one entry of `cases` in a rule's tests.
type policyCase struct {
	name string
	// query asks for the rule's results.
	query string
	// folder is where the rule lies, relative to the policies.
	folder string
	input  ast.Value
	want   map[string]string
	// reaches holds what the rule evaluates on this input, as "file rule".
	reaches map[string]bool
	// kills counts the mutants that this case noticed: what noticed many is tried first.
	kills atomic.Int64
}

// loadCases evaluates the cases of every rule that something of the wanted files may decide, and what of the policies each of
// them reaches. A case whose outcome is not the wanted one is an error: it would notice anything.
func (s *suite) loadCases(ctx context.Context, wanted func(file string) bool) error {
	compiler := ast.NewCompiler()
	if compiler.Compile(s.modules); compiler.Failed() {
		return compiler.Errors
	}
	for _, file := range slices.Sorted(maps.Keys(s.modules)) {
		folder := path.Dir(file)
		group, rule := path.Split(folder)
		if !strings.HasSuffix(file, "_test.rego") || group == "" {
			continue
		}
		if !slices.ContainsFunc(s.neededBy([]string{folder + "/" + rule + ".rego"}), wanted) {
			continue
		}
		packageOf := func(name string) string {
			return fmt.Sprintf("data.eksgate.rules[%q][%q]", strings.TrimSuffix(group, "/"), name)
		}
		exported, err := s.evaluate(ctx, compiler, packageOf(rule+"_test")+".cases")
		if err != nil {
			return err
		}
		cases, _ := exported.(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(cases)) {
			loaded, err := readCase(cases[name], folder, packageOf(rule)+".results")
			if err != nil {
				return fmt.Errorf("%s, case %q: %w", file, name, err)
			}
			loaded.name = fmt.Sprintf("%s, case %q", file, name)
			s.cases = append(s.cases, loaded)
		}
	}
	return inParallel(s.cases, func(c *policyCase) error { return s.trace(ctx, compiler, c) })
}

func readCase(exported any, folder, query string) (*policyCase, error) {
	fields, _ := exported.(map[string]any)
	wanted, found := fields["want"].(map[string]any)
	if !found || fields["input"] == nil {
		return nil, fmt.Errorf("a case has input and want")
	}
	input, err := ast.InterfaceToValue(fields["input"])
	if err != nil {
		return nil, err
	}
	want := map[string]string{}
	for address, outcome := range wanted {
		want[address] = fmt.Sprint(outcome)
	}
	return &policyCase{query: query, folder: folder, input: input, want: want, reaches: map[string]bool{}}, nil
}

func (s *suite) evaluate(ctx context.Context, compiler *ast.Compiler, query string) (any, error) {
	results, err := rego.New(rego.Compiler(compiler), rego.Store(s.store), rego.Query(query)).Eval(ctx)
	if err != nil || len(results) == 0 {
		return nil, err
	}
	return results[0].Expressions[0].Value, nil
}

// trace runs a case without rule indexing, so that a rule whose first condition fails counts as reached.
func (s *suite) trace(ctx context.Context, compiler *ast.Compiler, c *policyCase) error {
	tracer := &reachTracer{reached: map[string]map[int]bool{}}
	prepared, err := s.prepare(ctx, compiler, c.query)
	if err != nil {
		return err
	}
	results, err := prepared.Eval(ctx, rego.EvalParsedInput(c.input), rego.EvalQueryTracer(tracer), rego.EvalRuleIndexing(false))
	if err != nil {
		return err
	}
	if !wantedBy(results, c) {
		return fmt.Errorf("%s: it fails before any mutation", c.name)
	}
	for file, rows := range tracer.reached {
		for row := range rows {
			if name, found := s.ruleAt(file, row); found {
				c.reaches[file+" "+name] = true
			}
		}
	}
	return nil
}

func (s *suite) prepare(ctx context.Context, compiler *ast.Compiler, query string) (rego.PreparedEvalQuery, error) {
	return rego.New(rego.Compiler(compiler), rego.Store(s.store), rego.Query(query)).PrepareForEval(ctx)
}

// ruleAt names the rule that a line belongs to. Rules of one name are one: a mutant may let another of them answer.
func (s *suite) ruleAt(file string, row int) (string, bool) {
	module, found := s.modules[file]
	if !found {
		return "", false
	}
	name := ""
	for _, rule := range module.Rules {
		if rule.Location.Row <= row {
			name = rule.Head.Ref()[0].String()
		}
	}
	return name, name != ""
}

// answersAlike tells whether a rule gives a case the outcomes that it wants.
func answersAlike(ctx context.Context, prepared rego.PreparedEvalQuery, c *policyCase) bool {
	results, err := prepared.Eval(ctx, rego.EvalParsedInput(c.input))
	return err == nil && wantedBy(results, c)
}

func wantedBy(results rego.ResultSet, c *policyCase) bool {
	if len(results) == 0 {
		return false
	}
	found, _ := results[0].Expressions[0].Value.([]any)
	outcomes := map[string]string{}
	for _, result := range found {
		fields, _ := result.(map[string]any)
		address, outcome := fmt.Sprint(fields["address"]), fmt.Sprint(fields["outcome"])
		if other, twice := outcomes[address]; twice && other != outcome {
			return false
		}
		outcomes[address] = outcome
	}
	return maps.Equal(outcomes, c.want)
}

// reachTracer notes every line that is evaluated.
type reachTracer struct {
	reached map[string]map[int]bool
}

func (*reachTracer) Enabled() bool { return true }

func (*reachTracer) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

func (t *reachTracer) TraceEvent(event topdown.Event) {
	if event.Location == nil || event.Location.File == "" {
		return
	}
	rows, found := t.reached[event.Location.File]
	if !found {
		rows = map[int]bool{}
		t.reached[event.Location.File] = rows
	}
	rows[event.Location.Row] = true
}
