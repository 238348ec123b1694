//! From when to when.

use domain::{AsOf, Moment, Zone};

/// As the beginning of a range a date means its first instant; as its end it means the last one
/// ([`AsOf::moment`]).
pub fn first_moment(from: AsOf, zone: &Zone) -> Moment {
    match from {
        AsOf::Day(day) => zone.start_of(day),
        AsOf::Moment(moment) => moment,
    }
}

/// From the first instant of `from` to the last of `to`; without an end where none is said.
pub fn range(from: Option<AsOf>, to: Option<AsOf>, zone: &Zone) -> (Moment, Moment) {
    let from = from.map_or(Moment(i64::MIN), |from| first_moment(from, zone));
    (from, to.map_or(Moment(i64::MAX), |to| to.moment(zone)))
}
