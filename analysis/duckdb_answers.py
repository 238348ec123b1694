"""Answers of `koc audit` given again in SQL by DuckDB over exported Parquet files, and compared.

python analysis/duckdb_answers.py [DIR with tier_moves.csv and reviewed_work.csv]

Imports the history in DIR, if it is there, and lets a small programme run; exports both, asks both
ways, and ends with 1 at the first difference. `just audit-duckdb` runs it.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import duckdb
import networkx

KOC = os.environ.get("KOC", "target/debug/koc")

# What set a tier and is in force, in the order it counts: by when it takes effect, then by position.
RULING = """
    create view ruling as
    select koc, tier, cause, effective_at, position,
           lag(tier) over in_order as before,
           row_number() over in_order as nth
    from 'tiers.tier_fact.parquet'
    where superseded is null
    window in_order as (partition by koc order by effective_at, position)
"""

# 1. Who stood in which tier at the end of a day, and since when.
MEMBERS = """
    with last as (
        select koc, tier, effective_at, nth,
               row_number() over (partition by koc order by nth desc) as back
        from ruling where effective_at < $end
    ), stretch as (
        -- The newest fact that put them into another tier than before.
        select ruling.koc, max(ruling.nth) as nth
        from ruling join last on last.koc = ruling.koc and last.back = 1 and ruling.nth <= last.nth
        where ruling.before is distinct from ruling.tier
        group by ruling.koc
    )
    select last.koc, last.tier, strftime(since.effective_at, '%Y-%m-%dT%H:%M:%S.%fZ') as since
    from last
    join stretch on stretch.koc = last.koc
    join ruling as since on since.koc = stretch.koc and since.nth = stretch.nth
    where last.back = 1 and last.tier is not null
    order by 1
"""

# 4. Who moved from where to where, per quarter of the programme's zone, here eight hours east.
TRANSITIONS = """
    select cast(year(local) as varchar) || '-Q' || quarter(local) as period,
           coalesce(before, 'none') as "from", coalesce(tier, 'none') as "to", cause,
           count(*) as n
    from (select *, effective_at + interval 8 hour as local from ruling)
    group by all order by all
"""

# 9. Where contribution comes from: by month, kind, and the tier the member stood in at the time.
CONTRIBUTION = """
    with at_the_time as (
        select entry.*, ruling.tier,
               row_number() over (partition by entry_id order by nth desc nulls last) as back
        from 'ledger.entry.parquet' as entry
        left join ruling on ruling.koc = entry.koc and ruling.effective_at <= entry.effective_at
    )
    select strftime(effective_on, '%Y-%m') as period, coalesce(tier, 'none') as tier, kind,
           cast(sum(points) as bigint) as points, count(*) as lines,
           count(distinct koc) as members
    from at_the_time where back = 1 group by all
"""

# What every member gave; what takes an entry back is no entry of its own.
LEDGER = """
    select koc, count(*) filter (where line <> 'REVERSAL') as entries,
           cast(sum(points) as bigint) as points
    from 'ledger.entry.parquet' group by koc having entries > 0
"""


def koc(*args):
    ran = subprocess.run([KOC, *map(str, args)], capture_output=True, text=True, check=False)
    if ran.returncode != 0:
        sys.exit(f"koc {' '.join(map(str, args))} ended with {ran.returncode}: {ran.stderr}")
    return ran.stdout


def audit(data, *args):
    return json.loads(koc("audit", *args, "--format", "json", "--data-dir", data))


def compare(what, said, found):
    """Both as lists of tuples; their order does not matter."""
    said, found = sorted(map(str, said)), sorted(map(str, found))
    if said != found:
        only_said = [row for row in said if row not in set(found)][:5]
        only_found = [row for row in found if row not in set(said)][:5]
        sys.exit(f"{what}: only koc says {only_said}; only DuckDB says {only_found}")
    print(f"  {what}: {len(said)} rows, the same")


def moment(text):
    """All moments in one spelling."""
    whole, _, part = text.rstrip("Z").partition(".")
    return f"{whole}.{part:0<6}Z"


def answers(name, data, folder, day, end):
    print(f"{name}:")
    out = folder / f"{name}-export"
    koc("export", "events", "tiers", "ledger", "mentorship", "--format", "parquet", "--to", out,
        "--data-dir", data)
    manifest = json.loads((out / "manifest.json").read_text())
    base = duckdb.connect()
    base.execute(f"set file_search_path = '{out}'")
    base.execute(RULING)
    in_sql = lambda sql, **given: base.execute(sql, given or None).fetchall()

    events = in_sql("select count(*), max(position) from 'events.parquet'")
    compare("events", [(manifest["position"], manifest["position"])], events)

    said = [(row["koc"], row["tier"], moment(row["since"]))
            for row in audit(data, "members", "--as-of", day)]
    compare(f"who stood in a tier on {day}", said, in_sql(MEMBERS, end=end))

    said = [(row["period"], row["from"], row["to"], row["cause"], row["n"])
            for row in audit(data, "transitions", "--per", "quarter") if row["n"]]
    compare("moves per quarter", said, in_sql(TRANSITIONS))

    said = [tuple(row.values()) for row in audit(data, "contribution", "--per", "month")]
    compare("contribution by month, tier at the time and kind", said, in_sql(CONTRIBUTION))

    said = [tuple(row.values()) for row in audit(data, "ledger")]
    compare("contribution of every member", said, in_sql(LEDGER))

    graph = networkx.parse_graphml(koc("audit", "graph", "--format", "graphml", "--data-dir", data))
    edges = in_sql("select mentor, mentee, state from 'mentorship.mentorship.parquet'")
    read = [(a, b, of["state"]) for a, b, of in graph.edges(data=True)]
    compare("mentorships, read from GraphML by networkx", read, edges)

    frame = base.execute("select * from 'tiers.tier_fact.parquet'").df()
    counted = in_sql("select count(*) from 'tiers.tier_fact.parquet'")[0][0]
    dtype = str(frame["effective_at"].dtype).split("[")[0]
    compare("facts as a frame of pandas", [(counted, "datetime64")], [(len(frame), dtype)])


def main():
    history = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        if history and (history / "tier_moves.csv").exists():
            data = folder / "real"
            for what in ("tier-moves", "reviewed-work"):
                file = history / f"{what.replace('-', '_')}.csv"
                koc("import", what, file, "--allow-refused", "--data-dir", data)
            answers("history", data, folder, "2020-03-01", "2020-03-01 16:00:00")
        else:
            print(f"SKIPPED: there is no tier_moves.csv in {history}")
        data = folder / "simulated"
        koc("simulate", "--members", 120, "--months", 9, "--data-dir", data)
        answers("simulation", data, folder, "2025-07-31", "2025-07-31 16:00:00")


if __name__ == "__main__":
    main()
