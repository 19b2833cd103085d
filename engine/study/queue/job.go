package queue

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"
)

// Job is what workers need to know of a study.
type Job struct {
	// Bytes say what is to be played. Whoever plays it must come to the same bytes by
	// himself, else it is another study or another build.
	Bytes []byte
	Files []byte // what the study is read from, packed
	Parts int32
}

// ID names a job by what it says.
func (j *Job) ID() string {
	h := sha256.New()
	fmt.Fprintf(h, "%d\n", len(j.Bytes))
	h.Write(j.Bytes)
	h.Write(j.Files)
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// Names of what a job has on the server.
const (
	jobsBucket = "demarche_jobs" // by id: its state
	jobOpen    = "open"
	consumer   = "workers"
	inputs     = "inputs"
	jobObject  = "job"
	failed     = "failed."
)

func stream(id string) string   { return "DEMARCHE_" + id }
func subject(id string) string  { return "demarche." + id + ".part" }
func objects(id string) string  { return "demarche_" + id }
func receipts(id string) string { return "demarche_" + id + "_receipts" }
func partKey(part int32) string { return fmt.Sprintf("part.%06d", part) }
func partOf(key string) (int32, bool) {
	if len(key) <= len("part.") {
		return 0, false
	}
	n, err := strconv.ParseInt(key[len("part."):], 10, 32)
	return int32(n), err == nil
}

// Settings are times and limits; the zero value is for real studies.
type Settings struct {
	AckWait    time.Duration // without a sign of life a part goes to somebody else; 0 = 30 s
	MaxDeliver int           // how often a part is handed out before it is looked into; 0 = 5
	Rounds     int           // how often that, before it is given up; 0 = 3
	Waiting    int64         // most parts in the queue at once; 0 = 10,000
	Results    int64         // most bytes of parts that wait to be fetched; 0 = 4 GiB
	Quiet      time.Duration // how long nobody may work at the job before that is told; 0 = 15 s
}

func (s Settings) filled() Settings {
	if s.AckWait == 0 {
		s.AckWait = 30 * time.Second
	}
	if s.MaxDeliver == 0 {
		s.MaxDeliver = 5
	}
	if s.Rounds == 0 {
		s.Rounds = 3
	}
	if s.Waiting == 0 {
		s.Waiting = 10_000
	}
	if s.Results == 0 {
		s.Results = 4 << 30
	}
	if s.Quiet == 0 {
		s.Quiet = 15 * time.Second
	}
	return s
}
