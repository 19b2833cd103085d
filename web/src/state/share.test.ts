// @vitest-environment node
import { expect, it } from 'vitest';
import type { RoleCard } from '../wire/types.gen';
import { beyond, receivers } from './share';

const roles = new Map(
  ['north', 'south', 'east', 'gang'].map((id) => [id, { id, seat: id !== 'gang' } as RoleCard]),
);

it('evidence may go to whom the view says, and to nobody else', () => {
  const view = {
    role: 'north',
    share: [
      { evidence: ['a', 'b'], to: ['south'] },
      { evidence: ['c'], all: true },
    ],
  };
  expect(receivers(view, roles, 'b')).toEqual(['south']);
  expect(receivers(view, roles, 'c')).toEqual(['south', 'east']);
  expect(receivers(view, roles, 'd')).toEqual([]);
  expect(receivers({ role: 'north' }, roles, 'a')).toEqual([]);
  expect(receivers(undefined, roles, 'a')).toEqual([]);
});

it('beyond its mark evidence may go to those whom the view names so', () => {
  const view = { share: [{ evidence: ['a'], to: ['south'], beyond: ['east'] }, { evidence: ['b'] }] };
  expect(beyond(view, 'a')).toEqual(['east']);
  expect(beyond(view, 'b')).toEqual([]);
  expect(beyond(undefined, 'a')).toEqual([]);
});
