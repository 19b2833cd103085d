#!/usr/bin/env python3
"""What an offer of retaliation does, point by point, in the tables of a study.

    demarche study all_at_once.toml --out all --csv
    python3 effects.py all [metric]

Pairs each game with the offer open with the one at the same point with the same luck
in which it is closed. Standard library only. For each mix it prints the mean effect,
how many points have an interval (95 %, Student) wholly above or below 0, and how the
effect of a point goes with each assumption (Spearman's rank correlation; with 500
points anything below 0.09 may be luck).
"""
import csv
import glob
import statistics
import sys
from collections import defaultdict


def effects(folder, metric):
    """mix -> point (as its assumptions) -> list of differences, open less closed."""
    games = defaultdict(dict)
    names = None
    for part in sorted(glob.glob(folder + "/runs/*.csv")):
        with open(part, newline="") as f:
            for row in csv.DictReader(f):
                if row["status"] != "ok":
                    continue
                names = names or [c[7:] for c in row if c.startswith("factor_") and c not in ("factor_offer", "factor_mix")]
                at = tuple(row["factor_" + n] for n in names)
                games[row["factor_mix"], at][row["replication"], row["factor_offer"]] = float(row["metric_" + metric])
    out = defaultdict(dict)
    for (mix, at), g in games.items():
        out[mix][at] = [x - g[r, "closed"] for (r, offer), x in g.items() if offer == "open" and (r, "closed") in g]
    return names, out


def ranks(xs):
    order = sorted(range(len(xs)), key=xs.__getitem__)
    out = [0.0] * len(xs)
    i = 0
    while i < len(order):
        j = i
        while j < len(order) and xs[order[j]] == xs[order[i]]:
            j += 1
        for k in order[i:j]:
            out[k] = (i + j - 1) / 2
        i = j
    return out


def spearman(xs, ys):
    return statistics.correlation(ranks(xs), ranks(ys)) if len(set(xs)) > 1 and len(set(ys)) > 1 else 0.0


T = {20: 2.093, 10: 2.262, 5: 2.776}  # Student, 97.5 %, n - 1 degrees of freedom; else normal


def side(ds):
    """1, -1 or 0: the interval of the mean lies above 0, below, or across."""
    half = T.get(len(ds), 1.96) * statistics.stdev(ds) / len(ds) ** 0.5
    m = statistics.fmean(ds)
    return 1 if m - half > 0 else -1 if m + half < 0 else 0


def number(word):
    try:
        return float(word)
    except ValueError:
        return None


def main():
    folder, metric = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "peak_rung"
    names, found = effects(folder, metric)
    print(f"effect of the offer on {metric}")
    for mix, points in found.items():
        means = [statistics.fmean(ds) for ds in points.values()]
        sides = [side(ds) for ds in points.values()]
        print(f"{mix}: {len(points)} points, mean {statistics.fmean(means):+.2f}, above 0 at {sides.count(1)}, below at {sides.count(-1)}")
        goes = []
        for i, n in enumerate(names):
            xs = [number(at[i]) for at in points]
            if None not in xs:
                goes.append((spearman(xs, means), n))
        for r, n in sorted(goes, key=lambda g: -abs(g[0]))[:8]:
            print(f"   {n:<18} {r:+.2f}")
        i = names.index("noticed") if "noticed" in names else None
        if i is not None:
            for lo, hi in ((0, 20), (20, 60), (60, 100), (100, 141)):
                part = [(statistics.fmean(ds), s) for (at, ds), s in zip(points.items(), sides) if lo <= float(at[i]) < hi]
                print(f"   noticed {lo:>3} to {hi:<3}: {len(part):>3} points, mean {statistics.fmean(m for m, _ in part):+.2f}, above 0 at {sum(s > 0 for _, s in part)}, below at {sum(s < 0 for _, s in part)}")


if __name__ == "__main__":
    main()
