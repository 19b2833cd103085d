package parquet

import (
	"encoding/hex"
	"slices"
	"testing"

	"github.com/parquet-go/parquet-go/encoding/rle"

	"demarche/engine/chance"
)

// TestHybridBytes: the bytes of a few columns, worked out by hand from the format's
// description.
func TestHybridBytes(t *testing.T) {
	for _, c := range []struct {
		what  string
		cells []uint16
		width int
		want  string
	}{
		{"nothing", nil, 3, ""},
		{"one run", slices.Repeat([]uint16{5}, 16), 3, "2005"},
		{"the example of the format", []uint16{0, 1, 2, 3, 4, 5, 6, 7}, 3, "0388c6fa"},
		{"runs at the end", []uint16{1, 1, 2}, 2, "0401" + "0202"},
		{"a packed eight, a run, an end", append(append([]uint16{0, 1, 0, 1, 0, 1, 0, 1}, slices.Repeat([]uint16{1}, 8)...), 0), 1, "03aa" + "1001" + "0200"},
		{"two bytes", slices.Repeat([]uint16{300}, 8), 9, "102c01"},
	} {
		if got := hex.EncodeToString(appendHybrid(nil, c.cells, c.width)); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

// TestHybridReadsBack reads columns of every width and of many lengths back by the
// library's decoder.
func TestHybridReadsBack(t *testing.T) {
	luck := chance.Luck{Seed: 3}
	draw := func(n int) float64 { return luck.Unit(chance.Name("hybrid", "cell"), 0, uint32(n)) }
	drawn := 0
	for width := 1; width <= 16; width++ {
		for _, n := range []int{1, 7, 8, 9, 16, 63, 64, 65, 500} {
			cells := make([]uint16, n)
			for i := range cells {
				drawn++
				if i > 0 && draw(drawn) < 0.9 {
					cells[i] = cells[i-1]
					continue
				}
				drawn++
				cells[i] = uint16(uint32(draw(drawn) * float64(uint64(1)<<width)))
			}
			e := rle.Encoding{BitWidth: width}
			back, err := e.DecodeInt32(nil, appendHybrid(nil, cells, width))
			same := err == nil && len(back) >= n
			for i := range cells {
				same = same && back[i] == int32(cells[i])
			}
			if !same {
				t.Fatalf("%d cells of %d bits: read back as %v, error %v, want %v", n, width, back, err, cells)
			}
		}
	}
}
