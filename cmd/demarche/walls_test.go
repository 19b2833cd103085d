package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// room is a folder of Go files. It imports of this module only rooms on lower
// floors.
type room struct {
	path  string
	floor int
	why   string // what it is there for, and so what it does not know
}

// rooms are all there are. A number behind the point orders rooms of one floor
// that may know each other.
var rooms = []room{
	{"engine/source", 10, "knows where things stand in files, and no scenarios"},
	{"engine/chance", 10, "makes numbers and knows no games"},
	{"engine/stats", 11, "works on samples and knows no games or tables"},
	{"scenarios", 10, "carries files"},
	{"web", 10, "carries files"},
	{"engine/rule", 20, "knows expressions; of roles and turns only what its schema says"},
	{"engine/game", 30, "is the pure heart: no files, sessions or people"},
	{"engine/scenario", 40, "makes games and never runs one"},
	{"engine/record", 40, "is handed a machine; it compiles nothing"},
	{"engine/policy", 40, "plays by a view; it must not see state or log"},
	{"engine/policy/moves", 41, "plays what was written down"},
	{"engine/prose", 40, "says things and decides nothing"},
	{"engine/wire", 50, "builds messages and knows no sessions"},
	{"engine/wire/generate", 51, "writes down the types of wire"},
	{"engine/wire/generate/write", 52, "writes them to files"},
	{"engine/playtest", 60, "plays many games"},
	{"engine/study/table", 55, "makes rows of plays"},
	{"engine/study/parquet", 56, "turns rows into files and back, and knows no plays"},
	{"engine/study", 61, "runs experiments"},
	{"engine/study/report", 62, "says what a study found; it never steers one"},
	{"engine/study/shelf", 62, "keeps the parts of studies on disk"},
	{"engine/study/internal/chaos", 63, "kills a study from outside"},
	{"engine/study/queue", 10, "hands out parts of studies; it knows neither games nor tables"},
	{"engine/agent", 60, "speaks wire over a stream"},
	{"server/session", 60, "owns one game; it knows no HTTP, disk or TOML"},
	{"server/store", 61, "keeps what sessions hand it"},
	{"server/httpd", 61, "carries messages to sessions"},
	{"server/internal/crash", 62, "kills the server from outside; it sees messages and records"},
	{"server/internal/sim", 64, "plays whole rooms on a shaken network; only tests stand in it"},
	{"server", 65, "puts sessions, store and routes together"},
	{"cmd/demarche", 70, "is the command"},
}

// wall says what a room never imports, whatever the floor: a path and all below
// it.
type wall struct {
	room  string
	never []string
	why   string
}

var walls = []wall{
	{"engine/game", []string{"os", "time", "net", "log", "io", "embed", "crypto", "runtime"}, "the heart is a pure function: same game, seed and orders, same play, on any machine"},
	{"engine/chance", []string{"os", "time", "net", "log", "crypto"}, "a draw depends on its name and the seed alone"},
	{"engine/rule", []string{"os", "time", "net", "log", "crypto"}, "an expression reads the state and nothing else"},
	{"engine/policy", []string{"os", "time", "net", "log", "crypto", "engine/record"}, "a computer player knows its view and its luck"},
	{"engine/prose", []string{"os", "net", "log", "crypto"}, "a sentence is made of what it is given"},
	{"engine/record", []string{"os", "net", "log", "path/filepath", "crypto/rand"}, "a record works on readers and writers; disks are for those who call it"},
	{"engine/scenario", []string{"os", "net", "log", "path/filepath"}, "scenarios come through the file system that is handed in"},
	{"engine/agent", []string{"os/exec"}, "processes are started by the command"},
	{"engine/playtest", []string{"testing"}, "playtests run in the shipped program"},
	{"server/session", []string{"os", "net", "database/sql", "engine/source", "engine/scenario"}, "a session is tested without network, disk and files"},
	{"server/httpd", []string{"engine/game", "database/sql"}, "what is not read cannot leak: httpd passes on what session made for the viewer"},
	{"server/store", []string{"net/http", "log", "engine/game", "engine/wire", "server/session"}, "a store keeps bytes and does not know what they mean"},
	{"server/internal/crash", []string{"server/session", "server/httpd", "engine/game"}, "it knows the server as its clients do, and its records"},
	{"", []string{"math/rand"}, "every random number is a named draw of engine/chance"},
}

// door says that a library, or a standard package, comes in at some rooms only.
type door struct {
	library string
	rooms   []string
	why     string
}

var doors = []door{
	{"github.com/expr-lang/expr", []string{"engine/rule", "engine/internal/bench/vm"}, "the guard stands before its parser, and its types panic; the bench runs its machine to be compared with it"},
	{"github.com/BurntSushi/toml", []string{"engine/source"}, "the guard stands before the parsers"},
	{"github.com/pelletier/go-toml", []string{"engine/source"}, "the guard stands before the parsers"},
	{"github.com/gorilla/websocket", []string{"server/httpd", "server/internal/crash"}, "limits and origins are checked at one place; the crash test is a client"},
	{"modernc.org/sqlite", []string{"server/store"}, "one writer owns the file"},
	{"database/sql", []string{"server/store"}, "one writer owns the file"},
	{"github.com/spf13/cobra", []string{"cmd/demarche"}, "rooms have no command line"},
	{"github.com/invopop/jsonschema", []string{"engine/wire/generate"}, "schemas are made from the types of wire"},
	{"gonum.org/v1/gonum", []string{"engine/stats"}, "distributions are known at one place"},
	{"github.com/parquet-go", []string{"engine/study/parquet"}, "tables leave by one door and come back by it"},
	{"github.com/klauspost/compress", []string{"engine/study/parquet"}, "pages are compressed in one place"},
	{"github.com/nats-io", []string{"engine/study"}, "work is handed out by one door"},
	{"testing", []string{"engine/internal"}, "the shipped program holds no tests"},
}

// unsure are functions of math whose last bits differ between processors and
// versions of Go.
var unsure = strings.Fields(`Acos Acosh Asin Asinh Atan Atan2 Atanh Cbrt Cos Cosh Erf Erfc Erfcinv Erfinv Exp Exp2
	Expm1 Gamma Hypot J0 J1 Jn Lgamma Log Log10 Log1p Log2 Pow Pow10 Sin Sincos Sinh Tan Tanh Y0 Y1 Yn`)

// selector says that a name of a package is used in some files only.
type selector struct {
	pkg   string
	names []string
	rooms []string // where it may be used
	files []string // or in which files
	in    string   // where the wall stands; "" = everywhere
	why   string
}

var selectors = []selector{
	{pkg: "math", names: unsure, rooms: []string{"engine/chance"}, why: "the engine gives the same bits on every processor; chance.Exp, Log and Pow do"},
	{pkg: "demarche/engine/game", names: []string{"State", "Ledger", "Recorder", "Play"}, in: "engine/policy", files: []string{"engine/policy/table.go"}, why: "a policy sees a view; only Table holds the state, to make views of it"},
	{pkg: "time", names: []string{"Now", "Since", "Until"}, rooms: []string{"engine/study/queue", "server", "cmd/demarche"}, why: "the clock belongs to whoever runs the engine"},
}

// goFile is what the walls look at in a file.
type goFile struct {
	room, name string
	tree       *ast.File
}

// breaches lists what the files do that they must not, and rooms that no file
// is in.
func breaches(files []goFile) []string {
	var out []string
	floor := map[string]room{}
	for _, r := range rooms {
		floor[r.path] = r
		if !slices.ContainsFunc(files, func(f goFile) bool { return f.room == r.path }) {
			out = append(out, fmt.Sprintf("%s: the table names this room, and it is not there", r.path))
		}
	}
	for _, f := range files {
		at := f.room + "/" + f.name
		if within(f.room, "engine/internal") {
			continue // tools of tests
		}
		from, known := floor[f.room]
		if !known {
			out = append(out, fmt.Sprintf("%s: the room %s has no floor: put it into the table", at, f.room))
			continue
		}
		for _, imported := range f.imports() {
			out = append(out, forbidden(at, from, imported, floor)...)
		}
		out = append(out, f.selects(at)...)
	}
	return out
}

func forbidden(at string, from room, imported string, floor map[string]room) (out []string) {
	ours, own := strings.CutPrefix(imported, "demarche/")
	say := func(why string) { out = append(out, fmt.Sprintf("%s -> %s: %s", at, ours, why)) }
	if own {
		to, known := floor[ours]
		switch {
		case within(ours, "engine/internal"):
			say("it holds tools of tests")
		case !known:
			say("it has no floor")
		case to.floor >= from.floor:
			say(fmt.Sprintf("a room imports only what stands below it: %s %s", from.path, from.why))
		}
	}
	for _, w := range walls {
		if w.room != "" && w.room != from.path {
			continue
		}
		for _, never := range w.never {
			if within(ours, never) && (ours != "io/fs" || never != "io") {
				say(w.why)
			}
		}
	}
	for _, d := range doors {
		if within(ours, d.library) && !slices.ContainsFunc(d.rooms, func(r string) bool { return within(from.path, r) }) {
			say(fmt.Sprintf("its door is %s: %s", strings.Join(d.rooms, ", "), d.why))
		}
	}
	return out
}

// within reports whether a path is another or lies below it.
func within(p, of string) bool { return p == of || strings.HasPrefix(p, of+"/") }

func (f goFile) imports() []string {
	var out []string
	for _, i := range f.tree.Imports {
		if p, err := strconv.Unquote(i.Path.Value); err == nil {
			out = append(out, p)
		}
	}
	return out
}

// selects lists the names that the file uses and must not.
func (f goFile) selects(at string) (out []string) {
	for _, s := range selectors {
		free := slices.Contains(s.files, at) || s.in != "" && f.room != s.in ||
			slices.ContainsFunc(s.rooms, func(r string) bool { return within(f.room, r) })
		local := f.local(s.pkg)
		if free || local == "" {
			continue
		}
		if local == "." {
			out = append(out, fmt.Sprintf("%s: names of %s are used without saying so", at, s.pkg))
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			if x, ok := n.(*ast.SelectorExpr); ok {
				if id, ok := x.X.(*ast.Ident); ok && id.Name == local && slices.Contains(s.names, x.Sel.Name) {
					out = append(out, fmt.Sprintf("%s: %s.%s: %s", at, path.Base(s.pkg), x.Sel.Name, s.why))
				}
			}
			return true
		})
	}
	return out
}

// local returns the name under which a file imports a package, "" if it does
// not.
func (f goFile) local(pkg string) string {
	for _, i := range f.tree.Imports {
		if p, err := strconv.Unquote(i.Path.Value); err != nil || p != pkg {
			continue
		}
		if i.Name != nil {
			return i.Name.Name
		}
		return path.Base(pkg)
	}
	return ""
}

// survey reads the files of the house, tests left out.
func survey(t *testing.T, root string) []goFile {
	t.Helper()
	var files []goFile
	for _, top := range []string{"cmd", "engine", "scenarios", "server", "web"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(p string, d os.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "testdata" || d.Name() == "dist"):
				return filepath.SkipDir
			case d.IsDir() || !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go"):
				return nil
			}
			tree, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			dir, err := filepath.Rel(root, filepath.Dir(p))
			files = append(files, goFile{filepath.ToSlash(dir), d.Name(), tree})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func TestTheWallsStand(t *testing.T) {
	files := survey(t, filepath.Join("..", ".."))
	for _, b := range breaches(files) {
		t.Error(b)
	}
	for _, w := range walls {
		if w.room != "" && !slices.ContainsFunc(rooms, func(r room) bool { return r.path == w.room }) {
			t.Errorf("a wall stands in %s, which is no room", w.room)
		}
	}
	for _, s := range selectors {
		for _, name := range s.files {
			if !slices.ContainsFunc(files, func(f goFile) bool { return f.room+"/"+f.name == name }) {
				t.Errorf("%s may use %s, and it is not there", name, s.pkg)
			}
		}
	}
}

// Every kind of breach is planted once and must be told with its reason.
func TestBreachesAreFound(t *testing.T) {
	tests := []struct{ name, room, file, give, want string }{
		{"an arrow up", "engine/stats", "a.go", `import "demarche/engine/game"`, "engine/stats/a.go -> engine/game: a room imports only what stands below it: engine/stats works on samples and knows no games or tables"},
		{"an arrow along", "engine/policy", "a.go", `import "demarche/engine/prose"`, "engine/policy/a.go -> engine/prose: a room imports only what stands below it: engine/policy plays by a view; it must not see state or log"},
		{"a clock in the heart", "engine/game", "a.go", `import "time"`, "engine/game/a.go -> time: the heart is a pure function"},
		{"a log below the heart's own", "engine/game", "a.go", `import "log/slog"`, "engine/game/a.go -> log/slog: the heart is a pure function"},
		{"a disk under the record", "engine/record", "a.go", `import "os"`, "engine/record/a.go -> os: a record works on readers and writers"},
		{"dice", "server/session", "a.go", `import "math/rand/v2"`, "server/session/a.go -> math/rand/v2: every random number is a named draw"},
		{"a library by another door", "engine/scenario", "a.go", `import "github.com/pelletier/go-toml/v2/unstable"`, "engine/scenario/a.go -> github.com/pelletier/go-toml/v2/unstable: its door is engine/source"},
		{"a socket in the session", "server/session", "a.go", `import "github.com/gorilla/websocket"`, "server/session/a.go -> github.com/gorilla/websocket: its door is server/httpd"},
		{"a database in the command", "cmd/demarche", "a.go", `import _ "modernc.org/sqlite"`, "cmd/demarche/a.go -> modernc.org/sqlite: its door is server/store"},
		{"tools of tests", "engine/prose", "a.go", `import "demarche/engine/internal/sit"`, "engine/prose/a.go -> engine/internal/sit: it holds tools of tests"},
		{"a logarithm", "engine/policy", "a.go", "import \"math\"\nvar x = math.Log(2)", "engine/policy/a.go: math.Log: the engine gives the same bits"},
		{"a logarithm under another name", "engine/stats", "a.go", "import m \"math\"\nvar x = m.Exp(2)", "engine/stats/a.go: math.Exp: the engine gives the same bits"},
		{"a package without its name", "engine/game", "a.go", "import . \"math\"\nvar x = Exp(2)", "engine/game/a.go: names of math are used without saying so"},
		{"state in a policy", "engine/policy", "a.go", "import \"demarche/engine/game\"\nvar x game.State", "engine/policy/a.go: game.State: a policy sees a view"},
		{"the time of day", "engine/wire", "a.go", "import \"time\"\nvar x = time.Now()", "engine/wire/a.go: time.Now: the clock belongs to whoever runs the engine"},
		{"a room without a floor", "engine/util", "a.go", ``, "engine/util/a.go: the room engine/util has no floor"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tree, err := parser.ParseFile(token.NewFileSet(), tt.file, "package x\n"+tt.give, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, b := range breaches([]goFile{{tt.room, tt.file, tree}}) {
				if !strings.HasSuffix(b, "it is not there") {
					got = append(got, b)
				}
			}
			if len(got) != 1 || !strings.HasPrefix(got[0], tt.want) {
				t.Errorf("breaches:\n%s\nwant one: %s", strings.Join(got, "\n"), tt.want)
			}
		})
	}
	gone := breaches(nil)
	if len(gone) != len(rooms) || gone[0] != "engine/source: the table names this room, and it is not there" {
		t.Errorf("without a file: %q", gone)
	}
	table, err := parser.ParseFile(token.NewFileSet(), "table.go", "package x\nimport (\"math\"; \"demarche/engine/game\")\nvar y game.State\nvar x = math.Inf(1)", 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range breaches([]goFile{{"engine/policy", "table.go", table}}) {
		if strings.HasPrefix(b, "engine/policy/table.go") {
			t.Errorf("what is allowed is told: %s", b)
		}
	}
}
