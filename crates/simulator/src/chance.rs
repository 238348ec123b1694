//! Chance from a seed: integers only, so that it is the same on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    pub(crate) fn of(seed: u32) -> Chance {
        Chance(ChaCha8Rng::seed_from_u64(u64::from(seed)))
    }

    /// A number below `n`; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: u32) -> u32 {
        // The high half of a product: each number as often as the other but for 1 in 2³².
        ((u64::from(self.0.next_u32()) * u64::from(n)) >> 32) as u32
    }

    /// A number from `low` to `high`, both inclusive.
    pub(crate) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True so many times in a hundred.
    pub(crate) fn percent(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// True so many times in a thousand.
    pub(crate) fn per_mille(&mut self, per_mille: u32) -> bool {
        self.below(1_000) < per_mille
    }

    /// A whole number whose mean is `num / den`.
    pub(crate) fn mean(&mut self, num: u64, den: u64) -> u32 {
        let more = u64::from(self.below((den.min(u64::from(u32::MAX))) as u32)) < num % den;
        (num / den) as u32 + u32::from(more)
    }

    /// One of them.
    ///
    /// # Panics
    /// When there is none.
    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len() as u32) as usize]
    }

    /// Around `middle`, most within `spread`, none beyond.
    pub(crate) fn around(&mut self, middle: u32, spread: u32) -> u32 {
        let half = self.below(spread + 1) + self.below(spread + 1);
        (middle + half).saturating_sub(spread)
    }
}
