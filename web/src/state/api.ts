// What pages ask of the server outside the websocket: joining, the library, a new
// session. Every answer is a value; nothing here throws.
import type { Lang } from '../i18n/translate';

/** A setting of a scenario. */
export interface Param {
  id: string;
  text: string;
  default: number;
  /** absent: no bound */
  min?: number;
  max?: number;
  /** Names of 0, 1, 2 … if it is a word. */
  words?: string[];
}

/** A scenario of the library, in the reader's language. */
export interface Scenario {
  id: string;
  title: string;
  /** Markdown */
  summary: string;
  turns: number;
  seats: { role: string; title: string }[];
  langs: string[];
  params: Param[];
}

/** A session that there is. */
export interface Running {
  code: string;
  title: string;
  control: string;
}

/** Why a request did not work: a code of the server, or that it did not answer. */
export interface Fault {
  code: string;
  text: string;
}

export type Answer<T> = { ok: true; value: T } | { ok: false; fault: Fault };

export type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

async function ask<T>(fetch: Fetch, path: string, init?: RequestInit): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init });
  } catch {
    return { ok: false, fault: { code: 'network', text: '' } };
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return { ok: true, value: body as T };
  return { ok: false, fault: faultOf(response.status, body) };
}

function faultOf(status: number, body: unknown): Fault {
  const from = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const code = typeof from.code === 'string' ? from.code : String(status);
  return { code, text: typeof from.text === 'string' ? from.text : '' };
}

const post = (value: object): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
});

export const join = (
  fetch: Fetch,
  lang: Lang,
  who: { code: string; name: string; pin?: string },
): Promise<Answer<{ to: string }>> => ask(fetch, `/api/join?lang=${lang}`, post(who));

type Console = Answer<{ code: string; control: string }>;

export const create = (
  fetch: Fetch,
  lang: Lang,
  session: { scenario: string; lang: string; params?: Record<string, number> },
): Promise<Console> => ask(fetch, `/api/sessions?lang=${lang}`, post(session));

/** Makes the host the facilitator of a session that there is. */
export const takeOver = (fetch: Fetch, lang: Lang, code: string): Promise<Console> =>
  ask(fetch, `/api/sessions/${code}/control?lang=${lang}`, post({}));

export async function library(fetch: Fetch, lang: Lang): Promise<Answer<Scenario[]>> {
  const got = await ask<{ scenarios: Scenario[] | null }>(fetch, `/api/library?lang=${lang}`);
  if (!got.ok) return got;
  const all = got.value.scenarios ?? [];
  return {
    ok: true,
    value: all.map((s) => ({ ...s, seats: s.seats ?? [], langs: s.langs ?? [], params: s.params ?? [] })),
  };
}

export async function running(fetch: Fetch, lang: Lang): Promise<Running[]> {
  const got = await ask<{ sessions: Running[] | null }>(fetch, `/api/sessions?lang=${lang}`);
  return got.ok ? (got.value.sessions ?? []) : [];
}

/** An address of this server to go to; anything else is none, so that no answer leads elsewhere. */
export const inside = (to: string): string => (/^\/(?![/\\])/.test(to) ? to : '/');
