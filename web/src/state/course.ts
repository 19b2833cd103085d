// The course of the ladder as a step line: where it goes, given where the rows
// stand and how wide the columns of the turns are.

/** One point of the course: a turn and the rung it closed on, or stands on now. */
export interface Stop {
  turn: number;
  rung: number;
  /** The turn that is not closed yet. */
  now: boolean;
}

/** Rungs at the close of each turn, and the present one while a turn is open. */
export function stops(course: readonly number[], top: number, turn: number): Stop[] {
  const out = course.map((rung, i) => ({ turn: i + 1, rung, now: false }));
  if (top >= 0 && turn === course.length + 1) out.push({ turn, rung: top, now: true });
  const last = out.at(-1);
  if (last) last.now = true;
  return out;
}

export interface Point extends Stop {
  x: number;
  y: number;
}

/** Middle of a turn's column, from the left edge of the columns. */
export const columnX = (turn: number, turns: number, width: number): number =>
  ((turn - 0.5) * width) / Math.max(1, turns);

/**
 * Places stops: `rows` holds the middle of each rung's row by rung number. A stop
 * whose row is not measured is left out.
 */
export function place(
  all: readonly Stop[],
  rows: readonly (number | undefined)[],
  turns: number,
  width: number,
): Point[] {
  return all.flatMap((s) => {
    const y = rows[s.rung];
    return y === undefined ? [] : [{ ...s, x: columnX(s.turn, turns, width), y }];
  });
}

/** The step line through points: across to the next turn, then up or down. */
export function line(points: readonly Point[]): string {
  const round = (n: number) => Math.round(n * 10) / 10;
  return points
    .map((p, i) => (i === 0 ? `M${round(p.x)} ${round(p.y)}` : `H${round(p.x)}V${round(p.y)}`))
    .join('');
}
