package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync"

	"demarche/server/httpd"
	"demarche/server/session"
)

// hostsName is the file of the hosts' cookies in the folder of the data.
const hostsName = "demarche.hosts"

// notebook keeps notes of sessions in the store, and those that belong to none,
// the cookies of hosts, in a file of its own.
type notebook struct {
	sessions session.Notes
	path     string // "" = in memory only

	mu    sync.Mutex
	hosts map[string][]byte
}

var _ httpd.Notes = (*notebook)(nil)

// openNotebook reads the notes of hosts in a folder; "" is none.
func openNotebook(notes session.Notes, folder string) (*notebook, error) {
	n := &notebook{sessions: notes, hosts: map[string][]byte{}}
	if folder == "" {
		return n, nil
	}
	n.path = filepath.Join(folder, hostsName)
	raw, err := os.ReadFile(n.path)
	if errors.Is(err, fs.ErrNotExist) {
		return n, nil
	}
	if err == nil {
		err = json.Unmarshal(raw, &n.hosts)
	}
	if err != nil {
		return nil, fmt.Errorf("read the hosts in %s (delete the file to begin anew; hosts then open the printed link again): %w", n.path, err)
	}
	return n, nil
}

// Put implements httpd.Notes.
func (n *notebook) Put(ctx context.Context, id, name string, value []byte) error {
	if id != "" {
		return n.sessions.Put(ctx, id, name, value)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	next := maps.Clone(n.hosts)
	if value == nil {
		delete(next, name)
	} else {
		next[name] = value
	}
	if err := n.write(next); err != nil {
		return fmt.Errorf("keep a host: %w", err)
	}
	n.hosts = next
	return nil
}

// Notes implements httpd.Notes.
func (n *notebook) Notes(ctx context.Context, id string) (map[string][]byte, error) {
	if id != "" {
		return n.sessions.Notes(ctx, id)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	return maps.Clone(n.hosts), nil
}

// write puts a new file in the place of the old one at once.
func (n *notebook) write(hosts map[string][]byte) error {
	if n.path == "" {
		return nil
	}
	raw, err := json.Marshal(hosts)
	if err != nil {
		return err
	}
	fresh := n.path + ".new"
	f, err := os.OpenFile(fresh, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(raw)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(fresh, n.path)
}
