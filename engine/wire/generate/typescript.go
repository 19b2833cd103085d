package generate

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"demarche/engine/wire"
)

// TypeScript returns the types of all messages and of what they hold.
func TypeScript(docs Docs) string {
	w := &writer{docs: docs}
	w.line("// Code generated from engine/wire by `go generate ./engine/wire`. DO NOT EDIT.")
	w.line("")
	w.line("/** The version of the protocol. */")
	w.line("export const VERSION = %d;", wire.Version)
	w.line("")
	w.line("/** The most characters that a move's text may have. */")
	w.line("export const MAX_TEXT = %d;", wire.MaxText)
	w.queue = []reflect.Type{reflect.TypeFor[wire.Head]()}
	types := map[string]string{}
	for _, k := range wire.Kinds() {
		t := reflect.TypeOf(k.New()).Elem()
		types[t.Name()] = k.Type
		w.queue = append(w.queue, t)
	}
	for len(w.queue) > 0 {
		t := w.queue[0]
		w.queue = w.queue[1:]
		if !slices.Contains(w.done, t.Name()) {
			w.done = append(w.done, t.Name())
			w.declare(t, types[t.Name()])
		}
	}
	w.union("ServerMessage", "What a server sends.", true)
	w.union("ClientMessage", "What a client sends.", false)
	return w.String()
}

type writer struct {
	strings.Builder
	docs  Docs
	queue []reflect.Type
	done  []string
}

func (w *writer) line(format string, args ...any) {
	fmt.Fprintf(&w.Builder, format, args...)
	w.WriteByte('\n')
}

// declare writes one type. A struct embedded in it is what it extends; the
// type of a message is a literal, so that unions can be told apart by it.
func (w *writer) declare(t reflect.Type, message string) {
	w.line("")
	if doc := w.docs[t.Name()]; doc != "" {
		w.line("/** %s */", doc)
	}
	extends := ""
	for f := range fields(t) {
		if f.Anonymous {
			extends = " extends " + f.Type.Name()
			w.queue = append(w.queue, f.Type)
		}
	}
	w.line("export interface %s%s {", t.Name(), extends)
	if message != "" {
		w.line("  t: '%s';", message)
	}
	for f := range fields(t) {
		if f.Anonymous {
			continue
		}
		name, optional := key(f)
		if doc := w.docs[t.Name()+"."+f.Name]; doc != "" {
			w.line("  /** %s */", doc)
		}
		mark := ""
		if optional {
			mark = "?"
		}
		w.line("  %s%s: %s;", name, mark, w.typeOf(f.Type, words(f)))
	}
	w.line("}")
}

// fields ranges over the fields of a struct that JSON shows.
func fields(t reflect.Type) func(func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			if f := t.Field(i); f.IsExported() && !yield(f) {
				return
			}
		}
	}
}

// key returns the name of a field in JSON and whether it may be absent.
func key(f reflect.StructField) (name string, optional bool) {
	name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name, strings.Contains(rest, "omitempty")
}

// words returns the closed list of a field's tag, nil if it has none.
func words(f reflect.StructField) []string {
	var out []string
	for part := range strings.SplitSeq(f.Tag.Get("jsonschema"), ",") {
		if word, ok := strings.CutPrefix(part, "enum="); ok {
			out = append(out, word)
		}
	}
	return out
}

func (w *writer) typeOf(t reflect.Type, closed []string) string {
	switch t.Kind() {
	case reflect.Pointer:
		return w.typeOf(t.Elem(), closed)
	case reflect.Slice:
		return w.typeOf(t.Elem(), closed) + "[]"
	case reflect.Map:
		return "Record<string, " + w.typeOf(t.Elem(), closed) + ">"
	case reflect.Struct:
		w.queue = append(w.queue, t)
		return t.Name()
	case reflect.Bool:
		return "boolean"
	case reflect.String:
		if closed != nil {
			return "'" + strings.Join(closed, "' | '") + "'"
		}
		return "string"
	}
	return "number"
}

func (w *writer) union(name, doc string, fromServer bool) {
	w.line("")
	w.line("/** %s */", doc)
	w.line("export type %s =", name)
	var parts []string
	for _, k := range wire.Kinds() {
		if k.FromServer == fromServer {
			parts = append(parts, "  | "+reflect.TypeOf(k.New()).Elem().Name())
		}
	}
	w.line("%s;", strings.Join(parts, "\n"))
}
