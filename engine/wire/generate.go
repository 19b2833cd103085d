package wire

//go:generate go run ./generate/write
