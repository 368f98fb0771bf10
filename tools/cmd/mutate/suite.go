package main

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/loader"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/tester"
)

type verdict string

const (
	killed   verdict = "a test fails"
	refused  verdict = "does not compile"
	survived verdict = "all tests pass"
)

// Far above what any test takes: a mutant that runs longer has been noticed.
const testTimeout = 30 * time.Second

// tableTest is the test that goes through a rule's cases, which are tried one by one here.
const tableTest = "test_outcomes"

// suite is the policies with their tests, parsed once. Files are named relative to the policies folder.
type suite struct {
	modules map[string]*ast.Module
	sources map[string]string
	store   storage.Store
	cases   []*policyCase
	imports map[string][]string
}

// loadSuite reads the policies, and the tests that may notice a change to the wanted files.
func loadSuite(policies string, wanted func(file string) bool) (*suite, error) {
	generated := func(_ string, info os.FileInfo, depth int) bool {
		return info.IsDir() && depth == 1 && (info.Name() == "bundle" || info.Name() == "schema")
	}
	modules, store, err := tester.Load([]string{policies}, loader.Filter(generated))
	if err != nil {
		return nil, err
	}
	loaded := &suite{modules: map[string]*ast.Module{}, sources: map[string]string{}, imports: map[string][]string{}, store: store}
	for name := range modules {
		relative, err := filepath.Rel(policies, name)
		if err != nil {
			return nil, err
		}
		file := filepath.ToSlash(relative)
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		// Parsed anew: locations then carry the relative name.
		module, err := parse(file, string(text))
		if err != nil {
			return nil, err
		}
		loaded.modules[file], loaded.sources[file] = module, string(text)
	}
	if len(loaded.modules) == 0 {
		return nil, fmt.Errorf("%s: no Rego", policies)
	}
	for file := range loaded.modules {
		loaded.imports[file] = loaded.importsOf(file)
	}
	return loaded, loaded.loadCases(context.Background(), wanted)
}

func parse(file, text string) (*ast.Module, error) {
	return ast.ParseModuleWithOpts(file, text, ast.ParserOptions{ProcessAnnotation: true})
}

func isTest(file string) bool {
	return strings.HasSuffix(file, "_test.rego") || strings.HasPrefix(file, "testing/")
}

func isShared(file string) bool {
	return strings.HasPrefix(file, "lib/") || !strings.Contains(file, "/")
}

// compiled lists the files that are no tests, sorted.
func (s *suite) compiled() []string {
	var files []string
	for file := range s.modules {
		if !isTest(file) {
			files = append(files, file)
		}
	}
	slices.Sort(files)
	return files
}

func (s *suite) judge(ctx context.Context, m mutant) verdict {
	module, err := parse(m.file, m.text)
	if err != nil {
		return refused
	}
	if verdict := s.tryCases(ctx, m, module); verdict != survived {
		return verdict
	}
	return s.tryTests(ctx, m, module)
}

// tryCases asks the rules, one case at a time, for those cases that reach what was changed. What is compiled is no more than
// what is asked needs: compiling is most of the work.
func (s *suite) tryCases(ctx context.Context, m mutant, module *ast.Module) verdict {
	name, _ := s.ruleAt(m.file, m.line)
	reached := map[string][]*policyCase{}
	for _, c := range s.cases {
		if c.reaches[m.file+" "+name] {
			reached[c.folder] = append(reached[c.folder], c)
		}
	}
	// Half of the mutants of what rules share do not compile: with what they import alone that is soon known.
	if isShared(m.file) {
		if _, ok := s.compileWith(m.file, module, nil); !ok {
			return refused
		}
	}
	if len(reached) == 0 {
		if _, ok := s.compileWith(m.file, module, s.compiled()); !ok {
			return refused
		}
	}
	folders := mostKillsFirst(reached)
	first := min(compiledAlone, len(folders))
	for _, folder := range folders[:first] {
		if verdict := s.tryRules(ctx, m, module, []string{folder}, reached); verdict != survived {
			return verdict
		}
	}
	return s.tryRules(ctx, m, module, folders[first:], reached)
}

// compiledAlone is how many rules are compiled one by one. Most mutants are noticed by the first; for those that are not, one
// compiler for all that is left costs less than one for each.
const compiledAlone = 2

// tryRules asks rules that are compiled together.
func (s *suite) tryRules(ctx context.Context, m mutant, module *ast.Module, folders []string, cases map[string][]*policyCase) verdict {
	if len(folders) == 0 {
		return survived
	}
	var files []string
	for _, folder := range folders {
		files = append(files, folder+"/"+path.Base(folder)+".rego")
	}
	compiler, ok := s.compileWith(m.file, module, files)
	if !ok {
		return refused
	}
	for _, folder := range folders {
		prepared, err := s.prepare(ctx, compiler, cases[folder][0].query)
		if err != nil {
			return refused
		}
		for _, c := range cases[folder] {
			limited, stop := context.WithTimeout(ctx, testTimeout)
			alike := answersAlike(limited, prepared, c)
			stop()
			if !alike {
				c.kills.Add(1)
				return killed
			}
		}
	}
	return survived
}

// mostKillsFirst orders the cases of each rule, and the rules, by how many mutants they have noticed.
func mostKillsFirst(reached map[string][]*policyCase) []string {
	kills, sums := map[*policyCase]int64{}, map[string]int64{}
	for folder, cases := range reached {
		for _, c := range cases {
			kills[c] = c.kills.Load()
			sums[folder] += kills[c]
		}
		slices.SortStableFunc(cases, func(a, b *policyCase) int { return cmp.Compare(kills[b], kills[a]) })
	}
	folders := slices.Sorted(maps.Keys(reached))
	slices.SortStableFunc(folders, func(a, b string) int { return cmp.Compare(sums[b], sums[a]) })
	return folders
}

// compileWith compiles files and all that they import, with one of them replaced.
func (s *suite) compileWith(file string, module *ast.Module, wanted []string) (*ast.Compiler, bool) {
	modules := map[string]*ast.Module{}
	for _, needed := range s.neededBy(append([]string{file}, wanted...)) {
		modules[needed] = s.modules[needed]
	}
	modules[file] = module
	compiler := ast.NewCompiler()
	compiler.Compile(modules)
	return compiler, !compiler.Failed()
}

// neededBy lists files and all that they import, directly or not.
func (s *suite) neededBy(files []string) []string {
	var needed []string
	done := map[string]bool{}
	for queue := files; len(queue) > 0; queue = queue[1:] {
		if next := queue[0]; !done[next] {
			done[next] = true
			needed = append(needed, next)
			queue = append(queue, s.imports[next]...)
		}
	}
	return needed
}

// importsOf lists the files of the packages that a file names anywhere.
func (s *suite) importsOf(file string) []string {
	var files []string
	ast.WalkRefs(s.modules[file], func(ref ast.Ref) bool {
		for other, module := range s.modules {
			if other != file && !isTest(other) && isShared(other) && ref.HasPrefix(module.Package.Path) {
				files = append(files, other)
			}
		}
		return false
	})
	slices.Sort(files)
	return slices.Compact(files)
}

// tryTests runs what there is of tests beside the cases: a rule's own, or for what rules share everybody's.
func (s *suite) tryTests(ctx context.Context, m mutant, module *ast.Module) verdict {
	modules := map[string]*ast.Module{m.file: module}
	tests := 0
	for other, parsed := range s.modules {
		if other == m.file {
			continue
		}
		if strings.HasSuffix(other, "_test.rego") {
			if !isShared(m.file) && filepath.Dir(other) != filepath.Dir(m.file) {
				continue
			}
			parsed = parsed.Copy()
			parsed.Rules = slices.DeleteFunc(parsed.Rules, func(rule *ast.Rule) bool {
				return rule.Head.Ref()[0].String() == tableTest
			})
			tests += len(slices.DeleteFunc(slices.Clone(parsed.Rules), func(rule *ast.Rule) bool {
				return !strings.HasPrefix(rule.Head.Ref()[0].String(), tester.TestPrefix)
			}))
		}
		modules[other] = parsed
	}
	if tests == 0 {
		return survived
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	verdict := survived
	err := storage.Txn(ctx, s.store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		runner := tester.NewRunner().SetStore(s.store).SetModules(modules).SetParallel(1).SetTimeout(testTimeout)
		results, err := runner.RunTests(ctx, txn)
		if err != nil {
			return err
		}
		for result := range results {
			if !result.Pass() && verdict == survived {
				verdict = killed
				stop()
			}
		}
		return nil
	})
	if err != nil && verdict == survived {
		return refused
	}
	return verdict
}
