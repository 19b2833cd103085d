// To whom evidence may go, as the view says.
import type { RoleCard, View } from '../wire/types.gen';

/** The roles to whom the viewer may give a piece of evidence now, in the order of the table. */
export function receivers(
  view: Pick<View, 'role' | 'share'> | undefined,
  roles: ReadonlyMap<string, RoleCard>,
  evidence: string,
): string[] {
  const giving = view?.share?.find((g) => g.evidence.includes(evidence));
  if (!view || !giving) return [];
  if (giving.all) return [...roles.values()].filter((r) => r.seat && r.id !== view.role).map((r) => r.id);
  return giving.to ?? [];
}

/** The roles to whom it may go beyond its mark, at the price that its card names. */
export function beyond(view: Pick<View, 'share'> | undefined, evidence: string): string[] {
  return view?.share?.find((g) => g.evidence.includes(evidence))?.beyond ?? [];
}
