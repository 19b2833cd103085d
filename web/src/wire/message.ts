// The one place where bytes from the server become a message, and what this
// board sends, less the parts that the connection itself adds.
import { VERSION, type ClientMessage, type ServerMessage } from './types.gen';

export { VERSION };

/** What a board is sent; the rest is for programs that ask to be asked. */
export type FromServer = Exclude<ServerMessage, { t: 'choose' | 'history' | 'over' }>;
export type Of<T extends FromServer['t']> = Extract<FromServer, { t: T }>;

type Bare<M> = M extends unknown ? Omit<M, 'v' | 'id'> : never;

/** What a person does; sent with an id and sent again under it until answered. */
export type Command = Bare<
  Extract<ClientMessage, { t: 'commit' | 'recall' | 'lang' | 'next' | 'take' | 'answer' | 'act' | 'share' }>
>;

/** What is said once and not repeated: the next one replaces it. */
export type Remark = Bare<Extract<ClientMessage, { t: 'draft' | 'read' }>>;

/** Everything that is written to the socket. */
export type ToServer = Bare<ClientMessage> & { id?: string };

const types: Record<FromServer['t'], true> = {
  welcome: true,
  book: true,
  view: true,
  presence: true,
  clock: true,
  lobby: true,
  console: true,
  debrief: true,
  draft: true,
  ack: true,
  refuse: true,
  notice: true,
  pong: true,
  bye: true,
};

export type Read = { message: FromServer } | { fault: 'broken' | 'version' | 'unknown' };

/**
 * Reads one message. A type this board does not know is no error: a newer
 * server may say more, and the board goes on without it.
 */
export function read(text: string): Read {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { fault: 'broken' };
  }
  if (typeof raw !== 'object' || raw === null || !('t' in raw) || typeof raw.t !== 'string')
    return { fault: 'broken' };
  if (!('v' in raw) || raw.v !== VERSION) return { fault: 'version' };
  if (!Object.hasOwn(types, raw.t)) return { fault: 'unknown' };
  return { message: raw as FromServer };
}
