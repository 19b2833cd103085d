// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Event, Why } from '../wire/types.gen';
import { shade, standing, topBefore } from './ladder';
import { entries } from './story';

const events: Event[] = [
  { kind: 'move', role: 'a', text: 'A: “Restore”.' },
  { kind: 'outcome', role: 'a', text: 'It works.' },
  { kind: 'move', role: 'b', text: 'B: “Restore”.' },
  { kind: 'due', text: 'Engineers arrive.' },
  { kind: 'also', text: 'A clinic goes dark.' },
];

describe('the story of a turn', () => {
  it('joins what came of an act to the act, and nothing to what nobody did', () => {
    expect(entries(events, []).map((e) => [e.role, e.head.text, e.more.length])).toEqual([
      ['a', 'A: “Restore”.', 1],
      ['b', 'B: “Restore”.', 0],
      ['', 'Engineers arrive.', 0],
      ['', 'A clinic goes dark.', 0],
    ]);
  });

  it('gives each effect to the role whose act caused it', () => {
    const why: Why[] = [
      {
        track: 'systems',
        value: 20,
        from: 8,
        parts: [
          { text: '“Restore”', role: 'a', op: '+=', by: 6 },
          { text: '“Restore”', role: 'b', op: '+=', by: 4 },
          { text: '“Other”', role: 'a', op: '+=', by: 1 },
          { text: 'a rule', op: '+=', by: 1 },
        ],
      },
    ];
    const found = entries(events, why).map((e) => e.effects.map((x) => x.part.by));
    expect(found).toEqual([[6], [4], [], []]);
  });
});

it('puts where an act left the ladder before its other effects', () => {
  const why: Why[] = [
    { track: 'calm', value: 40, from: 50, parts: [{ text: '“Restore”', role: 'b', op: '-=', by: 10 }] },
    {
      track: 'rung',
      of: 'b',
      with: 'c',
      value: 4,
      from: 1,
      parts: [{ text: 'act “Restore”', role: 'b', op: '=', by: 4 }],
    },
    {
      track: 'means',
      of: 'b',
      value: 1,
      from: 2,
      parts: [{ text: 'cost of “Restore”', role: 'b', op: '-=', by: 1 }],
    },
  ];
  expect(entries(events, why)[1]?.effects.map((e) => [e.track, e.from])).toEqual([
    ['rung', 1],
    ['calm', 50],
  ]);
});

describe('the ladder', () => {
  it('gives rungs 0 to 9 their own shade, and spreads more rungs over the same ten', () => {
    expect([0, 3, 5].map((n) => shade(n, 6))).toEqual([0, 3, 5]);
    expect(shade(9, 10)).toBe(9);
    expect([0, 19].map((n) => shade(n, 20))).toEqual([0, 9]);
  });

  it('puts each State on the highest rung it stands on towards anybody', () => {
    const pairs = [
      { track: 'rung', of: 'a', with: 'b', value: 0 },
      { track: 'rung', of: 'a', with: 'c', value: 4 },
      { track: 'rung', of: 'b', with: 'c', value: 2 },
    ];
    expect([...standing(pairs)].sort(([x], [y]) => x - y)).toEqual([
      [2, ['b']],
      [4, ['a', 'c']],
    ]);
  });

  it('stood before the turn as that before closed, in the first as its pairs did', () => {
    const pair = (of: string, withWhom: string, value: number) => ({
      track: 'rung',
      of,
      with: withWhom,
      value,
    });
    const numbers = [pair('a', 'b', 3), pair('a', 'c', 1), { track: 'calm', value: 70 }];
    const why = [
      { ...pair('a', 'b', 3), from: 0, parts: [] },
      { track: 'calm', value: 70, from: 60, parts: [] },
    ];
    const told = (course: number[], moved = why) =>
      topBefore({ course, numbers, reveal: { turn: course.length, events: [], why: moved } });
    expect(told([2, 3]), 'the second turn').toBe(2);
    expect(told([3]), 'the first turn, in which a and b rose').toBe(1);
    expect(told([3], []), 'the first turn, in which nothing moved').toBe(3);
    expect(topBefore({ course: [-1], numbers: [], reveal: undefined }), 'no ladder').toBeUndefined();
  });
});
