// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogs, chooseLang, moment, numbers, signed, translator, type Entry, type Key } from './translate';

const keys = Object.keys(catalogs.en) as Key[];
const forms = (e: Entry): string[] => (typeof e === 'string' ? [e] : Object.values(e));
const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

describe('the catalogs', () => {
  it('have the same keys, in the same order', () => {
    expect(Object.keys(catalogs.fr)).toEqual(keys);
  });

  it('have the same placeholders in every form of a text', () => {
    for (const key of keys) {
      const want = holes(forms(catalogs.en[key])[0] ?? '');
      for (const lang of ['en', 'fr'] as const)
        for (const text of forms(catalogs[lang][key]))
          expect([key, lang, holes(text)]).toEqual([key, lang, want]);
    }
  });

  it('have a form for each plural class of their language', () => {
    for (const lang of ['en', 'fr'] as const) {
      const classes = new Intl.PluralRules(lang).resolvedOptions().pluralCategories;
      for (const key of keys) {
        const entry = catalogs[lang][key];
        if (typeof entry !== 'string')
          expect([key, Object.keys(entry).sort()]).toEqual([key, [...classes].sort()]);
      }
    }
  });

  it('keep to French typography', () => {
    for (const key of keys)
      for (const text of forms(catalogs.fr[key])) {
        expect(text, key).not.toMatch(/['"]/);
        // A narrow no-break space stands before a high sign, save inside TLP:RED.
        expect(text.replace(/TLP:/g, ''), key).not.toMatch(/(?:^|[^\u202f])[;:!?%]/);
        expect(text, key).not.toMatch(/«(?!\u202f)|(?<!\u202f)»/);
      }
  });

  it('keep to English typography', () => {
    for (const key of keys)
      for (const text of forms(catalogs.en[key])) expect(text, key).not.toMatch(/['"]|\s[;:!?%]/);
  });

  it('hold no text that nothing uses', () => {
    const src = new URL('../', import.meta.url);
    const code = (readdirSync(src, { recursive: true }) as string[])
      .filter((f) => /\.(svelte|ts)$/.test(f) && !f.endsWith('.test.ts'))
      .map((f) => readFileSync(new URL(f, src), 'utf8'))
      .join('\n');
    expect(keys.filter((k) => !code.includes(`'${k}'`))).toEqual([]);
  });
});

describe('a text', () => {
  it('takes the plural form of its language: 0 is singular in French', () => {
    expect(translator('fr')('decision.count', { n: 0 })).toBe('0 mesure');
    expect(translator('fr')('decision.count', { n: 2 })).toBe('2 mesures');
    expect(translator('en')('decision.count', { n: 0 })).toBe('0 measures');
    expect(translator('en')('decision.count', { n: 1 })).toBe('1 measure');
  });

  it('leaves a hole that nothing fills, so that a fault is seen', () => {
    expect(translator('en')('header.turn', { turn: 2 })).toBe('Turn 2 of {turns}');
  });

  it('takes what is filled in as it stands', () => {
    expect(translator('en')('decision.remove', { title: '{n} <b>' })).toBe('Remove: {n} <b>');
  });
});

describe('numbers and moments', () => {
  it('are written the way of the language, with a true minus', () => {
    expect(numbers('en')(-1234.567)).toBe('−1,234.57');
    expect(numbers('fr')(1234.5)).toBe('1\u202f234,5');
    expect(numbers('en')(-0)).toBe('0');
    expect([signed('en')(3), signed('en')(-1.5), signed('en')(0)]).toEqual(['+3', '−1.5', '0']);
  });

  it('keep the clock of the story, whatever the reader’s time zone', () => {
    expect(moment('en', '2027-04-30T18:00:00+09:00')).toBe('Fri 30 Apr, 18:00');
    expect(moment('fr', '2027-04-30T18:00:00Z')).toMatch(/^ven\. 30 avr\.,? .*18:00$/);
    expect(moment('en', 'soon')).toBe('');
  });

  it('choose the first language wanted that there is', () => {
    expect(chooseLang([null, 'de-DE', 'fr-CA', 'en'])).toBe('fr');
    expect(chooseLang(['de'])).toBe('en');
  });
});
