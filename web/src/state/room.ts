// What comes for the room as a whole: lobby, console and debrief. Each message is
// whole, so the latest one simply holds; an empty list in Go may come as null.
import { parse, type Inline } from './markdown';
import type {
  BeliefAt,
  Console,
  ConsoleSeat,
  Debrief,
  DebriefGoal,
  Lobby,
  QueuedInject,
  Since,
} from '../wire/types.gen';

export function wholeLobby(m: Lobby): Lobby {
  return { ...m, seats: m.seats ?? [] };
}

export function wholeConsole(m: Console): Console {
  return {
    ...m,
    links: m.links ?? [],
    guests: m.guests ?? [],
    seats: (m.seats ?? []).map((s) => ({ ...s, people: s.people ?? [] })),
    sealed: (m.sealed ?? []).map((s) => ({ ...s, moves: s.moves ?? [] })),
    injects: m.injects ?? [],
    objectives: m.objectives ?? [],
    truth: m.truth ?? [],
    course: m.course ?? [],
    marks: m.marks ?? [],
    acts: m.acts ?? [],
    chances: m.chances ?? [],
    forced: m.forced ?? [],
    numbers: m.numbers ?? [],
  };
}

export function wholeDebrief(m: Debrief): Debrief {
  return {
    ...m,
    course: m.course ?? [],
    decisions: (m.decisions ?? []).map((d) => ({ ...d, ladder: d.ladder ?? [], moved: d.moved ?? [] })),
    objectives: m.objectives ?? [],
    goals: m.goals ?? [],
    beliefs: (m.beliefs ?? []).map((b) => ({ ...b, turns: b.turns ?? [] })),
    questions: (m.questions ?? []).map((q) => ({ ...q, turns: q.turns ?? [] })),
    deadlines: m.deadlines ?? [],
    agreements: (m.agreements ?? []).map((a) => ({
      ...a,
      parties: a.parties ?? [],
      breaches: a.breaches ?? [],
    })),
    proposals: m.proposals ?? [],
    evidence: (m.evidence ?? []).map((e) => ({ ...e, held: e.held ?? [] })),
    numbers: m.numbers ?? [],
  };
}

/** Seats that still hold up the end of the phase Decide. */
export const undecided = (seats: readonly ConsoleSeat[]): ConsoleSeat[] =>
  seats.filter((s) => s.holder === 'person' && s.state !== 'committed');

/** How the connection of a seat stands. */
export type Presence = 'automatic' | 'empty' | 'online' | 'some' | 'offline';

export function presence(seat: ConsoleSeat): Presence {
  if (seat.holder === 'computer') return 'automatic';
  const there = seat.people.filter((p) => p.online).length;
  if (seat.people.length === 0) return 'empty';
  if (there === 0) return 'offline';
  return there === seat.people.length ? 'online' : 'some';
}

const rank: Record<QueuedInject['state'], number> = {
  next: 0,
  held: 1,
  waiting: 2,
  conditional: 3,
  sent: 4,
  never: 5,
};

/** The queue as it is read: what is next, what is held, the rest by turn, then what went out. */
export function queue(injects: readonly QueuedInject[]): QueuedInject[] {
  const at = (i: QueuedInject) => (i.state === 'sent' ? (i.sentTurn ?? 0) : (i.turn ?? Infinity));
  return injects
    .map((inject, place) => ({ inject, place }))
    .sort(
      (a, b) =>
        rank[a.inject.state] - rank[b.inject.state] ||
        // Two injects without a turn are both at infinity.
        (at(a.inject) === at(b.inject) ? a.place - b.place : at(a.inject) - at(b.inject)),
    )
    .map((x) => x.inject);
}

/** Decisions that took some pair up or down, and how many did not. */
export function movers(debrief: Debrief): { moved: Debrief['decisions']; others: number } {
  const moved = debrief.decisions.filter((d) => d.ladder.some((l) => l.from !== l.to));
  return { moved, others: debrief.decisions.length - moved.length };
}

/**
 * The highest rung and the first turn in which it was reached, be it that the ladder
 * came down before the turn closed; undefined without a ladder.
 */
export function peak(
  course: readonly { turn: number; top: number; high?: number }[],
): { turn: number; top: number } | undefined {
  return course.reduce<{ turn: number; top: number } | undefined>((best, p) => {
    const top = Math.max(p.top, p.high ?? p.top);
    return p.top >= 0 && top > (best?.top ?? -1) ? { turn: p.turn, top } : best;
  }, undefined);
}

/** Who came to know a piece of evidence, turn by turn: one entry for each turn. */
export function byTurn(known: readonly Since[]): { turn: number; roles: string[] }[] {
  const out: { turn: number; roles: string[] }[] = [];
  for (const k of known) {
    const last = out.at(-1);
    if (last?.turn === k.turn) last.roles.push(k.role);
    else out.push({ turn: k.turn, roles: [k.role] });
  }
  return out;
}

/** What goals came to, role by role in the order they come. */
export function goalsByRole(goals: readonly DebriefGoal[]): { role: string; goals: DebriefGoal[] }[] {
  const out: { role: string; goals: DebriefGoal[] }[] = [];
  for (const g of goals) {
    const last = out.at(-1);
    if (last?.role === g.role) last.goals.push(g);
    else out.push({ role: g.role, goals: [g] });
  }
  return out;
}

/** What each role believed of one matter, turn by turn, as the rows of a table. */
export function beliefRows(points: readonly BeliefAt[]): {
  turns: number[];
  rows: { role: string; percent: (number | undefined)[] }[];
} {
  const turns = [...new Set(points.map((b) => b.turn))].sort((a, b) => a - b);
  const roles = [...new Set(points.map((b) => b.role))];
  const found = new Map(points.map((b) => [`${b.role}\n${b.turn}`, b.percent]));
  return {
    turns,
    rows: roles.map((role) => ({ role, percent: turns.map((turn) => found.get(`${role}\n${turn}`)) })),
  };
}

const words = (parts: readonly Inline[]): string =>
  parts.map((p) => (p.kind === 'text' ? p.text : words(p.parts))).join('');

/** Markdown as one run of plain words, for where there is room for no more. */
export function plain(text: string): string {
  return parse(text)
    .flatMap((b) => (b.kind === 'list' ? b.items.map(words) : [words(b.parts)]))
    .join(' ');
}
