import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backoff, Line, waits, type Handlers, type LineState } from './socket';

/** A socket whose other end is the test. */
class Wire {
  static all: Wire[] = [];
  readyState = 0;
  sent: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((e: { data: unknown }) => void) | null = null;
  constructor() {
    Wire.all.push(this);
  }
  send(text: string) {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  close() {
    this.readyState = 3;
  }
  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  hear(message: object) {
    this.onmessage?.({ data: JSON.stringify({ v: 1, ...message }) });
  }
  break() {
    this.readyState = 3;
    this.onclose?.();
  }
}

const welcome = {
  t: 'welcome',
  build: 'x',
  session: 'KITE-42',
  scenario: 's',
  role: 'a',
  lang: 'en',
  langs: ['en'],
  now: 0,
};

let heard: string[];
let states: LineState[];
let line: Line;

beforeEach(() => {
  vi.useFakeTimers();
  Wire.all = [];
  heard = [];
  states = [];
  const note = (m: { t: string }) => void heard.push(m.t);
  const handlers: Handlers = {
    welcome: note,
    lobby: note,
    console: note,
    draft: note,
    debrief: note,
    book: note,
    view: note,
    presence: note,
    clock: note,
    ack: note,
    refuse: note,
    notice: note,
    pong: note,
    bye: note,
  };
  line = new Line({
    url: 'ws://here/ws/KITE-42',
    greet: () => ({ lang: 'fr', seq: 3 }),
    handlers,
    onState: (s) => states.push(s),
    open: () => new Wire() as unknown as WebSocket,
    random: () => 0.5,
  });
  line.start();
});
afterEach(() => {
  line.stop();
  vi.useRealTimers();
});

const last = () => Wire.all.at(-1)!;

describe('a line', () => {
  it('says hello first, in the language wanted and with the last view seen', () => {
    last().open();
    expect(last().sent).toEqual([{ v: 1, t: 'hello', lang: 'fr', seq: 3 }]);
    expect(states).toEqual([]);
    last().hear(welcome);
    expect(states).toEqual(['open']);
  });

  it('comes back after 0.5, 1, 2, 4, 8, 10 and again 10 seconds', () => {
    expect(waits).toEqual([0.5, 1, 2, 4, 8, 10]);
    for (const seconds of [...waits, 10]) {
      const before = Wire.all.length;
      last().break();
      vi.advanceTimersByTime(seconds * 1000 - 1);
      expect(Wire.all.length).toBe(before);
      vi.advanceTimersByTime(1);
      expect(Wire.all.length).toBe(before + 1);
    }
  });

  it('starts over with the short wait once it was welcomed', () => {
    last().break();
    vi.advanceTimersByTime(500);
    last().break();
    vi.advanceTimersByTime(1000);
    last().open();
    last().hear(welcome);
    last().break();
    vi.advanceTimersByTime(500);
    expect(Wire.all.length).toBe(4);
  });

  it('spreads the waits by a fifth to either side', () => {
    expect(backoff(0, () => 0)).toBe(400);
    expect(backoff(0, () => 1)).toBeCloseTo(600);
    expect(backoff(99, () => 0.5)).toBe(10_000);
  });

  it('sends a command again under its id until it is answered', () => {
    last().open();
    last().hear(welcome);
    const id = line.send({ t: 'next', turn: 2 });
    expect(last().sent.at(-1)).toEqual({ v: 1, id, t: 'next', turn: 2 });
    last().break();
    vi.advanceTimersByTime(500);
    last().open();
    expect(last().sent.map((m) => m.t)).toEqual(['hello']);
    last().hear(welcome);
    expect(last().sent.at(-1)).toEqual({ v: 1, id, t: 'next', turn: 2 });
    last().hear({ t: 'ack', id });
    last().break();
    vi.advanceTimersByTime(500);
    last().open();
    last().hear(welcome);
    expect(last().sent.map((m) => m.t)).toEqual(['hello']);
  });

  it('counts a refusal as an answer', () => {
    last().open();
    last().hear(welcome);
    const id = line.send({ t: 'recall', turn: 1 });
    last().hear({ t: 'refuse', id, code: 'wrong_phase', move: -1, text: 'Too late.' });
    last().break();
    vi.advanceTimersByTime(500);
    last().open();
    last().hear(welcome);
    expect(last().sent.map((m) => m.t)).toEqual(['hello']);
  });

  it('gives every command another id', () => {
    const ids = new Set(Array.from({ length: 20 }, () => line.send({ t: 'next', turn: 1 })));
    expect(ids.size).toBe(20);
  });

  it('takes 8 seconds of silence for a loss, and a pong for life', () => {
    last().open();
    last().hear(welcome);
    vi.advanceTimersByTime(5_000);
    expect(last().sent.at(-1)).toMatchObject({ t: 'ping' });
    last().hear({ t: 'pong', echo: 0, now: 0 });
    vi.advanceTimersByTime(5_000);
    expect(states).toEqual(['open']);
    vi.advanceTimersByTime(5_000);
    expect(states).toEqual(['open', 'lost']);
  });

  it('does not come back after bye', () => {
    last().open();
    last().hear({ t: 'bye', reason: 'no_seat', text: 'No seat.' });
    vi.advanceTimersByTime(60_000);
    expect(heard).toEqual(['bye']);
    expect(states).toEqual(['closed']);
    expect(Wire.all.length).toBe(1);
  });

  it('comes back after the bye of a server that stops', () => {
    last().open();
    last().hear(welcome);
    last().hear({ t: 'bye', reason: 'stopping', text: 'Stay here.' });
    last().break();
    vi.advanceTimersByTime(500);
    expect(Wire.all.length).toBe(2);
    expect(states).toEqual(['open', 'lost']);
  });

  it('stops at a protocol that it does not speak', () => {
    last().open();
    last().hear({ v: 2, t: 'welcome' });
    expect(states).toEqual(['outdated']);
    expect(heard).toEqual([]);
  });

  it('passes over what it does not know and what is broken', () => {
    last().open();
    last().hear({ t: 'weather' });
    last().onmessage?.({ data: '{' });
    last().onmessage?.({ data: new ArrayBuffer(1) });
    expect(heard).toEqual([]);
    last().hear(welcome);
    expect(heard).toEqual(['welcome']);
  });
});
