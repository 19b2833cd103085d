// @vitest-environment node
// Every sample of the protocol that the engine writes goes through the board: what
// a server sends through reader and reducer, what a client sends through the line.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { read, type FromServer } from '../wire/message';
import type { ClientMessage } from '../wire/types.gen';
import { spending, trouble } from './draft';
import { sort } from './numbers';
import { blank, step } from './table';

const folder = new URL('../../../engine/wire/testdata/samples/', import.meta.url);
const names = readdirSync(folder)
  .filter((n) => n.endsWith('.json'))
  .sort();
const text = (name: string) => readFileSync(new URL(name, folder), 'utf8');
const typeOf = (name: string) => (JSON.parse(text(name)) as { t: string }).t;

const fromClient: Record<ClientMessage['t'], true> = {
  hello: true,
  commit: true,
  recall: true,
  lang: true,
  draft: true,
  read: true,
  take: true,
  answer: true,
  act: true,
  share: true,
  next: true,
  ask: true,
  ping: true,
  pick: true,
};
const forAgents = ['choose', 'history', 'over'];
const isClient = (name: string) => Object.hasOwn(fromClient, typeOf(name));
const isServer = (name: string) => !isClient(name) && !forAgents.includes(typeOf(name));

describe('the samples', () => {
  it('are there, of every type', () => {
    const types = new Set(names.map(typeOf));
    for (const t of [
      'welcome',
      'book',
      'view',
      'presence',
      'clock',
      'ack',
      'refuse',
      'notice',
      'lobby',
      'console',
      'debrief',
      'pong',
      'bye',
    ])
      expect(types).toContain(t);
    for (const t of Object.keys(fromClient)) expect(types).toContain(t);
  });

  it.each(names.filter((n) => forAgents.includes(typeOf(n))))('%s, for agents, is passed over', (name) => {
    expect(read(text(name))).toEqual({ fault: 'unknown' });
  });

  it.each(names.filter(isServer))('%s is read and taken in', (name) => {
    const got = read(text(name));
    if (!('message' in got)) throw new Error(`${name}: ${got.fault}`);
    const { table } = step(blank, got.message);
    expect(table).toBeDefined();
    // Nothing of the sample may get lost on the way into the table.
    const m: FromServer = got.message;
    if (m.t === 'welcome') expect(table.welcome).toEqual(m);
    if (m.t === 'view') expect(table.view ?? table.held).toMatchObject(m);
    if (m.t === 'presence') expect(table.seats).toEqual(m.seats);
    if (m.t === 'clock') expect(table.clock.state).toBe(m.state);
    if (m.t === 'lobby') expect(table.lobby).toEqual(m);
    if (m.t === 'console') expect(table.console).toEqual(m);
    if (m.t === 'debrief') expect(table.debrief).toEqual(m);
    if (m.t === 'bye') expect(table.bye).toEqual({ reason: m.reason, text: m.text });
    if (m.t === 'book') {
      expect([...table.book.cards.values()]).toEqual(m.cards ?? []);
      expect([...table.book.roles.values()]).toEqual(m.roles ?? []);
      expect([...table.book.tracks.values()]).toEqual(m.tracks ?? []);
      expect([...table.book.items.values()]).toEqual(m.items ?? []);
      expect(table.book.ladder).toEqual(m.ladder);
    }
  });

  it.each(names.filter(isClient))('%s is of a version and type that this board speaks', (name) => {
    const m = JSON.parse(text(name)) as ClientMessage;
    expect(m.v).toBe(1);
    expect(Object.hasOwn(fromClient, m.t)).toBe(true);
  });

  it('give every number of a view one place, and judge its measures', () => {
    const order = ['welcome', 'book', 'presence', 'clock'];
    const server = names.filter(isServer).sort((a, b) => order.indexOf(typeOf(b)) - order.indexOf(typeOf(a)));
    const books = server.filter((n) => typeOf(n) === 'book');
    let table = blank;
    for (const name of books) {
      const got = read(text(name));
      if ('message' in got) table = step(table, got.message).table;
    }
    for (const name of server.filter((n) => typeOf(n) === 'view')) {
      const got = read(text(name));
      if (!('message' in got) || got.message.t !== 'view') throw new Error(name);
      const view = got.message;
      const sorted = sort(view, table.book);
      const placed = [
        ...sorted.world,
        ...sorted.own,
        ...sorted.elsewhere,
        ...sorted.rungs,
        ...[...sorted.others.values()].flat(),
        ...[...sorted.withMe.values()].flat(),
      ];
      expect(placed.length, `${name}: every number has a place`).toBe(view.numbers.length);
      const open = view.options.filter((o) => o.ok && !o.targets?.length).map((o) => ({ action: o.action }));
      for (const move of open) expect(trouble(view, move)).toBeUndefined();
      for (const s of spending(view, table.book, open.slice(0, 1))) expect(s.spent).toBeGreaterThanOrEqual(0);
    }
  });
});
