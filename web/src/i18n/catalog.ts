// How a text of any catalog is chosen and filled in.
export type Lang = 'en' | 'fr';
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
export type Entry = string | Plural;
export type Values = Record<string, string | number>;

/**
 * Gives the function that fills a text. A text with several forms takes the one
 * of value n by the language's plural rules; numbers are written its way.
 */
export function translatorOf<K extends string>(
  catalogs: Record<Lang, Record<K, Entry>>,
  lang: Lang,
): (key: K, values?: Values) => string {
  const rules = new Intl.PluralRules(lang);
  const number = numbers(lang);
  return (key, values = {}) => {
    const entry = catalogs[lang][key];
    const text =
      typeof entry === 'string' ? entry : (entry[rules.select(Number(values.n ?? 0))] ?? entry.other);
    return text.replace(/\{(\w+)\}/g, (hole, name: string) => {
      const value = values[name];
      return typeof value === 'number' ? number(value) : (value ?? hole);
    });
  };
}

/** Writes a number with at most two decimals and a true minus sign. */
export function numbers(lang: Lang): (x: number) => string {
  const format = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 });
  return (x) => format.format(x === 0 ? 0 : x).replace('-', '−');
}
