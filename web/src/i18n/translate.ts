// Texts of the interface. Texts of a scenario are not here: they come from the
// server in the language of the connection.
import boardEn from './en.json';
import boardFr from './fr.json';
import roomEn from './room.en.json';
import roomFr from './room.fr.json';
import { numbers, translatorOf, type Entry, type Lang, type Values } from './catalog';

export { numbers, type Entry, type Lang, type Values };

const en = { ...boardEn, ...roomEn };
const fr = { ...boardFr, ...roomFr };

export type Key = keyof typeof en;
export type Translate = (key: Key, values?: Values) => string;

export const catalogs: Record<Lang, Record<Key, Entry>> = { en, fr };
export const langs = Object.keys(catalogs) as Lang[];

export function isLang(x: string | null | undefined): x is Lang {
  return x === 'en' || x === 'fr';
}

/** The first wanted language there is, else English. */
export function chooseLang(wanted: readonly (string | null | undefined)[]): Lang {
  for (const w of wanted) {
    const base = w?.slice(0, 2).toLowerCase();
    if (isLang(base)) return base;
  }
  return 'en';
}

/** Gives the function that fills a text of the board. */
export const translator = (lang: Lang): Translate => translatorOf(catalogs, lang);

/** Writes a change with its sign: +3, −1.5, 0. */
export function signed(lang: Lang): (x: number) => string {
  const number = numbers(lang);
  return (x) => (x > 0 ? `+${number(x)}` : number(x));
}

/**
 * Writes a moment of the story as it stands on the story's own clock, whatever
 * the time zone of the reader; "" if it is none.
 */
export function moment(lang: Lang, when: string): string {
  const found = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?/.exec(when);
  if (!found) return '';
  const [, day, time] = found;
  const at = new Date(`${day}T${time ?? '00:00'}:00Z`);
  if (Number.isNaN(at.getTime())) return '';
  const date: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  };
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  return new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : 'fr', time ? { ...date, ...clock } : date).format(
    at,
  );
}
