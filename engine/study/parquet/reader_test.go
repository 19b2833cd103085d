package parquet_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"demarche/engine/internal/golden"
	"demarche/engine/study/parquet"
	"demarche/engine/study/table"
)

// written returns the tables of some plays, and their rows.
func written(t testing.TB, world string, plays int) (*table.Layout, sheets, rows) {
	t.Helper()
	m := worlds(t)[world]
	l := layout(t, m, "x_model")
	s, files := begun(t, l, map[string]string{"study": "trial"})
	kept := rows{}
	k := l.Maker(both{s, kept})
	for run := range plays {
		play(t, m, k, run)
	}
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
	return l, files, kept
}

func opened(t testing.TB, b []byte) *parquet.File {
	t.Helper()
	f, err := parquet.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestWhatWasWrittenIsRead(t *testing.T) {
	for world := range worlds(t) {
		l, files, kept := written(t, world, 40)
		for id, x := range l.Tables {
			f := opened(t, files[x.Name].Bytes())
			if f.Table.Name != x.Name || !slices.Equal(f.Table.Columns, x.Columns) || f.Meta["study"] != "trial" {
				t.Errorf("%s: read as %v of %v", x.Name, f, f.Meta)
			}
			got := rows{}
			if err := f.Each(func(b *table.Block) error { return got.Rows(table.ID(id), b) }); err != nil {
				t.Fatalf("%s: %s: %v", world, x.Name, err)
			}
			want := kept[table.ID(id)]
			if int64(len(want)) != f.Rows || len(got[table.ID(id)]) != len(want) {
				t.Errorf("%s: %s has %d rows, want %d", world, x.Name, len(got[table.ID(id)]), len(want))
				continue
			}
			for r := range want {
				if !slices.EqualFunc(want[r], got[table.ID(id)][r], alike) {
					t.Fatalf("%s: %s row %d is\n%v, want\n%v", world, x.Name, r, got[table.ID(id)][r], want[r])
				}
			}
		}
	}
}

// alike reports whether two cells are equal to the bit.
func alike(a, b table.Value) bool {
	if a.Kind() == table.Float64 && b.Kind() == table.Float64 {
		return math.Float64bits(a.Float()) == math.Float64bits(b.Float())
	}
	return a == b
}

func TestSomeColumnsAreReadInTheirOrder(t *testing.T) {
	_, files, kept := written(t, "code_blue", 3)
	f := opened(t, files["beliefs"].Bytes())
	r, err := f.Reader("belief", "run")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := r.Next()
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range kept[table.Beliefs] {
		if b.Columns[0].Floats[i] != want[5].Float() || b.Columns[1].Ints[i] != want[0].Int() {
			t.Fatalf("row %d is %v %v", i, b.Value(0, i), b.Value(1, i))
		}
	}
	if _, err := r.Next(); err != io.EOF {
		t.Errorf("behind the last row group: %v", err)
	}
	if _, err := f.Reader("beleif"); err == nil {
		t.Error("a column that is not there is read")
	}
}

// Texts and numbers that never come twice are plain, and so are all after them, be
// it in the midst of a block with more of them than a dictionary has places.
func TestCellsThatNeverComeTwice(t *testing.T) {
	for _, rows := range []int{3000, 90000} {
		t.Run(fmt.Sprint(rows), func(t *testing.T) { neverTwice(t, rows) })
	}
}

// neverTwice writes 180,000 rows in blocks of so many and reads them back.
func neverTwice(t *testing.T, size int) {
	l := layout(t, worlds(t)["hollow"])
	s, files := begun(t, l, nil)
	at := table.Table{Columns: l.Tables[table.Changes].Columns}
	kept := rows{}
	both := both{s, kept}
	for from := 0; from < 180000; from += size {
		if err := both.Rows(table.Changes, odd(at.Columns, from, size)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
	i := 0
	err := opened(t, files["changes"].Bytes()).Each(func(b *table.Block) error {
		return table.ByRow(func(_ table.ID, cells []table.Value) error {
			if want := kept[table.Changes][i]; !slices.EqualFunc(want, cells, alike) {
				t.Fatalf("row %d is\n%v, want\n%v", i, cells, want)
			}
			i++
			return nil
		}).Rows(0, b)
	})
	if err != nil || i != 180000 {
		t.Errorf("%d rows: %v", i, err)
	}
	theirs(t, l.Tables[table.Changes], files["changes"].Bytes(), kept[table.Changes])
}

// odd makes rows of the table of changes whose cells are of every sort.
func odd(columns []table.Column, from, rows int) *table.Block {
	b := table.NewBlock(columns)
	for n := from; n < from+rows; n++ {
		x := float64(n) / 7
		switch n % 1001 {
		case 0:
			x = math.Copysign(0, -1)
		case 1:
			x = math.NaN()
		case 2:
			x = math.Inf(-1)
		}
		b.Rows++
		b.Columns[0].Ints = append(b.Columns[0].Ints, int64(n)*int64(n)-1<<40)
		b.Columns[1].Ints = append(b.Columns[1].Ints, int64(int32(n*2654435761)))
		for i, s := range [...]string{"open", "rule:" + string(rune('a'+n%26)), "", text(n)} {
			b.Columns[2+i].Texts = append(b.Columns[2+i].Texts, b.Add(s))
		}
		b.Columns[6].Floats = append(b.Columns[6].Floats, x)
		b.Columns[7].Floats = append(b.Columns[7].Floats, float64(n%100))
	}
	return b
}

func text(n int) string {
	return string([]byte{byte('a' + n%7), byte('a' + n/7%26), byte('a' + n/182%26), byte('a' + n/4732%26), byte('A' + n/123032)})
}

// The library has other code for other processors, and the compressor too.
func TestBytesAreTheSameOnEveryProcessor(t *testing.T) {
	l := layout(t, worlds(t)["hollow"])
	s, files := begun(t, l, map[string]string{"study": "trial"})
	for block := range 20 {
		if err := s.Rows(table.Changes, odd(l.Tables[table.Changes].Columns, block*1500, 1500)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
	golden.Equal(t, fmt.Sprintf("%x\n", sha256.Sum256(files["changes"].Bytes())))
}

// A file that is cut off is refused. One whose bits are flipped is refused too, or
// its cells are what they were: names and statistics have no checksum.
func TestDamageIsFound(t *testing.T) {
	_, files, _ := written(t, "words", 8)
	for name, b := range files {
		whole := b.Bytes()
		want, err := readAll(whole)
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; n < len(whole); n += 1 + len(whole)/97 {
			if _, err := readAll(whole[:n]); err == nil {
				t.Errorf("%s cut to %d of %d bytes is read", name, n, len(whole))
			}
		}
		for n := 0; n < len(whole); n += 1 + len(whole)/700 {
			flipped := slices.Clone(whole)
			flipped[n] ^= 1 << (n % 8)
			if got, err := readAll(flipped); err == nil && got != want {
				t.Errorf("%s: bit %d of byte %d of %d is flipped, and other cells are read", name, n%8, n, len(whole))
			}
		}
	}
}

// readAll reads every cell.
func readAll(b []byte) (string, error) {
	f, err := parquet.Open(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return "", err
	}
	var all strings.Builder
	err = f.Each(func(b *table.Block) error {
		return table.ByRow(func(_ table.ID, cells []table.Value) error {
			fmt.Fprintln(&all, cells)
			return nil
		}).Rows(0, b)
	})
	return all.String(), err
}

// FuzzRead reads files that no program wrote.
func FuzzRead(f *testing.F) {
	_, files, _ := written(f, "words", 2)
	for _, name := range []string{"runs", "turns", "beliefs", "moves", "changes"} {
		f.Add(files[name].Bytes())
	}
	f.Add([]byte("PAR1\x15\x04\x19\xfc\xff\xff\xff\xff\x0f\x00PAR1"))
	f.Fuzz(func(t *testing.T, b []byte) {
		_, _ = readAll(b) // it comes back, and bounded
	})
}
