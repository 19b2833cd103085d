import { describe, expect, it } from 'vitest';
import { bar, fit, lines, scaleOf, type Estimate } from './figures';

const some: Estimate[] = [
  { value: 2, lo: 1, hi: 3 },
  { value: 5, lo: '-inf', hi: 'inf' },
  { value: 4, lo: null, hi: null, why: 'one' },
];

describe('a scale', () => {
  it('holds every figure, every finite bound and what it must', () => {
    const x = scaleOf(some, [0], 100, 500);
    expect(x(0)).toBe(100);
    expect(x(5)).toBeLessThanOrEqual(500);
  });
  it('has room round a single number, and for none at all', () => {
    expect(scaleOf([{ value: 3, lo: 3, hi: 3 }], [], 0, 100)(3)).toBe(50);
    expect(scaleOf([], [], 0, 100)(1)).toBe(100);
  });
});

describe('a bar', () => {
  const x = scaleOf(some, [0], 100, 500);
  it('goes from bound to bound', () => {
    expect(bar(some[0] as Estimate, x)).toEqual({ from: x(1), to: x(3), openFrom: false, openTo: false });
  });
  it('goes on at the edge where there is no bound', () => {
    expect(bar(some[1] as Estimate, x)).toEqual({ from: 100, to: 500, openFrom: true, openTo: true });
  });
  it('is none where no interval can be told', () => {
    expect(bar(some[2] as Estimate, x)).toBeUndefined();
  });
});

describe('a label', () => {
  it('is cut where it would not fit', () => {
    expect(fit('policy = cautious', 66)).toBe('policy =…');
    expect(fit('calm', 66)).toBe('calm');
  });
});

describe('a long name', () => {
  it('is parted between words, as often as it may', () => {
    const name = 'one two three four five six seven eight nine';
    expect(lines('Delete the records, hospital', 132, 2)).toEqual(['Delete the records,', 'hospital']);
    expect(lines('short', 132, 2)).toEqual(['short']);
    expect(lines(name, 66, 2)).toEqual(['one two', 'three fou…']);
    expect(lines(name, 132, 3)).toEqual(['one two three four', 'five six seven eight', 'nine']);
  });
  it('without a space is cut', () => {
    expect(lines('abcdefghijklmnopqrstuvwxyz', 66, 3)).toEqual(['abcdefghi…']);
  });
});
