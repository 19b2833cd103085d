// Package sketches holds the tests of eight sketches of crises from exercise
// practice, each written whole in the format: testdata/<id>.toml is the
// scenario, testdata/cases/<id>.toml what its rules and endings must come to.
// They show that authors need no Go. The first, Code Blue, comes with the program.
package sketches
