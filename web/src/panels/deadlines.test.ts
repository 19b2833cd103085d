import { expect, it } from 'vitest';
import { translator } from '../i18n/translate';
import { due, span } from './deadlines';

const en = translator('en');
const fr = translator('fr');

it('tells a time of the story in hours, then in days and hours', () => {
  expect([0, 1, 47.6, 72, 77].map((h) => span(en, h))).toEqual([
    '0 hours',
    '1 hour',
    '2 days',
    '3 days',
    '3 days and 5 hours',
  ]);
  expect([0, 1, 44, 48, 49].map((h) => span(fr, h))).toEqual([
    '0 heure',
    '1 heure',
    '44 heures',
    '2 jours',
    '2 jours et 1 heure',
  ]);
});

it('says at which opening a deadline passes, or that it does not within the exercise', () => {
  expect(due(en, 2, { title: 'x', turns: 1, hours: 12 })).toBe('When turn 3 opens, in 12 hours of the story');
  expect(due(en, 2, { title: 'x', hours: 120 })).toBe('After the last turn of this exercise');
});
