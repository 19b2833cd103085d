// French typography for what authors and people wrote: they type plain spaces before
// high punctuation and inside quotation marks, which would end a line there.

const narrow = '\u202f';

/** A French text with narrow spaces, which end no line, where French has them. */
export const french = (text: string): string =>
  text.replace(/ (?=[;:!?%»](?:[\s.,)…»]|$))/g, narrow).replace(/« /g, `«${narrow}`);

/**
 * The same of every text inside a message. What somebody is still writing, moves and
 * their words, stays as it was typed.
 */
export function frenchIn<T>(value: T): T {
  if (typeof value === 'string') return french(value) as T;
  if (Array.isArray(value)) return value.map(frenchIn) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, x]) => [key, key === 'moves' ? (x as unknown) : frenchIn(x as unknown)]),
  ) as T;
}
