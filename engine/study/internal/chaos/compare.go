package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"demarche/engine/study"
)

// compare compares the study played under fire with the one played in peace: runs
// that are missing, runs that are there twice, and whether every file of the tables
// and the manifest are the same bytes.
func (c *chaos) compare() (lost, doubled int64, equal bool, err error) {
	data, err := c.read("plain", "manifest.json")
	if err != nil {
		return 0, 0, false, err
	}
	var m study.Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return 0, 0, false, err
	}
	other, err := c.read("war", "manifest.json")
	if err != nil {
		return 0, 0, false, err
	}
	equal = bytes.Equal(data, other)
	runs := int64(0)
	for part := range m.Parts {
		n, err := c.receipted(part)
		if err != nil {
			return 0, 0, false, err
		}
		runs += n
	}
	lost, doubled = max(m.Runs-runs, 0), max(runs-m.Runs, 0)
	for _, f := range m.Files {
		one, err := c.read("plain", f.Name)
		if err != nil {
			return 0, 0, false, err
		}
		two, err := c.read("war", f.Name)
		if errors.Is(err, fs.ErrNotExist) {
			equal = false
			continue
		}
		if err != nil {
			return 0, 0, false, err
		}
		equal = equal && bytes.Equal(one, two)
	}
	extra, err := os.ReadDir(c.path("war/runs"))
	if err != nil {
		return 0, 0, false, err
	}
	doubled += max(int64(len(extra))-int64(m.Parts), 0)
	return lost, doubled, equal, nil
}

// receipted is how many runs the table of runs has in a part, by its receipt.
func (c *chaos) receipted(part int32) (int64, error) {
	data, err := c.read("war", receiptName(part))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	var r struct {
		Files []study.ManifestFile `json:"files"`
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return 0, err
	}
	n := int64(0)
	for _, f := range r.Files {
		if strings.HasPrefix(f.Name, "runs/") {
			n += f.Rows
		}
	}
	return n, nil
}

func receiptName(part int32) string { return fmt.Sprintf("receipts/%06d.json", part) }
