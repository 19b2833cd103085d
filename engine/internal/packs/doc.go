// Package packs holds the tests of the packs that come with the program: that
// they go into a scenario, alone and together, and do what their README says.
package packs
