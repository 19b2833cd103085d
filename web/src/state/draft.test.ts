import { beforeEach, describe, expect, it } from 'vitest';
import type { Card, Move, View } from '../wire/types.gen';
import {
  budget,
  costsOf,
  crosses,
  crossing,
  emptySketch,
  load,
  merge,
  put,
  redraw,
  rungOf,
  sameMoves,
  save,
  spending,
  trouble,
  verdict,
  type Sketch,
} from './draft';
import { blank, type Book } from './table';

const key = { session: 'KITE-42', role: 'minister', turn: 2 };
beforeEach(() => localStorage.clear());

const sketch = (rev: number, ...actions: string[]): Sketch => ({
  turn: 2,
  rev,
  moves: actions.map((action) => ({ action })),
  untold: false,
});

describe('a draft on the device', () => {
  it('comes back for its session, role and turn, and for no other', () => {
    const moves = [{ action: 'note', target: 'gang', text: 'Stop.' }];
    save(localStorage, key, { turn: 2, rev: 4, moves, untold: true });
    expect(load(localStorage, key)).toEqual({ turn: 2, rev: 4, moves, untold: true });
    for (const other of [{ turn: 3 }, { role: 'hospital' }, { session: 'CROW-1' }])
      expect(load(localStorage, { ...key, ...other }).moves).toEqual([]);
  });

  it('keeps an emptied draft, which is a change too', () => {
    save(localStorage, key, sketch(3));
    expect(load(localStorage, key)).toMatchObject({ rev: 3, moves: [] });
  });

  it('of an earlier turn is forgotten; that of another seat is not', () => {
    save(localStorage, { ...key, role: 'hospital' }, sketch(1, 'restore'));
    save(localStorage, key, sketch(1, 'note'));
    save(localStorage, { ...key, turn: 3 }, sketch(1, 'talk'));
    expect(load(localStorage, key)).toEqual(emptySketch(2));
    expect(load(localStorage, { ...key, role: 'hospital' }).moves).toEqual([{ action: 'restore' }]);
  });

  it('that cannot be read counts as empty', () => {
    const at = 'demarche.draft.KITE-42.minister.2';
    for (const text of ['{broken', '[]', '7', '{"moves": 3}']) {
      localStorage.setItem(at, text);
      expect(load(localStorage, key)).toEqual(emptySketch(2));
    }
    localStorage.setItem(at, '{"rev": "x", "moves": [null, 7, {"action": "note"}]}');
    expect(load(localStorage, key)).toEqual({ ...sketch(0, 'note') });
  });
});

describe('two devices of one seat', () => {
  it('hold the higher revision, whoever made it', () => {
    expect(merge(sketch(2, 'note'), sketch(3, 'talk'))).toEqual({ sketch: sketch(3, 'talk'), tell: false });
    const kept = merge(sketch(5, 'note'), sketch(3, 'talk'));
    expect(kept.sketch.moves).toEqual([{ action: 'note' }]);
    expect(kept.tell).toBe(true);
    expect(kept.sketch.untold).toBe(true);
  });

  it('hold the one of the server where both are at the same revision', () => {
    expect(merge(sketch(3, 'note'), sketch(3, 'talk')).sketch.moves).toEqual([{ action: 'talk' }]);
  });

  it('offer back what the server never heard, and only that', () => {
    const mine = { ...sketch(3, 'note'), untold: true };
    expect(merge(mine, sketch(4, 'talk')).lost).toEqual([{ action: 'note' }]);
    expect(merge(mine, sketch(4, 'note')).lost).toBeUndefined();
    expect(merge({ ...mine, untold: false }, sketch(4, 'talk')).lost).toBeUndefined();
    expect(merge({ ...mine, moves: [] }, sketch(4, 'talk')).lost).toBeUndefined();
  });

  it('leave a draft of another turn alone', () => {
    expect(merge(sketch(1, 'note'), { ...sketch(9, 'talk'), turn: 3 })).toEqual({
      sketch: sketch(1, 'note'),
      tell: false,
    });
  });

  it('end with the same draft in whatever order they hear each other', () => {
    const a = redraw(redraw(sketch(0), [{ action: 'a' }]), [{ action: 'b' }]);
    const b = redraw(sketch(0), [{ action: 'c' }]);
    expect(merge(a, b).sketch.moves).toEqual(merge(b, a).sketch.moves);
  });

  it('say the same when only the order of moves or fields differs', () => {
    expect(
      sameMoves(
        [{ action: 'a', target: 'x' }, { action: 'b' }],
        [{ action: 'b' }, { target: 'x', action: 'a' }],
      ),
    ).toBe(true);
    expect(sameMoves([{ action: 'a' }], [{ action: 'a', text: 'x' }])).toBe(false);
  });
});

describe('putting a move', () => {
  it('replaces the one with the same action and target, and adds another', () => {
    const one = put([], { action: 'note', target: 'a' });
    const two = put(one, { action: 'note', target: 'b' });
    expect(two.length).toBe(2);
    expect(put(two, { action: 'note', target: 'a', text: 'x' })).toEqual([
      { action: 'note', target: 'a', text: 'x' },
      { action: 'note', target: 'b' },
    ]);
    expect(one.length).toBe(1);
  });
});

const view = {
  role: 'minister',
  numbers: [
    { track: 'means', of: 'minister', value: 3 },
    { track: 'means', of: 'hospital', value: 90 },
    { track: 'calm', value: 60 },
  ],
  options: [
    { action: 'talk', ok: true, costs: [{ track: 'means', by: 1 }] },
    { action: 'raid', ok: false, code: 'when', why: 'Not before turn 3.' },
    {
      action: 'note',
      ok: true,
      costs: [{ track: 'means', by: 2 }],
      targets: [
        { role: 'gang', ok: true },
        { role: 'far', ok: true, costs: [{ track: 'means', by: 3 }] },
        { role: 'friend', ok: false, why: 'You have an agreement.' },
      ],
    },
  ],
} as unknown as View;
const tracks = new Map([
  ['means', { id: 'means', kind: 'role' as const, title: 'Means', min: 1, good: 'none' as const }],
]);
const book: Book = { ...blank.book, tracks };

describe('a draft against the view', () => {
  it('spends the viewer’s own budget above its lower bound', () => {
    expect(budget(view, book, 'means')).toBe(2);
    expect(budget(view, book, 'calm')).toBe(60);
    expect(budget(view, book, 'unseen')).toBeUndefined();
    expect(spending(view, book, [{ action: 'talk' }, { action: 'note', target: 'gang' }])).toEqual([
      { track: 'means', spent: 3, have: 2, over: true },
    ]);
    expect(spending(view, book, [{ action: 'talk' }])[0]?.over).toBe(false);
  });

  it('takes a target’s own cost where it has one', () => {
    expect(spending(view, book, [{ action: 'note', target: 'far' }])[0]?.spent).toBe(3);
  });

  it('says what stands in the way of a move', () => {
    expect(trouble(view, { action: 'talk' })).toBeUndefined();
    expect(trouble(view, { action: 'raid' })).toEqual({ kind: 'locked', why: 'Not before turn 3.' });
    expect(trouble(view, { action: 'offer' })).toEqual({ kind: 'gone' });
    expect(trouble(view, { action: 'note', target: 'gang' })).toBeUndefined();
    expect(trouble(view, { action: 'note', target: 'friend' })).toEqual({
      kind: 'locked',
      why: 'You have an agreement.',
    });
    expect(trouble(view, { action: 'note', target: 'nobody' })).toEqual({ kind: 'gone' });
  });
});

describe('choices and evidence', () => {
  const option = {
    action: 'name',
    ok: true,
    targets: [
      { role: 'a', ok: true, crosses: 2 },
      { role: 'b', ok: true },
    ],
    costs: [{ track: 'means', by: 1 }],
    words: [{ choice: 'how', word: 'certain', code: 'locked', why: 'Not likely enough.' }],
    cases: [
      { choices: { how: 'firm' }, crosses: 5, costs: [{ track: 'means', by: 4 }] },
      { choices: { how: 'mild' }, target: 'a', crosses: 0, warn: true },
    ],
    items: [
      { evidence: 'e1', ok: true },
      { evidence: 'e2', ok: false, why: 'A partner must agree.' },
    ],
  };
  const view = { role: 'me', numbers: [], options: [option] } as unknown as View;

  it('cross the line that target and words lead over together', () => {
    expect(crossing(option, 'a')).toBe(2);
    expect(crossing(option, 'b')).toBe(0);
    expect(crossing(option, 'b', { how: 'firm' })).toBe(5);
    expect(crossing(option, 'a', { how: 'soft' })).toBe(2);
    expect(crossing(option, 'a', { how: 'mild' })).toBe(0);
  });

  it('are marked where they cross one towards the target, or towards some', () => {
    expect(crosses(option, '', { how: 'soft' })).toBe(true);
    expect(crosses(option, 'b', { how: 'soft' })).toBe(false);
    expect(crosses({ action: 'x', ok: true, crosses: 3 }, '', {})).toBe(true);
  });

  it('cost and warn as the words picked do', () => {
    const means = (move: Move) => costsOf(view, move).map((c) => c.by);
    expect(means({ action: 'name', target: 'a', choices: { how: 'soft' } })).toEqual([1]);
    expect(means({ action: 'name', target: 'a', choices: { how: 'firm' } })).toEqual([4]);
    expect(verdict(view, { action: 'name', target: 'a', choices: { how: 'mild' } })?.warn).toBe(true);
    expect(verdict(view, { action: 'name', target: 'b', choices: { how: 'mild' } })?.warn).toBeUndefined();
  });

  it('have the rung of the last word that has one', () => {
    const card = {
      rung: 4,
      choices: [
        { name: 'how', words: [{ word: 'mild', rung: 1 }, { word: 'firm' }] },
        { name: 'who', words: [{ word: 'one', rung: 2 }, { word: 'all' }] },
      ],
    } as unknown as Card;
    expect(rungOf(card, { how: 'firm', who: 'all' })).toBe(4);
    expect(rungOf(card, { how: 'mild', who: 'all' })).toBe(1);
    expect(rungOf(card, { how: 'mild', who: 'one' })).toBe(2);
  });

  it('that are locked stand in the way, with the reason', () => {
    const move = { action: 'name', target: 'b' };
    expect(trouble(view, { ...move, choices: { how: 'firm' } })).toBeUndefined();
    expect(trouble(view, { ...move, choices: { how: 'certain' } })).toEqual({
      kind: 'locked',
      why: 'Not likely enough.',
    });
    expect(trouble(view, { ...move, evidence: 'e1' })).toBeUndefined();
    expect(trouble(view, { ...move, evidence: 'e2' })).toMatchObject({ why: 'A partner must agree.' });
    expect(trouble(view, { ...move, evidence: 'gone' })).toEqual({ kind: 'gone' });
  });
});

describe('what an amount costs', () => {
  const view = {
    role: 'minister',
    options: [
      {
        action: 'aid',
        ok: true,
        amounts: { low: 10, high: 50, step: 10 },
        costs: [
          { track: 'means', by: 1, step: 0.1 },
          { track: 'calm', by: 2 },
        ],
        targets: [
          { role: 'gang', ok: true },
          { role: 'press', ok: true, costs: [{ track: 'means', by: 3, step: 2 }] },
        ],
      },
    ],
    numbers: [],
  } as unknown as View;
  const by = (move: Parameters<typeof costsOf>[1]) => costsOf(view, move).map((c) => c.by);

  it('adds what each step more takes, for the target too', () => {
    expect(by({ action: 'aid', target: 'gang', amount: 40 })).toEqual([1.3, 2]);
    expect(by({ action: 'aid', target: 'press', amount: 30 })).toEqual([7]);
  });

  it('is that of the lowest one while the amount is none that is taken', () => {
    for (const amount of [undefined, 5, 15, 60])
      expect(by({ action: 'aid', target: 'gang', amount })).toEqual([1, 2]);
  });
});
