package generate_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"demarche/engine/wire"
	"demarche/engine/wire/generate"
)

const root = "../../.."

func files(t testing.TB) map[string][]byte {
	t.Helper()
	out, err := generate.Files(root)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestNoGeneratedFileIsStale(t *testing.T) {
	want := files(t)
	for name, data := range want {
		got, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			t.Errorf("%v (run go generate ./engine/wire)", err)
		} else if !bytes.Equal(got, data) {
			t.Errorf("%s is stale (run go generate ./engine/wire)", name)
		}
	}
	samples, err := filepath.Glob(filepath.Join(root, "engine/wire/testdata/samples/*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range samples {
		if name, _ := filepath.Rel(root, s); want[filepath.ToSlash(name)] == nil {
			t.Errorf("%s is not made by anything: remove it", name)
		}
	}
}

// samples returns the samples as they lie on disk, by name.
func samples(t testing.TB) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(root, "engine/wire/testdata/samples/*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	out := map[string][]byte{}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(p), ".json")] = data
	}
	return out
}

func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, "engine/wire/schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t testing.TB, s *jsonschema.Schema, data []byte) error {
	t.Helper()
	x, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(x)
}

func TestEverySampleIsReadBackAndValid(t *testing.T) {
	s := schema(t)
	seen := map[string]bool{}
	for name, data := range samples(t) {
		var head wire.Head
		if err := json.Unmarshal(data, &head); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, k := range wire.Kinds() {
			if k.Type != head.T {
				continue
			}
			seen[k.Type] = true
			m := k.New()
			d := json.NewDecoder(bytes.NewReader(data))
			d.DisallowUnknownFields()
			if err := d.Decode(m); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			again, err := json.MarshalIndent(m, "", "  ")
			if err != nil || string(again)+"\n" != string(data) {
				t.Errorf("%s is not written as it was read:\n%s", name, again)
			}
		}
		if err := validate(t, s, data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, k := range wire.Kinds() {
		if !seen[k.Type] {
			t.Errorf("no sample of %s", k.Type)
		}
	}
}

func TestTheSchemaRefusesWhatIsNoMessage(t *testing.T) {
	s := schema(t)
	good := string(samples(t)["commit"])
	if err := validate(t, s, []byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, from, to string }{
		{"a wrong version", `"v": 1`, `"v": 2`},
		{"an unknown type", `"t": "commit"`, `"t": "cheat"`},
		{"an unknown field", `"turn": 3`, `"turn": 3, "state": {}`},
		{"a word for a number", `"turn": 3`, `"turn": "3"`},
		{"a missing field", `"action": "ask_police",`, ``},
	} {
		bad := strings.Replace(good, c.from, c.to, 1)
		if bad == good {
			t.Fatalf("%s: the sample has no %s", c.name, c.from)
		}
		if validate(t, s, []byte(bad)) == nil {
			t.Errorf("%s passes", c.name)
		}
	}
	view := strings.Replace(string(samples(t)["view"]), `"phase": "decide"`, `"phase": "war"`, 1)
	if validate(t, s, []byte(view)) == nil {
		t.Error("a word outside its closed list passes")
	}
}

func TestEveryFieldStandsInASample(t *testing.T) {
	all := ""
	for _, data := range samples(t) {
		all += string(data)
	}
	types := generate.TypeScript(generate.Docs{})
	for line := range strings.SplitSeq(types, "\n") {
		name, _, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(strings.TrimSpace(line), "*") || strings.Contains(name, " ") {
			continue
		}
		name = strings.TrimSuffix(name, "?")
		if !strings.Contains(all, `"`+name+`":`) {
			t.Errorf("no sample has %q", name)
		}
	}
}
