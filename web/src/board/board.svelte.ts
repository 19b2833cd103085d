// The board of one seat: what is known of the table, the reader's draft and
// choices, and the acts a person can do. Screens and panels read this and
// nothing else.
import { getContext, setContext } from 'svelte';
import { numbers, signed, translator, type Lang } from '../i18n/translate';
import { load, put, sameMove, save, type DraftKey } from '../state/draft';
import { shortTitles } from '../state/titles';
import { blank, step, type Table } from '../state/table';
import type { FromServer, Of } from '../wire/message';
import { Line, type Handlers, type LineState } from '../wire/socket';
import type { Move } from '../wire/types.gen';
import { firstLang, firstTheme, keepLang, keepTheme, type Theme } from './prefs';

export const groups = ['attack', 'active', 'diplomatic', 'legal', 'resilience'] as const;
export type Group = (typeof groups)[number];

export const tabs = ['situation', 'measures', 'ladder', 'decision'] as const;
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
  draft = $state.raw<readonly Move[]>([]);
  /** Commands sent and not answered yet, by id. */
  pending = $state.raw<ReadonlySet<string>>(new Set());
  refusal = $state.raw<{ text: string; move: number } | undefined>(undefined);
  /** What the server told once; it stands until the next turn or connection. */
  notice = $state('');
  /** Turn whose reveal the reader is done with. */
  read = $state(0);
  /** What a screen reader is told: politely, and at once. */
  polite = $state('');
  urgent = $state('');

  t = $derived(translator(this.lang));
  number = $derived(numbers(this.lang));
  signed = $derived(signed(this.lang));
  view = $derived(this.table.view);
  book = $derived(this.table.book);
  me = $derived(this.book.roles.get(this.view?.role ?? ''));
  short = $derived(shortTitles(this.book.roles.values()));
  title = $derived(this.book.texts.title ?? this.table.welcome?.scenario ?? 'Demarche');

  #line: Line;
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
  }
  stop(): void {
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
    this.read = this.view.turn;
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
    this.draft = moves;
    this.refusal = undefined;
    if (this.#draftKey) save(localStorage, this.#draftKey, moves);
  }

  #handlers(): Handlers {
    const take = (m: FromServer) => this.#take(m);
    return {
      welcome: (m) => {
        this.notice = '';
        take(m);
      },
      book: take,
      view: (m) => {
        const before = this.view;
        take(m);
        this.#viewed(before);
      },
      presence: take,
      clock: take,
      bye: take,
      pong: () => {},
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
    this.refusal = { text: m.text, move: m.move };
    this.urgent = this.t('decision.refused', { text: m.text });
    if (this.read === this.view?.turn) this.read = 0;
  }

  #viewed(before: Board['view']): void {
    const { view, welcome } = this.table;
    if (!view || !welcome || view === before) return;
    const key = { session: welcome.session, role: view.role, turn: view.turn };
    if (this.#draftKey?.turn !== key.turn || this.#draftKey.session !== key.session) {
      this.#draftKey = key;
      this.draft = load(localStorage, key);
      this.refusal = undefined;
      this.notice = '';
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
      this.urgent = this.t('line.lost.long');
    }
    if (state === 'open' && this.#lost) {
      this.#lost = false;
      this.urgent = '';
      this.say(this.t('line.again'));
    }
  }
}

const key = Symbol('board');

export const provideBoard = (board: Board): Board => setContext(key, board);
export const useBoard = (): Board => getContext(key);
