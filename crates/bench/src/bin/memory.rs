//! What a member, an assignment and a closed work take in memory: a program of its own, because it
//! counts every allocation, which would slow down whatever else is measured.

use clap::Parser;
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};
use std::alloc::System;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Bytes that are allocated now.
fn allocated() -> i64 {
    let stats = ALLOCATOR.stats();
    // A grown allocation counts its growth once, a shrunk one takes it away.
    let bytes = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    bytes(stats.bytes_allocated) - bytes(stats.bytes_deallocated)
}

fn main() -> anyhow::Result<()> {
    bench::measure_memory(&bench::MemoryArgs::parse(), allocated)
}
