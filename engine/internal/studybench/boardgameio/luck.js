'use strict';
// The draws of engine/chance, bit for bit, so that a seed gives the same game here
// and there. Whole numbers of 64 bits are two of 32: JavaScript's own large ones
// would cost ten times as much.

let high = 0;
let low = 0; // the number at hand

// times multiplies the number at hand by another, and keeps the lower 64 bits.
function times(h, l) {
  const a0 = low & 0xffff, a1 = low >>> 16, b0 = l & 0xffff, b1 = l >>> 16;
  const p = a0 * b0;
  const q = a0 * b1 + (p >>> 16);
  const r = a1 * b0 + (q & 0xffff);
  high = (a1 * b1 + (q >>> 16) + (r >>> 16) + Math.imul(high, l) + Math.imul(low, h)) >>> 0;
  low = ((r << 16) | (p & 0xffff)) >>> 0;
}

function fold27() {
  low = (low ^ ((low >>> 27) | (high << 5))) >>> 0;
  high = (high ^ (high >>> 27)) >>> 0;
}

function mix() {
  fold27();
  times(0x3c79ac49, 0x2ba7b653);
  low = (low ^ (high >>> 1)) >>> 0;
  times(0x1c69b3f7, 0x4ac4ae35);
  fold27();
}

function addGolden() {
  const l = low + 0x7f4a7c15;
  high = (high + 0x9e3779b9 + (l > 0xffffffff ? 1 : 0)) >>> 0;
  low = l >>> 0;
}

// stream reads the name of a draw, 16 hexadecimal digits.
function stream(digits) {
  return { high: parseInt(digits.slice(0, 8), 16), low: parseInt(digits.slice(8), 16) };
}

// hand is what all draws of a seed share.
function hand(seed) {
  high = Math.floor(seed / 0x100000000);
  low = seed >>> 0;
  addGolden();
  mix();
  return { high, low };
}

// key is a stream under a hand.
function key(hand, stream) {
  high = (hand.high ^ stream.high) >>> 0;
  low = (hand.low ^ stream.low) >>> 0;
  mix();
  return { high, low };
}

// unit draws a key's number of a turn: at least 0 and below 1.
function unit(key, turn) {
  high = (key.high ^ turn) >>> 0;
  low = key.low;
  addGolden();
  mix();
  high = (high ^ key.low) >>> 0;
  low = (low ^ key.high) >>> 0;
  mix();
  return (high * 0x200000 + (low >>> 11)) / 0x20000000000000;
}

module.exports = { stream, hand, key, unit };
