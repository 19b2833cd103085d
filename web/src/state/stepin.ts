// What the facilitator decides instead of chance, as the console lists it.
import type { OpenChance } from '../wire/types.gen';

/** A name of a draw of the console that no other has: of a mask there is one for each author. */
export const named = (x: OpenChance): string =>
  `${x.purpose} ${x.of}${x.purpose === 'mask' ? ` ${x.roles?.[0]?.role}` : ''}`;

/** Whether everything that a draw asks for is named. */
export const whole = (x: OpenChance, role: string, target: string, way: string): boolean =>
  (!x.roles || x.roles.some((r) => r.role === role)) &&
  (!x.targets || x.targets.some((r) => r.role === target)) &&
  x.ways.some((w) => w.way === way);
