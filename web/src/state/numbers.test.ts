// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { RoleCard, TrackCard, View } from '../wire/types.gen';
import { change, gauge, reading, sort, welcome } from './numbers';
import { blank } from './table';
import { shortTitles } from './titles';

const card = (more: Partial<TrackCard>): TrackCard => ({
  id: 'x',
  kind: 'world',
  title: 'X',
  good: 'high',
  ...more,
});
const role = (id: string, title: string, state = id): RoleCard => ({
  id,
  kind: 'state',
  title,
  letters: id.slice(0, 2),
  shape: 'circle',
  state,
  seat: true,
});

describe('a number', () => {
  it('is read as a word where the track or its bands have one, else as a figure', () => {
    expect(reading(card({ words: ['shut', 'open'] }), 1)).toEqual({ kind: 'word', word: 'open' });
    expect(reading(card({ unit: '%' }), 35)).toEqual({ kind: 'value', value: 35, unit: '%' });
    expect(reading(card({ bands: ['low', 'high'] }), undefined, 0)).toEqual({ kind: 'word', word: 'low' });
    expect(reading(card({}), undefined, 2)).toEqual({ kind: 'unknown' });
  });

  it('has a bar only between two bounds, steps for bands and words, and none without a card', () => {
    expect(gauge(card({ min: 20, max: 120 }), { track: 'x', value: 45 })).toEqual({
      kind: 'share',
      share: 0.25,
    });
    expect(gauge(card({ min: 0, max: 10 }), { track: 'x', value: 99 })).toEqual({ kind: 'share', share: 1 });
    expect(gauge(card({ min: 0 }), { track: 'x', value: 5 })).toBeUndefined();
    expect(gauge(card({ bands: ['a', 'b', 'c'] }), { track: 'x', band: 1 })).toEqual({
      kind: 'steps',
      at: 1,
      of: 3,
    });
    expect(gauge(undefined, { track: 'x', value: 5 })).toBeUndefined();
  });

  it('moves in a welcome direction by what its author calls good', () => {
    expect([welcome(card({}), 3), welcome(card({}), -3), welcome(card({}), 0)]).toEqual([1, -1, 0]);
    expect(welcome(card({ good: 'low' }), -3)).toBe(1);
    expect(welcome(card({ good: 'none' }), 3)).toBe(0);
  });

  it('moved by the opening of the turn, and in a reveal by the turn', () => {
    const news = {
      turn: 2,
      events: [],
      why: [
        { track: 'x', from: 20, value: 25, parts: [] },
        { track: 'y', fromBand: 3, band: 1, parts: [] },
      ],
    };
    const decide = { phase: 'decide', news } as unknown as View;
    expect(change(decide, { track: 'x', value: 25 })).toBe(5);
    expect(change(decide, { track: 'y', band: 1 })).toBe(-2);
    expect(change(decide, { track: 'x', of: 'a', value: 25 })).toBe(0);
    const reveal = { turn: 2, events: [], why: [{ track: 'x', from: 25, value: 40, parts: [] }] };
    expect(change({ phase: 'reveal', reveal } as unknown as View, { track: 'x', value: 40 })).toBe(15);
    expect(change({ phase: 'brief' } as unknown as View, { track: 'x', value: 40 })).toBe(0);
  });

  it('has one place: world, own, others, pairs with me, pairs of others, rungs', () => {
    const roles = new Map(
      [
        role('au', 'Aurelia'),
        role('cert', 'Agency', 'au'),
        role('pe', 'Pelagia'),
        role('ko', 'Korsavia'),
      ].map((r) => [r.id, r]),
    );
    const view = {
      role: 'cert',
      numbers: [
        { track: 'calm', value: 1 },
        { track: 'means', of: 'cert', value: 2 },
        { track: 'means', of: 'au', band: 1 },
        { track: 'trust', of: 'au', with: 'pe', value: 3 },
        { track: 'trust', of: 'ko', with: 'au', value: 4 },
        { track: 'trust', of: 'pe', with: 'ko', value: 5 },
        { track: 'rung', of: 'au', with: 'ko', value: 6 },
      ],
    } as unknown as View;
    const s = sort(view, { ...blank.book, roles });
    const values = (list: { value?: number; band?: number }[]) => list.map((n) => n.value ?? n.band);
    expect(values(s.world)).toEqual([1]);
    expect(values(s.own)).toEqual([2]);
    expect([...s.others.keys()]).toEqual(['au']);
    expect(values(s.withMe.get('pe') ?? [])).toEqual([3]);
    expect(values(s.withMe.get('ko') ?? [])).toEqual([4]);
    expect(values(s.elsewhere)).toEqual([5]);
    expect(values(s.rungs)).toEqual([6]);
  });
});

describe('short titles', () => {
  it('stop at the first comma where that still tells a role from the others', () => {
    const roles = [
      role('a', 'Aurelia, Foreign Ministry'),
      role('p', 'Pelagia, Government'),
      role('q', 'Pelagia, Port'),
    ];
    expect([...shortTitles(roles).values()]).toEqual(['Aurelia', 'Pelagia, Government', 'Pelagia, Port']);
  });
});
