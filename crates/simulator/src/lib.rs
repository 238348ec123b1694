//! A whole programme of any size and length, from a seed.
//!
//! Nobody writes an event here: members, team and clocks send commands, and the rules answer. The
//! same seed and size give the same log on every machine, to the last bit of its head: keys, ids
//! and times come from the seed, and the first event says that nobody in it is real.
//!
//! In reading order: [`rates`] (how often things happen), `world` (the clock that is moved hour by
//! hour, what is still to be done, what was answered), `people` and `office` (who acts),
//! `founding`, and then what they do: `members`, `community`, `tasks`, `work`, `review`, `tiers`,
//! `teaching`, `contests`, `value`, `payouts`, `library`, `reach`, `desk`, `cars`, `care`,
//! `house`. Each of these
//! says what begins by itself (`each_day`) and what follows from what has happened (`heard`).

mod campaigns;
mod care;
mod cars;
mod chance;
mod community;
mod contests;
mod desk;
mod founding;
mod gatherings;
mod house;
mod library;
mod members;
mod office;
mod payouts;
mod people;
pub mod rates;
mod reach;
mod review;
mod tally;
mod tasks;
mod teaching;
mod tiers;
mod value;
mod work;
mod world;

use domain::{Day, Moment};
use engine::{Engine, ManualClock};

pub use rates::Rates;
pub use tally::Tally;
pub use world::Stopped;

/// What is simulated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// How many people it has had by its last day.
    pub members: u32,
    /// How long it runs.
    pub months: u32,
    /// Decides everything that is left to chance.
    pub seed: u32,
    /// Its first day.
    pub from: Day,
    /// How often things happen.
    pub rates: Rates,
}

impl Plan {
    /// How many days it runs.
    pub fn days(&self) -> u32 {
        // The mean length of a month.
        self.months * 3_044 / 100
    }
}

/// Where a programme's days are counted.
pub const TIME_ZONE: &str = "Asia/Shanghai";

/// A simulation that is under way.
pub struct Simulation<'a> {
    world: world::World<'a>,
    /// Hours that are over.
    hours: u32,
}

impl<'a> Simulation<'a> {
    /// Founds the programme in an engine that holds nothing yet, whose clock is `clock`.
    ///
    /// # Errors
    /// When the engine takes no commands, or the log cannot be read.
    pub fn found(
        engine: &'a Engine,
        clock: &'a ManualClock,
        plan: &'a Plan,
    ) -> Result<Simulation<'a>, Stopped> {
        let mut world = world::World::new(engine, clock, plan);
        founding::found(&mut world)?;
        Ok(Simulation { world, hours: 0 })
    }

    /// Adds people to a programme that is told as a story and not live yet. Its policies and its
    /// settings are left alone, and so is everybody in the story; clocks run for all.
    ///
    /// # Errors
    /// As [`Simulation::found`].
    pub fn join(
        engine: &'a Engine,
        clock: &'a ManualClock,
        plan: &'a Plan,
    ) -> Result<Simulation<'a>, Stopped> {
        let mut world = world::World::new(engine, clock, plan);
        world.woven = true;
        founding::join(&mut world)?;
        Ok(Simulation { world, hours: 0 })
    }

    /// Lets every whole hour pass up to that moment, which is included.
    ///
    /// # Errors
    /// As [`Simulation::found`].
    pub fn until(&mut self, at: Moment) -> Result<(), Stopped> {
        while self.world.hour_of(self.hours) <= at {
            if self.hours.is_multiple_of(HOURS_OF_DAY) {
                self.world.begin_day(self.hours / HOURS_OF_DAY);
                if self.world.plan.members > 0 {
                    each_day(&mut self.world);
                }
            }
            self.world.pass(self.hours)?;
            self.hours += 1;
        }
        Ok(())
    }

    /// What came of it so far.
    pub fn tally(&self) -> &Tally {
        self.world.tally()
    }
}

const HOURS_OF_DAY: u32 = 24;

/// Lets a whole programme run in an engine that holds nothing yet, whose clock is `clock`; `told`
/// hears after each day how many are over.
///
/// # Errors
/// When the engine takes no more commands, or the log cannot be read.
pub fn simulate(
    engine: &Engine,
    clock: &ManualClock,
    plan: &Plan,
    told: &mut dyn FnMut(u32, &Tally),
) -> Result<Tally, Stopped> {
    let mut simulation = Simulation::found(engine, clock, plan)?;
    for day in 1..=plan.days() {
        let last_hour = simulation.world.hour_of(day * HOURS_OF_DAY - 1);
        simulation.until(last_hour)?;
        told(day, simulation.tally());
    }
    Ok(simulation.world.into_tally())
}

/// What begins by itself.
fn each_day(world: &mut world::World<'_>) {
    members::each_day(world);
    community::each_day(world);
    value::each_day(world);
    payouts::each_day(world);
    campaigns::each_day(world);
    gatherings::each_day(world);
    tasks::each_day(world);
    contests::each_day(world);
    tiers::each_day(world);
    teaching::each_day(world);
    library::each_day(world);
    reach::each_day(world);
    desk::each_day(world);
    cars::each_day(world);
    care::each_day(world);
    house::each_day(world);
}
