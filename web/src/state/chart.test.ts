// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { course, placeMarks, shorten, type Frame } from './chart';

const frame: Frame = { width: 460, height: 130, left: 40, right: 20, top: 10, bottom: 20 };
const path = (points: [number, number][]) =>
  course(
    points.map(([turn, top]) => ({ turn, top })),
    4,
    11,
    frame,
  );

describe('the course', () => {
  it('gives each turn an equal column and each rung a line, the lowest at the foot', () => {
    const c = path([]);
    expect(c.columns.map((x) => [x.x, x.middle, x.width])).toEqual([
      [40, 90, 100],
      [140, 190, 100],
      [240, 290, 100],
      [340, 390, 100],
    ]);
    expect([c.rungs[0]?.y, c.rungs[10]?.y]).toEqual([110, 10]);
    expect(c.path).toBe('');
    expect(c.end).toBeUndefined();
    expect(c.peak).toBeUndefined();
  });

  it('runs along the rung of a turn and steps where the next turn begins', () => {
    const c = path([
      [1, 0],
      [2, 5],
      [3, 3],
    ]);
    expect(c.path).toBe('M40,110L140,110L140,60L240,60L240,80L340,80L340,80');
    expect(c.end).toEqual({ x: 340, y: 80, top: 3 });
    expect(c.peak).toEqual({ x: 190, y: 60, top: 5, turn: 2 });
  });

  it('marks turns that went higher than they closed, and finds the peak there', () => {
    const c = course(
      [
        { turn: 1, top: 4, high: 4 },
        { turn: 2, top: 3, high: 6 },
      ],
      4,
      11,
      frame,
    );
    expect(c.highs).toEqual([{ turn: 2, high: 6, x: 140, from: 80, to: 50 }]);
    expect(c.peak).toEqual({ x: 140, y: 50, top: 6, turn: 2 });
  });

  it('leaves out turns without a ladder and turns beyond the last', () => {
    expect(path([[1, -1]]).path).toBe('');
    expect(
      path([
        [1, 2],
        [9, 9],
      ]).dots.map((d) => d.turn),
    ).toEqual([1]);
  });

  it('stays whole with one turn and one rung', () => {
    const c = course([{ turn: 1, top: 0 }], 1, 1, frame);
    expect(c.path).toBe('M40,110L440,110L440,110');
  });
});

describe('marks', () => {
  it('stand below their turn; one that would run into another goes a row down, a third is left out', () => {
    const marks = [
      { turn: 3, text: 'x' },
      { turn: 1, text: 'a rather long text of a mark' },
      { turn: 1, text: 'b' },
      { turn: 1, text: 'c' },
      { turn: 9, text: 'nowhere' },
    ];
    expect(placeMarks(marks, path([]), 2, 10).map((m) => [m.text[0], m.x, m.row])).toEqual([
      ['a', 48, 0],
      ['b', 48, 1],
      ['x', 248, 0],
    ]);
  });

  it('are cut at a word', () => {
    expect(shorten('short', 10)).toBe('short');
    expect(shorten('a rather long text', 14)).toBe('a rather long…');
    expect(shorten('one, two, three', 10)).toBe('one, two…');
    expect(shorten('unbreakableword', 8)).toBe('unbreak…');
  });
});
