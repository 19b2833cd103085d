// Ways by which a message comes. A scenario may name others; those stand as written.
import type { Key, Translate } from '../i18n/translate';
import type { IconName } from '../board/Icon.svelte';
import type { ItemCard } from '../wire/types.gen';

const channels: Record<string, Key> = {
  cable: 'channel.cable',
  letter: 'channel.letter',
  message: 'channel.message',
  note: 'channel.note',
  operations: 'channel.operations',
  press: 'channel.press',
  telephone: 'channel.telephone',
};

/** Channel and sender of an item, as far as it has them: "Cable · Pelagia". */
export function origin(t: Translate, card: ItemCard | undefined): string {
  const known = channels[card?.channel ?? ''];
  return [known ? t(known) : card?.channel, card?.from].filter(Boolean).join(' · ');
}

const icons: Record<string, IconName> = {
  cable: 'mail',
  letter: 'document',
  message: 'mail',
  note: 'note',
  operations: 'screen',
  press: 'news',
  telephone: 'phone',
};

export const channelIcon = (channel: string | undefined): IconName => icons[channel ?? ''] ?? 'mail';
