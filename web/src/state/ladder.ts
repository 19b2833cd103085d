// Readings of the ladder: the shade of a rung, and who stands where.
import type { Number as Figure, View, Why } from '../wire/types.gen';
import { rungTrack } from './numbers';

/**
 * Shade of a rung on the scale 0 to 9: its own number where the ladder has at
 * most ten rungs, spread evenly where it has more.
 */
export function shade(rung: number, rungs: number): number {
  return rungs <= 10 ? rung : Math.round((rung * 9) / (rungs - 1));
}

/** States by the highest rung on which they stand towards anybody. */
export function standing(pairs: readonly Figure[]): Map<number, string[]> {
  const highest = new Map<string, number>();
  for (const p of pairs)
    for (const state of [p.of, p.with])
      if (state && p.value !== undefined) highest.set(state, Math.max(highest.get(state) ?? 0, p.value));
  const out = new Map<number, string[]>();
  for (const [state, rung] of highest) out.set(rung, [...(out.get(rung) ?? []), state]);
  return out;
}

/** Other States that a State stands towards on this rung. */
export function towards(pairs: readonly Figure[], rung: number): { a: string; b: string }[] {
  return pairs.filter((p) => p.value === rung).map((p) => ({ a: p.of ?? '', b: p.with ?? '' }));
}

/**
 * The highest rung before the turn that is told: that at the close of the turn before,
 * in the first turn what the pairs stood on before they moved; undefined without a
 * ladder.
 */
export function topBefore(view: Pick<View, 'course' | 'numbers' | 'reveal'>): number | undefined {
  const closed = view.course.at(-2);
  if (closed !== undefined) return closed;
  const rungs = <T extends Figure>(all: readonly T[]) => all.filter((n) => n.track === rungTrack && n.with);
  const from = (pair: Figure) =>
    rungs<Why>(view.reveal?.why ?? []).find((w) => w.of === pair.of && w.with === pair.with)?.from;
  const stood = rungs(view.numbers).flatMap((pair) => from(pair) ?? pair.value ?? []);
  return stood.length ? Math.max(...stood) : undefined;
}
