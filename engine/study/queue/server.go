// Package queue hands the parts of a study to workers on other machines and brings
// back what they played, over NATS JetStream. It knows jobs, parts and bytes, and
// neither games nor tables.
//
// A part is a message of a work queue. A worker plays it, puts the bytes into the
// object store, then writes a receipt that can be written once only, and then
// acknowledges the message. Messages may come twice, workers and the submitter may
// be killed at any point: the receipt decides whose bytes count, and those of one
// part are the same whoever played it.
package queue

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// Server is a JetStream server inside this process.
type Server struct{ s *server.Server }

// Serve starts a server that keeps its streams in dir and listens on host:port;
// port 0 is any that is free. Everything is on disk before it is acknowledged.
// Beyond this machine it wants a token.
func Serve(dir, address, token string) (*Server, error) {
	host, p, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("%s: write HOST:PORT: %w", address, err)
	}
	port, err := strconv.Atoi(p)
	if err != nil {
		return nil, fmt.Errorf("%s: %q is no port", address, p)
	}
	if ip := net.ParseIP(host); token == "" && host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, errors.New("a queue that other machines reach needs a token (set DEMARCHE_QUEUE_TOKEN here and there)")
	}
	// The server itself would only be silent about an address that is taken.
	l, err := net.Listen("tcp", address)
	if err == nil {
		err = l.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("start the queue: %w", err)
	}
	if port == 0 {
		port = server.RANDOM_PORT
	}
	s, err := server.NewServer(&server.Options{
		ServerName: "demarche", Host: host, Port: port, Authorization: token, NoSigs: true, NoLog: true,
		JetStream: true, StoreDir: dir, SyncAlways: true, DisableJetStreamBanner: true,
		MaxPayload: 1 << 20,
	})
	if err != nil {
		return nil, fmt.Errorf("start the queue: %w", err)
	}
	go s.Start()
	if !s.ReadyForConnections(startWait) {
		s.Shutdown()
		return nil, fmt.Errorf("the queue does not start on %s", address)
	}
	return &Server{s}, nil
}

// startWait is how long a server may take to start: it reads its streams again.
const startWait = 30 * time.Second

// URL is where it can be reached.
func (s *Server) URL() string { return s.s.ClientURL() }

// Close stops it and waits until it has.
func (s *Server) Close() {
	s.s.Shutdown()
	s.s.WaitForShutdown()
}
