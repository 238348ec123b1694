//! The `koc` program.

fn main() {}
