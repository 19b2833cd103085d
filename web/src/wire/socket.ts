// The connection to the session: it opens, says hello, measures whether the line
// is alive, comes back after a loss, and repeats commands that got no answer.
// What messages mean is not its business; they go to the table of handlers.
import { read, VERSION, type Command, type FromServer, type Of, type Remark, type ToServer } from './message';

export type LineState = 'connecting' | 'open' | 'lost' | 'closed' | 'outdated';

export type Handlers = { [T in FromServer['t']]: (message: Of<T>) => void };

export interface LineOptions {
  url: string;
  /** Said anew on every connection: language wanted and the last view seen. */
  greet: () => { lang: string; seq?: number };
  handlers: Handlers;
  onState: (state: LineState) => void;
  open?: (url: string) => WebSocket;
  random?: () => number;
}

/** Seconds to wait before the n-th attempt to come back; the last one repeats. */
export const waits = [0.5, 1, 2, 4, 8, 10];
const pingEvery = 5_000;
const silence = 8_000;

/** Milliseconds before attempt n (from 0): the listed wait, 20 % more or less. */
export function backoff(n: number, random: () => number = Math.random): number {
  const base = waits[Math.min(n, waits.length - 1)] ?? 10;
  return base * 1000 * (0.8 + 0.4 * random());
}

export class Line {
  #options: LineOptions;
  #socket: WebSocket | undefined;
  #state: LineState = 'connecting';
  #attempt = 0;
  #heard = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #pulse: ReturnType<typeof setInterval> | undefined;
  #waiting = new Map<string, Command>();

  constructor(options: LineOptions) {
    this.#options = options;
  }

  start(): void {
    window.addEventListener('online', this.#hurry);
    document.addEventListener('visibilitychange', this.#hurry);
    this.#connect();
  }

  stop(): void {
    window.removeEventListener('online', this.#hurry);
    document.removeEventListener('visibilitychange', this.#hurry);
    this.#end('closed');
  }

  /** Sends a command and keeps it until it is acknowledged or refused. */
  send(command: Command): string {
    const id = crypto.randomUUID();
    this.#waiting.set(id, command);
    if (this.#state === 'open') this.#write({ id, ...command });
    return id;
  }

  /** Asks for the whole view. Asking twice does no harm, so it is not repeated. */
  ask(): void {
    this.#write({ t: 'ask' });
  }

  /** Says something once; it is lost with the line, and whoever says it knows. */
  tell(remark: Remark): void {
    if (this.#state === 'open') this.#write(remark);
  }

  #connect(): void {
    clearTimeout(this.#retry);
    const open = this.#options.open ?? ((url: string) => new WebSocket(url));
    const socket = open(this.#options.url);
    this.#socket = socket;
    this.#heard = Date.now();
    clearInterval(this.#pulse);
    this.#pulse = setInterval(() => this.#beat(socket), pingEvery);
    socket.onopen = () => this.#write({ t: 'hello', ...this.#options.greet() });
    socket.onmessage = (event) => this.#hear(socket, event.data);
    socket.onclose = () => this.#drop(socket);
  }

  // A bye is for good, save that of a server that goes down to come back.
  #hear(socket: WebSocket, data: unknown): void {
    if (socket !== this.#socket || typeof data !== 'string') return;
    this.#heard = Date.now();
    const got = read(data);
    if ('fault' in got) {
      if (got.fault === 'version') this.#end('outdated');
      return;
    }
    const { message } = got;
    if (message.t === 'welcome') this.#welcomed();
    if ((message.t === 'ack' || message.t === 'refuse') && message.id) this.#waiting.delete(message.id);
    // The table is typed per message; the compiler cannot follow one look-up.
    (this.#options.handlers[message.t] as (m: FromServer) => void)(message);
    if (message.t === 'bye' && message.reason !== 'stopping') this.#end('closed');
  }

  #welcomed(): void {
    this.#attempt = 0;
    this.#become('open');
    for (const [id, command] of this.#waiting) this.#write({ id, ...command });
  }

  #beat(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    if (Date.now() - this.#heard > silence) {
      socket.close();
      this.#drop(socket);
    } else if (this.#state === 'open') {
      this.#write({ t: 'ping', now: Date.now() });
    }
  }

  #drop(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    this.#socket = undefined;
    clearInterval(this.#pulse);
    this.#become('lost');
    this.#retry = setTimeout(() => this.#connect(), backoff(this.#attempt, this.#options.random));
    this.#attempt++;
  }

  // A network that is back, or a tab looked at again, need not wait its turn.
  #hurry = (): void => {
    if (this.#socket || document.visibilityState === 'hidden') return;
    if (this.#state === 'lost') this.#connect();
  };

  #end(state: 'closed' | 'outdated'): void {
    const socket = this.#socket;
    this.#socket = undefined;
    clearTimeout(this.#retry);
    clearInterval(this.#pulse);
    socket?.close();
    this.#become(state);
  }

  #become(state: LineState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState(state);
  }

  #write(body: ToServer): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify({ v: VERSION, ...body }));
  }
}
