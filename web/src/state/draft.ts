// The draft: measures chosen and not yet committed. It lives on this device, per
// session, role and turn, so that a lost line or a reload does not lose it.
import type { Amounts, Card, Cost, Move, Option, Target, View } from '../wire/types.gen';
import type { Book } from './table';

export interface DraftKey {
  session: string;
  role: string;
  turn: number;
}

const prefix = (k: DraftKey) => `demarche.draft.${k.session}.${k.role}.`;

/** A draft with its revision: one more than the last one seen, 0 before the first. */
export interface Sketch {
  turn: number;
  rev: number;
  moves: readonly Move[];
  /** Changed here and not yet told to the server. */
  untold: boolean;
}

export const emptySketch = (turn: number): Sketch => ({ turn, rev: 0, moves: [], untold: false });

/** The sketch after a change made on this device. */
export const redraw = (sketch: Sketch, moves: readonly Move[]): Sketch => ({
  ...sketch,
  rev: sketch.rev + 1,
  moves,
  untold: true,
});

/** What to hold after a draft was heard, and what must be done about the other one. */
export interface Merged {
  sketch: Sketch;
  /** What this device had and the server never heard: offered to its reader. */
  lost?: readonly Move[];
  /** The server's is older: it must be told again. */
  tell: boolean;
}

/**
 * Settles a draft heard against the one held: the higher revision holds, and of
 * equal ones the server's, which other devices have too. Of another turn it is
 * none of ours.
 */
export function merge(held: Sketch, heard: { turn: number; rev: number; moves: readonly Move[] }): Merged {
  if (heard.turn !== held.turn) return { sketch: held, tell: false };
  if (heard.rev < held.rev) return { sketch: { ...held, untold: true }, tell: true };
  const sketch = { turn: heard.turn, rev: heard.rev, moves: heard.moves, untold: false };
  const lose = held.untold && held.moves.length > 0 && !sameMoves(held.moves, heard.moves);
  return lose ? { sketch, lost: held.moves, tell: false } : { sketch, tell: false };
}

/** Whether two drafts say the same; the order of moves means nothing. */
export function sameMoves(a: readonly Move[], b: readonly Move[]): boolean {
  const text = (moves: readonly Move[]) =>
    moves.map((m) => JSON.stringify(Object.entries(m).sort(([x], [y]) => (x < y ? -1 : 1)))).sort();
  return JSON.stringify(text(a)) === JSON.stringify(text(b));
}

/** Reads the draft of a turn; anything that is not one counts as empty. */
export function load(store: Storage, key: DraftKey): Sketch {
  const empty = emptySketch(key.turn);
  try {
    const raw: unknown = JSON.parse(store.getItem(prefix(key) + key.turn) ?? 'null');
    if (typeof raw !== 'object' || raw === null || !('moves' in raw) || !Array.isArray(raw.moves))
      return empty;
    const rev = 'rev' in raw && Number.isSafeInteger(raw.rev) ? Number(raw.rev) : 0;
    const untold = 'untold' in raw && raw.untold === true;
    return { ...empty, rev, untold, moves: raw.moves.filter(isMove) };
  } catch {
    return empty;
  }
}

/** Keeps the draft and forgets those of other turns of the same seat. */
export function save(store: Storage, key: DraftKey, { rev, moves, untold }: Sketch): void {
  try {
    for (const k of Object.keys(store)) if (k.startsWith(prefix(key))) store.removeItem(k);
    if (rev > 0) store.setItem(prefix(key) + key.turn, JSON.stringify({ rev, moves, untold }));
  } catch {
    // A full or forbidden store costs the safety copy, not the draft itself.
  }
}

function isMove(x: unknown): x is Move {
  return typeof x === 'object' && x !== null && 'action' in x && typeof x.action === 'string';
}

export const sameMove = (a: Move, b: Move): boolean =>
  a.action === b.action &&
  (a.target ?? '') === (b.target ?? '') &&
  (a.evidence ?? '') === (b.evidence ?? '') &&
  (a.amount ?? 0) === (b.amount ?? 0);

/** Whether an amount is one that a measure takes now. */
export function fits({ low, high, step }: Amounts, given: unknown): boolean {
  if (typeof given !== 'number' || !(given >= low && given <= high)) return false;
  const k = (given - low) / step;
  return Math.abs(k - Math.round(k)) < 1e-9;
}

/** Adds a move, or replaces the one with the same action, target and evidence. */
export function put(moves: readonly Move[], move: Move): Move[] {
  const at = moves.findIndex((m) => sameMove(m, move));
  return at < 0 ? [...moves, move] : moves.with(at, move);
}

/** What stands in the way of one move of the draft. */
export type Trouble = { kind: 'gone' } | { kind: 'locked'; why: string };

/**
 * What holds for an action towards a target in the words picked: the target's own
 * words, the option's costs and odds where the target has none of its own, and what
 * the words picked change of it.
 */
export function verdict(view: View, move: Move): Option | Target | undefined {
  const option = view.options.find((o) => o.action === move.action);
  return option && facts(option, move.target, move.choices);
}

function facts(
  option: Option,
  role: string | undefined,
  choices: Move['choices'],
): Option | Target | undefined {
  const target = option.targets?.find((t) => t.role === role);
  if (option.targets?.length && !target) return undefined;
  const of = target
    ? { ...target, costs: target.costs ?? option.costs, odds: target.odds ?? option.odds }
    : option;
  const other = option.cases?.find(
    (c) =>
      (!c.target || c.target === role) &&
      Object.entries(c.choices).every(([choice, word]) => choices?.[choice] === word),
  );
  if (!other) return of;
  return {
    ...of,
    costs: other.costs ?? of.costs,
    odds: other.odds ?? of.odds,
    warn: other.warn ?? of.warn,
    crosses: other.crosses ?? of.crosses,
  };
}

export function trouble(view: View, move: Move): Trouble | undefined {
  const found = verdict(view, move);
  if (!found) return { kind: 'gone' };
  if (!found.ok) return { kind: 'locked', why: found.why ?? '' };
  const option = view.options.find((o) => o.action === move.action);
  const word = option?.words?.find((w) => move.choices?.[w.choice] === w.word);
  if (word) return { kind: 'locked', why: word.why ?? '' };
  if (move.evidence === undefined) return undefined;
  const item = option?.items?.find((i) => i.evidence === move.evidence);
  if (!item) return { kind: 'gone' };
  return item.ok ? undefined : { kind: 'locked', why: item.why ?? '' };
}

/** The rung beyond a firebreak that a move enters in these words; 0 if none. */
export function crossing(option: Option, target: string | undefined, choices?: Move['choices']): number {
  return facts(option, target, choices)?.crosses ?? 0;
}

/** Whether a move in these words crosses a firebreak: towards the target, or towards some as long as none is picked. */
export function crosses(option: Option, target: string | undefined, choices: Move['choices']): boolean {
  const some = option.targets?.filter((t) => !target || t.role === target).map((t) => t.role) ?? [undefined];
  return some.some((role) => crossing(option, role, choices) > 0);
}

/** The rung of a measure in these words: that of the last word that has one, else the card's. */
export function rungOf(card: Card, choices: Move['choices']): number {
  const words = (card.choices ?? []).map((c) => c.words.find((w) => w.word === choices?.[c.name])?.rung);
  return words.findLast((rung) => rung !== undefined) ?? card.rung;
}

/** One of the viewer's own budgets against what the draft takes from it. */
export interface Spend {
  track: string;
  spent: number;
  have: number | undefined;
  over: boolean;
}

/**
 * Sums the costs of moves per track, in the order in which they first appear. A
 * track named is there even if nothing is taken from it.
 */
export function spending(view: View, book: Book, moves: readonly Move[], always?: string): Spend[] {
  const sums = new Map<string, number>(always ? [[always, 0]] : []);
  for (const move of moves)
    for (const cost of costsOf(view, move)) sums.set(cost.track, (sums.get(cost.track) ?? 0) + cost.by);
  return [...sums].map(([track, spent]) => {
    const have = budget(view, book, track);
    return { track, spent, have, over: have !== undefined && spent > have + 1e-9 };
  });
}

/** Tracks that the viewer's measures take from, the one most of them take from first. */
export function budgets(view: View): string[] {
  const times = new Map<string, number>();
  for (const option of view.options)
    for (const cost of option.costs ?? [])
      if (cost.by > 0) times.set(cost.track, (times.get(cost.track) ?? 0) + 1);
  return [...times].sort((a, b) => b[1] - a[1]).map(([track]) => track);
}

/** What a move takes, with its own amount where each step more takes the same. */
export function costsOf(view: View, move: Move): readonly Cost[] {
  const costs = verdict(view, move)?.costs ?? [];
  const amounts = view.options.find((o) => o.action === move.action)?.amounts;
  if (!amounts || !fits(amounts, move.amount)) return costs;
  const steps = Math.round(((move.amount ?? 0) - amounts.low) / amounts.step);
  return costs.map((c) => (c.step ? { ...c, by: Number((c.by + steps * c.step).toFixed(6)) } : c));
}

/** What the viewer may still take from a track: its value above the lower bound. */
export function budget(view: View, book: Book, track: string): number | undefined {
  const n =
    view.numbers.find((x) => x.track === track && x.of === view.role && !x.with) ??
    view.numbers.find((x) => x.track === track && !x.of);
  return n?.value === undefined ? undefined : n.value - (book.tracks.get(track)?.min ?? 0);
}
