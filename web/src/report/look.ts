// What every part of a report is handed.
import type { Key, Words } from './words';
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
};

/** What a run failed by. */
export const statusName = (w: Words, status: string): string =>
  statuses[status] ? w.t(statuses[status]) : status;

/** How a group is called. */
export function groupName(look: Look, g: Group | undefined): string {
  if (g?.name) return g.name;
  return look.words.t(look.summary.points > 1 ? 'groups.all' : 'groups.one');
}
