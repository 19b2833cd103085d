// @vitest-environment node
import { expect, it } from 'vitest';
import { french, frenchIn } from './typeset';

it('puts narrow spaces where French has them, and nowhere else', () => {
  expect(french('Le dommage était-il voulu ? « Oui », dit-il : 40 % ; fin !')).toBe(
    'Le dommage était-il voulu\u202f? «\u202fOui\u202f», dit-il\u202f: 40\u202f% ; fin !'.replace(
      ' ; fin !',
      '\u202f; fin\u202f!',
    ),
  );
  expect(french('voir :nom ou ?x=1')).toBe('voir :nom ou ?x=1');
});

it('reaches every text of a message but what is being written', () => {
  const message = {
    t: 'view',
    n: 1,
    none: null,
    why: [{ text: 'Pourquoi ?' }],
    mine: { moves: [{ action: 'a', text: 'Oui !' }] },
  };
  expect(frenchIn(message)).toEqual({ ...message, why: [{ text: 'Pourquoi\u202f?' }] });
});
