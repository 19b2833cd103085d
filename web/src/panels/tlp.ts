// Marks of the Traffic Light Protocol on evidence.
import type { Key } from '../i18n/translate';

interface TlpMark {
  short: Key;
  long: Key;
  tone: string;
}
const marks: Record<string, TlpMark> = {
  clear: { short: 'tlp.clear.short', long: 'tlp.clear', tone: '' },
  green: { short: 'tlp.green.short', long: 'tlp.green', tone: 'ok' },
  amber: { short: 'tlp.amber.short', long: 'tlp.amber', tone: 'warn' },
  red: { short: 'tlp.red.short', long: 'tlp.red', tone: 'bad' },
};

export const tlpMark = (tlp: string | undefined): TlpMark | undefined => marks[tlp ?? ''];

/** Whether it may be shown to everybody; what has no mark may not. */
export const publishable = (tlp: string | undefined): boolean => tlp === 'clear' || tlp === 'green';
