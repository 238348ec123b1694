//! How many members joined on each day.

use domain::{Day, Event, Zone, koc};
use imbl::OrdMap;
use projection::{Projector, Recorded, Row};
use serde::Serialize;

/// The joins of each day in Shanghai.
#[derive(Debug, Clone, Default)]
pub struct Joins(OrdMap<Day, u32>);

/// One day.
#[derive(Serialize)]
struct DayRow {
    day: Day,
    joined: u32,
}

impl Projector for Joins {
    const NAME: &'static str = "joins";
    const VERSION: u32 = 1;

    fn apply(&mut self, recorded: &Recorded) {
        if let Event::Koc(koc::Event::KocRegistered(_)) = &recorded.event
            && let Some(zone) = Zone::named("Asia/Shanghai")
        {
            *self.0.entry(zone.day_of(recorded.occurred_at)).or_default() += 1;
        }
    }

    fn rows(&self, show: &mut dyn FnMut(Row)) {
        self.0.iter().for_each(|(&day, &joined)| show(Row::new("day", &DayRow { day, joined })));
    }
}
