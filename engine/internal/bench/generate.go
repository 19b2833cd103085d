package bench

//go:generate go run ./native/write
