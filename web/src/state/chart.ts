// Geometry of the ladder's course as a chart: turns across, rungs up, the rung at
// the close of each turn as a step.
import { scaleBand, scaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';

export interface Point {
  turn: number;
  top: number;
  /** Highest rung within the turn, if the ladder had come down again at its close. */
  high?: number;
}

export interface Frame {
  /** Size of the drawing and the room kept free on each side, in its own units. */
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Mark {
  turn: number;
  text: string;
}

export interface Placed extends Mark {
  x: number;
  /** Row below the chart, from 0: marks that would run into each other stand lower. */
  row: number;
}

export interface Course {
  columns: { turn: number; x: number; middle: number; width: number }[];
  /** One line for each rung, lowest first. */
  rungs: { rung: number; y: number }[];
  /** The step line; "" without a point. */
  path: string;
  dots: { turn: number; top: number; x: number; y: number }[];
  /** Turns that went higher than they closed: a line from their dot up to there. */
  highs: { turn: number; high: number; x: number; from: number; to: number }[];
  end: { x: number; y: number; top: number } | undefined;
  peak: { x: number; y: number; top: number; turn: number } | undefined;
}

/** Lays out a course; points without a ladder (top below 0) are left out. */
export function course(points: readonly Point[], turns: number, rungs: number, f: Frame): Course {
  const numbers = Array.from({ length: Math.max(1, turns) }, (_, i) => i + 1);
  const x = scaleBand<number>(numbers, [f.left, f.width - f.right]);
  const y = scaleLinear([0, Math.max(1, rungs - 1)], [f.height - f.bottom, f.top]);
  const step = x.bandwidth();
  const at = (turn: number) => x(turn) ?? f.left;
  const known = points.filter((p) => p.top >= 0 && p.turn >= 1 && p.turn <= numbers.length);
  const dots = known.map((p) => ({ ...p, x: at(p.turn), y: y(p.top) }));
  const highs = dots.flatMap((d) =>
    d.high !== undefined && d.high > d.top
      ? [{ turn: d.turn, high: d.high, x: d.x, from: d.y, to: y(d.high) }]
      : [],
  );
  const last = dots.at(-1);
  // The rung at the close of a turn stands over its whole column.
  const end = last && { x: last.x + step, y: last.y, top: last.top };
  const draw = line<{ x: number; y: number }>()
    .x((d) => d.x)
    .y((d) => d.y)
    .curve(curveStepAfter);
  const tops = dots.map((d) => ({ ...d, x: d.x + step / 2 }));
  const peaks = highs.map((h) => ({ turn: h.turn, top: h.high, x: h.x, y: h.to }));
  const high = [...tops, ...peaks].reduce<(typeof peaks)[number] | undefined>(
    (best, d) => (!best || d.top > best.top ? d : best),
    undefined,
  );
  return {
    columns: numbers.map((turn) => ({ turn, x: at(turn), middle: at(turn) + step / 2, width: step })),
    rungs: Array.from({ length: Math.max(1, rungs) }, (_, rung) => ({ rung, y: y(rung) })),
    path: end ? (draw([...dots, end]) ?? '') : '',
    dots,
    highs,
    end,
    peak: high && { x: high.x, y: high.y, top: high.top, turn: high.turn },
  };
}

/** How wide a text will about be, in units of its size. */
const wide = (text: string, size: number) => text.length * size * 0.52 + size * 2;

/**
 * Places marks under their turns: several of one turn share its column, and one
 * that would run into its neighbour goes to the next row. What finds no place in
 * the rows there are is left out; the table has it.
 */
export function placeMarks(marks: readonly Mark[], c: Course, rows: number, size: number): Placed[] {
  const ends = Array.from({ length: rows }, () => -Infinity);
  const placed: Placed[] = [];
  for (const mark of [...marks].sort((a, b) => a.turn - b.turn)) {
    const column = c.columns[mark.turn - 1];
    if (!column) continue;
    const x = column.x + 8;
    const row = ends.findIndex((e) => e <= x);
    if (row < 0) continue;
    ends[row] = x + wide(mark.text, size);
    placed.push({ ...mark, x, row });
  }
  return placed;
}

/** A text cut at a word so that it has at most so many letters. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const space = text[most - 1] === ' ' ? most - 1 : cut.lastIndexOf(' ');
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:]+$/, '')}…`;
}
