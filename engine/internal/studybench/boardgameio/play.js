'use strict';
// Plays games of the reference game with random players for the bench, which says
// on standard input how many, one order to a line:
//     {"by": "client" | "reducer", "from": seed, "games": n, "show": bool}
// and reads on standard output what it took, and if asked how each game ended.
// usage: node play.js MODEL

const fs = require('fs');
const readline = require('readline');
const { Client } = require('boardgame.io/client');
const { CreateGameReducer, InitializeGame } = require('boardgame.io/internal');
const { version } = require('boardgame.io/package.json');
const { game } = require('./game');
const { bits } = require('./bits');
const reference = require('./rules');

const rules = reference.load(JSON.parse(fs.readFileSync(process.argv[2], 'utf8')));
const players = rules.roles.length;

// byClient plays as a program does that uses the library: one client for all.
function byClient(seed) {
  const client = Client({ game: game(rules, seed), numPlayers: players, debug: false });
  client.start();
  for (;;) {
    for (let player = 0; player < players; player++) {
      const { G, ctx } = client.getState();
      client.updatePlayerID(String(player));
      client.moves.choose(reference.pick(rules, G, player, ctx.turn));
    }
    const { G, ctx } = client.getState();
    if (!ctx.gameover) continue;
    client.stop();
    return { G, ctx };
  }
}

// byReducer plays by the library's core alone, without store, log and listeners.
function byReducer(seed) {
  const of = game(rules, seed);
  const reducer = CreateGameReducer({ game: of });
  let state = InitializeGame({ game: of, numPlayers: players });
  while (!state.ctx.gameover) {
    for (let player = 0; player < players; player++) {
      const action = reference.pick(rules, state.G, player, state.ctx.turn);
      state = reducer(state, { type: 'MAKE_MOVE', payload: { type: 'choose', args: [action], playerID: String(player) } });
    }
  }
  return state;
}

const ways = { client: byClient, reducer: byReducer };

// result is how a game went.
function result({ G, ctx }) {
  const scores = rules.scores.map((score) => score(G.numbers));
  return { ending: ctx.gameover.ending, turns: ctx.turn, state: G.numbers.map(bits), scores: scores.map(bits) };
}

function obey({ by, from, games, show }) {
  const results = [];
  const begin = process.cpuUsage();
  for (let seed = from; seed < from + games; seed++) {
    const end = result(ways[by](seed));
    if (show) results.push(end);
  }
  const { user, system } = process.cpuUsage(begin);
  return { microseconds: user + system, results };
}

const say = (x) => process.stdout.write(JSON.stringify(x) + '\n');

say({ library: version, node: process.version });
readline.createInterface({ input: process.stdin }).on('line', (line) => say(obey(JSON.parse(line))));
