// Command mutate changes the policies in one place at a time and runs their tests on each change. A change that no test
// notices is a survivor: a condition that could be lost, or turned, without anybody being told.
//
// It prints a report as JSON; tools/policies/mutate.ts judges it.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"
)

// Survivor is a mutant that every test passes. Line is its number today; Source, From and To recognise it later.
type Survivor struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Source string `json:"source"`
	From   string `json:"from"`
	To     string `json:"to"`
}

// Report counts what became of the mutants. Refused ones did not compile; Left are those of a sample, or of a time limit,
// that were not tried.
type Report struct {
	Mutants   int        `json:"mutants"`
	Killed    int        `json:"killed"`
	Refused   int        `json:"refused"`
	Left      int        `json:"left"`
	Unplaced  int        `json:"unplaced"`
	Seconds   float64    `json:"seconds"`
	Survivors []Survivor `json:"survivors"`
}

func main() {
	// Most of what is in memory are the cases, which stay: looking through them again and again would cost more than judging.
	debug.SetGCPercent(800)
	debug.SetMemoryLimit(8 << 30)
	policies := flag.String("policies", "policies", "folder of the policies")
	only := flag.String("only", "", "mutate only files whose path starts with this, relative to the folder")
	sample := flag.Int("sample", 0, "try this many mutants, drawn with a fixed seed; 0 for all")
	seconds := flag.Float64("seconds", 0, "start no mutant after this time; 0 for no limit")
	except := flag.String("except", "", "leave out the mutants of this list of survivors: each costs as much as all tests")
	flag.Parse()
	report, err := run(*policies, *only, *except, *sample, *seconds)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(report); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func run(policies, only, except string, sample int, seconds float64) (*Report, error) {
	listed, err := readSurvivors(except)
	if err != nil {
		return nil, err
	}
	wanted := func(file string) bool { return strings.HasPrefix(file, only) && !isTest(file) }
	suite, err := loadSuite(policies, wanted)
	if err != nil {
		return nil, err
	}
	report := &Report{Survivors: []Survivor{}}
	var mutants []mutant
	testsTried := false
	for _, file := range suite.compiled() {
		if !wanted(file) {
			continue
		}
		// What rules share has everybody's tests: once is enough.
		if !isShared(file) || !testsTried {
			testsTried = testsTried || isShared(file)
			if verdict := suite.tryTests(context.Background(), mutant{file: file}, suite.modules[file]); verdict != survived {
				return nil, fmt.Errorf("policies/%s: its tests do not pass before any mutation (%s)", file, verdict)
			}
		}
		found, unplaced := mutantsOf(file, suite.sources[file], suite.modules[file])
		mutants = append(mutants, slices.DeleteFunc(found, func(m mutant) bool { return listed[m.survivor().identity()] })...)
		report.Unplaced += unplaced
	}
	report.Mutants = len(mutants)
	// In random order a time limit leaves out no file as a whole; the seed makes two runs the same.
	rand.New(rand.NewSource(1)).Shuffle(len(mutants), func(i, j int) { mutants[i], mutants[j] = mutants[j], mutants[i] })
	if sample > 0 && sample < len(mutants) {
		mutants = mutants[:sample]
	}
	started := time.Now()
	if err := judgeAll(suite, mutants, report, started, seconds); err != nil {
		return nil, err
	}
	report.Left = report.Mutants - report.Killed - report.Refused - len(report.Survivors)
	report.Seconds = time.Since(started).Seconds()
	sort.Slice(report.Survivors, func(i, j int) bool {
		a, b := report.Survivors[i], report.Survivors[j]
		return a.File < b.File || a.File == b.File && (a.Line < b.Line || a.Line == b.Line && a.To < b.To)
	})
	return report, nil
}

func judgeAll(suite *suite, mutants []mutant, report *Report, started time.Time, seconds float64) error {
	var lock sync.Mutex
	tried := 0
	return inParallel(mutants, func(m mutant) error {
		if seconds > 0 && time.Since(started).Seconds() > seconds {
			return nil
		}
		verdict := suite.judge(context.Background(), m)
		lock.Lock()
		defer lock.Unlock()
		switch verdict {
		case killed:
			report.Killed++
		case refused:
			report.Refused++
		default:
			// Told at once: a whole run takes long.
			fmt.Fprintf(os.Stderr, "%s:%d: %s → %s\n", m.file, m.line, strings.Join(strings.Fields(m.from), " "), m.to)
			report.Survivors = append(report.Survivors, m.survivor())
		}
		if tried++; tried%200 == 0 {
			fmt.Fprintf(os.Stderr, "%d of %d mutants tried, %.0f s\n", tried, len(mutants), time.Since(started).Seconds())
		}
		return nil
	})
}

// readSurvivors reads a list of survivors; of one without a name there are none.
func readSurvivors(list string) (map[Survivor]bool, error) {
	listed := map[Survivor]bool{}
	if list == "" {
		return listed, nil
	}
	text, err := os.ReadFile(list)
	if err != nil {
		return nil, err
	}
	var survivors []Survivor
	if err := json.Unmarshal(text, &survivors); err != nil {
		return nil, fmt.Errorf("%s: %w", list, err)
	}
	for _, survivor := range survivors {
		listed[survivor.identity()] = true
	}
	return listed, nil
}

// identity is what recognises a survivor on another day.
func (s Survivor) identity() Survivor {
	s.Line = 0
	return s
}

func (m mutant) survivor() Survivor {
	lines := strings.Split(m.original, "\n")
	return Survivor{
		File: filepath.ToSlash(m.file), Line: m.line, Source: strings.TrimSpace(lines[m.line-1]), From: m.from, To: m.to,
	}
}
