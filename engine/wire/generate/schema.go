package generate

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"github.com/invopop/jsonschema"

	"demarche/engine/wire"
)

// Schema returns the JSON Schema (draft 2020-12) of every message: a document
// that matches is exactly one of them. It describes this version to the letter;
// PROTOCOL.md asks clients to pass over what they do not know.
func Schema(docs Docs) ([]byte, error) {
	defs := jsonschema.Definitions{}
	root := &jsonschema.Schema{
		Version:     jsonschema.Version,
		Title:       "Demarche wire protocol",
		Description: "One message between a server and a client.",
		Definitions: defs,
	}
	r := jsonschema.Reflector{
		Anonymous: true,
		LookupComment: func(t reflect.Type, field string) string {
			if field == "" {
				return docs[t.Name()]
			}
			return docs[t.Name()+"."+field]
		},
	}
	for _, k := range wire.Kinds() {
		t := reflect.TypeOf(k.New()).Elem()
		for name, def := range r.ReflectFromType(t).Definitions {
			defs[name] = def
		}
		message := defs[t.Name()]
		pin(message, "t", k.Type)
		pin(message, "v", wire.Version)
		if ref := "#/$defs/" + t.Name(); !slices.ContainsFunc(root.OneOf, func(x *jsonschema.Schema) bool { return x.Ref == ref }) {
			root.OneOf = append(root.OneOf, &jsonschema.Schema{Ref: ref}) // a message may go both ways
		}
	}
	out, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the schema: %w", err)
	}
	return append(out, '\n'), nil
}

// pin makes a property of a message one constant.
func pin(message *jsonschema.Schema, property string, value any) {
	if p, ok := message.Properties.Get(property); ok {
		p.Const = value
	}
}
