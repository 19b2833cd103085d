// The server's clock as this device knows it. Everything here is a function of
// numbers given; nobody reads a clock in this file.

/** How many of the last measurements count. */
const kept = 5;

/** What one ping tells: how far the server's clock is ahead, in milliseconds. */
export function ahead(sent: number, server: number, heard: number): number {
  return server + (heard - sent) / 2 - heard;
}

/** Adds a measurement and forgets the oldest beyond five. */
export const remember = (samples: readonly number[], one: number): number[] => [...samples, one].slice(-kept);

/** The middle one, so that a slow answer now and then moves nothing; 0 of none. */
export function median(samples: readonly number[]): number {
  if (!samples.length) return 0;
  const sorted = [...samples].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

/** Milliseconds at which little time is left, and very little. */
export const marks = [120_000, 30_000] as const;

/**
 * The mark that was passed between two readings, if any: each is told once, and
 * none when a phase begins below it.
 */
export function passed(before: number | undefined, now: number | undefined): number | undefined {
  if (before === undefined || now === undefined) return undefined;
  return [...marks].reverse().find((m) => before > m && now <= m);
}
