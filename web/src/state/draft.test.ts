import { beforeEach, describe, expect, it } from 'vitest';
import type { View } from '../wire/types.gen';
import { budget, load, put, save, spending, trouble } from './draft';
import { blank, type Book } from './table';

const key = { session: 'KITE-42', role: 'minister', turn: 2 };
beforeEach(() => localStorage.clear());

describe('a draft on the device', () => {
  it('comes back for its session, role and turn, and for no other', () => {
    save(localStorage, key, [{ action: 'note', target: 'gang', text: 'Stop.' }]);
    expect(load(localStorage, key)).toEqual([{ action: 'note', target: 'gang', text: 'Stop.' }]);
    expect(load(localStorage, { ...key, turn: 3 })).toEqual([]);
    expect(load(localStorage, { ...key, role: 'hospital' })).toEqual([]);
    expect(load(localStorage, { ...key, session: 'CROW-1' })).toEqual([]);
  });

  it('of an earlier turn is forgotten; that of another seat is not', () => {
    save(localStorage, { ...key, role: 'hospital' }, [{ action: 'restore' }]);
    save(localStorage, key, [{ action: 'note' }]);
    save(localStorage, { ...key, turn: 3 }, [{ action: 'talk' }]);
    expect(load(localStorage, key)).toEqual([]);
    expect(load(localStorage, { ...key, role: 'hospital' })).toEqual([{ action: 'restore' }]);
  });

  it('that cannot be read counts as empty', () => {
    localStorage.setItem('demarche.draft.KITE-42.minister.2', '{broken');
    expect(load(localStorage, key)).toEqual([]);
    localStorage.setItem('demarche.draft.KITE-42.minister.2', '[null, 7, {"action": "note"}]');
    expect(load(localStorage, key)).toEqual([{ action: 'note' }]);
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
