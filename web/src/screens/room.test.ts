// The pages of the room, mounted as in a browser and fed with the engine's samples
// and with what a server answers.
import { tick } from 'svelte';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import App from '../App.svelte';
import type { Book, ClientMessage, Console, Debrief, Lobby, View, Welcome } from '../wire/types.gen';

const samples = resolve('..', 'engine/wire/testdata/samples');
const sample = <T>(name: string) => JSON.parse(readFileSync(`${samples}/${name}.json`, 'utf8')) as T;

class Wire {
  static last: Wire;
  readyState = 1;
  sent: ClientMessage[] = [];
  onopen?: () => void;
  onclose?: () => void;
  onmessage?: (e: { data: string }) => void;
  constructor(readonly url: string) {
    Wire.last = this;
  }
  send(text: string) {
    this.sent.push(JSON.parse(text) as ClientMessage);
  }
  close() {}
  hear(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const welcome = sample<Welcome>('welcome');
const board = sample<Console>('console');
const lobby = sample<Lobby>('lobby');
const debrief = sample<Debrief>('debrief');
const book = sample<Book>('book');

function open(path: string): Wire {
  history.replaceState(null, '', path);
  render(App);
  const wire = Wire.last;
  wire.onopen?.();
  wire.hear({ ...welcome, role: '' });
  return wire;
}
const acts = (wire: Wire) => wire.sent.filter((m) => m.t === 'act');

beforeEach(() => {
  vi.stubGlobal('WebSocket', Wire);
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  localStorage.clear();
  localStorage.setItem('demarche.lang', 'en');
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
    this.dispatchEvent(new Event('close'));
  };
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('the console shows seats, guests, sealed decisions, injects and objectives, and hides the truth', async () => {
  const wire = open('/g/KITE-42/control');
  expect(wire.url).toMatch(/\/ws\/KITE-42\?as=control$/);
  wire.hear(board);
  const seats = await screen.findByRole('region', { name: 'Seats' });
  for (const s of board.seats) expect(within(seats).getAllByText(s.title).length).toBeGreaterThan(0);
  expect(seats.textContent).toContain('2/3');
  expect(seats.textContent).toContain('Amira');
  for (const s of board.sealed)
    for (const m of s.moves) {
      expect(seats.textContent).toContain(m.title);
      expect(seats.textContent).toContain(m.detail);
    }
  const deadlines = within(screen.getByRole('region', { name: 'Deadlines' })).getAllByRole('listitem');
  expect(deadlines.map((d) => d.textContent?.replace(/\s+/g, ' ').trim())).toEqual([
    expect.stringMatching(/^Turn 5 The provider's logs.*Stopped if: .* Runs$/),
    expect.stringMatching(/^Later Summit .*Runs$/),
    expect.stringMatching(/^Turn 2 Parliament sits .*Passed$/),
    expect.stringMatching(/^– The ultimatum ends .*Begins if: “Ultimatum” has happened Waits$/),
  ]);
  const injects = screen.getByRole('region', { name: 'Injects' });
  for (const i of board.injects) expect(within(injects).getByText(i.title)).toBeTruthy();
  expect(injects.textContent).toContain('highest rung is 3 or more');
  expect(injects.textContent).toContain('1 sent, 1 to come');
  const state = screen.getByRole('region', { name: 'Objectives and state' });
  for (const o of board.objectives) expect(state.textContent).toContain(o.hint);

  expect(document.body.textContent).not.toContain('The clinics are dark: Drovia');
  await fireEvent.click(within(state).getByRole('button', { name: 'Show' }));
  expect(state.textContent).toContain('The clinics are dark: Drovia');

  const join = screen.getByRole('region', { name: 'How to join' });
  expect(join.textContent).toContain('418220');
  expect(within(join).getByRole('img').getAttribute('src')).toBe('/api/sessions/KITE-42/qr.svg');
});

it('the console sends acts: admit, hold, send now, computer, time, pause by key, end of phase asked once', async () => {
  const wire = open('/g/KITE-42/control');
  wire.hear(board);
  wire.hear({ v: 1, t: 'clock', state: 'running', ends: Date.now() + 60_000 });
  await screen.findByRole('button', { name: /^Pause/ });
  const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));

  await press('Admit: Jonas');
  await press('Hold: The press');
  await press('Send now: The press');
  await press('−1 min');
  await press('+2 min');
  await press('Change the seat: Selenne');
  await press('Hand back to people');
  await press('Change the seat: Aurelia, foreign ministry');
  await press('Hand to computer');
  await fireEvent.keyDown(document.body, { key: 'p' });
  expect(
    acts(wire).map(
      ({ t, v, id, ...rest }) => (expect([t, v, typeof id]).toEqual(['act', 1, 'string']), rest),
    ),
  ).toEqual([
    { do: 'admit', guest: 'g2' },
    { do: 'hold', inject: 'press' },
    { do: 'inject', inject: 'press' },
    { do: 'time', seconds: -60 },
    { do: 'time', seconds: 120 },
    { do: 'person', role: 'selenne' },
    { do: 'computer', role: 'aurelia' },
    { do: 'pause' },
  ]);

  const before = acts(wire).length;
  await fireEvent.keyDown(document.body, { key: 'e' });
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('1 delegation has not committed');
  expect(acts(wire).length).toBe(before);
  await fireEvent.keyDown(document.body, { key: 'e' });
  expect(screen.getAllByRole('dialog').length).toBe(1);
  await fireEvent.input(within(dialog).getByRole('textbox'), { target: { value: ' They are ready. ' } });
  const form = dialog.querySelector('form');
  if (form) await fireEvent.submit(form);
  (dialog as HTMLDialogElement).close();
  expect(acts(wire).at(-1)).toMatchObject({ do: 'advance', reason: 'They are ready.' });

  wire.hear({ v: 1, t: 'clock', state: 'paused', left: 30_000 });
  await screen.findByText(/paused in Decide/);
  await press(/^Resume/);
  expect(acts(wire).at(-1)).toMatchObject({ do: 'resume' });
});

it('the console sets a number and decides a chance, and leaves one to chance again', async () => {
  const wire = open('/g/KITE-42/control');
  wire.hear(board);
  const step = await screen.findByRole('region', { name: 'Step in' });
  const field = (name: string) => within(step).getByLabelText(name);
  const choose = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });
  const sends = async (name: string) => {
    const form = within(step).getByRole('button', { name }).closest('form');
    if (form) await fireEvent.submit(form);
  };

  await choose('Number', 'pair(aurelia, drovia).rung');
  const value = field('Value') as HTMLInputElement;
  expect([value.value, value.min, value.max, value.step]).toEqual(['2', '0', '4', '1']);
  await fireEvent.input(value, { target: { value: '3' } });
  await fireEvent.input(field('Reason (optional; kept in the record, not shown to players)'), {
    target: { value: ' A wake-up call. ' },
  });
  await sends('Set it now');
  await choose('Number', 'alert');
  expect(
    within(field('Value'))
      .getAllByRole('option')
      .map((o) => o.textContent),
  ).toEqual(['low', 'high']);
  await choose('Value', '0');
  await sends('Set it now');

  await choose('Chance', 'outcome ask_police');
  const decide = within(step).getByRole('button', { name: 'Decide' }) as HTMLButtonElement;
  expect(decide.disabled).toBe(true);
  await choose('Whose', 'aurelia');
  await choose('Target', 'selenne');
  await choose('How it falls', 'answered');
  expect(decide.disabled).toBe(false);
  await sends('Decide');

  expect(step.textContent).toContain('Trace in the logs → found (turn 4)');
  await fireEvent.click(within(step).getByRole('button', { name: /^Leave to chance: Trace/ }));
  expect(acts(wire)).toMatchObject([
    { do: 'override', number: 'pair(aurelia, drovia).rung', value: 3, reason: 'A wake-up call.' },
    { do: 'override', number: 'alert', value: 0, reason: '' },
    {
      do: 'force',
      chance: { purpose: 'outcome', of: 'ask_police', role: 'aurelia', target: 'selenne', way: 'answered' },
      reason: '',
    },
    { do: 'unforce', chance: { turn: 4, purpose: 'evidence', of: 'log_trace', way: 'found' } },
  ]);
});

it('the console says what was refused, and keys do nothing in a field or without a line', async () => {
  const wire = open('/g/KITE-42/control');
  wire.hear(board);
  wire.hear({ v: 1, t: 'clock', state: 'running', ends: Date.now() + 60_000 });
  const pause = await screen.findByRole('button', { name: /^Pause/ });
  await fireEvent.click(pause);
  const id = wire.sent.at(-1)?.id;
  wire.hear({ v: 1, t: 'refuse', id, code: 'wrong_phase', move: -1, text: 'The clock stands already.' });
  await screen.findByText('This did not work: The clock stands already.');
  const n = acts(wire).length;
  wire.onclose?.();
  await waitFor(() => expect((pause as HTMLButtonElement).disabled).toBe(true));
  await fireEvent.keyDown(document.body, { key: 'p' });
  expect(acts(wire).length).toBe(n);
});

it('the course has a table beside its drawing', async () => {
  open('/g/KITE-42/control').hear(board);
  const course = await screen.findByRole('region', { name: 'Course of the exercise' });
  expect(within(course).getByRole('img').querySelector('desc')?.textContent).toBe(
    'Turn 1: rung 1. Turn 2: rung 2. Turn 3: rung 2',
  );
  await fireEvent.click(within(course).getByRole('button', { name: 'Show as table' }));
  expect(within(course).getAllByRole('row').length).toBe(4);
  expect(course.textContent).toContain('Dispute: Aurelia and Drovia');
});

it('the lobby shows seats; a guest who is let in takes one, and one who is not waits', async () => {
  const wire = open('/g/KITE-42/lobby');
  expect(wire.url).toMatch(/\/ws\/KITE-42$/);
  wire.hear({ ...lobby, you: { name: 'Zoé', admitted: false } });
  await screen.findByRole('heading', { name: 'Waiting for the trainer to let you in' });
  const take = screen.getByRole<HTMLButtonElement>('button', { name: 'Take seat: Selenne' });
  expect(take.disabled).toBe(true);
  wire.hear({ ...lobby, you: { name: 'Zoé', admitted: true } });
  await waitFor(() => expect(take.disabled).toBe(false));
  expect(document.body.textContent).toContain('You are Zoé.');
  await fireEvent.click(take);
  expect(wire.sent.at(-1)).toMatchObject({ t: 'take', role: 'selenne' });
  wire.hear({
    v: 1,
    t: 'refuse',
    id: wire.sent.at(-1)?.id,
    code: 'not_free',
    move: -1,
    text: 'The seat is taken.',
  });
  await screen.findByText('This did not work: The seat is taken.');
});

it('the briefing opens once the guest has a seat', async () => {
  const wire = open('/g/KITE-42/lobby');
  const role = book.roles?.find((r) => r.brief);
  if (!role) throw new Error('the sample book has no brief');
  wire.hear({ ...book, rev: 1, all: true });
  wire.hear({ ...lobby, you: { name: 'Zoé', admitted: true } });
  await screen.findByRole('heading', { name: 'Choose your seat' });
  expect(screen.queryByRole('dialog')).toBeNull();
  wire.hear({ ...lobby, you: { name: 'Zoé', admitted: true, role: role.id } });
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain(role.title);
});

it('the wall shows the public view and nothing to press', async () => {
  const wire = open('/g/KITE-42/wall');
  expect(wire.url).toMatch(/\?as=wall$/);
  const view = sample<View>('view');
  const more = sample<Book>('book_more');
  wire.hear({ ...book, rev: 1, all: true });
  wire.hear({ ...more, rev: view.book });
  wire.hear(sample<object>('presence'));
  wire.hear({ ...view, phase: 'decide', end: undefined });
  await screen.findByRole('heading', { name: `Escalation ladder, turn ${view.turn} of ${view.turns}` });
  for (const r of book.ladder?.rungs ?? []) expect(screen.getByText(r.name)).toBeTruthy();
  expect(screen.queryAllByRole('button')).toEqual([]);
  expect(screen.queryAllByRole('textbox')).toEqual([]);
  const item = [...(book.items ?? []), ...(more.items ?? [])].find((i) => i.id === view.feed[0]?.id);
  if (item?.title) expect(screen.getByText(item.title)).toBeTruthy();
  expect(document.body.textContent).toContain(welcome.session);
});

it('the debrief tells the turning point, decisions, goals, beliefs beside the truth', async () => {
  const wire = open('/g/KITE-42/control');
  wire.hear({ ...board, phase: 'ended' });
  wire.hear(debrief);
  await fireEvent.click(await screen.findByRole('button', { name: 'Open the debrief' }));
  expect(await screen.findByRole('heading', { level: 2, name: debrief.headline })).toBeTruthy();
  const decisions = screen.getByRole('region', { name: 'Decisions that moved the ladder' });
  expect(decisions.textContent).toContain('Expel two diplomats → Drovia');
  expect(decisions.textContent).toContain('Aurelia–Drovia: up 1, to rung 2');
  expect(decisions.textContent).toContain('Trust: Aurelia and Drovia −15');
  const course = screen.getByRole('region', { name: 'Escalation as played' });
  expect(within(course).getByRole('img').textContent).toContain('Dispute');
  expect(screen.getByRole('region', { name: 'Goals' }).textContent).toContain('secret until now');
  const beliefs = screen.getByRole('region', { name: 'What was believed, and what was true' });
  expect(beliefs.textContent).toContain('True: Drovia');
  const cells = within(beliefs).getAllByRole('cell');
  expect(cells.map((c) => c.textContent?.trim())).toEqual(['60%', '40%', '67%']);
  expect(beliefs.textContent).toContain('Was the damage abroad meant? True: No, it spread by itself');
  const told = (name: string) =>
    within(screen.getByRole('region', { name }))
      .getAllByRole('listitem')
      .map((li) => li.textContent?.replace(/\s+/g, ' ').trim());
  expect(told('Deadlines')).toEqual([
    "Logs are deleted What stops it: “Ask for the server's logs through the police” has happened stopped in turn 2",
    'Parliament sits Not seen by: Drovia passed in turn 2',
    'Summit still ran',
    'The ultimatum ends What stops it: “Yield” has happened never began',
  ]);
  expect(told('Agreements')).toEqual([
    'Standstill on hospitals Turn 1, to turn 2. Signed by: Aurelia, foreign ministry · Drovia Turn 2: Drovia broke it towards Aurelia broken',
    'Word of honour Turn 2, to the end. Signed by: Selenne · Drovia in force at the end',
  ]);
  expect(told('What was proposed to others')).toEqual([
    'T1 Joint statement · sharp words Aurelia · Signatures Yes: Selenne No: Drovia No answer: Police refused',
    'T2 Elect a chair Selenne · Secret vote Yes: 2, no: 0, no answer: 1 agreed',
  ]);
  expect(decisions.textContent).toContain('Lawful. Vienna Convention');
  expect(decisions.textContent).toContain('Said: “Two members of your mission');
  const rows = (name: string) =>
    within(screen.getByRole('region', { name }))
      .getAllByRole('row')
      .slice(1)
      .map((row) => row.textContent?.replace(/\s+/g, ' ').trim());
  expect(rows('Who knew what')).toEqual([
    'Trace in the logs published in turn 2 Turn 1: Aurelia Turn 2: Drovia',
    'A boast a plant Nobody Looked for in vain: Police',
  ]);
  const numbers = screen.getByRole('region', { name: 'Numbers, from beginning to end' });
  expect(
    within(numbers)
      .getAllByRole('cell')
      .map((c) => c.textContent),
  ).toEqual(['70', '55', '−15']);
  // It went to rung 3 in the turn that closed on 2.
  expect(document.body.textContent).toContain('Turn 2: rung 2, went up to 3');
  expect(document.body.textContent).toMatch(/3\s*highest rung, turn 2/);
});

it('questions for the room are the facilitator’s, what was missed first', async () => {
  const wire = open('/g/KITE-42/control');
  const objectives = [
    { text: 'Ask first', hint: 'Who asked?', state: 'met' },
    { text: 'Keep calm', hint: 'Who stayed calm?', state: 'open' },
    { text: 'Nothing to say', hint: '', state: 'open' },
  ];
  wire.hear({ ...board, phase: 'ended', objectives });
  const went = objectives.map((o) => ({ text: o.text, state: o.state === 'met' ? 'met' : 'missed' }));
  wire.hear({ ...debrief, objectives: went });
  await fireEvent.click(await screen.findByRole('button', { name: 'Open the debrief' }));
  const asked = await screen.findByRole('region', { name: 'To discuss in the room' });
  expect(
    within(asked)
      .getAllByRole('listitem')
      .map((li) => li.textContent?.replace(/\s+/g, ' ').trim()),
  ).toEqual(['Who stayed calm? Keep calm Missed', 'Who asked? Ask first']);
});

it('joining forgives case and spaces, keeps what was written, and says faults at the field', async () => {
  const asked: { path: string; body: unknown }[] = [];
  let answer: [number, object] = [403, { code: 'wrong_pin', text: 'This PIN is not right.' }];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    asked.push({ path, body: JSON.parse(String(init.body)) as unknown });
    return Promise.resolve(new Response(JSON.stringify(answer[1]), { status: answer[0] }));
  });
  history.replaceState(null, '', '/');
  render(App);
  const [code, name, pin] = screen.getAllByRole<HTMLInputElement>('textbox');
  const form = code?.closest('form');
  if (!code || !name || !pin || !form) throw new Error('three fields are wanted');
  await fireEvent.submit(form);
  await screen.findByText(/^Write the code as it was given/);
  expect(code.getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(code);
  await fireEvent.input(code, { target: { value: ' kite 42' } });
  await fireEvent.submit(form);
  await screen.findByText('Write your name.');
  expect(asked).toEqual([]);
  await fireEvent.input(name, { target: { value: ' Zoé ' } });
  await fireEvent.input(pin, { target: { value: '41 82 20' } });
  await fireEvent.submit(form);
  await screen.findByText('This PIN is not right.');
  expect(asked).toEqual([
    { path: '/api/join?lang=en', body: { code: 'KITE-42', name: 'Zoé', pin: '418220' } },
  ]);
  expect(pin.getAttribute('aria-invalid')).toBe('true');
  expect([code.value, name.value]).toEqual(['KITE-42', 'Zoé']);
  answer = [429, { code: 'too_many_tries', text: 'Too many tries.' }];
  await fireEvent.submit(form);
  expect((await screen.findByText('Too many tries.')).getAttribute('role')).toBe('alert');
});

it('the library offers scenarios and opens a session with what was changed', async () => {
  const asked: { path: string; body: unknown }[] = [];
  const scenario = {
    id: 'code_blue',
    title: 'Code Blue',
    summary: 'A hospital **goes dark**.',
    turns: 8,
    seats: [{ role: 'a', title: 'A' }],
    langs: ['en', 'fr'],
    params: [
      { id: 'hack_back', text: 'Hack-back is offered', default: 1, min: 0, max: 1 },
      { id: 'restraint', text: 'Restraint', default: 60, min: 0, max: 100 },
    ],
  };
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    if (init.method === 'POST') asked.push({ path, body: JSON.parse(String(init.body)) as unknown });
    const body = path.startsWith('/api/library')
      ? { scenarios: [scenario] }
      : init.method === 'POST'
        ? { code: 'too_many_sessions', text: 'The server is full.' }
        : { sessions: [{ code: 'LUNE-22', title: 'Code Blue', control: '/g/LUNE-22/control' }] };
    return Promise.resolve(
      new Response(JSON.stringify(body), { status: init.method === 'POST' ? 503 : 200 }),
    );
  });
  history.replaceState(null, '', '/host');
  render(App);
  await fireEvent.click(await screen.findByRole('button', { name: 'Choose: Code Blue' }));
  expect(document.body.textContent).toContain('1 seat');
  expect(document.body.textContent).toContain('LUNE-22');
  await fireEvent.input(screen.getByLabelText('Restraint'), { target: { value: '80' } });
  await fireEvent.click(screen.getByRole('radio', { name: 'Français' }));
  await fireEvent.click(screen.getByRole('button', { name: 'Create session' }));
  await screen.findByText('This did not work: The server is full.');
  expect(asked).toEqual([
    { path: '/api/sessions?lang=en', body: { scenario: 'code_blue', lang: 'fr', params: { restraint: 80 } } },
  ]);
});

it('many settings are folded behind the first three, and one that is wrong is seen', async () => {
  const params = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'].map((id) => ({
    id,
    text: `Setting ${id}`,
    default: 1,
    min: 0,
    max: 9,
  }));
  const scenario = { id: 's', title: 'Estuary', summary: '', turns: 4, seats: [], langs: ['en'], params };
  vi.stubGlobal('fetch', (path: string) =>
    Promise.resolve(
      new Response(
        JSON.stringify(path.startsWith('/api/library') ? { scenarios: [scenario] } : { sessions: [] }),
      ),
    ),
  );
  history.replaceState(null, '', '/host');
  render(App);
  await fireEvent.click(await screen.findByRole('button', { name: 'Choose: Estuary' }));
  const summary = screen.getByText('Other settings: 4');
  const fold = summary.closest('details')!;
  expect(fold.open).toBe(false);
  expect(fold.contains(screen.getByLabelText('Setting three'))).toBe(false);
  const seven = screen.getByLabelText<HTMLInputElement>('Setting seven');
  expect(fold.contains(seven)).toBe(true);
  await fireEvent.input(seven, { target: { value: '11' } });
  expect(seven.form!.checkValidity()).toBe(false);
  await tick();
  expect(fold.open).toBe(true);
});

it('the library says why it is closed to somebody who is no host', async () => {
  vi.stubGlobal('fetch', () =>
    Promise.resolve(
      new Response(JSON.stringify({ code: 'not_host', text: 'Open the host link.' }), { status: 403 }),
    ),
  );
  history.replaceState(null, '', '/host');
  render(App);
  expect((await screen.findByText(/Open the host link/)).getAttribute('role')).toBe('alert');
});
