# Lists the recipes.
default:
    @just --list

# Exactly what CI runs: tests, format, lints, docs.
check:
    bash .ci/run

# The stories come first: what the read models make of them is compared with afterwards.
#
# Rewrites what tests compare with (stories, golden bytes, schema), then shows what changed.
bless:
    UPDATE_EXPECT=1 cargo test -p testkit --test tell_stories
    UPDATE_EXPECT=1 cargo test --workspace
    git diff --stat

# A year of a made-up programme, served on 127.0.0.1:8080.
demo:
    cargo run --release -- serve --demo

# Folds a log afresh and prints positions, head and digests.
replay DIR:
    cargo run --release -- replay --data-dir {{DIR}} --format json

