// The whole board, mounted as in a browser and fed with the engine's samples: what
// they say must be on the screen.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import App from '../App.svelte';
import type { Book, ClientMessage as Command, View, Welcome } from '../wire/types.gen';

const samples = resolve('..', 'engine/wire/testdata/samples');
const sample = <T>(name: string) => JSON.parse(readFileSync(`${samples}/${name}.json`, 'utf8')) as T;

class Wire {
  static last: Wire;
  readyState = 1;
  sent: Command[] = [];
  onopen?: () => void;
  onclose?: () => void;
  onmessage?: (e: { data: string }) => void;
  constructor(readonly url: string) {
    Wire.last = this;
  }
  send(text: string) {
    this.sent.push(JSON.parse(text) as Command);
  }
  close() {}
  hear(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const welcome = sample<Welcome>('welcome');
const book = sample<Book>('book');
const more = sample<Book>('book_more');
const view = sample<View>('view');

function seat(): Wire {
  const wire = Wire.last;
  wire.onopen?.();
  for (const m of [
    welcome,
    { ...book, rev: 1, all: true },
    { ...more, rev: view.book },
    sample<object>('presence'),
  ])
    wire.hear(m);
  return wire;
}

beforeEach(() => {
  vi.stubGlobal('WebSocket', Wire);
  vi.stubGlobal('matchMedia', () => ({ matches: true }));
  localStorage.clear();
  localStorage.setItem('demarche.lang', 'en');
  localStorage.setItem(`demarche.briefed.${welcome.session}.${view.role}`, '1');
  history.replaceState(null, '', `/g/${welcome.session}`);
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
  Element.prototype.scrollIntoView = () => {};
});
afterEach(() => vi.unstubAllGlobals());

it('shows nothing of a session before its first view', () => {
  render(App);
  expect(Wire.last.url).toMatch(new RegExp(`/ws/${welcome.session}$`));
  expect(screen.getByRole('heading', { name: 'Opening the board' })).toBeTruthy();
});

it('shows the seat, the incidents, the messages and the measures of a view', async () => {
  render(App);
  seat().hear({ ...view, phase: 'decide', end: undefined });
  await screen.findByRole('heading', { name: 'Incident and attribution' });
  expect(Wire.last.sent[0]).toMatchObject({ v: 1, t: 'hello', lang: 'en' });

  const items = new Map([...(book.items ?? []), ...(more.items ?? [])].map((i) => [i.id, i]));
  const situation = screen.getByRole('region', { name: 'Incident and attribution' });
  for (const attack of view.attacks) {
    const card = items.get(attack.id);
    if (card?.title) expect(within(situation).getByText(card.title)).toBeTruthy();
    expect(within(situation).getAllByText(/% ?$|to \d+%/).length).toBeGreaterThanOrEqual(
      attack.suspects.length,
    );
  }

  const cards = new Map([...(book.cards ?? []), ...(more.cards ?? [])].map((c) => [c.id, c]));
  const known = view.options.filter((o) => cards.has(o.action));
  expect(known.length).toBeGreaterThan(0);
  const seen = new Set<string>();
  for (const tab of screen.getAllByRole('tab')) {
    tab.click();
    await waitFor(() => expect(tab.getAttribute('aria-selected')).toBe('true'));
    for (const h of within(screen.getByRole('tabpanel')).queryAllByRole('heading', { level: 3 }))
      seen.add(h.textContent?.trim() ?? '');
    for (const o of known.filter((o) => !o.ok && o.why && cards.get(o.action)?.group === tab.id.slice(6)))
      expect(screen.getByRole('tabpanel').textContent).toContain(o.why);
  }
  for (const o of known) expect(seen).toContain(cards.get(o.action)?.title);
});

it('shows what is asked, with the evidence that bears on it, and what is due', async () => {
  render(App);
  seat().hear({ ...view, phase: 'decide', end: undefined });
  const situation = await screen.findByRole('region', { name: 'Incident and attribution' });
  const question = within(situation)
    .getByRole('heading', { name: 'Was the damage abroad meant?' })
    .closest('article');
  if (!question) throw new Error('no question');
  // The likelier answer stands first, whatever the order of the card.
  expect(
    within(question)
      .getAllByText(/^(Yes, on purpose|No, it spread)/)
      .map((e) => e.textContent),
  ).toEqual(['No, it spread by itself', 'Yes, on purpose']);
  expect(question.textContent).toMatch(/No, it spread by itself\s*Likely 55–75%/);
  within(question).getByRole('button', { name: 'A list of targets' }).click();
  expect((await screen.findByRole('dialog')).textContent).toContain('No address abroad is on it.');
  // What was examined and what was published is said beside the evidence.
  expect(situation.textContent).toContain('Examined: genuine');
  expect(situation.textContent).toContain('Published');

  const due = within(screen.getByRole('region', { name: 'Incoming' })).getByRole('region', {
    name: 'Deadlines',
  });
  const [logs, summit] = within(due).getAllByRole('listitem');
  expect(logs?.textContent).toContain('When turn 5 opens, in 44 hours of the story');
  expect(logs?.textContent).toContain('Stopped if: “Ask the provider to keep its logs” has happened');
  expect(logs?.textContent).toMatch(/You have a measure for it, and so has: .*Clinic/);
  expect(summit?.textContent).toContain('After the last turn of this exercise');
});

it('shows evidence that bears on nothing known in a place of its own', async () => {
  render(App);
  const lost = { id: 'q3fz7ua2lm4c', attack: '', found: true };
  seat().hear({ ...view, phase: 'decide', end: undefined, attacks: [], questions: [], evidence: [lost] });
  const situation = await screen.findByRole('region', { name: 'Incident and attribution' });
  expect(within(situation).getByRole('heading', { name: 'Other evidence' })).toBeTruthy();
  expect(within(situation).getByRole('button', { name: /^Rented in advance/ })).toBeTruthy();
});

it('shows text of the server as text, whatever it holds', async () => {
  render(App);
  const evil = '<img src="x" onerror="alert(1)"> **bold**';
  const role = book.roles?.find((r) => r.id === view.role);
  const wire = seat();
  wire.hear({ ...more, rev: view.book, roles: [{ ...role, title: evil, brief: evil }] });
  wire.hear({ ...view, phase: 'decide', end: undefined });
  await screen.findByRole('heading', { name: 'Incident and attribution' });
  expect(document.querySelector('img')).toBeNull();
  expect(document.body.textContent).toContain('<img src="x" onerror="alert(1)">');
});

it('shows the ending with goals and objectives', async () => {
  render(App);
  const end = sample<View>('view_end');
  seat().hear({ ...end, book: view.book });
  await screen.findByRole('heading', { level: 2, name: end.end?.title });
  const goals = screen.getByRole('region', { name: 'How you did by your own goals' });
  for (const g of end.end?.goals ?? []) expect(within(goals).getByText(g.text)).toBeTruthy();
  for (const o of end.end?.objectives ?? []) expect(screen.getByText(o.text)).toBeTruthy();
});

it('says why a connection was refused', async () => {
  render(App);
  Wire.last.hear(sample<object>('bye'));
  await screen.findByText(sample<{ text: string }>('bye').text, { selector: 'main p' });
});

it('asks for target and explicit yes before a measure enters the decision, and commits just that', async () => {
  render(App);
  const card = book.cards?.[0];
  const role = book.roles?.find((r) => r.id !== view.role);
  if (!card || !role) throw new Error('the sample book has no card or no other role');
  const wire = seat();
  wire.hear({ ...more, rev: view.book, cards: [{ ...card, irrevocable: true, temptation: false }] });
  const targets = [
    { role: role.id, ok: true, crosses: 2 },
    { role: view.role, ok: false, code: 'when', why: 'Not towards yourself.' },
  ];
  const mine = { committed: false, moves: [] };
  wire.hear({
    ...view,
    phase: 'decide',
    end: undefined,
    mine,
    options: [{ action: card.id, ok: true, targets }],
  });

  const add = await screen.findByRole('button', { name: `Add: ${card.title}` });
  add.click();
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('Not towards yourself.');
  expect(within(dialog).getByText(/Risk:/)).toBeTruthy();
  const confirm = within(dialog).getByRole('button', { name: 'Add to decision' });
  const choice = within(dialog).getAllByRole<HTMLInputElement>('radio');
  expect(choice.map((c) => c.disabled)).toEqual([false, true]);

  // One open target is chosen already; both boxes are missing.
  confirm.click();
  await waitFor(() => expect(within(dialog).getAllByText('Tick this box to go on.').length).toBe(2));
  const boxes = within(dialog).getAllByRole('checkbox');
  boxes[0]?.click();
  confirm.click();
  await waitFor(() => expect(within(dialog).getAllByText('Tick this box to go on.').length).toBe(1));
  boxes[1]?.click();
  confirm.click();
  const decision = screen.getByRole('region', { name: 'Your decision' });
  await waitFor(() => expect(decision.textContent).toContain(card.title));

  within(decision).getByRole('button', { name: 'Commit decision' }).click();
  const sent = wire.sent.at(-1);
  expect(sent).toMatchObject({
    t: 'commit',
    turn: view.turn,
    moves: [{ action: card.id, target: role.id, confirm: true }],
  });

  // A refusal is told where the decision is made, and nothing is lost.
  const id = (sent as { id?: string }).id;
  wire.hear({ v: 1, t: 'refuse', id, code: 'too_dear', move: 0, text: 'You cannot afford this.' });
  await waitFor(() => expect(decision.textContent).toContain('You cannot afford this.'));
  expect(decision.textContent).toContain(card.title);

  // Committed, it can be recalled, and comes back as the draft.
  const moves = [{ action: card.id, target: role.id, confirm: true }];
  wire.hear({
    ...view,
    seq: view.seq + 1,
    phase: 'decide',
    end: undefined,
    mine: { committed: true, moves },
  });
  await within(decision).findByText(/^Committed\./);
  within(decision).getByRole('button', { name: 'Recall' }).click();
  expect(wire.sent.at(-1)).toMatchObject({ t: 'recall', turn: view.turn });
  const recalled = wire.sent.at(-1) as { id?: string };
  wire.hear({ v: 1, t: 'ack', id: recalled.id });
  wire.hear({ ...view, seq: view.seq + 2, phase: 'decide', end: undefined, mine });
  await within(decision).findByRole('button', { name: 'Commit decision' });
  expect(decision.textContent).toContain(card.title);
});

it('shares evidence with those to whom it may go', async () => {
  render(App);
  const wire = seat();
  wire.hear({
    ...view,
    phase: 'decide',
    end: undefined,
    share: [{ evidence: ['q3fz7ua2lm4c'], to: ['clinic'] }],
  });
  const situation = await screen.findByRole('region', { name: 'Incident and attribution' });
  const open = within(situation).getAllByRole('button', { name: /^Share / });
  expect(open.length).toBe(1);
  await fireEvent.click(open[0] as HTMLElement);
  const dialog = await screen.findByRole('dialog');
  const boxes = within(dialog).getAllByRole('checkbox') as HTMLInputElement[];
  expect(boxes.map((b) => b.value)).toEqual(['clinic']);
  const go = within(dialog).getByRole('button', { name: 'Share now' }) as HTMLButtonElement;
  expect(go.disabled).toBe(true);
  await fireEvent.click(boxes[0] as HTMLElement);
  expect(go.disabled).toBe(false);
  const form = dialog.querySelector('form');
  if (form) await fireEvent.submit(form);
  expect(wire.sent.at(-1)).toMatchObject({
    t: 'share',
    turn: view.turn,
    evidence: 'q3fz7ua2lm4c',
    to: ['clinic'],
  });
});

it('asks for a yes to the price before evidence goes beyond its mark', async () => {
  render(App);
  const wire = seat();
  const share = [{ evidence: ['q3fz7ua2lm4c'], beyond: ['clinic'] }];
  wire.hear({ ...view, phase: 'decide', end: undefined, share });
  const situation = await screen.findByRole('region', { name: 'Incident and attribution' });
  await fireEvent.click(within(situation).getByRole('button', { name: /^Share / }));
  const dialog = await screen.findByRole('dialog');
  const go = within(dialog).getByRole('button', { name: 'Share now' }) as HTMLButtonElement;
  await fireEvent.click(within(dialog).getByRole('checkbox'));
  expect(go.disabled).toBe(true);
  expect(dialog.textContent).toContain('“Trust” (Aurelia and Selenne) falls by 20.');
  await fireEvent.click(within(dialog).getByRole('checkbox', { name: 'I mean to go beyond the marking.' }));
  expect(go.disabled).toBe(false);
  const form = dialog.querySelector('form');
  if (form) await fireEvent.submit(form);
  expect(wire.sent.at(-1)).toMatchObject({ t: 'share', to: ['clinic'], confirm: true });
});

it('says a lost line in words, keeps what it shows, and offers no commit meanwhile', async () => {
  render(App);
  const wire = seat();
  wire.hear({ ...view, phase: 'decide', end: undefined, mine: { committed: false, moves: [] } });
  await screen.findByRole('heading', { name: 'Incident and attribution' });
  wire.onclose?.();
  await screen.findByText(/^Connection lost\. Trying again/, { selector: 'aside' });
  expect(screen.getByRole('region', { name: 'Incident and attribution' })).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /^Commit/ }).disabled).toBe(true);
});
