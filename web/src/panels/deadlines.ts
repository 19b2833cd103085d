// Deadlines in words, for the board and the wall.
import type { Translate } from '../i18n/translate';
import type { Deadline } from '../wire/types.gen';

/** A time of the story: hours below two days, else days and hours. */
export function span(t: Translate, hours: number): string {
  const whole = Math.round(hours);
  const rest = whole % 24;
  const days = t('span.days', { n: (whole - rest) / 24 });
  if (whole < 48) return t('span.hours', { n: whole });
  return rest === 0 ? days : t('span.both', { days, hours: t('span.hours', { n: rest }) });
}

/** When a deadline passes, seen from a turn. */
export const due = (t: Translate, turn: number, d: Deadline): string =>
  d.turns ? t('deadline.when', { turn: turn + d.turns, time: span(t, d.hours) }) : t('deadline.after');
