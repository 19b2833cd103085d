// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { ahead, median, passed, remember } from './clock';

describe('the offset of the server clock', () => {
  it('takes half of the way there and back for the way back', () => {
    expect(ahead(1000, 61_100, 1200)).toBe(60_000);
    expect(ahead(1000, 1000, 1000)).toBe(0);
  });

  it('is the median of the last five, so one slow answer moves nothing', () => {
    let samples: number[] = [];
    for (const x of [900, 10, 12, 11, 4000, 9]) samples = remember(samples, x);
    expect(samples).toEqual([10, 12, 11, 4000, 9]);
    expect(median(samples)).toBe(11);
    expect(median([10, 20])).toBe(15);
    expect(median([])).toBe(0);
  });
});

describe('a mark of the clock', () => {
  it('is told when the time passes it, and only then', () => {
    expect(passed(120_001, 120_000)).toBe(120_000);
    expect(passed(120_000, 119_000)).toBeUndefined();
    expect(passed(31_000, 29_900)).toBe(30_000);
    expect(passed(500_000, 20_000)).toBe(30_000);
  });

  it('is not told where the phase began below it or no time is set', () => {
    expect(passed(undefined, 20_000)).toBeUndefined();
    expect(passed(20_000, undefined)).toBeUndefined();
  });
});
