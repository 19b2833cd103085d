// Choices of the reader that stay on the device.
import { chooseLang, type Lang } from '../i18n/translate';

export type Theme = 'light' | 'dark';

const keys = { lang: 'demarche.lang', theme: 'demarche.theme' };

function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing still plays; it only asks again next time.
  }
}

export const firstLang = (): Lang => chooseLang([recall(keys.lang), ...navigator.languages]);
export const keepLang = (lang: Lang): void => keep(keys.lang, lang);

export function firstTheme(): Theme {
  const kept = recall(keys.theme);
  if (kept === 'light' || kept === 'dark') return kept;
  return globalThis.matchMedia?.('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
export const keepTheme = (theme: Theme): void => keep(keys.theme, theme);

export const calm = (): boolean =>
  globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;

const readKey = (session: string, role: string) => `demarche.read.${session}.${role}`;

/** Items of the feed that were opened on this device. */
export function readItems(session: string, role: string): Set<string> {
  try {
    const raw: unknown = JSON.parse(recall(readKey(session, role)) ?? '[]');
    return new Set(Array.isArray(raw) ? raw.filter((x) => typeof x === 'string') : []);
  } catch {
    return new Set();
  }
}
export const keepRead = (session: string, role: string, items: ReadonlySet<string>): void =>
  keep(readKey(session, role), JSON.stringify([...items]));
