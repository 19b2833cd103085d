// Package web embeds the built board: the pages, scripts, styles and fonts that
// a browser at the table loads, and the page of reports. Without a build (npm run build) the file system
// holds only dist/.gitkeep; whoever serves it says how to build.
package web

import "embed"

// Dist holds what Vite built, under dist/: index.html and assets/ with hashed
// names, and report.html, whose numbers are still to be put in. It is safe for concurrent use and never changes.
//
//go:embed all:dist
var Dist embed.FS
