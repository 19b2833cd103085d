// Package store keeps the records of sessions and the small notes beside them:
// in memory, or in one SQLite file of a folder. What a call has acknowledged is
// on the disk, and a disk that later gives back less than it took is found out
// when the folder is opened.
package store
