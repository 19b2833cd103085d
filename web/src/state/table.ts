// What this client knows of the table, as a pure function of the messages heard:
// nothing here touches the network, the page or the clock.
import { frenchIn } from '../i18n/typeset';
import type { FromServer, Of } from '../wire/message';
import { wholeConsole, wholeDebrief, wholeLobby } from './room';
import type {
  Book as BookPart,
  Bye,
  Card,
  Clock,
  Console,
  Debrief,
  Draft,
  ItemCard,
  LadderCard,
  Lobby,
  Option,
  RoleCard,
  Seat,
  TrackCard,
  View,
  Welcome,
} from '../wire/types.gen';

/** The dictionary so far, in one language. Order of insertion is the order sent. */
export interface Book {
  rev: number;
  lang: string;
  texts: Readonly<Record<string, string>>;
  cards: ReadonlyMap<string, Card>;
  roles: ReadonlyMap<string, RoleCard>;
  tracks: ReadonlyMap<string, TrackCard>;
  items: ReadonlyMap<string, ItemCard>;
  ladder: LadderCard | undefined;
}

export interface Table {
  welcome: Welcome | undefined;
  book: Book;
  view: View | undefined;
  /** A view whose book has not come yet. It is shown once the book is there. */
  held: View | undefined;
  /** Number of the last view heard on this connection; 0 = none yet. */
  seq: number;
  seats: readonly Seat[];
  clock: Pick<Clock, 'state' | 'ends' | 'left'>;
  bye: Pick<Bye, 'reason' | 'text'> | undefined;
  /** Last draft heard of the seat, from another of its devices. */
  draft: Pick<Draft, 'turn' | 'rev' | 'moves'> | undefined;
  /** What comes for the room as a whole. */
  lobby: Lobby | undefined;
  console: Console | undefined;
  debrief: Debrief | undefined;
}

/** The next table, and whether the whole view must be asked for. */
export interface Step {
  table: Table;
  ask: boolean;
}

export const blank: Table = {
  welcome: undefined,
  book: {
    rev: 0,
    lang: '',
    texts: {},
    cards: new Map(),
    roles: new Map(),
    tracks: new Map(),
    items: new Map(),
    ladder: undefined,
  },
  view: undefined,
  held: undefined,
  seq: 0,
  seats: [],
  clock: { state: 'none' },
  bye: undefined,
  draft: undefined,
  lobby: undefined,
  console: undefined,
  debrief: undefined,
};

type Steps = { [T in FromServer['t']]: (table: Table, message: Of<T>) => Step };

const stay = (table: Table): Step => ({ table, ask: false });

const steps: Steps = {
  // A server that restarted counts its views anew, so the count starts over.
  welcome: (table, m) => {
    const same = table.welcome?.session === m.session && table.welcome.role === m.role;
    return stay({ ...(same ? table : blank), welcome: m, seq: 0, held: undefined, bye: undefined });
  },
  // A whole book begins a new run of views: after a change of language the
  // server counts those of the other language.
  book: (table, m) => {
    const book = merge(table.book, m);
    if (m.all) return stay({ ...table, book, seq: 0, held: undefined });
    const { held } = table;
    if (held && held.book <= book.rev) return stay({ ...table, book, view: held, held: undefined });
    return stay({ ...table, book });
  },
  view: (table, m) => {
    if (m.seq < table.seq) return stay(table);
    const gap = table.seq > 0 && m.seq > table.seq + 1;
    const view = whole(m);
    if (m.book > table.book.rev) return { table: { ...table, seq: m.seq, held: view }, ask: true };
    return { table: { ...table, seq: m.seq, view, held: undefined }, ask: gap };
  },
  presence: (table, m) => stay({ ...table, seats: m.seats ?? [] }),
  clock: (table, m) => stay({ ...table, clock: { state: m.state, ends: m.ends, left: m.left } }),
  draft: (table, m) => stay({ ...table, draft: { turn: m.turn, rev: m.rev, moves: m.moves ?? [] } }),
  bye: (table, m) => stay({ ...table, bye: { reason: m.reason, text: m.text } }),
  lobby: (table, m) => stay({ ...table, lobby: wholeLobby(m) }),
  console: (table, m) => stay({ ...table, console: wholeConsole(m) }),
  debrief: (table, m) => stay({ ...table, debrief: wholeDebrief(m) }),
  ack: stay,
  refuse: stay,
  notice: stay,
  pong: stay,
};

/** Applies one message. Texts in French are set as French is. */
export function step(table: Table, message: FromServer): Step {
  const lang = message.t === 'book' ? message.lang : table.book.lang;
  const set = lang === 'fr' && message.t !== 'draft' ? frenchIn(message) : message;
  return (steps[message.t] as (table: Table, message: FromServer) => Step)(table, set);
}

/**
 * Adds what a book message brings. A whole book replaces what was there, which
 * is how a change of language arrives.
 */
export function merge(old: Book, m: BookPart): Book {
  const from = m.all ? blank.book : old;
  return {
    rev: m.rev,
    lang: m.lang,
    texts: { ...from.texts, ...m.texts },
    cards: join(from.cards, m.cards),
    roles: join(from.roles, m.roles),
    tracks: join(from.tracks, m.tracks),
    items: join(from.items, m.items),
    ladder: m.ladder ?? from.ladder,
  };
}

function join<T extends { id: string }>(
  old: ReadonlyMap<string, T>,
  more: readonly T[] | null | undefined,
): ReadonlyMap<string, T> {
  if (!more?.length) return old;
  const out = new Map(old);
  for (const one of more) out.set(one.id, one);
  return out;
}

/** Says of every piece of evidence why it is refused: one that has no reason of its own has that of the last one before. */
function told(items: NonNullable<Option['items']>): NonNullable<Option['items']> {
  let last: { code?: string; why?: string } = {};
  return items.map((x) => {
    if (x.ok) return x;
    if (x.code) last = { code: x.code, why: x.why };
    return { ...x, ...last };
  });
}

/** Fills lists that came as null: an empty list in Go may be written so. */
function whole(v: View): View {
  const reveal = (r: View['reveal']) => r && { ...r, events: r.events ?? [], why: r.why ?? [] };
  return {
    ...v,
    numbers: v.numbers ?? [],
    course: v.course ?? [],
    attacks: v.attacks ?? [],
    evidence: v.evidence ?? [],
    feed: v.feed ?? [],
    options: (v.options ?? []).map((o) => (o.items ? { ...o, items: told(o.items) } : o)),
    mine: { committed: v.mine?.committed ?? false, moves: v.mine?.moves ?? [] },
    reveal: reveal(v.reveal),
    news: reveal(v.news),
    end: v.end && { ...v.end, goals: v.end.goals ?? [], objectives: v.end.objectives ?? [] },
  };
}
