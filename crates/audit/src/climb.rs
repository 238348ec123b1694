//! How long from one tier to another, for those who made it and those who have not yet.
//!
//! A member's clock begins with their first stay in the lower tier, unless they stood in a higher
//! one before: whoever entered above was never on this way. It ends when they first stand in the
//! upper tier or above it. It is cut off, as not yet reached, when they leave or go on under
//! another record, at the end of observation, and, if so asked, when they step down by their own
//! wish. A demotion does not stop it. Whoever comes back after leaving is not counted again.

use std::collections::BTreeMap;

use domain::id::KocId;
use domain::vocabulary::TierCode;
use domain::{Day, Moment, Zone};
use projector_mentorship::{EdgeFilter, MentorshipGraph};
use projector_tiers::{TierCause, TierMembership};

use crate::period::{Per, Period};
use crate::stays::{Path, Stay, paths};
use crate::survival::{Curve, Subject};

/// What a step down by one's own wish does to the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StepDownAs {
    /// Ends observation: they chose to stop climbing.
    #[default]
    Censored,
    /// Changes nothing: they may still make it.
    KeepsRunning,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClimbQuestion {
    /// The tier in which the clock begins.
    pub from: TierCode,
    /// The tier to reach.
    pub to: TierCode,
    /// Apart by when the clock began; all together if none.
    pub cohort_by: Option<Per>,
    /// What a step down does.
    pub step_down_as: StepDownAs,
    /// The end of observation, inclusive.
    pub as_of: Moment,
    /// By what the log knew then; then observation ends there at the latest.
    pub known_at: Option<Moment>,
}

/// A question about a way that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("`from` is {from} and `to` is {to}: the tier to reach is above the other", from = .from.code(), to = .to.code())]
pub struct NotUpwards {
    from: TierCode,
    to: TierCode,
}

/// How the clock of a climb stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClimbEnd {
    /// They stood in the tier to reach, or above.
    Reached,
    /// They left, or go on under another record.
    Left,
    /// They stepped down by their own wish.
    SteppedDown,
    /// Observation ended.
    StillBelow,
}

/// One member's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Climb {
    /// Who.
    pub koc_id: KocId,
    /// The day the clock began.
    pub began: Day,
    /// Days it ran.
    pub days: u32,
    /// Why it stopped.
    pub end: ClimbEnd,
}

/// Members looked at together.
#[derive(Debug, Clone, PartialEq)]
pub struct ClimbGroup {
    /// When their clocks began; none for all together.
    pub cohort: Option<Period>,
    /// Whether these are days after the first mentorship began, or before; none if not asked.
    pub mentored: Option<bool>,
    /// What was observed, in the order of members.
    pub subjects: Vec<Subject>,
    /// The estimate.
    pub curve: Curve,
}

/// Every climb that had begun, by member.
///
/// # Errors
/// When the tier to reach is not above the other.
pub fn climbs(tiers: &TierMembership, question: &ClimbQuestion) -> Result<Vec<Climb>, NotUpwards> {
    let ClimbQuestion { from, to, known_at, .. } = *question;
    if to <= from {
        return Err(NotUpwards { from, to });
    }
    let until = known_at.map_or(question.as_of, |known_at| known_at.min(question.as_of));
    let climb = |path: Path| climb(&path, question, until, tiers.zone());
    Ok(paths(tiers, until, known_at).filter_map(climb).collect())
}

fn climb(path: &Path, question: &ClimbQuestion, until: Moment, zone: &Zone) -> Option<Climb> {
    let stays = path.stays();
    let first = stays.iter().position(|stay| stay.tier >= Some(question.from))?;
    if stays[first].tier != Some(question.from) {
        return None;
    }
    let (stopped, end) = stays[first + 1..]
        .iter()
        .find_map(|stay| Some((stay.from, end_by(stay, question)?)))
        .unwrap_or((until, ClimbEnd::StillBelow));
    let began = zone.day_of(stays[first].from);
    let days = zone.day_of(stopped).days_since(began);
    Some(Climb { koc_id: path.koc_id, began, days, end })
}

fn end_by(stay: &Stay, question: &ClimbQuestion) -> Option<ClimbEnd> {
    let stepped_down = stay.cause == TierCause::SteppedDown;
    match stay.tier {
        None => Some(ClimbEnd::Left),
        Some(tier) if tier >= question.to => Some(ClimbEnd::Reached),
        Some(_) if stepped_down && question.step_down_as == StepDownAs::Censored => {
            Some(ClimbEnd::SteppedDown)
        }
        Some(_) => None,
    }
}

/// The estimate per cohort, oldest first.
///
/// # Errors
/// When the tier to reach is not above the other.
pub fn time_to_tier(
    tiers: &TierMembership,
    question: &ClimbQuestion,
) -> Result<Vec<ClimbGroup>, NotUpwards> {
    let subjects = climbs(tiers, question)?.into_iter().map(|climb| {
        let ended = climb.end == ClimbEnd::Reached;
        (climb.began, None, Subject { entry: 0, exit: climb.days, ended })
    });
    Ok(grouped(subjects, question.cohort_by))
}

/// The estimate per cohort for days before the first mentorship of a member and for those after.
///
/// Nobody is sorted by what they became later. A member counts as unmentored up to the day their
/// first mentorship began and is then lost from sight there; from the day after they are under
/// observation among the mentored, at the age their climb then has. A mentorship that ended
/// still counts. Reached on the very day the mentorship began is reached unmentored.
///
/// # Errors
/// When the tier to reach is not above the other.
pub fn time_to_tier_by_mentorship(
    tiers: &TierMembership,
    mentorship: &MentorshipGraph,
    question: &ClimbQuestion,
) -> Result<Vec<ClimbGroup>, NotUpwards> {
    let starts = first_mentorships(mentorship);
    let mut subjects = Vec::new();
    for climb in climbs(tiers, question)? {
        let ended = climb.end == ClimbEnd::Reached;
        let start = starts.get(&climb.koc_id);
        for (mentored, subject) in split(climb.began, climb.days, ended, start.copied()) {
            subjects.push((climb.began, Some(mentored), subject));
        }
    }
    Ok(grouped(subjects, question.cohort_by))
}

/// The days of a climb before `start` and those after.
fn split(began: Day, days: u32, ended: bool, start: Option<Day>) -> Vec<(bool, Subject)> {
    let whole = |mentored| vec![(mentored, Subject { entry: 0, exit: days, ended })];
    match start {
        Some(start) if start <= began => whole(true),
        Some(start) if start.days_since(began) < days => {
            let age = start.days_since(began);
            vec![
                (false, Subject { entry: 0, exit: age, ended: false }),
                (true, Subject { entry: age, exit: days, ended }),
            ]
        }
        _ => whole(false),
    }
}

/// The first day on which each mentee had a mentor.
fn first_mentorships(mentorship: &MentorshipGraph) -> BTreeMap<KocId, Day> {
    let mut starts = BTreeMap::new();
    for edge in mentorship.edges(&EdgeFilter::default()) {
        if let Some(start) = edge.started_on {
            let first = starts.entry(edge.mentee).or_insert(start);
            *first = start.min(*first);
        }
    }
    starts
}

fn grouped(
    subjects: impl IntoIterator<Item = (Day, Option<bool>, Subject)>,
    cohort_by: Option<Per>,
) -> Vec<ClimbGroup> {
    let mut groups: BTreeMap<(Option<Period>, Option<bool>), Vec<Subject>> = BTreeMap::new();
    for (began, mentored, subject) in subjects {
        let cohort = cohort_by.map(|per| Period::containing(began, per));
        groups.entry((cohort, mentored)).or_default().push(subject);
    }
    let group = |((cohort, mentored), subjects): ((_, _), Vec<Subject>)| {
        let curve = Curve::of(&subjects);
        ClimbGroup { cohort, mentored, subjects, curve }
    };
    groups.into_iter().map(group).collect()
}
