// Parts of the seat that a whole exercise seldom shows: choices and signatures in
// the composer, proposals of others, the clock, a draft from another device.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { render, screen, waitFor, within } from '@testing-library/svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import App from '../App.svelte';
import type { Book, Card, ClientMessage as Command, View, Welcome } from '../wire/types.gen';

const samples = resolve('..', 'engine/wire/testdata/samples');
const sample = <T>(name: string) => JSON.parse(readFileSync(`${samples}/${name}.json`, 'utf8')) as T;

class Wire {
  static last: Wire;
  readyState = 1;
  sent: Command[] = [];
  onopen?: () => void;
  onclose?: () => void;
  onmessage?: (e: { data: string }) => void;
  constructor() {
    Wire.last = this;
  }
  send(text: string) {
    this.sent.push(JSON.parse(text) as Command);
  }
  close() {}
  hear(message: object) {
    this.onmessage?.({ data: JSON.stringify({ v: 1, ...message }) });
  }
  said(t: Command['t']) {
    return this.sent.filter((m) => m.t === t);
  }
}

const welcome = sample<Welcome>('welcome');
const book = sample<Book>('book');
const view = sample<View>('view');
const other = book.roles?.find((r) => r.id !== view.role)?.id ?? '';
const base = book.cards?.[0] as Card;
const card: Card = {
  ...base,
  irrevocable: false,
  rung: -1,
  choices: [
    {
      name: 'how',
      title: 'How firmly do you put it?',
      words: [
        { word: 'ask', text: 'We ask them to explain' },
        { word: 'likely', text: 'They are likely responsible', rung: 2 },
        { word: 'sure', text: 'They are responsible' },
      ],
    },
  ],
  cosign: { of: [view.role, other], atLeast: 2 },
  advice: [{ by: 'legal', text: 'No rule fixes the standard of proof.' }],
};
const now: View = {
  ...view,
  book: 2,
  phase: 'decide',
  end: undefined,
  proposals: [],
  mine: { committed: false, moves: [] },
  options: [
    {
      action: card.id,
      ok: true,
      costs: [{ track: 'means', by: 1 }],
      words: [{ choice: 'how', word: 'sure', code: 'locked', why: 'Not likely enough.' }],
      cases: [{ choices: { how: 'likely' }, crosses: 2, costs: [{ track: 'means', by: 2 }] }],
    },
  ],
};

function seat(more: Partial<View> = {}): Wire {
  render(App);
  const wire = Wire.last;
  wire.onopen?.();
  wire.hear(welcome);
  wire.hear({ ...book, rev: 2, all: true, cards: [card] });
  wire.hear(sample<object>('presence'));
  wire.hear({ ...now, ...more });
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
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it(
  'offers the wordings of a measure, holds locked ones back, and drafts the one picked',
  { timeout: 20_000 },
  async () => {
    const wire = seat();
    (await screen.findByRole('button', { name: `Add: ${card.title}` })).click();
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('No rule fixes the standard of proof.');
    expect(dialog.textContent).toContain('2 of 2 must sign');
    const words = within(dialog).getAllByRole<HTMLInputElement>('radio');
    expect(words.map((w) => [w.value, w.checked, w.disabled])).toEqual([
      ['ask', true, false],
      ['likely', false, false],
      ['sure', false, true],
    ]);
    expect(dialog.textContent).toContain('Not likely enough.');

    // A word that crosses a firebreak wants an explicit yes.
    expect(within(dialog).queryByRole('checkbox')).toBeNull();
    expect(dialog.querySelector('.cost')?.textContent).toContain('1');
    words[1]?.click();
    await waitFor(() => expect(dialog.querySelector('.cost')?.textContent).toContain('2'));
    const yes = await within(dialog).findByRole('checkbox');
    yes.click();
    within(dialog).getByRole('button', { name: 'Add to decision' }).click();
    const decision = screen.getByRole('region', { name: 'Your decision' });
    await waitFor(() => expect(decision.textContent).toContain('They are likely responsible'));

    const moves = [{ action: card.id, choices: { how: 'likely' }, confirm: true }];
    await waitFor(() => expect(wire.said('draft').at(-1)).toMatchObject({ turn: view.turn, rev: 1, moves }));
    within(decision).getByRole('button', { name: 'Commit decision' }).click();
    expect(wire.said('commit').at(-1)).toMatchObject({ moves });
  },
);

it('asks the reader to sign what others propose, and shows the answer', async () => {
  const proposal = { id: 'p1', role: other, action: 'x', text: 'Name them together.' };
  const wire = seat({ proposals: [proposal] });
  const panel = await screen.findByRole('region', { name: 'Proposals' });
  expect(panel.textContent).toContain('Name them together.');
  within(panel).getByRole('button', { name: 'Accept' }).click();
  expect(wire.said('answer').at(-1)).toMatchObject({ turn: view.turn, proposal: 'p1', yes: true });
  wire.hear({ ...now, seq: view.seq + 1, proposals: [{ ...proposal, yes: true }] });
  await within(panel).findByRole('button', { name: 'Accepted', pressed: true });
  within(panel).getByRole('button', { name: 'Decline' }).click();
  expect(wire.said('answer').at(-1)).toMatchObject({ yes: false });
});

it('draws the clock of the server, says a pause in words, and hides seconds when the line is lost', async () => {
  // The browser's time stands still, so that the clock is exact on a slow machine.
  const now = Date.now();
  vi.spyOn(Date, 'now').mockReturnValue(now);
  const wire = seat();
  wire.hear({ ...welcome, now: Date.now() + 3_600_000 });
  wire.hear({ t: 'clock', state: 'running', ends: Date.now() + 3_600_000 + 300_000 });
  const timer = await screen.findByRole('timer');
  expect(timer.textContent).toBe('05:00');
  wire.hear({ t: 'clock', state: 'paused', left: 61_000 });
  await waitFor(() => expect(timer.textContent).toBe('01:01'));
  await screen.findByText(/^The exercise is paused/, { selector: 'aside' });
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /^Commit/ }).disabled).toBe(true);
  wire.onclose?.();
  await waitFor(() => expect(timer.textContent).toBe('01:––'));
});

it('takes the draft of another device, and offers its own back where it was never heard', async () => {
  const wire = seat();
  const decision = await screen.findByRole('region', { name: 'Your decision' });
  wire.hear({
    t: 'draft',
    turn: view.turn,
    rev: 4,
    moves: [{ action: card.id, text: 'From the other desk.' }],
  });
  await waitFor(() => expect(decision.textContent).toContain('From the other desk.'));
  within(decision)
    .getByRole('button', { name: `Remove: ${card.title}` })
    .click();
  await waitFor(() => expect(decision.textContent).not.toContain('From the other desk.'));
  await waitFor(() => expect(wire.said('draft').at(-1)).toMatchObject({ rev: 5, moves: [] }));
});

it('marks what was not read yet, and tells the server what was opened', async () => {
  const wire = seat();
  const incoming = await screen.findByRole('region', { name: 'Incoming' });
  const fresh = view.feed.length;
  expect(incoming.textContent).toContain(`${fresh} new`);
  within(incoming).getAllByRole('button', { name: /^Read/ })[0]?.click();
  await waitFor(() => expect(wire.said('read')).toEqual([{ v: 1, t: 'read', item: view.feed[0]?.id }]));
  await waitFor(() => expect(incoming.textContent).not.toContain(`${fresh} new`));
});

it('asks only for readiness before the phase Decide', async () => {
  const wire = seat({ phase: 'consult' });
  const decision = await screen.findByRole('region', { name: 'Your decision' });
  expect(within(decision).queryByRole('button', { name: /^Commit/ })).toBeNull();
  within(decision).getByRole('button', { name: 'Ready to decide' }).click();
  expect(wire.said('next').at(-1)).toMatchObject({ turn: view.turn });
  await within(decision).findByText('Ready. Waiting for the others…');
});

it('asks for an amount and for words, says who votes, and lists orders that wait', async () => {
  const pledge: Card = {
    ...base,
    irrevocable: false,
    rung: -1,
    words: { needed: true, max: 40 },
    vote: { of: [view.role, other], rule: 'majority', secret: true },
    standing: 'Care below 20',
  };
  const wire = seat({
    options: [
      {
        action: card.id,
        ok: true,
        amounts: { low: 10, high: 50, step: 10 },
        costs: [{ track: 'means', by: 1, step: 0.1 }],
      },
    ],
    standing: [{ move: { action: card.id, amount: 20 }, turn: 2, text: 'A pledge (20)' }],
  });
  wire.hear({ ...book, rev: 3, all: true, cards: [pledge] });
  expect((await screen.findByRole('region', { name: 'Your decision' })).textContent).toContain(
    'A pledge (20)',
  );
  (await screen.findByRole('button', { name: `Add: ${card.title}` })).click();
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('more than half of the members say yes. The ballot is secret.');
  expect(dialog.textContent).toContain('Care below 20');
  const amount = within(dialog).getByRole<HTMLInputElement>('spinbutton', { name: 'Amount' });
  const words = within(dialog).getByRole<HTMLTextAreaElement>('textbox', { name: 'Your words' });
  expect([amount.value, words.maxLength]).toEqual(['10', 40]);
  const add = within(dialog).getByRole('button', { name: 'Add to decision' });

  const type = (field: HTMLInputElement | HTMLTextAreaElement, value: string) => {
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };
  type(amount, '35');
  add.click();
  await waitFor(() => expect(dialog.textContent).toContain('Give one of these amounts.'));
  expect(dialog.textContent).toContain('Write what you want to say.');
  type(amount, '30');
  type(words, 'We help.');
  add.click();
  await waitFor(() =>
    expect(wire.said('draft').at(-1)).toMatchObject({
      moves: [{ action: card.id, amount: 30, text: 'We help.' }],
    }),
  );
});

it(
  'says on a card, and at its target, what the role’s own plan has for the turn',
  { timeout: 20_000 },
  async () => {
    seat({
      options: [{ action: card.id, ok: true, plan: true, targets: [{ role: other, ok: true, plan: true }] }],
    });
    const mine = await screen.findByRole('article', { name: card.title });
    expect(within(mine).getByText('Your role’s plan')).toBeTruthy();
    within(mine).getByRole('button', { name: card.title }).click();
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('Your role’s plan').closest('label')?.textContent).toContain(
      book.roles?.find((r) => r.id === other)?.title,
    );
  },
);

it('says nothing of a plan where there is none', { timeout: 20_000 }, async () => {
  seat({ options: [{ action: card.id, ok: true, targets: [{ role: other, ok: true }] }] });
  await screen.findByRole('article', { name: card.title });
  expect(screen.queryByText('Your role’s plan')).toBeNull();
});
