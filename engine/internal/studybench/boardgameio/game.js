'use strict';
// The reference game as moves of boardgame.io. A turn of it is a turn there: all
// six players choose at once (activePlayers), and the last choice resolves them.
// Moves and hooks read the state as it is (Immer's original) and give a new one
// back: reading hundreds of numbers through Immer's drafts is slower.

const { original } = require('immer');
const luck = require('./luck');
const rules = require('./rules');

// choose is the move: an action's index, -1 for none.
function choose(of, draft, ctx, player, action) {
  return rules.choose(of, original(draft), player, action, ctx.turn) ?? 'INVALID_MOVE';
}

// game is the game of a seed as boardgame.io takes it. Nothing can be undone, so
// that no states are kept for it.
function game(of, seed) {
  return {
    name: 'reference',
    disableUndo: true,
    minPlayers: of.roles.length,
    maxPlayers: of.roles.length,
    setup: () => rules.begin(of, luck.hand(seed)),
    turn: {
      activePlayers: { all: 'choosing', minMoves: 1, maxMoves: 1 },
      stages: { choosing: { moves: { choose: ({ G, ctx, playerID }, action) => choose(of, G, ctx, Number(playerID), action) } } },
      onBegin: ({ G, ctx }) => rules.open(of, original(G), ctx.turn),
      endIf: ({ G }) => G.waiting === 0,
    },
    endIf: ({ G, ctx }) => {
      const ending = rules.ended(of, G, ctx.turn);
      return ending < 0 ? undefined : { ending };
    },
  };
}

module.exports = { game };
