'use strict';
// Plays games by the rules alone, without boardgame.io, and writes how each ended,
// so that a test can hold the rules to the engine where nothing is installed.
// usage: node alone.js GAMES < MODEL

const fs = require('fs');
const { bits } = require('./bits');
const luck = require('./luck');
const reference = require('./rules');

const rules = reference.load(JSON.parse(fs.readFileSync(0, 'utf8')));

function play(seed) {
  let G = reference.begin(rules, luck.hand(seed));
  for (let turn = 1; ; turn++) {
    G = reference.open(rules, G, turn);
    const open = G;
    for (let player = 0; player < rules.roles.length; player++) {
      G = reference.choose(rules, G, player, reference.pick(rules, open, player, turn), turn);
    }
    const ending = reference.ended(rules, G, turn);
    if (ending >= 0) return { ending, turns: turn, state: G.numbers.map(bits), scores: rules.scores.map((score) => bits(score(G.numbers))) };
  }
}

const results = Array.from({ length: Number(process.argv[2]) }, (_, seed) => play(seed));
process.stdout.write(JSON.stringify({ results }) + '\n');
