// Readings of the ladder: the shade of a rung, and who stands where.
import type { Number as Figure } from '../wire/types.gen';

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
