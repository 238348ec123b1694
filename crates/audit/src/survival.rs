//! Kaplan–Meier: how long something takes when for most it has not happened yet.
//!
//! Plain numbers in, plain numbers out. Time is in whole days from 0. Conventions, all of them
//! those of the textbooks and of `lifelines`, against which `just audit-statistics` compares:
//!
//! - On a day on which some reach the end and others are lost from sight, the ends come first:
//!   whoever is lost on day *t* was still at risk on day *t*.
//! - Whoever comes under observation late, on day *e* > 0, is at risk from the day after *e*.
//! - The interval is Greenwood's, on the log(−log) scale, at 95 %.
//! - A quantile is the first day on which the curve is at or below it.

/// The 0.975 quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Rounding of a product of fractions must not make an exact half a little more than a half.
const ROUNDING: f64 = 1e-12;

/// One time under observation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// The day they come under observation: 0, or later when the days before count elsewhere.
    pub entry: u32,
    /// The last day of observation; not before `entry`.
    pub exit: u32,
    /// Whether it happened then; if not, they were lost from sight.
    pub ended: bool,
}

impl Subject {
    fn is_at_risk(&self, day: u32) -> bool {
        (self.entry < day || self.entry == 0) && day <= self.exit
    }
}

/// One day of a curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// Days since the beginning.
    pub day: u32,
    /// The share for whom it has not happened by the end of this day.
    pub share: f64,
    /// The 95 % interval of the share; none once the share is 0, where it is not defined.
    pub interval: Option<(f64, f64)>,
    /// How many were at risk on this day.
    pub at_risk: u32,
    /// For how many it happened on this day.
    pub events: u32,
    /// How many were lost from sight on this day.
    pub censored: u32,
}

/// A day by which it has happened for a certain part, with the 95 % interval of that day; none is
/// "not reached".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Quantile {
    /// The day.
    pub day: Option<u32>,
    /// The lower end of its interval.
    pub low: Option<u32>,
    /// The upper end of its interval.
    pub high: Option<u32>,
}

/// The estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// How many were under observation at some time.
    pub n: u32,
    /// For how many it happened.
    pub events: u32,
    /// Days under observation, summed.
    pub days: u64,
    /// Day 0, and every day on which it happened or somebody was lost from sight.
    pub steps: Vec<Step>,
}

impl Curve {
    /// Estimates from what was observed.
    pub fn of(subjects: &[Subject]) -> Curve {
        // Ordered by when they come and by when they go, so that one pass over the days is enough.
        let mut entries: Vec<u32> = subjects.iter().map(|subject| subject.entry).collect();
        let mut exits: Vec<(u32, bool)> = subjects.iter().map(|s| (s.exit, s.ended)).collect();
        entries.sort_unstable();
        exits.sort_unstable();
        let mut days: Vec<u32> = exits.iter().map(|(day, _)| *day).chain([0]).collect();
        days.sort_unstable();
        days.dedup();

        let (mut entered, mut gone) = (0, 0);
        let (mut share, mut variance) = (1.0, 0.0);
        let mut steps = Vec::with_capacity(days.len());
        for day in days {
            while entries.get(entered).is_some_and(|entry| *entry < day || *entry == 0) {
                entered += 1;
            }
            let leaving = exits[gone..].iter().take_while(|(exit, _)| *exit == day);
            let (mut events, mut censored) = (0_u32, 0_u32);
            leaving.for_each(|(_, ended)| *(if *ended { &mut events } else { &mut censored }) += 1);
            let at_risk = count(entered - gone);
            gone += (events + censored) as usize;
            if events > 0 {
                let (at_risk, events) = (f64::from(at_risk), f64::from(events));
                share *= (at_risk - events) / at_risk;
                variance += events / (at_risk * (at_risk - events));
            }
            let interval = interval(share, variance);
            steps.push(Step { day, share, interval, at_risk, events, censored });
        }
        Curve {
            n: count(subjects.len()),
            events: count(subjects.iter().filter(|subject| subject.ended).count()),
            days: subjects.iter().map(|s| u64::from(s.exit.saturating_sub(s.entry))).sum(),
            steps,
        }
    }

    /// The day by which it has happened for half, or "not reached".
    pub fn median(&self) -> Quantile {
        self.until_left(0.5)
    }

    /// The first day on which at most `share` are left for whom it has not happened.
    pub fn until_left(&self, share: f64) -> Quantile {
        let first = |value: &dyn Fn(&Step) -> Option<f64>| {
            let reached = |step: &&Step| value(step).is_some_and(|it| it <= share + ROUNDING);
            self.steps.iter().find(reached).map(|step| step.day)
        };
        Quantile {
            day: first(&|step| Some(step.share)),
            low: first(&|step| Some(step.interval?.0)),
            high: first(&|step| Some(step.interval?.1)),
        }
    }

    /// The share on a day, by the last step up to it.
    pub fn share_on(&self, day: u32) -> f64 {
        let after = self.steps.partition_point(|step| step.day <= day);
        after.checked_sub(1).map_or(1.0, |last| self.steps[last].share)
    }
}

/// How many of `subjects` are at risk on a day.
pub fn at_risk(subjects: &[Subject], day: u32) -> u32 {
    count(subjects.iter().filter(|subject| subject.is_at_risk(day)).count())
}

/// Greenwood's variance of log(−log S), brought back to the scale of shares.
fn interval(share: f64, variance: f64) -> Option<(f64, f64)> {
    if variance == 0.0 {
        return Some((1.0, 1.0));
    }
    if share <= 0.0 {
        return None;
    }
    let log = share.ln();
    let width = Z * variance.sqrt() / log.abs();
    let bound = |width: f64| (log * width.exp()).exp();
    Some((bound(width), bound(-width)))
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
