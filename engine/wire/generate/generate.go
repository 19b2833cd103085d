// Package generate makes, from the types of package wire, what others read: the
// TypeScript types of the board, the JSON Schema, and a sample of every message.
// `go generate ./engine/wire` writes them; tests fail while a file is stale.
package generate

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
)

// Files returns the content of every generated file by its path from the root
// of the module; root is that folder, with a slash at its end or empty.
func Files(root string) (map[string][]byte, error) {
	docs, err := readDocs(filepath.Join(root, "engine", "wire"))
	if err != nil {
		return nil, fmt.Errorf("read the doc comments of package wire: %w", err)
	}
	schema, err := Schema(docs)
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{
		"web/src/wire/types.gen.ts": []byte(TypeScript(docs)),
		"engine/wire/schema.json":   schema,
	}
	samples, err := Samples()
	if err != nil {
		return nil, err
	}
	for name, data := range samples {
		out["engine/wire/testdata/samples/"+name+".json"] = data
	}
	return out, nil
}

// Docs are the comments of types ("View") and fields ("View.Turn").
type Docs map[string]string

// readDocs reads the comments of the types in one folder of source.
func readDocs(dir string) (Docs, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	docs := Docs{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
				docs.types(g)
			}
		}
	}
	return docs, nil
}

func (d Docs) types(g *ast.GenDecl) {
	for _, spec := range g.Specs {
		t := spec.(*ast.TypeSpec)
		s, ok := t.Type.(*ast.StructType)
		if !ok {
			continue
		}
		d[t.Name.Name] = oneLine(g.Doc)
		for _, f := range s.Fields.List {
			for _, name := range f.Names {
				d[t.Name.Name+"."+name.Name] = oneLine(f.Comment)
			}
		}
	}
}

func oneLine(c *ast.CommentGroup) string { return strings.Join(strings.Fields(c.Text()), " ") }
