package wire

import (
	"math"
	"slices"

	"demarche/engine/game"
	"demarche/engine/prose"
	"demarche/engine/rule"
)

func (d *Desk) roleCard(i int32) RoleCard {
	r := &d.g.Roles[i]
	c := RoleCard{
		ID: r.ID, Kind: r.Kind, Title: d.voice.Role(i), Relation: d.voice.Text(r.Relation),
		Letters: r.Letters, Shape: r.Shape, State: d.roleID(r.State), Seat: r.Seat,
	}
	if i != d.role {
		return c
	}
	c.Brief = d.voice.Text(r.Brief)
	for _, goal := range d.g.Goals {
		if goal.Role == i || goal.Role == -1 {
			c.Goals = append(c.Goals, d.voice.Text(goal.Text))
		}
	}
	return c
}

// seesTrack reports whether the viewer sees any number of a track.
func (d *Desk) seesTrack(i int32) bool {
	t := &d.g.Tracks[i]
	for slot := t.Base; slot < t.Base+t.N; slot++ {
		if s := &d.g.Slots[slot]; s.Kind == game.KindTrack && (s.Exact | s.Band).Has(d.role) {
			return true
		}
	}
	return false
}

func (d *Desk) trackCard(i int32) TrackCard {
	t := &d.g.Tracks[i]
	c := TrackCard{ID: t.ID, Title: d.voice.Track(i), Doc: d.voice.Text(t.Doc), Unit: d.voice.Text(t.Unit)}
	switch t.Dim {
	case rule.World:
		c.Kind = "world"
	case rule.Each:
		c.Kind = "role"
	default:
		c.Kind = "pair"
	}
	switch t.Good {
	case 1:
		c.Good = "high"
	case -1:
		c.Good = "low"
	default:
		c.Good = "none"
	}
	c.Min, c.Max = d.bounds(t)
	if d.needsBands(t) {
		for j := range t.Bands {
			c.Bands = append(c.Bands, d.voice.BandOf(i, int32(j)))
		}
	}
	for j, word := range t.Words {
		if j < len(t.WordText) && d.voice.Text(t.WordText[j]) != "" {
			word = d.voice.Text(t.WordText[j])
		}
		c.Words = append(c.Words, word)
	}
	return c
}

// needsBands reports whether a card must name the bands of its track: the author
// gave them words, or the viewer sees nothing else of some number.
func (d *Desk) needsBands(t *game.Track) bool {
	for _, text := range t.Bands {
		if d.voice.Text(text) != "" {
			return true
		}
	}
	for slot := t.Base; slot < t.Base+t.N; slot++ {
		if s := &d.g.Slots[slot]; s.Kind == game.KindTrack && s.Band.Has(d.role) && !s.Exact.Has(d.role) {
			return true
		}
	}
	return false
}

// bounds returns the bounds that are plain numbers, the same for all of a track.
func (d *Desk) bounds(t *game.Track) (low, high *float64) {
	for slot := t.Base; slot < t.Base+t.N; slot++ {
		s := &d.g.Slots[slot]
		if s.Kind != game.KindTrack {
			continue
		}
		if s.MinOf < 0 && !math.IsInf(s.Min, 0) {
			low = &s.Min
		}
		if s.MaxOf < 0 && !math.IsInf(s.Max, 0) {
			high = &s.Max
		}
		return low, high
	}
	return nil, nil
}

func (d *Desk) ladderCard() *LadderCard { return Ladder(d.g, d.voice) }

// Ladder names the rungs and firebreaks of a game, which everybody knows.
func Ladder(g *game.Game, v *prose.Voice) *LadderCard {
	c := &LadderCard{Rungs: []RungCard{}, Firebreaks: []FirebreakCard{}}
	for _, r := range g.Ladder.Rungs {
		c.Rungs = append(c.Rungs, RungCard{Name: v.Text(r.Name), Doc: v.Text(r.Doc)})
	}
	for _, f := range g.Ladder.Firebreaks {
		c.Firebreaks = append(c.Firebreaks, FirebreakCard{Below: int(f.Below), Text: v.Text(f.Text)})
	}
	return c
}

// groups are the five groups of the board, by tray.
var groups = map[game.Tray]string{
	game.Investigate: "resilience", game.Defend: "resilience", game.Talk: "diplomatic", game.Law: "legal",
	game.Restrict: "legal", game.Covert: "active", game.Offensive: "attack",
}

// Group is the group of the board in which an action stands.
func Group(a *game.Action) string {
	if a.Temptation {
		return "active"
	}
	return groups[a.Tray]
}

func (d *Desk) actionCard(i int32) Card {
	a := &d.g.Actions[i]
	c := Card{
		ID: a.ID, Publish: a.Publish, Group: Group(a), Tray: a.Tray.String(), Temptation: a.Temptation,
		Title: d.voice.Action(i), Text: d.voice.CardText(i, d.role), Offer: d.voice.Text(a.Offer), Gain: d.voice.Text(a.Gain),
		RiskLevel: a.RiskLevel, Risk: d.voice.Text(a.Risk), Status: a.Status, Basis: d.voice.Text(a.Basis),
		Rung: int(a.Act.Rung), LadderText: d.voice.Text(a.LadderText), Warn: d.voice.Text(a.Warn), Irrevocable: a.Irrevocable,
		Upholds: d.norms(a.Upholds), Breaches: d.norms(a.Breaches),
	}
	if a.Attributes >= 0 {
		c.Rung = max(c.Rung, int(d.g.Attacks[a.Attributes].Rung))
	}
	if a.Instead >= 0 {
		c.InsteadTitle = d.voice.Action(a.Instead)
		if d.g.Actions[a.Instead].By.Has(d.role) {
			c.Instead = d.g.Actions[a.Instead].ID
		}
	}
	c.Choices = d.choiceCards(a)
	for choice := range a.Combinations() {
		c.Veiled = c.Veiled || (c.Rung >= 0 || a.Rung(choice) >= 0) && !d.g.Openly(i)
	}
	for j := range a.Assents {
		d.assent(&c, &a.Assents[j])
	}
	if a.Words.On {
		c.Words = &WordsCard{Needed: a.Words.Needed, Max: int(a.Words.Max)}
	}
	if a.Standing.Present() {
		c.Standing = d.voice.Condition(a.Standing, rule.Bind{Self: d.role, Target: -1, Proposer: -1})
	}
	c.Makes = d.promises(a)
	for _, x := range a.Advice {
		c.Advice = append(c.Advice, Advice{By: x.By, Text: d.voice.Text(x.Text)})
	}
	if a.OddsShown {
		for j := range a.Outcomes {
			c.Outcomes = append(c.Outcomes, d.voice.Outcome(i, j))
		}
	}
	return c
}

// promises lists the agreements that an action or one of its outcomes makes, each
// once, in the order of the file.
func (d *Desk) promises(a *game.Action) []Promise {
	made := map[int32]bool{}
	blocks := []int32{a.Block}
	for _, o := range a.Outcomes {
		blocks = append(blocks, o.Block)
	}
	for _, b := range blocks {
		for _, i := range d.g.Blocks[b].Makes {
			made[i] = true
		}
	}
	var out []Promise
	for i := range d.g.Agreements {
		if !made[int32(i)] {
			continue
		}
		x := &d.g.Agreements[i]
		p := Promise{Title: d.voice.Agreement(int32(i)), Turns: int(x.Lasts.Turns), Hours: x.Lasts.Hours}
		for j := range d.g.Actions {
			b := &d.g.Actions[j]
			// An offer that is still to come is not told here.
			if d.role >= 0 && b.By.Has(d.role) && !b.Temptation && slices.Contains(b.Forbidden, int32(i)) {
				p.Forbids = append(p.Forbids, d.voice.Action(int32(j)))
			}
		}
		out = append(out, p)
	}
	return out
}

// assent puts on a card who must agree.
func (d *Desk) assent(c *Card, x *game.Assent) {
	of := d.roleIDs(x.Of)
	switch x.Kind {
	case game.Consent:
		c.Consent = &ConsentCard{Of: of, Target: x.Target, Optional: x.Optional}
	case game.Cosign:
		c.Cosign = &CosignCard{Of: of, Target: x.Target, AtLeast: int(x.AtLeast), Optional: x.Optional}
	case game.Vote:
		c.Vote = &VoteCard{Of: of, Target: x.Target, Rule: x.Rule.String(), AtLeast: int(x.AtLeast), Secret: x.Secret, Optional: x.Optional}
	}
}

func (d *Desk) choiceCards(a *game.Action) []ChoiceCard {
	var out []ChoiceCard
	for i := range a.Choices {
		x := &a.Choices[i]
		c := ChoiceCard{Name: x.ID, Title: d.voice.Choice(x)}
		for j := range x.Words {
			w := WordCard{Word: x.Words[j].ID, Text: d.voice.Word(&x.Words[j])}
			if rung := int(x.Words[j].Rung); rung >= 0 {
				w.Rung = &rung
			}
			c.Words = append(c.Words, w)
		}
		out = append(out, c)
	}
	return out
}

// roleIDs lists the ids of a set of roles, in file order.
func (d *Desk) roleIDs(m game.Mask) []string {
	out := []string{}
	for i := range d.g.Roles {
		if m.Has(int32(i)) {
			out = append(out, d.g.Roles[i].ID)
		}
	}
	return out
}

func (d *Desk) norms(list []int32) []string {
	var out []string
	for _, i := range list {
		out = append(out, d.voice.Norm(i))
	}
	return out
}

// itemCard tells a thing that was disclosed. What was not found has no text.
func (d *Desk) itemCard(id string, t thing, found bool) ItemCard {
	c := ItemCard{ID: id, Kind: t.kind}
	switch t.kind {
	case kindInject:
		in := &d.g.Injects[t.index]
		c.Text, c.From, c.Channel = d.voice.Text(in.Text), d.voice.Text(in.From), in.Channel
	case kindAttack:
		a := &d.g.Attacks[t.index]
		c.Title, c.Text, c.Unknown = d.voice.Attack(t.index), d.voice.Incident(t.index), d.voice.Text(a.Unknown)
		c.Severity, c.Host = int(a.Severity), d.roleID(a.Host)
	case kindEvidence:
		e := &d.g.Evidence[t.index]
		c.Title = d.voice.Evidence(t.index)
		if found {
			c.Text, c.TLP, c.Plantable = d.voice.Text(e.Text), e.TLP, e.Plantable
			c.Beyond = d.voice.Price(t.index, d.role)
		}
	case kindQuestion:
		c.Text = d.voice.Question(t.index)
		for j := range d.g.Questions[t.index].Words {
			c.Answers = append(c.Answers, d.voice.Answer(t.index, j))
		}
	}
	return c
}
