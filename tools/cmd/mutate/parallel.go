package main

import (
	"errors"
	"runtime"
	"sync"
)

// inParallel does something with every item, as many at a time as there are processors, and returns all errors.
func inParallel[T any](items []T, do func(T) error) error {
	var lock sync.Mutex
	var group sync.WaitGroup
	var errs []error
	queue := make(chan T)
	for range runtime.NumCPU() {
		group.Go(func() {
			for item := range queue {
				if err := do(item); err != nil {
					lock.Lock()
					errs = append(errs, err)
					lock.Unlock()
				}
			}
		})
	}
	for _, item := range items {
		queue <- item
	}
	close(queue)
	group.Wait()
	return errors.Join(errs...)
}
