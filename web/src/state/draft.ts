// The draft: measures chosen and not yet committed. It lives on this device, per
// session, role and turn, so that a lost line or a reload does not lose it.
import type { Cost, Move, Option, Target, View } from '../wire/types.gen';
import type { Book } from './table';

export interface DraftKey {
  session: string;
  role: string;
  turn: number;
}

const prefix = (k: DraftKey) => `demarche.draft.${k.session}.${k.role}.`;

/** Reads the draft of a turn; anything that is not one counts as empty. */
export function load(store: Storage, key: DraftKey): Move[] {
  try {
    const raw: unknown = JSON.parse(store.getItem(prefix(key) + key.turn) ?? '[]');
    return Array.isArray(raw) ? raw.filter(isMove) : [];
  } catch {
    return [];
  }
}

/** Keeps the draft and forgets those of other turns of the same seat. */
export function save(store: Storage, key: DraftKey, moves: readonly Move[]): void {
  try {
    for (const k of Object.keys(store)) if (k.startsWith(prefix(key))) store.removeItem(k);
    if (moves.length) store.setItem(prefix(key) + key.turn, JSON.stringify(moves));
  } catch {
    // A full or forbidden store costs the safety copy, not the draft itself.
  }
}

function isMove(x: unknown): x is Move {
  return typeof x === 'object' && x !== null && 'action' in x && typeof x.action === 'string';
}

export const sameMove = (a: Move, b: Move): boolean =>
  a.action === b.action && (a.target ?? '') === (b.target ?? '');

/** Adds a move, or replaces the one with the same action and target. */
export function put(moves: readonly Move[], move: Move): Move[] {
  const at = moves.findIndex((m) => sameMove(m, move));
  return at < 0 ? [...moves, move] : moves.with(at, move);
}

/** What stands in the way of one move of the draft. */
export type Trouble = { kind: 'gone' } | { kind: 'locked'; why: string };

/**
 * What holds for an action towards a target: the target's own words, and the
 * option's costs and odds where the target has none of its own.
 */
export function verdict(view: View, move: Move): Option | Target | undefined {
  const option = view.options.find((o) => o.action === move.action);
  if (!option?.targets?.length) return option;
  const target = option.targets.find((t) => t.role === move.target);
  return target && { ...target, costs: target.costs ?? option.costs, odds: target.odds ?? option.odds };
}

export function trouble(view: View, move: Move): Trouble | undefined {
  const found = verdict(view, move);
  if (!found) return { kind: 'gone' };
  return found.ok ? undefined : { kind: 'locked', why: found.why ?? '' };
}

/** One of the viewer's own budgets against what the draft takes from it. */
export interface Spend {
  track: string;
  spent: number;
  have: number | undefined;
  over: boolean;
}

/** Sums the costs of moves per track, in the order in which they first appear. */
export function spending(view: View, book: Book, moves: readonly Move[]): Spend[] {
  const sums = new Map<string, number>();
  for (const move of moves)
    for (const cost of costsOf(view, move)) sums.set(cost.track, (sums.get(cost.track) ?? 0) + cost.by);
  return [...sums].map(([track, spent]) => {
    const have = budget(view, book, track);
    return { track, spent, have, over: have !== undefined && spent > have + 1e-9 };
  });
}

export function costsOf(view: View, move: Move): readonly Cost[] {
  return verdict(view, move)?.costs ?? [];
}

/** What the viewer may still take from a track: its value above the lower bound. */
export function budget(view: View, book: Book, track: string): number | undefined {
  const n =
    view.numbers.find((x) => x.track === track && x.of === view.role && !x.with) ??
    view.numbers.find((x) => x.track === track && !x.of);
  return n?.value === undefined ? undefined : n.value - (book.tracks.get(track)?.min ?? 0);
}
