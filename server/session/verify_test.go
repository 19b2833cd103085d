package session_test

import (
	"testing"

	"demarche/engine/record"
	"demarche/server/session"
)

// verified reads the record of a session and adjudicates it again.
func verified(t *testing.T, o session.Options, code string) *record.Record {
	t.Helper()
	rec, err := o.Store.Load(t.Context(), code)
	if err != nil {
		t.Fatal(err)
	}
	if report := record.Verify(rec, compile); !report.OK() || !report.Recomputed || !report.Whole {
		t.Errorf("the record does not verify: %+v", report)
	}
	return rec
}
