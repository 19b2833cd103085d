package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
)

// packInputs makes one file of what a study was read from.
func packInputs(all []input) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, in := range all {
		f, err := w.Create(in.name)
		if err != nil {
			return nil, err
		}
		if _, err := f.Write(in.data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}

// mostInputs is how many bytes of inputs are taken from others.
const mostInputs = 256 << 20

// unpackInputs is the reverse.
func unpackInputs(data []byte) (fs.FS, error) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("inputs of a job: %w", err)
	}
	size := uint64(0)
	for _, f := range r.File {
		if size += f.UncompressedSize64; size > mostInputs {
			return nil, errors.New("inputs of a job: they are too large")
		}
	}
	return r, nil
}
