// What a turn brought, as a reveal tells it: one entry for each thing a delegation
// did, with what came of it, and one for each thing that nobody did.
import { rungTrack } from './numbers';
import type { Event, Number as Figure, Part, Why } from '../wire/types.gen';

/** A number that an act had a part in. */
export interface Effect extends Figure {
  part: Part;
  /** Value before the turn. */
  from?: number;
}

export interface Entry {
  /** "" where nobody did it, or nobody knows who. */
  role: string;
  head: Event;
  /** Outcomes and what else came of it. */
  more: Event[];
  effects: Effect[];
}

const follows = new Set<Event['kind']>(['outcome', 'also', 'failed', 'unsigned']);

/**
 * Joins events to entries. What came of an act follows it, under the same role;
 * effects go to the first act of the role whose title their sentence holds, else
 * to none: "Why it moved" has them all.
 */
export function entries(events: readonly Event[], why: readonly Why[]): Entry[] {
  const out: Entry[] = [];
  for (const event of events) {
    const last = out.at(-1);
    const role = event.role ?? '';
    if (last?.head.kind === 'move' && follows.has(event.kind) && (role === last.role || role === ''))
      last.more.push(event);
    else out.push({ role, head: event, more: [], effects: [] });
  }
  for (const number of why)
    for (const part of number.parts ?? []) {
      const cause = number.track === rungTrack ? quoted(part.text) : part.text;
      const found = out.find((e) => e.role !== '' && e.role === part.role && holds(e.head.text, cause));
      // Where it left the ladder comes before all else.
      if (number.track === rungTrack) found?.effects.unshift({ ...number, part });
      else found?.effects.push({ ...number, part });
    }
  return out;
}

/** Rungs move by an act as such, which is said before its title: act “Expel”. */
const quoted = (cause: string) => /[“«].*[”»]/s.exec(cause)?.[0] ?? cause;

const holds = (sentence: string, cause: string) => sentence.includes(cause.replace(/\s*\([^()]*\)\s*$/, ''));
