// The board of one seat: what is known of the table, the reader's draft and
// choices, and the acts a person can do. Screens and panels read this and
// nothing else.
import { getContext, setContext } from 'svelte';
import { numbers, signed, translator, type Lang } from '../i18n/translate';
import { ahead, median, passed, remember } from '../state/clock';
import { emptySketch, load, merge, put, redraw, sameMove, save, type DraftKey } from '../state/draft';
import { left } from '../state/roomclock';
import { shortTitles } from '../state/titles';
import { blank, step, type Table } from '../state/table';
import type { FromServer, Of } from '../wire/message';
import { Line, type Handlers, type LineState } from '../wire/socket';
import type { Act, Move } from '../wire/types.gen';
import { firstLang, firstTheme, keepLang, keepRead, keepTheme, readItems, type Theme } from './prefs';

export const groups = ['attack', 'active', 'diplomatic', 'legal', 'resilience'] as const;
export type Group = (typeof groups)[number];

export const tabs = ['situation', 'measures', 'delegations', 'ladder', 'decision'] as const;
export type Tab = (typeof tabs)[number];

/** A measure shown in a group; one of no known group is not lost. */
export const groupOf = (group: string): Group => groups.find((g) => g === group) ?? 'diplomatic';

export class Board {
  table = $state.raw<Table>(blank);
  line = $state<LineState>('connecting');
  lang = $state<Lang>(firstLang());
  theme = $state<Theme>(firstTheme());
  tab = $state<Tab>('situation');
  group = $state<Group>('attack');
  #sketch = $state.raw(emptySketch(0));
  /** Measures chosen and not yet committed. */
  draft = $derived(this.#sketch.moves);
  /** What this device had drafted when another device of the seat went ahead. */
  offered = $state.raw<readonly Move[] | undefined>(undefined);
  /** Commands sent and not answered yet, by id. */
  pending = $state.raw<ReadonlySet<string>>(new Set());
  refusal = $state.raw<{ text: string; move: number } | undefined>(undefined);
  /** What the server told once; it stands until the next turn or connection. */
  notice = $state('');
  /** Phase and turn that the reader is done with. */
  #done = $state('');
  /** Things that happened while the line was down; undefined when it was not. */
  missed = $state<number | undefined>(undefined);
  /** This device's clock, and how far the server's is ahead of it. */
  #now = $state(Date.now());
  #samples = $state.raw<readonly number[]>([]);
  /** Items of the feed that were opened on this device. */
  #opened = $state.raw<ReadonlySet<string>>(new Set());
  /** What a screen reader is told: politely, and at once. */
  polite = $state('');
  urgent = $state('');

  t = $derived(translator(this.lang));
  number = $derived(numbers(this.lang));
  /** What stands behind a name and before what it is. */
  colon = $derived(this.lang === 'fr' ? '\u202f:' : ':');
  signed = $derived(signed(this.lang));
  view = $derived(this.table.view);
  book = $derived(this.table.book);
  me = $derived(this.book.roles.get(this.view?.role ?? this.table.lobby?.you?.role ?? ''));
  short = $derived(shortTitles(this.book.roles.values()));
  title = $derived(
    this.book.texts.title ??
      this.table.lobby?.title ??
      this.table.console?.title ??
      this.table.welcome?.scenario ??
      'Demarche',
  );

  /** Milliseconds left in the phase; undefined where no time is set. */
  left = $derived(left(this.table.clock, this.#now + median(this.#samples)));
  /** Items of the feed not opened yet, newest first. */
  unread = $derived((this.view?.feed ?? []).map((i) => i.id).filter((id) => !this.#opened.has(id)));
  /** Proposals of others that the reader has not answered. */
  asked = $derived((this.view?.proposals ?? []).filter((p) => !p.mine && p.yes === undefined));
  /** Roles of people that the table waits for, the reader's own left out. */
  waitingFor = $derived(
    this.table.seats
      .filter((s) => s.role !== this.view?.role && (s.state === 'deciding' || s.state === 'away'))
      .map((s) => s.role),
  );

  /** The server said that it goes down to come back. */
  stopping = $derived(this.table.bye?.reason === 'stopping');

  #stage = $derived(`${this.view?.phase ?? ''} ${this.view?.turn ?? 0}`);
  /** The reader is done with this phase and waits for the others. */
  done = $derived(this.#done === this.#stage);

  #line: Line;
  #tick: ReturnType<typeof setInterval> | undefined;
  #telling: ReturnType<typeof setTimeout> | undefined;
  #seen = 0;
  #draftKey: DraftKey | undefined;
  #lost = false;
  #queue: string[] = [];
  // eslint-disable-next-line no-unused-private-class-members -- read by ??=
  #saying: ReturnType<typeof setTimeout> | undefined;

  constructor(url: string, open?: (url: string) => WebSocket) {
    this.#line = new Line({
      url,
      open,
      greet: () => ({ lang: this.lang, seq: this.table.seq || undefined }),
      handlers: this.#handlers(),
      onState: (state) => this.#lineIs(state),
    });
  }

  start(): void {
    this.#line.start();
    this.#tick = setInterval(() => this.#clockwork(), 250);
  }
  stop(): void {
    clearInterval(this.#tick);
    clearTimeout(this.#telling);
    this.#line.stop();
  }

  roleTitle(id: string | undefined): string {
    return this.book.roles.get(id ?? '')?.title ?? id ?? '';
  }

  /** The name of a role inside a label, such as Aurelia. */
  roleName(id: string | undefined): string {
    return this.short.get(id ?? '') ?? id ?? '';
  }

  commit(): void {
    if (!this.view) return;
    this.refusal = undefined;
    this.#send({ t: 'commit', turn: this.view.turn, moves: [...this.draft] });
  }

  /** Takes the decision back; what was committed becomes the draft again. */
  recall(): void {
    if (!this.view) return;
    this.refusal = undefined;
    this.#redraft(this.view.mine.moves);
    this.#send({ t: 'recall', turn: this.view.turn });
  }

  next(): void {
    if (!this.view) return;
    this.#done = this.#stage;
    this.#send({ t: 'next', turn: this.view.turn });
  }

  add(move: Move): void {
    this.#redraft(put(this.draft, move));
    this.say(this.t('compose.added', { title: this.book.cards.get(move.action)?.title ?? move.action }));
  }

  remove(move: Move): void {
    this.#redraft(this.draft.filter((m) => !sameMove(m, move)));
    this.say(this.t('compose.removed', { title: this.book.cards.get(move.action)?.title ?? move.action }));
  }

  /** Asks for a seat, from the lobby. */
  take(role: string): void {
    this.refusal = undefined;
    this.#send({ t: 'take', role });
  }

  /** Does what only the facilitator may. */
  act(act: Omit<Act, 'v' | 't' | 'id'>): void {
    this.refusal = undefined;
    this.#send({ t: 'act', ...act });
  }

  /** Says yes or no to a proposal of another delegation. */
  answer(proposal: string, yes: boolean): void {
    if (!this.view) return;
    this.refusal = undefined;
    this.#send({ t: 'answer', turn: this.view.turn, proposal, yes });
  }

  /** Gives a piece of evidence to other roles, at once. */
  share(evidence: string, to: readonly string[], confirm = false): void {
    if (!this.view) return;
    this.refusal = undefined;
    this.#send({ t: 'share', turn: this.view.turn, evidence, to: [...to], ...(confirm && { confirm }) });
  }

  /** Notes that an item of the feed was opened, here and with the server. */
  readItem(id: string): void {
    const { welcome, view } = this.table;
    if (!welcome || !view || this.#opened.has(id)) return;
    this.#opened = new Set([...this.#opened, id]);
    keepRead(welcome.session, view.role, this.#opened);
    this.#line.tell({ t: 'read', item: id });
  }

  /** Puts back what this device had when another one went ahead. */
  takeOffered(): void {
    const moves = this.offered;
    this.offered = undefined;
    if (moves) this.#redraft(moves);
  }

  setLang(lang: Lang): void {
    this.lang = lang;
    keepLang(lang);
    this.#send({ t: 'lang', lang });
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    keepTheme(theme);
  }

  /** Tells a screen reader something; what comes close together is said as one. */
  say(text: string): void {
    this.#queue.push(text);
    this.#saying ??= setTimeout(() => {
      this.polite = this.#queue.join(' ');
      this.#queue = [];
      this.#saying = undefined;
    }, 400);
  }

  #send(command: Parameters<Line['send']>[0]): void {
    this.pending = new Set([...this.pending, this.#line.send(command)]);
  }

  #answered(id: string | undefined): void {
    if (!id || !this.pending.has(id)) return;
    const rest = new Set(this.pending);
    rest.delete(id);
    this.pending = rest;
  }

  #redraft(moves: readonly Move[]): void {
    this.#sketch = redraw(this.#sketch, moves);
    this.refusal = undefined;
    if (this.#draftKey) save(localStorage, this.#draftKey, this.#sketch);
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => this.#tellDraft(), 300);
  }

  // Told once: if the line breaks under it, the server's older one comes back with
  // the next welcome, and this one is told again.
  #tellDraft(): void {
    const { turn, rev, moves, untold } = this.#sketch;
    if (!untold || this.line !== 'open' || this.view?.mine.committed) return;
    this.#line.tell({ t: 'draft', turn, rev, moves: [...moves] });
    this.#sketch = { ...this.#sketch, untold: false };
    if (this.#draftKey) save(localStorage, this.#draftKey, this.#sketch);
  }

  #drafted(m: Of<'draft'>): void {
    const { sketch, lost, tell } = merge(this.#sketch, { ...m, moves: m.moves ?? [] });
    this.#sketch = sketch;
    if (lost) this.offered = lost;
    if (this.#draftKey) save(localStorage, this.#draftKey, sketch);
    if (tell) this.#tellDraft();
  }

  // A frozen clock goes on only when the line is back: then it is right at once.
  #clockwork(): void {
    if (this.line !== 'open' || this.table.clock.state !== 'running') return;
    const before = this.left;
    this.#now = Date.now();
    const mark = passed(before, this.left);
    if (mark !== undefined)
      this.urgent = this.t(mark > 60_000 ? 'clock.low' : 'clock.last', {
        n: mark / (mark > 60_000 ? 60_000 : 1000),
      });
  }

  #handlers(): Handlers {
    const take = (m: FromServer) => this.#take(m);
    return {
      welcome: (m) => {
        this.notice = '';
        this.#samples = remember([], ahead(Date.now(), m.now, Date.now()));
        take(m);
      },
      book: take,
      view: (m) => {
        const before = this.view;
        take(m);
        this.#viewed(before);
      },
      presence: take,
      clock: (m) => {
        this.#now = Date.now();
        const was = this.table.clock.state;
        take(m);
        if (m.state === 'paused' && was !== 'paused') this.urgent = this.t('clock.paused.long');
      },
      lobby: take,
      console: take,
      debrief: take,
      draft: (m) => {
        take(m);
        this.#drafted(m);
      },
      bye: take,
      pong: (m) => {
        this.#samples = remember(this.#samples, ahead(m.echo, m.now, Date.now()));
      },
      ack: (m) => this.#answered(m.id),
      refuse: (m) => this.#refused(m),
      notice: (m) => {
        this.notice = m.text;
        this.say(m.text);
      },
    };
  }

  #take(message: FromServer): void {
    const { table, ask } = step(this.table, message);
    this.table = table;
    if (ask) this.#line.ask();
  }

  #refused(m: Of<'refuse'>): void {
    this.#answered(m.id);
    // Remarks carry no id: what becomes of them is no fault of the reader's.
    if (!m.id) return;
    this.refusal = { text: m.text, move: m.move };
    this.urgent = this.t('decision.refused', { text: m.text });
    this.#done = '';
  }

  #viewed(before: Board['view']): void {
    const { view, welcome } = this.table;
    if (!view || !welcome || view === before) return;
    const key = { session: welcome.session, role: view.role, turn: view.turn };
    if (this.#draftKey?.turn !== key.turn || this.#draftKey.session !== key.session) {
      this.#draftKey = key;
      this.#sketch = load(localStorage, key);
      this.offered = undefined;
      this.refusal = undefined;
      this.notice = '';
      const heard = this.table.draft;
      if (heard) this.#drafted({ v: 1, t: 'draft', ...heard });
    }
    this.#tellDraft();
    if (!before) this.#opened = readItems(welcome.session, view.role);
    if (this.#seen > 0) {
      const news = view.feed.length + view.course.length - this.#seen;
      this.#seen = 0;
      this.#resumed(Math.max(0, news));
    }
    if (!before) this.#firstGroup();
    const known = new Set(before?.feed.map((i) => i.id));
    for (const item of before ? view.feed : [])
      if (!known.has(item.id)) {
        const card = this.book.items.get(item.id);
        this.say(this.t('incoming.said', { title: card?.title ?? card?.text ?? '' }));
      }
  }

  // Opens on a group in which something can be done now.
  #firstGroup(): void {
    const options = this.view?.options ?? [];
    const open = new Set(
      options.filter((o) => o.ok).map((o) => groupOf(this.book.cards.get(o.action)?.group ?? '')),
    );
    this.group = groups.find((g) => open.has(g)) ?? 'diplomatic';
  }

  #lineIs(state: LineState): void {
    this.line = state;
    if (state === 'lost' && !this.#lost && this.view) {
      this.#lost = true;
      this.missed = undefined;
      this.#seen = this.view.feed.length + this.view.course.length;
      this.urgent = this.t(this.stopping ? 'line.stopping' : 'line.lost.long');
    }
    if (state === 'open' && this.#lost) {
      this.#lost = false;
      this.urgent = '';
      if (this.#seen === 0) this.#resumed(0);
    }
  }

  /** Says for four seconds that the line is back. */
  #resumed(n: number): void {
    this.missed = n;
    this.say(n ? this.t('line.missed', { n }) : this.t('line.again'));
    setTimeout(() => (this.missed = undefined), 4000);
  }
}

const key = Symbol('board');

export const provideBoard = (board: Board): Board => setContext(key, board);
export const useBoard = (): Board => getContext(key);
