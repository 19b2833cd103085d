// Which page an address is. The server gives every one of them the same file.

export type Page = 'home' | 'host' | 'lobby' | 'board' | 'control' | 'wall';

export interface Route {
  page: Page;
  /** Short code of the session; "" where a page belongs to none. */
  code: string;
}

const places: Record<string, Page> = { '': 'board', lobby: 'lobby', control: 'control', wall: 'wall' };

/** Reads the path of an address; what is no page of ours leads home. */
export function route(path: string): Route {
  const clean = path.replace(/\/+$/, '');
  if (clean === '/host') return { page: 'host', code: '' };
  const found = /^\/g\/([\w-]+)(?:\/(\w+))?$/.exec(clean);
  const page = found && places[found[2] ?? ''];
  return found && page ? { page, code: found[1] ?? '' } : { page: 'home', code: '' };
}

/** The websocket of a page; `as` tells which identity of several is meant. */
export function socketUrl(origin: string, { page, code }: Route): string {
  const as = page === 'control' || page === 'wall' ? `?as=${page}` : '';
  return `${origin.replace(/^http/, 'ws')}/ws/${code}${as}`;
}
