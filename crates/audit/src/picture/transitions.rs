//! Who came and rose, who fell and left, period by period.

use std::fmt::Write as _;

use projector_tiers::{TierCause, Transition};

use super::columns::{Series, columns};
use crate::period::Period;
use crate::transitions::TransitionRow;

/// What a move is to the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Came,
    Rose,
    Returned,
    CorrectedUp,
    Fell,
    SteppedDown,
    Left,
    CorrectedDown,
}

impl Kind {
    /// From the zero line outwards, first what counts upwards.
    const ALL: [Kind; 8] = [
        Kind::Came,
        Kind::Rose,
        Kind::Returned,
        Kind::CorrectedUp,
        Kind::Fell,
        Kind::SteppedDown,
        Kind::Left,
        Kind::CorrectedDown,
    ];

    fn of((from, to, cause): Transition) -> Kind {
        match cause {
            TierCause::Corrected if to > from => Kind::CorrectedUp,
            TierCause::Corrected => Kind::CorrectedDown,
            TierCause::Returned => Kind::Returned,
            TierCause::SteppedDown => Kind::SteppedDown,
            _ if from.is_none() => Kind::Came,
            _ if to.is_none() => Kind::Left,
            _ if to > from => Kind::Rose,
            _ => Kind::Fell,
        }
    }

    fn is_down(self) -> bool {
        matches!(self, Kind::Fell | Kind::SteppedDown | Kind::Left | Kind::CorrectedDown)
    }

    fn colour(self) -> usize {
        match self {
            Kind::Came => 0,
            Kind::Rose => 2,
            Kind::Returned => 5,
            Kind::Fell => 1,
            Kind::SteppedDown => 4,
            Kind::Left => 3,
            Kind::CorrectedUp | Kind::CorrectedDown => 6,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Kind::Came => "came 加入",
            Kind::Rose => "rose 晋级",
            Kind::Returned => "returned 恢复",
            Kind::CorrectedUp | Kind::CorrectedDown => "corrected 更正",
            Kind::Fell => "fell 降级",
            Kind::SteppedDown => "stepped down 退级",
            Kind::Left => "left 离开",
        }
    }
}

/// Draws what raises the ladder above the line and what lowers it below, of every period asked
/// about; kinds that did not happen are left out.
pub fn transitions(periods: &[Period], rows: &[TransitionRow]) -> String {
    let mut description = String::from("Moves between tiers in each period");
    let mut series = Vec::new();
    for kind in Kind::ALL {
        let mut counts = vec![0_u32; periods.len()];
        for row in rows.iter().filter(|row| Kind::of(row.transition) == kind) {
            if let Ok(index) = periods.binary_search(&row.period) {
                let n = u32::try_from(row.n).unwrap_or(u32::MAX);
                counts[index] = counts[index].saturating_add(n);
            }
        }
        let all: u64 = counts.iter().copied().map(u64::from).sum();
        if all > 0 {
            let _ = write!(description, "; {}: {all}", kind.name());
            let (name, colour) = (format!("{} {all}", kind.name()), kind.colour());
            series.push(Series { name, colour, down: kind.is_down(), counts });
        }
    }
    description.push('.');
    let title = "Moves between tiers 等级变动";
    let remark = "up: came and rose; down: fell and left 上:加入与晋级;下:降级与离开";
    columns(title, remark, &description, periods, &series)
}
