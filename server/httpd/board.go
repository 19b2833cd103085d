package httpd

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

const notBuilt = "The board has not been built: run `npm ci && npm run build` in the folder web, then build the server again. " +
	"/ Le plateau n’a pas été compilé : lancez « npm ci && npm run build » dans le dossier web, puis recompilez le serveur."

// board holds the files of the built board.
type board struct {
	files map[string]file // by path without the first slash
}

type file struct {
	body []byte
	kind string // media type
	tag  string // entity tag
}

func newBoard(fsys fs.FS) (*board, error) {
	b := &board{files: map[string]file{}}
	if fsys == nil {
		return b, nil
	}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == ".":
			return fs.SkipAll
		case err != nil:
			return err
		case !d.Type().IsRegular() || strings.HasPrefix(d.Name(), "."):
			return nil
		}
		body, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(body)
		b.files[name] = file{body, mediaType(name, body), `"` + hex.EncodeToString(sum[:12]) + `"`}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the board: %w", err)
	}
	return b, nil
}

// mediaTypes are those that the system's tables may lack or have otherwise.
var mediaTypes = map[string]string{
	".html":  "text/html; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".css":   "text/css; charset=utf-8",
	".svg":   "image/svg+xml",
	".woff2": "font/woff2",
	".txt":   "text/plain; charset=utf-8",
}

func mediaType(name string, body []byte) string {
	ext := path.Ext(name)
	if t, ok := mediaTypes[ext]; ok {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return http.DetectContentType(body)
}

// asset serves a file whose name holds a hash of its content: it may be kept for
// ever. An unknown one is never answered with a page.
func (b *board) asset(w http.ResponseWriter, r *http.Request) {
	f, ok := b.files[strings.TrimPrefix(r.URL.Path, "/")]
	if !ok {
		say(w, http.StatusNotFound, both(codeNotFound))
		return
	}
	f.serve(w, r, "public, max-age=31536000, immutable")
}

// page serves any other file of the board, and its one page for every other
// path: the board's own router reads it.
func (b *board) page(w http.ResponseWriter, r *http.Request) {
	f, ok := b.files[strings.TrimPrefix(r.URL.Path, "/")]
	if !ok {
		f, ok = b.files["index.html"]
	}
	if !ok {
		w.Header().Set("Cache-Control", "no-store")
		say(w, http.StatusServiceUnavailable, notBuilt)
		return
	}
	f.serve(w, r, "no-cache")
}

func (f file) serve(w http.ResponseWriter, r *http.Request, keep string) {
	h := w.Header()
	h.Set("Cache-Control", keep)
	h.Set("Content-Type", f.kind)
	h.Set("ETag", f.tag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.body))
}
