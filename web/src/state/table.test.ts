// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Book, ItemCard, View, Welcome } from '../wire/types.gen';
import type { FromServer } from '../wire/message';
import { blank, step, type Table } from './table';

const welcome = (more: Partial<Welcome> = {}): Welcome => ({
  v: 1,
  t: 'welcome',
  build: 'x',
  session: 'KITE-42',
  scenario: 'night_call',
  role: 'minister',
  lang: 'en',
  langs: ['en', 'fr'],
  now: 0,
  ...more,
});
const view = (seq: number, more: Partial<View> = {}): View => ({
  v: 1,
  t: 'view',
  seq,
  book: 1,
  turn: 1,
  turns: 3,
  phase: 'decide',
  hours: 6,
  role: 'minister',
  numbers: [],
  top: -1,
  course: [],
  attacks: [],
  evidence: [],
  feed: [],
  options: [],
  limit: 0,
  mine: { committed: false, moves: [] },
  ...more,
});
const item = (id: string, text: string): ItemCard => ({ id, kind: 'inject', text });
const book = (rev: number, more: Partial<Book> = {}): Book => ({
  v: 1,
  t: 'book',
  rev,
  lang: 'en',
  texts: {},
  ...more,
});

/** Plays messages from the blank table; asks says which of them made it ask. */
function play(...messages: FromServer[]): { table: Table; asks: number[] } {
  let table = blank;
  const asks: number[] = [];
  messages.forEach((m, i) => {
    const next = step(table, m);
    table = next.table;
    if (next.ask) asks.push(i);
  });
  return { table, asks };
}

describe('the table', () => {
  it('shows a view whose book is there', () => {
    const { table, asks } = play(welcome(), book(1, { all: true }), view(1));
    expect(table.view?.seq).toBe(1);
    expect(asks).toEqual([]);
  });

  it('holds a view until its book has come, and asks for it', () => {
    const early = play(welcome(), book(1, { all: true }), view(1), view(2, { book: 2, turn: 2 }));
    expect(early.table.view?.turn).toBe(1);
    expect(early.asks).toEqual([3]);
    const { table } = step(early.table, book(2));
    expect(table.view?.turn).toBe(2);
    expect(table.held).toBeUndefined();
  });

  it('takes a view after a gap, since it is whole, and asks again', () => {
    const { table, asks } = play(welcome(), book(1, { all: true }), view(1), view(4, { turn: 2 }));
    expect(table.view?.turn).toBe(2);
    expect(asks).toEqual([3]);
  });

  it('drops a view that is older than the last one', () => {
    const { table, asks } = play(welcome(), book(1, { all: true }), view(5, { turn: 2 }), view(4));
    expect(table.view?.turn).toBe(2);
    expect(asks).toEqual([]);
  });

  it('counts anew after a welcome and after a whole book in another language', () => {
    const came = play(
      welcome(),
      book(1, { all: true }),
      view(9, { turn: 2 }),
      welcome(),
      book(1, { all: true }),
      view(1),
    );
    expect(came.table.view?.seq).toBe(1);
    expect(came.asks).toEqual([]);
    const spoken = play(
      welcome(),
      book(3, { all: true }),
      view(9),
      book(1, { all: true, lang: 'fr' }),
      view(2, { turn: 2 }),
    );
    expect(spoken.table.book.lang).toBe('fr');
    expect(spoken.table.view?.turn).toBe(2);
    expect(spoken.asks).toEqual([]);
  });

  it('keeps what was shown while it comes back to the same seat, and nothing of another', () => {
    const same = play(welcome(), book(1, { all: true }), view(2), welcome({ build: 'y' }));
    expect(same.table.view?.seq).toBe(2);
    const other = play(welcome(), book(1, { all: true }), view(2), welcome({ role: 'hospital' }));
    expect(other.table.view).toBeUndefined();
    expect(other.table.book.rev).toBe(0);
  });

  it('adds parts of the book, replaces cards of one id, and drops all before a whole book', () => {
    const { table } = play(
      book(1, {
        all: true,
        texts: { title: 'Night call' },
        items: [item('a', 'first'), item('b', 'second')],
      }),
      book(2, { texts: { more: 'x' }, items: [item('a', 'found'), item('c', 'third')] }),
    );
    expect(table.book.texts).toEqual({ title: 'Night call', more: 'x' });
    expect([...table.book.items.values()].map((i) => i.text)).toEqual(['found', 'second', 'third']);
    const whole = step(table, book(1, { all: true, items: [item('z', 'only')] })).table;
    expect([...whole.book.items.keys()]).toEqual(['z']);
    expect(whole.book.texts).toEqual({});
  });

  it('reads a list that came as null as empty', () => {
    const bare = {
      ...view(1),
      numbers: null,
      feed: null,
      options: null,
      mine: { committed: true, moves: null },
    };
    const { table } = play(book(1, { all: true }), bare as unknown as View);
    expect(table.view?.numbers).toEqual([]);
    expect(table.view?.feed).toEqual([]);
    expect(table.view?.mine).toEqual({ committed: true, moves: [] });
  });

  it('says of every piece of evidence why it is refused', () => {
    const items = [
      { evidence: 'a', ok: false, code: 'tlp', why: 'Amber.' },
      { evidence: 'b', ok: true },
      { evidence: 'c', ok: false },
      { evidence: 'd', ok: false, code: 'tlp', why: 'Red.' },
      { evidence: 'e', ok: false },
    ];
    const { table } = play(
      book(1, { all: true }),
      view(1, { options: [{ action: 'publish', ok: true, items }] }),
    );
    expect(table.view?.options[0]?.items?.map((x) => x.why)).toEqual([
      'Amber.',
      undefined,
      'Amber.',
      'Red.',
      'Red.',
    ]);
  });

  it('does not change what it was given', () => {
    const before = play(welcome(), book(1, { all: true }), view(1)).table;
    const copy = structuredClone(before);
    step(before, book(2, { items: [item('a', 'x')] }));
    step(before, view(2));
    expect(before).toEqual(copy);
  });

  it('keeps presence, clock and bye', () => {
    const { table } = play(
      { v: 1, t: 'presence', seats: [{ role: 'minister', state: 'deciding' }] },
      { v: 1, t: 'clock', state: 'paused', left: 5 },
      { v: 1, t: 'bye', reason: 'no_seat', text: 'No seat.' },
    );
    expect(table.seats).toEqual([{ role: 'minister', state: 'deciding' }]);
    expect(table.clock).toMatchObject({ state: 'paused', left: 5 });
    expect(table.bye?.text).toBe('No seat.');
  });
});
