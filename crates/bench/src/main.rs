//! `bench`: see its help.

fn main() -> anyhow::Result<()> {
    bench::main()
}
