package httpd

import (
	"log/slog"
	"net/http"
	"time"
)

// NewServer returns the HTTP server of a site with limits on what a slow or
// greedy client can hold. A websocket is not under them: it has limits of its
// own.
func NewServer(site *Site, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           site,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}
