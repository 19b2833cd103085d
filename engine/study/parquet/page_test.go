package parquet

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/klauspost/compress/zstd"

	"demarche/engine/chance"
)

// A page comes out in the same bytes whichever encoder takes it, and in those of
// an encoder that is told nothing but the level: files of earlier builds are to be
// equal to those of later ones.
func TestEveryEncoderGivesTheSamePages(t *testing.T) {
	press, err := newPress()
	if err != nil {
		t.Fatal(err)
	}
	plain, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
		zstd.WithEncoderCRC(false), zstd.WithZeroFrames(true))
	if err != nil {
		t.Fatal(err)
	}
	kinds := []func(int) []byte{numbersPage, namesPage, hashesPage}
	for _, size := range []int{0, 1, 100, 1 << 10, 128<<10 - 1, 128<<10 + 1, shortPage - 1, shortPage, shortPage + 1, 1<<20 + 99, longPage - 1, longPage, longPage + 1, 9 << 20} {
		if testing.Short() && size > longPage+1 {
			continue
		}
		for i, of := range kinds {
			page := of(size)
			want := plain.EncodeAll(page, nil)
			if got := press.compress(nil, page); !bytes.Equal(got, want) {
				t.Errorf("kind %d, %d bytes: %d bytes that differ from %d", i, size, len(got), len(want))
			}
		}
	}
}

// numbersPage is numbers of 8 bytes, many of them close together.
func numbersPage(size int) []byte {
	var out []byte
	for i := uint32(0); len(out) < size; i++ {
		out = binary.LittleEndian.AppendUint64(out, chance.Luck{Seed: 1}.Bits(1, i/7, i%3)>>(8*(i%8)))
	}
	return out[:size]
}

// namesPage is words that come again, near and far.
func namesPage(size int) []byte {
	var out []byte
	for i := uint32(0); len(out) < size; i++ {
		out = append(out, []string{"aurelia ", "pelagia ", "grey_heron ", "prosecutor "}[chance.Luck{Seed: 2}.Bits(1, i, 0)%4]...)
	}
	return out[:size]
}

// hashesPage is the hexadecimal digits of hashes, each with its length before it;
// every hundredth is one that came long before.
func hashesPage(size int) []byte {
	var out []byte
	for i := uint32(0); len(out) < size; i++ {
		of := i
		if i%100 == 0 {
			of = i / 1000
		}
		out = binary.LittleEndian.AppendUint32(out, 64)
		for part := range uint32(4) {
			const digits = "0123456789abcdef"
			x := chance.Luck{Seed: 3}.Bits(1, of, part)
			for range 16 {
				out = append(out, digits[x&15])
				x >>= 4
			}
		}
	}
	return out[:size]
}
