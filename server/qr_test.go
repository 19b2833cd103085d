package server_test

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"rsc.io/qr"
)

// What a camera sees is the link of the lobby: the picture is read back into
// modules, and these are compared with the code of the very link.
func TestThePictureShowsTheLinkOfTheLobby(t *testing.T) {
	x := set(t)
	want := console(x.who["facilitator"].call(x.code, "control"), nil).JoinURL
	for _, who := range []string{"facilitator", "wall", "invited"} {
		a := x.who[who].get("/api/sessions/" + strings.ToLower(x.code) + "/qr.svg")
		if a.status != http.StatusOK || a.Header.Get("Content-Type") != "image/svg+xml" || a.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("the %s gets %d %v", who, a.status, a.Header)
		}
		if got := readQR(t, modules(t, a.body)); got != want {
			t.Errorf("the %s sees %q, want %q", who, got, want)
		}
	}
	code, err := qr.Encode(want, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	got := modules(t, x.who["wall"].get("/api/sessions/"+x.code+"/qr.svg").body)
	for y := range code.Size {
		for z := range code.Size {
			if got[y][z] != code.Black(z, y) {
				t.Fatalf("module %d, %d is black: %v", z, y, got[y][z])
			}
		}
	}
}

// modules reads the squares of a picture, without the white round them.
func modules(t *testing.T, svg string) [][]bool {
	t.Helper()
	var doc struct {
		ViewBox string `xml:"viewBox,attr"`
		Paths   []struct {
			Fill string `xml:"fill,attr"`
			D    string `xml:"d,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal([]byte(svg), &doc); err != nil {
		t.Fatal(err)
	}
	var size int
	if _, err := fmt.Sscanf(doc.ViewBox, "0 0 %d", &size); err != nil || len(doc.Paths) != 2 || doc.Paths[1].Fill != "#000" {
		t.Fatalf("the picture is %+v (%v)", doc, err)
	}
	all := make([][]bool, size)
	for y := range all {
		all[y] = make([]bool, size)
	}
	for _, run := range strings.SplitAfter(doc.Paths[1].D, "z") {
		if run == "" {
			continue
		}
		var x, y, n, back int
		if _, err := fmt.Sscanf(run, "M%d %dh%dv1h-%dz", &x, &y, &n, &back); err != nil || n != back {
			t.Fatalf("run %q: %v", run, err)
		}
		for i := range n {
			all[y][x+i] = true
		}
	}
	var inner [][]bool
	for y, row := range all {
		quiet := y < 4 || y >= size-4
		for x, black := range row {
			if black && (quiet || x < 4 || x >= size-4) {
				t.Fatalf("module %d, %d in the quiet zone is black", x, y)
			}
		}
		if !quiet {
			inner = append(inner, row[4:size-4])
		}
	}
	return inner
}

// blocks are the codewords of QR versions 3 to 6 at level M: how many blocks, and
// in each how many of data and how many in all (ISO/IEC 18004, table 9).
var blocks = map[int]struct{ count, data, all int }{
	3: {1, 44, 70}, 4: {2, 32, 50}, 5: {2, 43, 67}, 6: {4, 27, 43},
}

// readQR reads a QR code of undamaged modules as a camera would after it has
// found them: mask, codewords in their zigzag, blocks, bytes.
func readQR(t *testing.T, m [][]bool) string {
	t.Helper()
	size := len(m)
	version := (size - 17) / 4
	b, ok := blocks[version]
	if !ok {
		t.Fatalf("version %d is not in the table", version)
	}
	format := 0 // fifteen bits beside the upper left finder, highest first
	for _, at := range [][2]int{{8, 0}, {8, 1}, {8, 2}, {8, 3}, {8, 4}, {8, 5}, {8, 7}, {8, 8}, {7, 8}, {5, 8}, {4, 8}, {3, 8}, {2, 8}, {1, 8}, {0, 8}} {
		format <<= 1
		if m[at[0]][at[1]] {
			format |= 1
		}
	}
	format ^= 0b101010000010010
	if level := format >> 13; level != 0 {
		t.Fatalf("the level is %02b, want 00 (M)", level)
	}
	masked := [...]func(y, x int) bool{
		func(y, x int) bool { return (y+x)%2 == 0 },
		func(y, x int) bool { return y%2 == 0 },
		func(y, x int) bool { return x%3 == 0 },
		func(y, x int) bool { return (y+x)%3 == 0 },
		func(y, x int) bool { return (y/2+x/3)%2 == 0 },
		func(y, x int) bool { return y*x%2+y*x%3 == 0 },
		func(y, x int) bool { return (y*x%2+y*x%3)%2 == 0 },
		func(y, x int) bool { return ((y+x)%2+y*x%3)%2 == 0 },
	}[format>>10&7]
	align := size - 7 // centre of the one alignment pattern
	fixed := func(y, x int) bool {
		near := func(c int) bool { return c >= align-2 && c <= align+2 }
		return y == 6 || x == 6 || y < 9 && (x < 9 || x >= size-8) || y >= size-8 && x < 9 || near(y) && near(x)
	}
	var words []byte
	bits, word := 0, byte(0)
	up := true
	for right := size - 1; right > 0; right -= 2 {
		if right == 6 {
			right--
		}
		for i := range size {
			y := i
			if up {
				y = size - 1 - i
			}
			for _, x := range []int{right, right - 1} {
				if fixed(y, x) {
					continue
				}
				word <<= 1
				if m[y][x] != masked(y, x) {
					word |= 1
				}
				if bits++; bits%8 == 0 {
					words = append(words, word)
				}
			}
		}
		up = !up
	}
	if len(words) != b.count*b.all {
		t.Fatalf("%d codewords, want %d", len(words), b.count*b.all)
	}
	var data []byte
	for block := range b.count {
		for i := range b.data {
			data = append(data, words[i*b.count+block])
		}
	}
	// Mode 0100 (bytes), a length of eight bits, the bytes, all moved by half a
	// byte.
	if data[0]>>4 != 0b0100 {
		t.Fatalf("the mode is %04b, want bytes", data[0]>>4)
	}
	n := int(data[0]&15)<<4 | int(data[1]>>4)
	text := make([]byte, n)
	for i := range text {
		text[i] = data[i+1]<<4 | data[i+2]>>4
	}
	return string(text)
}
