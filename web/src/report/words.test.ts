// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogs, words, type Key } from './words';

const keys = Object.keys(catalogs.en) as Key[];
const holes = (text: unknown) => [...new Set(String(text).match(/\{\w+\}/g) ?? [])].sort();

describe('the texts of reports', () => {
  it('are the same in both languages, with the same placeholders', () => {
    expect(Object.keys(catalogs.fr)).toEqual(keys);
    for (const key of keys) expect([key, holes(catalogs.fr[key])]).toEqual([key, holes(catalogs.en[key])]);
  });

  it('keep to the typography of their language', () => {
    for (const key of keys) {
      expect(String(catalogs.fr[key]), key).not.toMatch(/['"]|(?:^|[^\u202f])[;:!?%]/);
      expect(String(catalogs.en[key]), key).not.toMatch(/['"]|\s[;:!?%]/);
    }
  });

  it('are all used', () => {
    const src = new URL('./', import.meta.url);
    const code = (readdirSync(src) as string[])
      .filter((f) => /\.(svelte|ts)$/.test(f) && !f.endsWith('.test.ts'))
      .map((f) => readFileSync(new URL(f, src), 'utf8'))
      .join('\n');
    expect(keys.filter((k) => !code.includes(`'${k}'`))).toEqual([]);
  });

  it('never speak of significance', () => {
    for (const key of keys) expect(String(catalogs.en[key]), key).not.toMatch(/significan/i);
  });
});

describe('a figure', () => {
  const w = words('en');
  it('stands with its interval', () => {
    expect(w.range({ value: 0.41234, lo: -1, hi: 1234.5 })).toBe('0.4123 (−1 to 1,235)');
    expect(w.range({ value: 0, lo: 0, hi: 0.0038 }, w.percent)).toBe('0% (0% to 0.4%)');
  });
  it('stands alone where none can be told, and says why', () => {
    const e = { value: 3, lo: null, hi: null, why: 'same' };
    expect(w.range(e)).toBe('3');
    expect(w.why(e)).toBe('no luck in it, all runs are the same: no interval');
  });
  it('has no bound where few runs give none, and is late where it is not reached', () => {
    expect(w.range({ value: 3, lo: '-inf', hi: 'inf' })).toBe('3 (no bound to no bound)');
    expect(w.range({ value: 'inf', lo: 4, hi: 'inf' })).toBe('not reached (4 to no bound)');
    expect(words('fr').range({ value: 1.5, lo: 1, hi: 2 })).toBe('1,5 (de 1 à 2)');
  });
});
