package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"html"
)

// Origin says where a report comes from: a name and what is so called.
type Origin struct {
	What string `json:"what"`
	Is   string `json:"is"`
}

// mark is where the numbers stand in the built page.
const mark = "<!-- numbers -->"

// ErrNoPage says that the page was built without a place for numbers.
var ErrNoPage = errors.New("the page has no place for its numbers")

// Page puts a summary into the built page of reports: one file, which asks nobody
// for anything. The numbers stand in it as JSON whose every <, > and & is escaped,
// so that no text of a scenario ends the script that holds them.
func Page(built []byte, lang string, from []Origin, s *Summary) ([]byte, error) {
	if !bytes.Contains(built, []byte(mark)) {
		return nil, ErrNoPage
	}
	if from == nil {
		from = []Origin{}
	}
	numbers, err := json.Marshal(struct {
		Lang    string   `json:"lang"`
		Origin  []Origin `json:"origin"`
		Summary *Summary `json:"summary"`
	}{lang, from, s})
	if err != nil {
		return nil, fmt.Errorf("write the numbers of the page: %w", err)
	}
	title := s.Title
	if title == "" {
		title = s.Study
	}
	script := fmt.Sprintf("<script type=\"application/json\" id=\"numbers\">%s</script>", numbers)
	out := bytes.Replace(built, []byte(mark), []byte(script), 1)
	out = bytes.Replace(out, []byte("<title>Demarche</title>"), []byte("<title>"+html.EscapeString(title)+"</title>"), 1)
	return bytes.Replace(out, []byte(`<html lang="en">`), []byte(`<html lang="`+html.EscapeString(lang)+`">`), 1), nil
}
