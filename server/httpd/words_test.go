package httpd_test

import (
	"strings"
	"testing"

	"demarche/server/httpd"
)

func TestCodesAreTidied(t *testing.T) {
	for typed, want := range map[string]string{
		"KITE-42": "KITE-42", "kite42": "KITE-42", " Kite 4 2 ": "KITE-42", "k-i-t-e-4-2": "KITE-42", "KITE–42": "KITE-42", "kite_42": "KITE-42",
		"": "", "KITE": "", "42": "", "42KITE": "", "KITE-42A": "", "KITE/42": "", "../KITE-42": "", "KITÉ-42": "", "KITE-42\x00": "",
		"KITE-12345": "", strings.Repeat("A", 17) + "-42": "",
	} {
		if got := httpd.TidyCode(typed); got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}

func TestNamesAreTidied(t *testing.T) {
	for typed, want := range map[string]string{
		"Ada": "Ada", "  Ada \n Lovelace\t": "Ada Lovelace", "Éloïse d’Arc": "Éloïse d’Arc", "李小龙": "李小龙", "7": "7",
		"<b>Ada</b>": "<b>Ada</b>", // text, never markup
	} {
		if got, ok := httpd.TidyName(typed); !ok || got != want {
			t.Errorf("%q is %q, %v; want %q", typed, got, ok, want)
		}
	}
	for _, typed := range []string{"", " ", "...", "\u200b", "Ada\u202e", "Ada\u0007", "a\u2066b", "\ufeffAda", strings.Repeat("é", 61)} {
		if got, ok := httpd.TidyName(typed); ok {
			t.Errorf("%q is taken as %q", typed, got)
		}
	}
}

func TestEverySentenceIsThereInBothLanguages(t *testing.T) {
	for code, s := range httpd.Sentences() {
		if s[0] == "" || s[1] == "" || s[0] == s[1] || !strings.HasSuffix(s[0], ".") || !strings.HasSuffix(s[1], ".") {
			t.Errorf("%s says %q and %q", code, s[0], s[1])
		}
	}
}
