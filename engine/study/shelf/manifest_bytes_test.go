package shelf

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"demarche/engine/study"
)

// A manifest is the bytes that encoding/json makes of it.
func TestAManifestIsTheBytesOfItsJSON(t *testing.T) {
	m := &study.Manifest{Rows: map[string]int64{"runs": 3}}
	m.Lost = []study.LostPart{{Part: 1, First: 64, Last: 127, Why: "null\n}"}}
	for n := range 4 {
		want, err := json.MarshalIndent(m, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		var got bytes.Buffer
		if err := writeManifest(&got, m); err != nil {
			t.Fatal(err)
		}
		if got.String() != string(want)+"\n" {
			t.Errorf("%d files:\n%s\nwant\n%s", n, got.String(), want)
		}
		m.Files = append(m.Files, study.ManifestFile{Name: fmt.Sprintf("runs/part-%06d.parquet", n), Rows: int64(n), Bytes: 7, Sum: "<&>"})
	}
}
