// Package agent will be a policy that speaks wire over an io.ReadWriter, so that
// players written in any language can sit at the table. Nothing uses it yet.
package agent
