package source_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"demarche/engine/source"
)

func TestWorst(t *testing.T) {
	rep := strings.Repeat
	fill := func(prefix, suffix string, unit func(i int) string) string {
		var b strings.Builder
		b.WriteString(prefix)
		for i := 0; b.Len()+len(suffix)+40 < source.MaxFile; i++ {
			b.WriteString(unit(i))
		}
		b.WriteString(suffix)
		return b.String()
	}
	n := func(k int) string { return rep("n", k) }
	docs := map[string]string{
		"keys under long header":  fill("["+n(500)+"]\n", "", func(i int) string { return fmt.Sprintf("k%x=1\n", i) }),
		"keys in long inline":     fill("x = {\n"+n(490)+"={", "}}", func(i int) string { return fmt.Sprintf("k%x=1,\n", i) }),
		"8 part keys deep":        fill(rep("", 0)+"x={\n"+rep("a.a.a.a.a.a.a.a={\n", 14), rep("}", 15), func(i int) string { return fmt.Sprintf("k%x.a.a.a.a.a.a.a=1,\n", i) }),
		"8 part keys":             fill("", "", func(i int) string { return fmt.Sprintf("k%x.a.a.a.a.a.a.a=1\n", i) }),
		"8 part headers":          fill("", "", func(i int) string { if i >= 4990 { return "#\n" }; return fmt.Sprintf("[k%x.a.a.a.a.a.a.a]\n", i) }),
		"short deep keys":         fill("x={\n"+rep("a.a.a.a.a.a.a.a={\n", 14), rep("}", 15), func(i int) string { return fmt.Sprintf("k%x=1,\n", i) }),
		"inline tables depth 16":  fill("x=[", "]", func(i int) string { if i >= 312 { return "1,\n" }; return rep("{a=", 15) + "1" + rep("}", 15) + ",\n" }),
		"integers":                fill("x=[", "]", func(i int) string { if i%2000 == 1999 { return "1,\n" }; return "1," }),
		"empty strings":           fill("x=[", "]", func(i int) string { if i%2000 == 1999 { return "'',\n" }; return "''," }),
		"array rows":              fill("", "", func(i int) string { if i >= 4990 { return "k=1\n"[:0] + "#\n" }; return "[[a.b.c.d.e.f.g.h]]\n" }),
		"deep arrays":             fill("x=[", "]", func(i int) string { return rep("[", 15) + rep("]", 15) + ",\n" }),
		"escapes":                 fill("x=\"\"\"", "\"\"\"", func(i int) string { return "\\u00e9\\\n" }),
		"dotted into one":         fill("", "", func(i int) string { return fmt.Sprintf("a.b.c.d.e.f.g.k%x=1\n", i) }),
		"inline dotted rows":      fill("x=[", "]", func(i int) string { if i >= 4990 { return "1,\n" }; return "{a.b.c.d.e.f.g.h=1},\n" }),
	}
	for name, doc := range docs {
		var m0, m1 runtime.MemStats
		runtime.ReadMemStats(&m0)
		start := time.Now()
		_, err := source.Read("f", []byte(doc))
		took := time.Since(start)
		runtime.ReadMemStats(&m1)
		fmt.Printf("%-25s %8d B %8.0f ms %6d MB %v\n", name, len(doc), took.Seconds()*1000, (m1.TotalAlloc-m0.TotalAlloc)>>20, err)
	}
}
