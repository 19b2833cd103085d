// What charts share: an estimate, and scales that hold a set of them.
import { scaleLinear, type ScaleLinear } from 'd3-scale';

/** A number of a summary: null cannot be told, "inf" has no end. */
export type Num = number | null | 'inf' | '-inf';

export interface Estimate {
  value: Num;
  lo: Num;
  hi: Num;
  why?: string;
}

export const finite = (x: Num | undefined): x is number => typeof x === 'number';

/** The bound as a number that a chart can cut at its edge; undefined if there is none. */
export function bound(x: Num): number | undefined {
  if (x === 'inf') return Infinity;
  if (x === '-inf') return -Infinity;
  return x ?? undefined;
}

/** A scale that holds all figures and their bounds, and these numbers too. */
export function scaleOf(
  estimates: readonly Estimate[],
  also: readonly number[],
  from: number,
  to: number,
): ScaleLinear<number, number> {
  const all = [...estimates.flatMap((e) => [e.value, e.lo, e.hi]).filter(finite), ...also];
  let lo = Math.min(...all);
  let hi = Math.max(...all);
  if (!all.length) [lo, hi] = [0, 1];
  if (lo === hi) [lo, hi] = [lo - 1, hi + 1];
  return scaleLinear([lo, hi], [from, to]).nice(5);
}

/** Where a bar from lo to hi is drawn: cut at the edges, with arrows where it goes on. */
export function bar(e: Estimate, x: ScaleLinear<number, number>) {
  const lo = bound(e.lo);
  const hi = bound(e.hi);
  if (lo === undefined || hi === undefined) return undefined;
  const [a = 0, b = 0] = x.range();
  return {
    from: lo === -Infinity ? a : x(lo),
    to: hi === Infinity ? b : x(hi),
    openFrom: lo === -Infinity,
    openTo: hi === Infinity,
  };
}

const letters = (width: number) => Math.max(4, Math.floor(width / 6.6));

/** A text in at most so many lines of about so many units of width at 13 px, parted
 * between words. */
export function lines(text: string, width: number, count: number): string[] {
  const most = letters(width);
  const at = text.lastIndexOf(' ', most);
  if (text.length <= most || count < 2 || at < 1) return [fit(text, width)];
  return [text.slice(0, at), ...lines(text.slice(at + 1), width, count - 1)];
}

/** A text cut to about so many units of width at 13 px. */
export function fit(text: string, width: number): string {
  const most = letters(width);
  return text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
}
