package store_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"demarche/engine/record"
	"demarche/server/store"
)

// BenchmarkAppend is durable appends of a line of about 320 bytes, by sessions
// that each wait for their own acknowledgement.
func BenchmarkAppend(b *testing.B) {
	for _, sessions := range []int{1, 100, 1000} {
		b.Run(fmt.Sprint(sessions), func(b *testing.B) {
			s, err := store.Open(b.Context(), b.TempDir())
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			for i := range sessions {
				if err := s.Create(b.Context(), fmt.Sprint(i), record.Header{}, nil); err != nil {
					b.Fatal(err)
				}
			}
			entry := []record.Entry{input(strings.Repeat("x", 180))}
			b.ResetTimer()
			var wg sync.WaitGroup
			for i := range sessions {
				wg.Go(func() {
					for n := i; n < b.N; n += sessions {
						if err := s.Append(b.Context(), fmt.Sprint(i), entry, nil); err != nil {
							b.Error(err)
						}
					}
				})
			}
			wg.Wait()
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "lines/s")
		})
	}
}
