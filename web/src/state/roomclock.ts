// The time left in a phase, as pages outside a seat show it.
import type { Table } from './table';

/** Milliseconds left by the server's clock; undefined where no time is set. */
export function left(clock: Table['clock'], now: number): number | undefined {
  if (clock.state === 'paused') return clock.left;
  if (clock.state !== 'running' || clock.ends === undefined) return undefined;
  return Math.max(0, clock.ends - now);
}

/** Minutes and seconds with two figures each, rounded up: 0:00 means over. */
export function minutes(ms: number): string {
  const s = Math.ceil(Math.max(0, ms) / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(s / 60))}:${two(s % 60)}`;
}

/** How little is left, as a word: the page says more about it below two minutes. */
export function urgency(ms: number | undefined): 'calm' | 'low' | 'last' {
  if (ms === undefined || ms > 120_000) return 'calm';
  return ms > 30_000 ? 'low' : 'last';
}
