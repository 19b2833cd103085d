// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { ConsoleSeat, Debrief, QueuedInject } from '../wire/types.gen';
import {
  beliefRows,
  byTurn,
  goalsByRole,
  movers,
  peak,
  plain,
  presence,
  queue,
  undecided,
  wholeConsole,
} from './room';
import { left, minutes, urgency } from './roomclock';
import { looksLikeCode, tidyCode, tidyPin } from './roomcode';
import { route, socketUrl } from './route';

const seat = (over: Partial<ConsoleSeat>): ConsoleSeat => ({
  role: 'a',
  title: 'A',
  letters: 'A',
  shape: 'circle',
  holder: 'person',
  people: [],
  state: 'deciding',
  read: 0,
  unread: 0,
  ...over,
});
const inject = (
  id: string,
  state: QueuedInject['state'],
  turn?: number,
  sentTurn?: number,
): QueuedInject => ({
  id,
  title: id,
  text: '',
  to: '',
  channel: '',
  expected: '',
  state,
  turn,
  sentTurn,
});

describe('an address', () => {
  it.each([
    ['/', 'home', ''],
    ['/host', 'host', ''],
    ['/host/', 'host', ''],
    ['/g/KITE-42', 'board', 'KITE-42'],
    ['/g/KITE-42/', 'board', 'KITE-42'],
    ['/g/KITE-42/lobby', 'lobby', 'KITE-42'],
    ['/g/KITE-42/control', 'control', 'KITE-42'],
    ['/g/KITE-42/wall', 'wall', 'KITE-42'],
    ['/g/KITE-42/elsewhere', 'home', ''],
    ['/g/', 'home', ''],
    ['/g/KITE-42/wall/x', 'home', ''],
  ])('%s is the page %s', (path, page, code) => {
    expect(route(path)).toEqual({ page, code });
  });

  it('leads to a websocket that says which identity is meant', () => {
    const here = 'https://table.example:8443';
    expect(socketUrl(here, route('/g/KITE-42'))).toBe('wss://table.example:8443/ws/KITE-42');
    expect(socketUrl(here, route('/g/KITE-42/lobby'))).toBe('wss://table.example:8443/ws/KITE-42');
    expect(socketUrl(here, route('/g/KITE-42/control'))).toBe(
      'wss://table.example:8443/ws/KITE-42?as=control',
    );
    expect(socketUrl('http://a:1', route('/g/KITE-42/wall'))).toBe('ws://a:1/ws/KITE-42?as=wall');
  });
});

describe('a code', () => {
  it.each([
    ['KITE-42', 'KITE-42'],
    [' kite 42 ', 'KITE-42'],
    ['kite42', 'KITE-42'],
    ['k i t e – 4 2', 'KITE-42'],
    ['ＫＩＴＥ４２', 'KITE-42'],
  ])('typed as %s is %s', (typed, code) => {
    expect(tidyCode(typed)).toBe(code);
    expect(looksLikeCode(tidyCode(typed))).toBe(true);
  });

  it.each(['', 'kite', '42', '42 kite', 'KITE-4', 'KITE-423', '<b>'])('is not %s', (typed) => {
    expect(looksLikeCode(tidyCode(typed))).toBe(false);
  });

  it('has a PIN without the spaces it was read out with', () => {
    expect(tidyPin(' 418 220 ')).toBe('418220');
  });
});

describe('the time left', () => {
  it('runs, stands still while paused, never falls below zero, and may be none', () => {
    expect(left({ state: 'running', ends: 61_000 }, 1_000)).toBe(60_000);
    expect(left({ state: 'running', ends: 1_000 }, 61_000)).toBe(0);
    expect(left({ state: 'paused', left: 5_000, ends: 1 }, 61_000)).toBe(5_000);
    expect(left({ state: 'none' }, 0)).toBeUndefined();
  });

  it('is written in minutes and seconds, a begun second counting whole', () => {
    expect([0, 1, 1000, 60_000, 60_001, 3_600_000, -5].map(minutes)).toEqual([
      '00:00',
      '00:01',
      '00:01',
      '01:00',
      '01:01',
      '60:00',
      '00:00',
    ]);
  });

  it('is little from two minutes and very little from thirty seconds', () => {
    expect([undefined, 120_001, 120_000, 30_001, 30_000, 0].map(urgency)).toEqual([
      'calm',
      'calm',
      'low',
      'low',
      'last',
      'last',
    ]);
  });
});

describe('the console', () => {
  it('has a list where the server sent none', () => {
    const bare = wholeConsole({ seats: [{ role: 'a' }], sealed: [{ role: 'a' }] } as never);
    expect([bare.links, bare.guests, bare.injects, bare.truth, bare.course, bare.marks, bare.acts]).toEqual([
      [],
      [],
      [],
      [],
      [],
      [],
      [],
    ]);
    expect(bare.seats[0]?.people).toEqual([]);
    expect(bare.sealed[0]?.moves).toEqual([]);
  });

  it('waits for people that have not committed, and for no computer', () => {
    const seats = [
      seat({ role: 'a' }),
      seat({ role: 'b', state: 'committed' }),
      seat({ role: 'c', state: 'away' }),
      seat({ role: 'd', holder: 'computer', state: 'computer' }),
    ];
    expect(undecided(seats).map((s) => s.role)).toEqual(['a', 'c']);
  });

  it('tells how a seat is connected', () => {
    const on = { name: 'A', online: true };
    const off = { name: 'B', online: false };
    expect(presence(seat({ holder: 'computer', people: [on] }))).toBe('automatic');
    expect(presence(seat({}))).toBe('empty');
    expect(presence(seat({ people: [on] }))).toBe('online');
    expect(presence(seat({ people: [on, off] }))).toBe('some');
    expect(presence(seat({ people: [off] }))).toBe('offline');
  });

  it('lists injects: the next, held, by turn, on conditions, sent by turn, never', () => {
    const all = [
      inject('never', 'never'),
      inject('if', 'conditional'),
      inject('later', 'waiting', 6),
      inject('soon', 'waiting', 4),
      inject('held', 'held', 2),
      inject('next', 'next', 3),
      inject('second', 'sent', 1, 2),
      inject('first', 'sent', 1, 1),
      inject('if too', 'conditional'),
    ];
    expect(queue(all).map((i) => i.id)).toEqual([
      'next',
      'held',
      'soon',
      'later',
      'if',
      'if too',
      'first',
      'second',
      'never',
    ]);
  });
});

describe('the debrief', () => {
  const decision = (from: number, to: number): Debrief['decisions'][number] => ({
    turn: 1,
    role: 'A',
    title: 'x',
    target: '',
    outcome: '',
    group: 'legal',
    ladder: from === to ? [] : [{ a: 'A', b: 'B', from, to }],
    moved: [],
  });

  it('tells decisions that moved the ladder from those that did not', () => {
    const d = { decisions: [decision(1, 1), decision(1, 2), decision(3, 2)] } as Debrief;
    expect(movers(d)).toEqual({ moved: [decision(1, 2), decision(3, 2)], others: 1 });
  });

  it('finds the first turn of the highest rung, and none without a ladder', () => {
    expect(
      peak([
        { turn: 1, top: 2 },
        { turn: 2, top: 5 },
        { turn: 3, top: 5 },
      ]),
    ).toEqual({ turn: 2, top: 5 });
    const down = [
      { turn: 1, top: 4, high: 4 },
      { turn: 2, top: 3, high: 5 },
    ];
    expect(peak(down), 'it came down before the close').toEqual({ turn: 2, top: 5 });
    expect(peak([{ turn: 1, top: -1 }])).toBeUndefined();
    expect(peak([])).toBeUndefined();
  });

  it('puts those who learnt of evidence in one turn together, and goals by their role', () => {
    const held = [
      { turn: 1, role: 'A' },
      { turn: 1, role: 'B' },
      { turn: 3, role: 'C' },
    ];
    expect(byTurn(held)).toEqual([
      { turn: 1, roles: ['A', 'B'] },
      { turn: 3, roles: ['C'] },
    ]);
    const goal = (role: string, text: string) => ({ role, text, score: 1, secret: false });
    const [a, b, c] = [goal('A', 'x'), goal('A', 'y'), goal('B', 'z')];
    expect(goalsByRole([a, b, c])).toEqual([
      { role: 'A', goals: [a, b] },
      { role: 'B', goals: [c] },
    ]);
  });

  it('sets beliefs by delegation and turn, with a gap where nothing is known', () => {
    const turns = [
      { turn: 2, role: 'A', percent: 60 },
      { turn: 1, role: 'A', percent: 40 },
      { turn: 2, role: 'B', percent: 5 },
    ];
    expect(beliefRows(turns)).toEqual({
      turns: [1, 2],
      rows: [
        { role: 'A', percent: [40, 60] },
        { role: 'B', percent: [undefined, 5] },
      ],
    });
  });
});

it('plain words are left of Markdown', () => {
  expect(plain('# Head\n\nSome **strong** and *soft* words.\n\n- one\n- two')).toBe(
    'Head Some strong and soft words. one two',
  );
});
