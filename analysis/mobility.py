"""Statistics of mobility, computed a second time by somebody else's code.

Reads the file of tier moves by itself and uses nothing the program writes. Kaplan-Meier is that of
lifelines; head counts and moves are counted in plain Python. What it finds is kept as JSON, and
tests compare the program with it: crates/audit/tests/statistics/README.md.

    python mobility.py TIER_MOVES.csv OUTPUT_FOLDER
"""

import csv
import json
import random
import sys
import warnings
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times

ZONE = ZoneInfo("Asia/Shanghai")
AS_OF = date(2026, 8, 31)
TIERS = {"seed": "SEED", "active": "RESPONDER", "partner": "PARTNER", "none": None, "alumni": None}
RANK = {None: 0, "SEED": 1, "RESPONDER": 2, "PARTNER": 3}
WAYS = [("SEED", "PARTNER"), ("SEED", "RESPONDER"), ("RESPONDER", "PARTNER")]


# --- the file -----------------------------------------------------------------------------------


def read(path):
    """Every member's moves, oldest first; at one instant in the order of the file."""
    moves = defaultdict(list)
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            at = datetime.fromisoformat(row["at"].replace("Z", "+00:00")).astimezone(ZONE)
            moves[row["member"]].append((at, row["from"], row["to"]))
    for own in moves.values():
        own.sort(key=lambda move: move[0])
    return moves


def stays(own):
    """[tier, from, to] without gaps; what was undone at the same instant never was."""
    by_instant = {}
    for at, _, to in own:
        by_instant[at] = TIERS[to]
    found = []
    for at, tier in by_instant.items():
        if found and found[-1][0] == tier:
            continue
        if found:
            found[-1][2] = at
        found.append([tier, at, None])
    return found


def standing(own, instant):
    """The tier just before `instant`."""
    before = [to for at, _, to in own if at < instant]
    return TIERS[before[-1]] if before else None


def midnight(day):
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


# --- time to tier -------------------------------------------------------------------------------


def climbs(moves, start, goal):
    """(first day, days, reached) of everyone whose way from `start` up to `goal` had begun."""
    for own in moves.values():
        way = stays(own)
        first = next((i for i, stay in enumerate(way) if RANK[stay[0]] >= RANK[start]), None)
        if first is None or way[first][0] != start:
            continue
        begun, ended, reached = way[first][1].date(), AS_OF, False
        for tier, at, _ in way[first + 1 :]:
            if tier is None or RANK[tier] >= RANK[goal]:
                ended, reached = at.date(), tier is not None
                break
        yield begun, (ended - begun).days, reached


def cohort(day, per):
    if per == "NONE":
        return "all"
    if per == "MONTH":
        return f"{day.year:04}-{day.month:02}"
    if per == "QUARTER":
        return f"{day.year:04}-Q{(day.month - 1) // 3 + 1}"
    return f"{day.year:04}"


def number(value):
    return None if value is None or not np.isfinite(value) else int(value)


def brief(value):
    return None if value is None else round(float(value), 12)


def estimate(days, reached, entry=None):
    """What lifelines makes of it: median, its interval, and the curve."""
    fitter = KaplanMeierFitter(alpha=0.05)
    fitter.fit(days, event_observed=reached, entry=entry)
    share = fitter.survival_function_["KM_estimate"]
    limits = fitter.confidence_interval_
    # Where nobody is left, the interval is not defined; lifelines writes 1 there.
    limits = limits[share > 0]
    # Products of fractions: without rounding an exact half can be a little more than a half.
    median = median_survival_times(share.round(12))
    if len(limits) and limits.notna().all().all():
        # Each limit alone: asked for both at once, lifelines gives them as a frame.
        low, high = (median_survival_times(limits[name].round(12)) for name in limits)
    else:
        low = high = None
    table = fitter.event_table
    curve = []
    for day in table.index:
        row = table.loc[day]
        # Whoever comes late is at risk from the day after, except on day 0.
        at_risk = row["at_risk"] - (row["entrance"] if day > 0 else 0)
        if day > 0 and row["removed"] == 0:
            continue
        bounds = (None, None) if day not in limits.index else tuple(limits.loc[day])
        curve.append(
            [int(day), *(brief(value) for value in (share[day], *bounds))]
            + [int(at_risk), int(row["observed"]), int(row["censored"])]
        )
    return {"n": len(days), "reached": int(sum(reached)), "median": number(median),
            "low": number(low), "high": number(high), "curve": curve}


def time_to_tier(moves):
    found = []
    for start, goal in WAYS:
        everyone = list(climbs(moves, start, goal))
        for per in ("NONE", "YEAR", "QUARTER", "MONTH"):
            groups = defaultdict(list)
            for begun, days, reached in everyone:
                groups[cohort(begun, per)].append((days, reached))
            for name, rows in sorted(groups.items()):
                days, reached = zip(*rows)
                row = estimate(days, reached)
                if per in ("QUARTER", "MONTH"):
                    del row["curve"]
                found.append({"from": start, "to": goal, "per": per, "cohort": name, **row})
    return found


def delayed_entry(chance):
    """Made-up people, half of whom come under observation late."""
    people = []
    for _ in range(120):
        entry = chance.choice([0, 0, chance.randrange(1, 60)])
        people.append((entry, entry + chance.randrange(1, 120), chance.random() < 0.6))
    # Enough from day 0 on that the estimate does not fall to nothing at once.
    people += [(0, chance.randrange(30, 200), chance.random() < 0.5) for _ in range(40)]
    entry, days, reached = zip(*people)
    return {"subjects": [list(person) for person in people],
            **estimate(days, reached, entry=entry)}


# --- how long a stay lasts ------------------------------------------------------------------------


def dwell(moves):
    lasted = defaultdict(list)
    for own in moves.values():
        for tier, begun, ended in stays(own):
            if tier is not None:
                last = ended.date() if ended else AS_OF
                lasted[tier].append(((last - begun.date()).days, ended is not None))
    found = []
    for tier in ("SEED", "RESPONDER", "PARTNER"):
        days, over = zip(*lasted[tier])
        row = estimate(days, over)
        completed = sorted(day for day, ended in lasted[tier] if ended)
        # The first day by which at least half of the completed stays were over.
        half = completed[(len(completed) + 1) // 2 - 1]
        del row["curve"]
        found.append({"tier": tier, "completedMedian": half, **row})
    return found


# --- head counts and moves -------------------------------------------------------------------------


def headcounts(moves, chance):
    days = [at.date() for own in moves.values() for at, _, _ in own]
    first, last = min(days), max(days)
    found = []
    for _ in range(20):
        day = first + timedelta(days=chance.randrange((last - first).days + 1))
        counts = Counter(standing(own, midnight(day + timedelta(days=1))) for own in moves.values())
        found.append({"day": str(day), **{tier: counts[tier] for tier in RANK if tier}})
    return sorted(found, key=lambda row: row["day"])


def cause(to):
    return {"alumni": "LEFT_IN_GOOD_STANDING", "none": "LEFT"}.get(to, "IMPORTED")


def a_period(chance):
    per = chance.choice(["MONTH", "QUARTER", "YEAR"])
    year, month = chance.randrange(2019, 2026), chance.randrange(1, 13)
    months = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}[per]
    month = (month - 1) // months * months + 1
    after = month + months
    end = date(year + (after > 12), after - 12 if after > 12 else after, 1)
    return per, date(year, month, 1), end - timedelta(days=1)


def transitions(moves, chance):
    found = []
    for _ in range(5):
        per, first, last = a_period(chance)
        begin, end = midnight(first), midnight(last + timedelta(days=1))
        count, firsts, base = Counter(), Counter(), Counter()
        for own in moves.values():
            stood = standing(own, begin)
            base[stood] += 1
            inside = [(f, t) for at, f, t in own if begin <= at < end]
            for step, (before, after) in enumerate(inside):
                # The file says the tier before as it was then; somebody who left is outside.
                key = (TIERS[before], TIERS[after], cause(after))
                count[key] += 1
                if step == 0 and stood is not None:
                    firsts[key] += 1
        rows = []
        for (before, after, why), n in count.items():
            some = base[before] if before is not None else 0
            moved = firsts[(before, after, why)]
            rows.append({
                "from": before or "none", "to": after or "none", "cause": why, "n": n,
                "standing": some if before else None, "moved": moved if before else None,
                "share": moved / some if some else None,
            })
        rows.sort(key=lambda row: (row["from"], row["to"], row["cause"]))
        found.append({"per": per, "first": str(first), "last": str(last), "rows": rows})
    return found


# --- the whole --------------------------------------------------------------------------------------


def lines(rows):
    return "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n"


def main():
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    warnings.simplefilter("ignore")
    pd.set_option("mode.copy_on_write", True)
    moves = read(source)
    chance = random.Random(7)
    target.mkdir(parents=True, exist_ok=True)
    (target / "headcounts.json").write_text(lines(headcounts(moves, chance)))
    (target / "transitions.json").write_text(lines(transitions(moves, chance)))
    (target / "time_to_tier.json").write_text(lines(time_to_tier(moves)))
    (target / "dwell.json").write_text(lines(dwell(moves)))
    (target / "delayed_entry.json").write_text(lines([delayed_entry(chance)]))
    print(f"{sum(map(len, moves.values()))} moves of {len(moves)} members read")


main()
