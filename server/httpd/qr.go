package httpd

import (
	"bytes"
	"fmt"

	"rsc.io/qr"
)

// quiet is how many modules of white must stand round a QR code.
const quiet = 4

// drawQR draws a text as a QR code: one square of 1 for each module, black on
// white whatever the theme of the page, since not every camera reads the
// reverse.
func drawQR(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, fmt.Errorf("draw a QR code: %w", err)
	}
	var b bytes.Buffer
	size := code.Size + 2*quiet
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges">`, size, size)
	fmt.Fprintf(&b, `<path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="`, size, size)
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if n := x - from; n > 0 {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, n, n)
			}
		}
	}
	b.WriteString(`"/></svg>`)
	return b.Bytes(), nil
}
