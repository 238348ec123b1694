# Lists the recipes.
default:
    @just --list

# Exactly what CI runs: tests, format, lints, docs.
check:
    bash .ci/run

# The stories come first: what the read models make of them is compared with afterwards.
#
# Rewrites what tests compare with (stories, golden bytes, schemas), then shows what changed.
bless:
    UPDATE_EXPECT=1 cargo test -p testkit --test tell_stories
    UPDATE_EXPECT=1 cargo test --workspace
    git diff --stat

# The template and the manifest shown there; its story is written anew and compared with what is kept.
#
# Follows `docs/testing.md` from a repository of its own.
tutorial:
    #!/usr/bin/env bash
    set -euo pipefail
    dir=$(mktemp -d)
    trap 'rm -rf "$dir"' EXIT
    mkdir "$dir/joins" "$dir/joins/tests"
    ln -s "$PWD" "$dir/koc"
    cp -r crates/testkit/template/src "$dir/joins"
    cp crates/testkit/template/tests/stories.rs "$dir/joins/tests"
    sed -n '/^```toml$/,/^```$/p' docs/testing.md | grep -v '^```' > "$dir/joins/Cargo.toml"
    cp Cargo.lock "$dir/joins"
    cd "$dir/joins"
    export CARGO_TARGET_DIR="$dir/koc/target/tutorial"
    UPDATE_EXPECT=1 cargo test
    cargo test
    diff -r tests/stories "$dir/koc/crates/testkit/template/tests/stories"

# Two years of a made-up programme, served on 127.0.0.1:8080.
demo:
    cargo run --release -- serve --demo

# Folds a log afresh and prints positions, head and digests.
replay DIR:
    cargo run --release -- replay --data-dir {{DIR}} --format json

# Every bench prints a table, and with `--json` JSON with ratios: `docs/benchmarks.md`.

# The log against plain files and a naive layout.
bench-log *ARGS: (bench "log" "--dir" "target/bench" ARGS)

# Commands of daily life through rules to durable answers, beside the log alone.
bench-engine *ARGS: (bench "engine" "--dir" "target/bench" ARGS)

# Of a programme that is made, or of any with `--data-dir DIR`.
#
# Events folded into each read model and into all, beside decoding them.
bench-fold *ARGS: (bench "fold" "--dir" "target/bench" ARGS)

# A hundred thousand members, made once and kept; a plain server with everything in memory.
#
# Queries over HTTP, beside a plain server and a hello world.
bench-queries *ARGS: (bench "queries" "--dir" "target/bench" ARGS)

# Tokens of an identity provider: no default feature, so no part of the normal tests.
jwt:
    cargo test -p server --features jwt --test jwt
    cargo clippy -p cli -p server --features jwt --all-targets -- -D warnings

# What a member, an assignment, a closed work and a credited act take in memory.
bench-memory *ARGS:
    cargo run --release -p bench --bin memory -- {{ARGS}}

# Serves the programme in DIR, as `koc simulate` makes one: seconds until it is ready, and memory.
bench-year DIR *ARGS: (bench "year" DIR ARGS)

# A page of members as they were known long ago, out of ten million events; made once and kept.
bench-past *ARGS: (bench "past" "--dir" "target/bench" ARGS)

# Ten thousand members take one instant task at once, beside the log alone.
bench-instant *ARGS: (bench "instant" "--dir" "target/bench" ARGS)

# A page of suggestions for a task among 50,000 members, beside a plain loop.
bench-matching *ARGS: (bench "matching" ARGS)

# Ten thousand connections that only stay open and a thousand that listen, half without reading.
bench-connections *ARGS: (bench "connections" "--dir" "target/bench" ARGS)

# A log of ten million events: opening, reading, memory, disk. Takes about half an hour.
bench-large-log *ARGS: (bench "large-log" "--dir" "target/bench" ARGS)

[private]
bench WHAT *ARGS:
    mkdir -p target/bench
    cargo run --release -p bench -- {{WHAT}} {{ARGS}}

# The crash, damage and full-disk tests as long as they should run before a release: about an hour.
soak:
    EVENT_LOG_SOAK=1 cargo test --release -p event-log --test log -- --nocapture

# The server and its schema as tools and clients see them that nobody here wrote: graphql-eslint,
# the compiler of Relay, the audit of GraphQL over HTTP, two clients that listen across restarts,
# and operations that Schemathesis generates. Needs Node 20 and Python 3.11; `KOC` names a program
# that is built already, and parts can be named: lint, relay, audit, listening, generated.
conformance *PARTS:
    [ -n "${KOC:-}" ] || cargo build --release
    mkdir -p target/conformance
    python3 -m venv target/conformance/venv
    target/conformance/venv/bin/pip install --quiet --requirement conformance/requirements.txt
    cd conformance && npm ci && node run.mjs {{PARTS}}

# Kaplan–Meier by lifelines, counts by plain Python, from the tier_moves.csv in DIR that the program
# imports too; what is kept in crates/audit/tests/statistics is written anew, then the program is
# compared with it. Needs Python 3.11.
#
# Computes the statistics of mobility a second time, by other code, and compares.
audit-statistics DIR: (analysis "mobility.py" DIR + "/tier_moves.csv" "crates/audit/tests/statistics")
    cargo test -p audit --test mobility
    KOC_REAL_DATA="$(cd {{DIR}} && pwd)" cargo test -p cli --test cli -- real_statistics
    git diff --stat -- crates/audit/tests/statistics

# By koc and by a program in Python that shares nothing with it, also proofs that something was left
# out of. Needs Python 3.11; `KOC` names a program that is built already.
#
# Makes proofs of members' histories and has each checked twice.
audit-proofs: (analysis "proofs.py")

# Who stood where, moves per quarter, contributions, mentorships: of the history in DIR, if one is
# given, and of a small simulation. Needs Python 3.11; `KOC` names a program that is built already.
#
# Answers of `koc audit` given again in SQL by DuckDB over exported Parquet files, and compared.
audit-duckdb DIR="": (analysis "duckdb_answers.py" DIR)

[private]
analysis SCRIPT *ARGS:
    [ -n "${KOC:-}" ] || cargo build
    python3 -m venv target/analysis
    target/analysis/bin/pip install --quiet --requirement analysis/requirements.txt
    target/analysis/bin/python analysis/{{SCRIPT}} {{ARGS}}

# What the schema promises from here on: run it when a release is made, and begin a new section in
# the changelog.
release-schema:
    RELEASE_SCHEMA=1 cargo test -p graphql --test promises

# Ten minutes for each fuzz target; needs a nightly toolchain and `cargo install cargo-fuzz`.
fuzz SECONDS="600":
    cd crates/event-log && cargo +nightly fuzz run record -- -max_total_time={{SECONDS}}
    cd crates/event-log && cargo +nightly fuzz run recovery -- -max_total_time={{SECONDS}}
