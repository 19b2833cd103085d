// Who must agree to a measure, for the composer, the card and the draft.
import type { Board } from '../board/board.svelte';
import type { Card } from '../wire/types.gen';

/** One body or group that is asked, with what it takes in words. */
export interface Assent {
  title: string;
  hint: string;
  of: readonly string[];
}

const rules = {
  unanimity: 'compose.vote.unanimity',
  consensus: 'compose.vote.consensus',
  majority: 'compose.vote.majority',
  number: 'compose.vote.number',
} as const;

/** Who is asked to agree to a measure towards a target ('' if there is none yet). */
export function assents(board: Board, card: Card, target: string): Assent[] {
  const t = board.t;
  const out: Assent[] = [];
  const who = (x: { of?: readonly string[]; target?: boolean }): string[] => [
    ...(x.of ?? []),
    ...(x.target && target && !x.of?.includes(target) ? [target] : []),
  ];
  if (card.consent) {
    const hint = t(card.consent.optional ? 'compose.signers.optional' : 'compose.consent.needed');
    out.push({ title: t('compose.consent'), hint, of: who(card.consent) });
  }
  if (card.cosign) {
    const of = who(card.cosign);
    const hint = card.cosign.optional
      ? t('compose.signers.optional')
      : t('compose.signers.needed', { n: card.cosign.atLeast, of: of.length });
    out.push({ title: t('compose.signers'), hint, of });
  }
  if (card.vote) {
    const rule = t(rules[card.vote.rule], { n: card.vote.atLeast ?? 0 });
    const secret = card.vote.secret ? ` ${t('compose.vote.secret')}` : '';
    const hint = (card.vote.optional ? t('compose.signers.optional') : rule) + secret;
    out.push({ title: t('compose.vote'), hint, of: who(card.vote) });
  }
  return out;
}

/** Whether a measure fails without the agreement of others. */
export const needsOthers = (card: Card): boolean =>
  [card.consent, card.cosign, card.vote].some((x) => x !== undefined && !x.optional);
