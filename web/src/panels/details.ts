// What a chosen measure says beside its title: the words picked, the evidence, the
// signatures it needs, its public wording.
import type { Board } from '../board/board.svelte';
import { assents, needsOthers } from './assents';
import type { Move } from '../wire/types.gen';

export function moveDetails(board: Board, move: Move): string[] {
  const card = board.book.cards.get(move.action);
  const out: string[] = [];
  for (const choice of card?.choices ?? []) {
    const word = choice.words.find((w) => w.word === move.choices?.[choice.name]);
    if (word) out.push(word.text);
  }
  const item = move.evidence && board.book.items.get(move.evidence);
  if (item) out.push(item.title ?? item.text);
  if (move.amount !== undefined)
    out.push(`${board.t('compose.amount')}${board.colon} ${board.number(move.amount)}`);
  if (card && needsOthers(card)) out.push(...assents(board, card, move.target ?? '').map((a) => a.hint));
  if (move.text) out.push(move.text);
  return out;
}
