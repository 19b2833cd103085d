// What engine/study/report writes: report.json and the numbers of the page. Shares
// are from 0 to 1.
import type { Estimate, Num } from '../charts/figures';
import type { Lang } from '../i18n/catalog';

export interface Group {
  name: string;
  levels: Record<string, string> | null;
  points: number;
  n: number;
  failed: number;
  same: boolean;
}

export interface MetricRow {
  n: number;
  blocks: number;
  missing: number;
  mean: Estimate;
  hits: number;
  sd: Num;
  median: Estimate;
  low: Estimate;
  high: Estimate;
  min: Num;
  max: Num;
  halve: number;
  sample?: number;
}

export interface Metric {
  id: string;
  role?: string;
  title?: string;
  share: boolean;
  rows: MetricRow[];
}

export interface ContrastRow {
  within: string;
  blocks: number;
  pairs: number;
  dropped: number;
  of: Num;
  base: Num;
  effect: Estimate;
  equal: boolean;
  halve: number;
  gain: Num;
  drawn?: DrawnRow;
}

/** A contrast at each point of a drawn design; effects stand in the order of Drawn. */
export interface DrawnRow {
  points: number;
  equal: number;
  intervals: number;
  above: number;
  below: number;
  all_above: number;
  all_below: number;
  least: Num;
  median: Num;
  most: Num;
  goes: { factor: string; rank: Num }[];
  luck: Num;
  effects: { of: number; base: number; pairs: number; dropped: number; effect: Estimate; equal: boolean }[];
}

export interface Drawn {
  factors: string[];
  at: Num[][];
  labels: string[][];
  left: number;
  intervals: number;
  level: Num;
}

export interface Contrast {
  id: string;
  metric: string;
  role?: string;
  title?: string;
  of: string;
  base: string;
  rows: ContrastRow[];
  drawn?: Drawn;
}

export interface Duration {
  n: number;
  ended: number;
  cut: number;
  median: Estimate;
  mean: Estimate;
  up: number;
  steps: { turn: number; at_risk: number; ended: number; share: Estimate }[];
}

export interface Summary {
  study: string;
  title: string;
  scenarios: string[] | null;
  seed: number;
  design: string;
  level: number;
  points: number;
  replications: number;
  runs: number;
  failed: number;
  planned: number;
  failures: { status: string; fault: string; n: number; first: number }[];
  by: 'point' | 'level' | 'all';
  groups: Group[];
  metrics: Metric[];
  endings: { id: string; title?: string; rows: { n: number; hits: number; share: Estimate }[] }[];
  durations: Duration[];
  contrasts: Contrast[];
  exploratory: Contrast[];
  cloud?: {
    factors: string[];
    metrics: string[];
    points: { point: number; n: number; failed: number; at: Num[]; labels: string[]; means: Estimate[] }[];
    left: number;
  };
  beliefs: {
    missing?: string;
    rows: { n: number; judged: number; brier: Estimate; misattributed: Estimate; wrong: number }[];
    curve: { lo: number; hi: number; n: number; runs: number; mean: number; came: Estimate }[];
    parts?: {
      n: number;
      score: number;
      reliability: number;
      resolution: number;
      uncertainty: number;
      within: number;
    };
  };
  temptations: {
    missing?: string;
    rows: {
      group: number;
      id: string;
      title: string;
      twin: string;
      who: string;
      n: number;
      offered: number;
      taken: number;
      lawful: number;
      share: Estimate;
      regret: Estimate;
      returns: string;
      took_mean: Num;
      twin_mean: Num;
    }[];
  };
  escalation: {
    missing?: string;
    weights: number[];
    rungs: string[];
    rows: { n: number; score: Estimate; acts: number; classes: number[]; by_rung: number[]; narrow: Num }[];
  };
}

export type BeliefRow = Summary['beliefs']['rows'][number];
export type Offer = Summary['temptations']['rows'][number];
export type ClimbRow = Summary['escalation']['rows'][number];

export interface Page {
  lang: Lang;
  /** Where the numbers come from: what, and how it is named there. */
  origin: { what: string; is: string }[];
  summary: Summary;
}
