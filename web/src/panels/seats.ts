// Words for how far a delegation is, with the tone of its tag.
import type { Key } from '../i18n/translate';
import type { Seat } from '../wire/types.gen';

export const seatWords: Record<Seat['state'], [Key, string]> = {
  deciding: ['seat.deciding', 'warn'],
  committed: ['seat.committed', 'ok'],
  reading: ['seat.reading', ''],
  away: ['seat.away', 'bad'],
  computer: ['seat.computer', ''],
};
