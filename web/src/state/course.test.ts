// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { columnX, line, place, stops } from './course';

describe('the stops of the course', () => {
  it('are the closed turns and the present one', () => {
    expect(stops([2, 3, 3], 5, 4).map((s) => [s.turn, s.rung, s.now])).toEqual([
      [1, 2, false],
      [2, 3, false],
      [3, 3, false],
      [4, 5, true],
    ]);
  });

  it('end with the turn just closed in a reveal', () => {
    expect(stops([2, 3, 4], 4, 3).map((s) => [s.turn, s.rung, s.now])).toEqual([
      [1, 2, false],
      [2, 3, false],
      [3, 4, true],
    ]);
  });

  it('are none without a ladder', () => {
    expect(stops([], -1, 1)).toEqual([]);
  });
});

describe('the line', () => {
  // Rows of unequal height, as long words make them: rung 0 at the foot.
  const rows = [400, 350.04, 300, 210];

  it('goes across and then up, through the middle of rows as they were measured', () => {
    const points = place(stops([1, 1], 3, 3), rows, 8, 128);
    expect(points.map((p) => p.x)).toEqual([8, 24, 40]);
    expect(line(points)).toBe('M8 350H24V350H40V210');
  });

  it('keeps every turn inside the columns, however many turns there are', () => {
    for (const turns of [1, 4, 8, 24]) {
      expect(columnX(1, turns, 128)).toBeGreaterThan(0);
      expect(columnX(turns, turns, 128)).toBeLessThan(128);
    }
  });

  it('leaves out a rung whose row is not there yet', () => {
    expect(line(place(stops([1, 9], 2, 3), rows, 8, 128))).toBe('M8 350H40V300');
    expect(line([])).toBe('');
  });
});
