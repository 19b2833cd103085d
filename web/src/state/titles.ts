// Short names of roles for use inside labels.
import type { RoleCard } from '../wire/types.gen';

/**
 * Cuts each title before its first comma where that still tells it from all the
 * others: "Aurelia, Foreign Ministry" is Aurelia.
 */
export function shortTitles(roles: Iterable<RoleCard>): Map<string, string> {
  const all = [...roles].map((r) => ({
    id: r.id,
    whole: r.title,
    short: r.title.split(',', 1)[0] ?? r.title,
  }));
  const times = new Map<string, number>();
  for (const r of all) times.set(r.short, (times.get(r.short) ?? 0) + 1);
  return new Map(all.map((r) => [r.id, times.get(r.short) === 1 ? r.short : r.whole]));
}
