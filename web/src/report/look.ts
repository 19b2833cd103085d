// What every part of a report is handed.
import type { Key, Words } from './words';
import type { Estimate, Num } from '../charts/figures';
import type { Group, Summary } from './summary';

export interface Look {
  words: Words;
  summary: Summary;
  /** Name of saved files. */
  name: string;
}

/** Words of a figure; below its table stands which runs are left out, and why. */
export const figureWords = ({ words: w, summary: s }: Look) => ({
  table: w.t('figure.table'),
  chart: w.t('figure.chart'),
  svg: w.t('figure.svg'),
  csv: w.t('figure.csv'),
  foot: s.failed
    ? w.t('figure.failed', {
        n: w.whole(s.failed),
        runs: w.whole(s.runs),
        why: s.failures.map((f) => `${statusName(w, f.status)}, ${f.fault} (${w.whole(f.n)})`).join('; '),
      })
    : '',
});

const statuses: Record<string, Key> = {
  fault: 'status.fault',
  timeout: 'status.timeout',
  crashed: 'status.crashed',
  lost: 'status.lost',
};

/** What a run failed by. */
export const statusName = (w: Words, status: string): string =>
  statuses[status] ? w.t(statuses[status]) : status;

/** How a group is called. */
export function groupName(look: Look, g: Group | undefined): string {
  if (g?.name) return g.name;
  return look.words.t(look.summary.points > 1 ? 'groups.all' : 'groups.one');
}

/** A cell: its text, and what stands small beside or below it. */
export type Cell = string | { text: string; beside?: string; below?: string };

export interface Column<R> {
  head: string;
  cell: (row: R, i: number) => Cell;
  /** Read like words, not like figures. */
  words?: boolean;
  /** What the head stands for. */
  title?: string;
}

/** A column of figures of which some have no interval, and why. */
export const estimated =
  <R>(w: Words, of: (row: R) => Estimate | undefined, show?: (x: Num) => string) =>
  (row: R): Cell => {
    const e = of(row);
    return e ? { text: w.range(e, show), below: w.why(e) } : '';
  };

/** The columns that all tables of groups begin with. */
export function groupColumns<R>(
  look: Look,
  of: (row: R, i: number) => Group | undefined,
  n: (row: R) => number,
): Column<R>[] {
  const w = look.words;
  return [
    { head: w.t('col.group'), cell: (r, i) => groupName(look, of(r, i)) },
    { head: w.t('col.n'), cell: (r) => w.whole(n(r)) },
    { head: w.t('col.failed'), cell: (r, i) => w.whole(of(r, i)?.failed ?? 0) },
  ];
}
