'use strict';
// The rules of the reference game, as plain functions from state to state: nothing
// here knows boardgame.io. The numbers stand in one flat array.

const luck = require('./luck');

const larger = (x, y) => (y > x ? y : x);
const smaller = (x, y) => (y < x ? y : x);
const size = (x) => (x < 0 ? 0 - x : x);

// compile makes a function of an expression over the numbers s.
const compile = (text) => new Function('max', 'min', 'abs', `return (s) => ${text}`)(larger, smaller, size);

// load makes the rules ready that the bench wrote down.
function load(model) {
  const effect = (e) => ({ at: e.at, flag: model.vars[e.at].flag, by: compile(e.by) });
  const rule = (r) => ({ when: compile(r.when), effects: r.effects.map(effect) });
  return {
    turns: model.turns,
    refill: model.refill,
    start: model.vars.map((v) => v.start),
    most: model.vars.map((v) => v.most),
    roles: model.roles.map((r) => ({
      budget: r.budget,
      actions: r.actions.map((a) => ({
        when: compile(a.when),
        price: a.price,
        choice: luck.stream(a.choice),
        outcome: luck.stream(a.outcome),
        outcomes: a.outcomes.map((o) => ({ below: o.below, effects: o.effects.map(effect) })),
      })),
    })),
    rules: model.rules.map(rule),
    injects: model.injects.map(rule),
    ends: model.ends.map(compile),
    scores: model.scores.map(compile),
  };
}

// legal reports whether a role can pay for an action and may choose it.
const legal = (role, action, s) => s[role.budget] >= action.price && action.when(s);

const cut = (x, most) => (x < 0 ? 0 : x > most ? most : x);

// apply changes next by the numbers of s; of two effects that set a flag in one
// stage the first counts.
function apply(effects, s, next, touched) {
  for (const e of effects) {
    const x = e.by(s);
    if (!e.flag) next[e.at] += x;
    else if (!touched.has(e.at)) next[e.at] = x ? 1 : 0;
    touched.add(e.at);
  }
}

// stage opens a stage, lets effects come about and closes it.
function stage(rules, s, effects) {
  const next = s.slice();
  const touched = new Set();
  for (const list of effects) apply(list, s, next, touched);
  for (const at of touched) next[at] = cut(next[at], rules.most[at]);
  return next;
}

// open begins a turn: injects, then what roles get back.
function open(rules, G, turn) {
  let s = G.numbers.slice();
  const sent = G.sent.slice();
  s[0] = turn;
  rules.injects.forEach((inject, i) => {
    if (sent[i] || !inject.when(s)) return;
    sent[i] = true;
    s = stage(rules, s, [inject.effects]);
  });
  if (turn > 1) for (const r of rules.roles) s[r.budget] = cut(s[r.budget] + rules.refill, rules.most[r.budget]);
  return { ...G, numbers: s, sent, chosen: rules.roles.map(() => -1), waiting: rules.roles.length };
}

// resolve plays what all have chosen, and then the rules.
function resolve(rules, G, chosen, turn) {
  let s = G.numbers.slice();
  const effects = [];
  rules.roles.forEach((role, i) => {
    if (chosen[i] < 0) return;
    s[role.budget] -= role.actions[chosen[i]].price;
    const { outcome, outcomes } = role.actions[chosen[i]];
    const u = luck.unit(luck.key(G.hand, outcome), turn);
    effects.push(outcomes.find((o) => u < o.below).effects);
  });
  s = stage(rules, s, effects);
  for (const rule of rules.rules) if (rule.when(s)) s = stage(rules, s, [rule.effects]);
  return { ...G, numbers: s, chosen, waiting: 0 };
}

// begin is the state before the first turn.
function begin(rules, hand) {
  return { numbers: rules.start, sent: rules.injects.map(() => false), chosen: [], waiting: rules.roles.length, hand };
}

// choose is a player's choice, an action's index or -1 for none; undefined if that
// is not legal. The last one resolves the turn.
function choose(rules, G, player, action, turn) {
  const role = rules.roles[player];
  if (action >= 0 && !(role.actions[action] && legal(role, role.actions[action], G.numbers))) return undefined;
  const chosen = G.chosen.slice();
  chosen[player] = action;
  if (G.waiting > 1) return { ...G, chosen, waiting: G.waiting - 1 };
  return resolve(rules, G, chosen, turn);
}

// ended returns the ending that has come about, the last one when time is over;
// else -1.
function ended(rules, G, turn) {
  if (G.waiting > 0) return -1;
  const i = rules.ends.findIndex((holds) => holds(G.numbers));
  return i < 0 && turn >= rules.turns ? rules.ends.length : i;
}

// pick chooses a legal action evenly: the one that draws the largest number.
function pick(rules, G, player, turn) {
  let best = -1;
  let most = -1;
  rules.roles[player].actions.forEach((action, i) => {
    if (!legal(rules.roles[player], action, G.numbers)) return;
    const u = luck.unit(luck.key(G.hand, action.choice), turn);
    if (u > most) [best, most] = [i, u];
  });
  return best;
}

module.exports = { load, begin, open, choose, ended, pick };
