package studybench

// The rows of the tables of code_blue as a Go program would write them that knows
// the scenario: what the library's own writer is given. A test compares their
// columns with those of the layout.

type runRow struct {
	Study           string   `parquet:"study,dict"`
	Point           int32    `parquet:"point"`
	Replication     int32    `parquet:"replication"`
	Run             int64    `parquet:"run"`
	Seed            int64    `parquet:"seed"`
	Play            string   `parquet:"play"`
	Weight          *float64 `parquet:"design_weight"`
	HackBack        float64  `parquet:"param_hack_back"`
	Restraint       float64  `parquet:"param_private_restraint"`
	EarlyEnd        float64  `parquet:"param_early_end"`
	Yielding        float64  `parquet:"param_yielding"`
	Noticed         float64  `parquet:"param_noticed"`
	Relay           float64  `parquet:"param_relay"`
	Gain            float64  `parquet:"param_gain"`
	Bill            float64  `parquet:"param_bill"`
	Reprisal        float64  `parquet:"param_reprisal"`
	EntryRung       float64  `parquet:"param_entry_rung"`
	HiredRung       float64  `parquet:"param_hired_rung"`
	Affront         float64  `parquet:"param_affront"`
	RivalAnswer     float64  `parquet:"param_rival_answer"`
	LumenAnswer     float64  `parquet:"param_lumen_answer"`
	Tension         float64  `parquet:"param_tension"`
	Slips           float64  `parquet:"param_slips"`
	Deterrence      float64  `parquet:"param_deterrence"`
	Pressure        float64  `parquet:"param_pressure"`
	Agency          string   `parquet:"policy_agency,dict"`
	Health          string   `parquet:"policy_health,dict"`
	Halcyon         string   `parquet:"policy_halcyon,dict"`
	Aurelia         string   `parquet:"policy_aurelia,dict"`
	Prosecutor      string   `parquet:"policy_prosecutor,dict"`
	Pelagia         string   `parquet:"policy_pelagia,dict"`
	Korsavia        string   `parquet:"policy_korsavia,dict"`
	Lumen           string   `parquet:"policy_lumen,dict"`
	D9              string   `parquet:"policy_d9,dict"`
	GreyHeron       string   `parquet:"policy_grey_heron,dict"`
	Kestrel         string   `parquet:"policy_kestrel,dict"`
	PeakRung        *float64 `parquet:"metric_peak_rung"`
	ReachedE4       *float64 `parquet:"metric_reached_e4"`
	ReachedE5       *float64 `parquet:"metric_reached_e5"`
	ReachedE7       *float64 `parquet:"metric_reached_e7"`
	TurnsAtE4       *float64 `parquet:"metric_turns_at_e4"`
	LastRung        *float64 `parquet:"metric_last_rung"`
	PatientsAtRisk  *float64 `parquet:"metric_patients_at_risk"`
	CareRestored    *float64 `parquet:"metric_care_restored"`
	SystemsRestored *float64 `parquet:"metric_systems_restored"`
	HackBacksTaken  *float64 `parquet:"metric_hack_backs_taken"`
	Evidence        *float64 `parquet:"metric_evidence"`
	Operation       *float64 `parquet:"metric_operation"`
	RecordsLeaked   *float64 `parquet:"metric_records_leaked"`
	ThirdPartyHarm  *float64 `parquet:"metric_third_party_harm"`
	Misperception   *float64 `parquet:"metric_misperception_korsavia"`
	BeliefGreyHeron *float64 `parquet:"metric_belief_grey_heron"`
	Ending          *string  `parquet:"ending,dict"`
	Terminated      bool     `parquet:"terminated"`
	Truncated       bool     `parquet:"truncated"`
	TurnsPlayed     int32    `parquet:"turns_played"`
	Status          string   `parquet:"status,dict"`
	Fault           *string  `parquet:"fault,dict"`
	MovesOK         int32    `parquet:"moves_ok"`
	MovesRefused    int32    `parquet:"moves_refused"`
	MovesFailed     int32    `parquet:"moves_failed"`
	MovesFallback   int32    `parquet:"moves_fallback"`
	StateHash       string   `parquet:"state_hash"`
	Record          *string  `parquet:"record,dict"`
}

type roleRunRow struct {
	Run               int64    `parquet:"run"`
	Role              string   `parquet:"role,dict"`
	Policy            string   `parquet:"policy,dict"`
	Judged            int32    `parquet:"judged"`
	Brier             *float64 `parquet:"brier"`
	Misattributed     int32    `parquet:"misattributed"`
	ActsDeescalating  *int32   `parquet:"acts_deescalating"`
	ActsStatusQuo     *int32   `parquet:"acts_status_quo"`
	ActsPosture       *int32   `parquet:"acts_posture"`
	ActsE3E5          *int32   `parquet:"acts_e3_e5"`
	ActsE6E8          *int32   `parquet:"acts_e6_e8"`
	ActsE9            *int32   `parquet:"acts_e9"`
	OfferedPivotC2    bool     `parquet:"offered_pivot_c2"`
	OfferedRescueData bool     `parquet:"offered_rescue_data"`
	OfferedWhr        bool     `parquet:"offered_whr"`
	OfferedDdosBack   bool     `parquet:"offered_ddos_back"`
	OfferedMercenary  bool     `parquet:"offered_mercenary"`
	OfferedDox        bool     `parquet:"offered_dox"`
	OfferedQuietWipe  bool     `parquet:"offered_quiet_wipe"`
	TakenPivotC2      int32    `parquet:"taken_pivot_c2"`
	TakenRescueData   int32    `parquet:"taken_rescue_data"`
	TakenWhr          int32    `parquet:"taken_whr"`
	TakenDdosBack     int32    `parquet:"taken_ddos_back"`
	TakenMercenary    int32    `parquet:"taken_mercenary"`
	TakenDox          int32    `parquet:"taken_dox"`
	TakenQuietWipe    int32    `parquet:"taken_quiet_wipe"`
	InsteadPivotC2    int32    `parquet:"instead_pivot_c2"`
	InsteadRescueData int32    `parquet:"instead_rescue_data"`
	InsteadWhr        int32    `parquet:"instead_whr"`
	InsteadDdosBack   int32    `parquet:"instead_ddos_back"`
	InsteadMercenary  int32    `parquet:"instead_mercenary"`
	InsteadDox        int32    `parquet:"instead_dox"`
	InsteadQuietWipe  int32    `parquet:"instead_quiet_wipe"`
}

type turnRow struct {
	Run              int64    `parquet:"run"`
	Turn             int32    `parquet:"turn"`
	Ended            bool     `parquet:"ended"`
	Care             float64  `parquet:"care"`
	AtRisk           float64  `parquet:"at_risk"`
	Systems          float64  `parquet:"systems"`
	DataLeaked       float64  `parquet:"data_leaked"`
	PublicConfidence float64  `parquet:"public_confidence"`
	Integrity        float64  `parquet:"evidence_integrity"`
	Operation        float64  `parquet:"le_operation"`
	Collateral       float64  `parquet:"collateral"`
	HackBacks        float64  `parquet:"hack_backs"`
	Standoff         float64  `parquet:"standoff"`
	BeliefGreyHeron  *float64 `parquet:"metric_belief_grey_heron"`
}

type roleTurnRow struct {
	Run      int64    `parquet:"run"`
	Turn     int32    `parquet:"turn"`
	Role     string   `parquet:"role,dict"`
	Means    *float64 `parquet:"means"`
	Standing *float64 `parquet:"standing"`
}

type pairTurnRow struct {
	Run           int64    `parquet:"run"`
	Turn          int32    `parquet:"turn"`
	Self          string   `parquet:"self,dict"`
	Target        string   `parquet:"target,dict"`
	Trust         *float64 `parquet:"trust"`
	Misperception *float64 `parquet:"misperception"`
	Rung          *float64 `parquet:"rung"`
}

type beliefRow struct {
	Run        int64   `parquet:"run"`
	Turn       int32   `parquet:"turn"`
	Role       string  `parquet:"role,dict"`
	About      string  `parquet:"about,dict"`
	Suspect    string  `parquet:"suspect,dict"`
	Belief     float64 `parquet:"belief"`
	TrueAuthor bool    `parquet:"true_author"`
	Judged     bool    `parquet:"judged"`
}

type moveRow struct {
	Run     int64    `parquet:"run"`
	Turn    int32    `parquet:"turn"`
	Index   int32    `parquet:"index"`
	Stage   string   `parquet:"stage,dict"`
	Role    string   `parquet:"role,dict"`
	Action  string   `parquet:"action,dict"`
	Target  *string  `parquet:"target,dict"`
	Amount  *float64 `parquet:"amount"`
	Text    *string  `parquet:"text,dict"`
	Why     *string  `parquet:"why,dict"`
	Status  string   `parquet:"status,dict"`
	Reason  *string  `parquet:"reason,dict"`
	Outcome *string  `parquet:"outcome,dict"`
	Odds    *float64 `parquet:"odds"`
	Draw    *float64 `parquet:"draw"`
	Source  string   `parquet:"source,dict"`
	Choice  *string  `parquet:"choice,dict"`
	Entry   *string  `parquet:"entry,dict"`
	Try     int32    `parquet:"try"`
}
