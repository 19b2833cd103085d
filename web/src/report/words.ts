// Texts and numbers of a report, in one language.
import { translatorOf, type Entry, type Lang } from '../i18n/catalog';
import { finite, type Estimate, type Num } from '../charts/figures';
import en from './report.en.json';
import fr from './report.fr.json';

export type Key = keyof typeof en;
export const catalogs: Record<Lang, Record<Key, Entry>> = { en, fr };

export interface Words {
  t: (key: Key, values?: Record<string, string | number>) => string;
  /** What stands behind a name and before what it is. */
  colon: string;
  /** Four significant digits. */
  number: (x: Num) => string;
  whole: (x: number) => string;
  percent: (x: Num) => string;
  /** "0.4 (0.3 to 0.5)", or the figure alone. */
  range: (e: Estimate, show?: (x: Num) => string) => string;
  /** Why a figure has no interval; "" if it has one. */
  why: (e: Estimate) => string;
}

const reasons = ['one', 'same', 'sampled', 'few', 'none', 'flat'] as const;
const whys: Record<(typeof reasons)[number], Key> = {
  one: 'why.one',
  same: 'why.same',
  sampled: 'why.sampled',
  few: 'why.few',
  none: 'why.none',
  flat: 'why.flat',
};

export function words(lang: Lang): Words {
  const t = translatorOf(catalogs, lang);
  const minus = (s: string) => s.replace('-', '−');
  const plain = new Intl.NumberFormat(lang, { maximumSignificantDigits: 4 });
  const count = new Intl.NumberFormat(lang);
  const share = new Intl.NumberFormat(lang, { style: 'percent', maximumFractionDigits: 1 });
  const said = (x: Num, format: Intl.NumberFormat) => {
    if (x === 'inf' || x === '-inf') return t('value.open');
    return x === null ? '–' : minus(format.format(x === 0 ? 0 : x));
  };
  const number = (x: Num) => said(x, plain);
  const percent = (x: Num) => said(x, share);
  return {
    t,
    colon: lang === 'fr' ? '\u202f:' : ':',
    number,
    percent,
    whole: (x) => minus(count.format(x)),
    range: (e, show = number) => {
      const value = e.value === 'inf' ? t('value.late') : show(e.value);
      if (e.why || e.lo === null || e.hi === null) return value;
      return t('value.range', { value, lo: show(e.lo), hi: show(e.hi) });
    },
    why: (e) => {
      const r = reasons.find((x) => x === e.why);
      return r ? t(whys[r]) : '';
    },
  };
}

export { finite };
