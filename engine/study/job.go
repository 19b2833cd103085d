package study

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"demarche/engine/record"
)

// Job says what a study is, before it is played: the same on every machine that
// plays it. Two jobs with equal bytes give equal tables.
type Job struct {
	Format       int           `json:"format"`
	Study        string        `json:"study"`
	Title        string        `json:"title,omitempty"`
	Engine       string        `json:"engine"`
	Semantics    int           `json:"semantics"`
	Record       int           `json:"record_format"`
	Sum          string        `json:"study_sha256"`
	Scenarios    []JobScenario `json:"scenarios"`
	Inputs       []JobFile     `json:"inputs,omitempty"` // designs and moves files
	Seed         uint64        `json:"seed"`
	SeedRule     string        `json:"seed_rule"`
	Design       string        `json:"design"`
	DesignSeed   *uint64       `json:"design_seed,omitempty"`
	Factors      []JobFactor   `json:"factors"`
	Points       int32         `json:"points"`
	Replications int32         `json:"replications"`
	Runs         int64         `json:"runs"`
	Parts        int32         `json:"parts"`
	PartRuns     int64         `json:"part_runs"`
	Tables       JobTables     `json:"tables"`
	Agents       []JobAgent    `json:"agents,omitempty"`
	// Law says what of the study comes out the same again.
	Law string `json:"reproducible"`
}

// JobScenario is a scenario of a study with the sums of its files.
type JobScenario struct {
	Name  string    `json:"name"`
	ID    string    `json:"id"`
	Sum   string    `json:"sha256"`
	Files []JobFile `json:"files"` // its own first
}

// Main is the name of the scenario's own file.
func (s *JobScenario) Main() string {
	if len(s.Files) > 0 {
		return s.Files[0].Name
	}
	return s.Name
}

// JobFile is a file by its SHA-256.
type JobFile struct {
	Name string `json:"name"`
	Sum  string `json:"sha256"`
}

// JobFactor is a factor with the labels of its levels, or its range.
type JobFactor struct {
	ID     string    `json:"id"`
	Set    []string  `json:"set"`
	Levels []string  `json:"levels,omitempty"`
	Range  []float64 `json:"range,omitempty"`
	Whole  bool      `json:"whole,omitempty"`
	Log    bool      `json:"log,omitempty"`
}

// JobTables says which rows are kept.
type JobTables struct {
	Turns        int32  `json:"turns"`
	RoleTurns    bool   `json:"role_turns"`
	PairTurns    bool   `json:"pair_turns"`
	Moves        bool   `json:"moves"`
	Beliefs      bool   `json:"beliefs"`
	Changes      bool   `json:"changes"`
	Observations bool   `json:"observations"`
	Record       string `json:"record"`
	Records      int64  `json:"records,omitempty"`
}

// JobAgent is an outside player.
type JobAgent struct {
	ID       string  `json:"id"`
	Command  string  `json:"command"`
	Seats    string  `json:"seats"`
	Timeout  float64 `json:"timeout"`
	Tries    int32   `json:"tries"`
	Fallback string  `json:"fallback"`
	History  string  `json:"history"`
	Keep     bool    `json:"keep"`
	Labels   string  `json:"labels,omitempty"` // a file among the inputs
}

// Laws of reproduction.
const (
	lawAll     = "same engine, semantics, study and scenarios: same tables, byte for byte"
	lawAnswers = "a replay of the stored answers of the agents gives the same tables; the agents themselves need not answer alike again"
)

// Job describes the plan. engine names the build; data are the bytes of the study
// file; inputs are the other files that it read.
func (p *Plan) Job(engine string, data []byte, inputs []JobFile) *Job {
	s := p.Spec
	j := &Job{
		Format: Format, Study: s.ID, Title: s.Title, Engine: engine, Semantics: record.Semantics, Record: record.Format,
		Sum: Sum(data), Inputs: inputs, Seed: s.Seed, SeedRule: `first 53 bits of SHA-256("demarche/run/SEED/REPLICATION")`,
		Design: s.Design.Kind, Points: p.Points, Replications: s.Replications, Runs: p.Runs(), Parts: p.Parts(), PartRuns: p.PartRuns(),
		Tables: s.Tables.job(), Law: lawAll,
	}
	if s.Design.Sampled() {
		j.DesignSeed = &s.Design.Seed
	}
	for _, x := range p.Sources {
		h := x.Doc.Hash()
		of := JobScenario{Name: x.Name, ID: p.idOf(x), Sum: hex.EncodeToString(h[:])}
		for _, f := range x.Doc.Files {
			of.Files = append(of.Files, JobFile{f.Name, hex.EncodeToString(f.Sum[:])})
		}
		j.Scenarios = append(j.Scenarios, of)
	}
	for i := range p.Factors {
		j.Factors = append(j.Factors, p.Factors[i].job())
	}
	for _, a := range s.Agents {
		j.Agents = append(j.Agents, JobAgent{a.ID, a.Command, a.Seats, a.Timeout, a.Tries, a.Fallback, a.History, a.Keep, a.Labels.Name})
		j.Law = lawAnswers
	}
	return j
}

func (t *Tables) job() JobTables {
	return JobTables{t.Turns, t.RoleTurns, t.PairTurns, t.Moves, t.Beliefs, t.Changes, t.Observations, t.Record, t.Records}
}

func (f *Factor) job() JobFactor {
	out := JobFactor{ID: f.ID}
	for _, n := range f.Set {
		out.Set = append(out.Set, n.Name)
	}
	for i := range f.Levels {
		out.Levels = append(out.Levels, f.Levels[i].Label.String())
	}
	if r := f.Range; r != nil {
		out.Range, out.Whole, out.Log = []float64{r.Lo, r.Hi}, r.Whole, r.Log
	}
	return out
}

func (p *Plan) idOf(x Source) string {
	for _, c := range p.cases {
		if p.Sources[c.Source].Doc == x.Doc {
			return c.M.Game.ID
		}
	}
	return ""
}

// Bytes is the job as it is written.
func (j *Job) Bytes() ([]byte, error) {
	b, err := json.MarshalIndent(j, "", "  ")
	return append(b, '\n'), err
}

// Manifest is a job that has been played: what there is of it.
type Manifest struct {
	Job
	Rows  map[string]int64 `json:"rows"` // by table
	Lost  []LostPart       `json:"lost,omitempty"`
	Files []ManifestFile   `json:"files"`
}

// LostPart is a part that was given up: the rows of its runs say so, and nothing
// else.
type LostPart struct {
	Part  int32  `json:"part"`
	First int64  `json:"first"` // run
	Last  int64  `json:"last"`
	Why   string `json:"why"`
}

// ManifestFile is a file of a table.
type ManifestFile struct {
	Name  string `json:"name"`
	Rows  int64  `json:"rows"`
	Bytes int64  `json:"bytes"`
	Sum   string `json:"sha256"`
}

// Sum is the SHA-256 of a file, in hexadecimal digits.
func Sum(data []byte) string {
	x := sha256.Sum256(data)
	return hex.EncodeToString(x[:])
}
