// Readings of numbers: which card they belong to, what they say, how full their
// meter is, and how they moved of late.
import type { Number as Figure, RoleCard, TrackCard, View } from '../wire/types.gen';
import type { Book } from './table';

/** Id of the pair track that the ladder brings with it. */
export const rungTrack = 'rung';

export const sameFigure = (a: Figure, b: Figure): boolean =>
  a.track === b.track && (a.of ?? '') === (b.of ?? '') && (a.with ?? '') === (b.with ?? '');

export const figureKey = (n: Figure): string => `${n.track}/${n.of ?? ''}/${n.with ?? ''}`;

/** The State that a role stands for in pairs; itself if it stands for none. */
export const stateOf = (role: RoleCard | undefined): string => role?.state || (role?.id ?? '');

/** What a number shows: a word, a figure, or nothing known. */
export type Reading =
  { kind: 'word'; word: string } | { kind: 'value'; value: number; unit: string } | { kind: 'unknown' };

export function reading(card: TrackCard | undefined, value?: number, band?: number): Reading {
  if (value !== undefined) {
    const word = card?.words?.[value];
    return word ? { kind: 'word', word } : { kind: 'value', value, unit: card?.unit ?? '' };
  }
  const word = band === undefined ? undefined : card?.bands?.[band];
  return word ? { kind: 'word', word } : { kind: 'unknown' };
}

/**
 * How a meter is drawn: from 0 to 1 for an exact number with both bounds, as
 * steps for words and bands, not at all where there is no full.
 */
export type Gauge = { kind: 'share'; share: number } | { kind: 'steps'; at: number; of: number };

export function gauge(card: TrackCard | undefined, n: Figure): Gauge | undefined {
  if (!card) return undefined;
  if (n.value !== undefined) {
    if (card.words?.length) return { kind: 'steps', at: n.value, of: card.words.length };
    const { min, max } = card;
    if (min === undefined || max === undefined || max <= min) return undefined;
    return { kind: 'share', share: Math.min(1, Math.max(0, (n.value - min) / (max - min))) };
  }
  if (n.band === undefined || !card.bands?.length) return undefined;
  return { kind: 'steps', at: n.band, of: card.bands.length };
}

/** Whether a move of a number is welcome: 1 yes, -1 no, 0 neither. */
export function welcome(card: TrackCard | undefined, by: number): -1 | 0 | 1 {
  if (!card || by === 0 || (card.good !== 'high' && card.good !== 'low')) return 0;
  return by > 0 === (card.good === 'high') ? 1 : -1;
}

/**
 * How far a number moved by what the view tells: in a reveal by the turn, before
 * it by the turn's opening.
 */
export function change(view: View, n: Figure): number {
  const moved = (view.reveal ?? view.news)?.why.find((w) => sameFigure(w, n));
  if (!moved) return 0;
  if (n.value !== undefined && moved.from !== undefined) return n.value - moved.from;
  if (n.band !== undefined && moved.fromBand !== undefined) return n.band - moved.fromBand;
  return 0;
}

/** The numbers of a view by where they are shown. */
export interface Sorted {
  world: Figure[];
  own: Figure[];
  /** Of other roles, by role id. */
  others: Map<string, Figure[]>;
  /** Pairs the viewer is part of, by the id of the other State. */
  withMe: Map<string, Figure[]>;
  /** Pairs of others, rungs left out. */
  elsewhere: Figure[];
  rungs: Figure[];
}

export function sort(view: View, book: Book): Sorted {
  const me = book.roles.get(view.role);
  const mine = stateOf(me);
  const out: Sorted = { world: [], own: [], others: new Map(), withMe: new Map(), elsewhere: [], rungs: [] };
  const add = (map: Map<string, Figure[]>, id: string, n: Figure) => map.set(id, [...(map.get(id) ?? []), n]);
  for (const n of view.numbers) {
    if (n.track === rungTrack && n.with) out.rungs.push(n);
    else if (n.with && (n.of === mine || n.with === mine))
      add(out.withMe, n.of === mine ? n.with : (n.of ?? ''), n);
    else if (n.with) out.elsewhere.push(n);
    else if (!n.of) out.world.push(n);
    else if (n.of === view.role) out.own.push(n);
    else add(out.others, n.of, n);
  }
  return out;
}
