//! The hard filters: what a member must meet to be asked for a task. One set of functions for
//! `AssignTask`, `ClaimTask` and every suggestion, so that whoever is suggested can be asked, and
//! whoever cannot be asked is told why by the same words.

use super::values::{Condition, Unmet};
use crate::assignment::{no_slots_left, tier_too_low};
use crate::id::{AssignmentId, KocId, TaskId};
use crate::koc::Koc;
use crate::policy::PolicyRules;
use crate::refusal::{Checks, Refusal, Violation};
use crate::state::State;
use crate::task::brief::Brief;
use crate::task::{Eligibility, Task, TaskState};
use crate::time::{Day, Moment};
use crate::vocabulary::{Availability, ConsentPurpose, TierCode};

/// Work up to this difficulty is light. Our own number.
const LIGHT_DIFFICULTY_MAX: u8 = 2;

/// Every condition, first what the member's record itself says, then what is in its lists, last
/// what costs a look-up in all assignments.
const CHEAP_FIRST: [Condition; 15] = [
    Condition::Active,
    Condition::Tier,
    Condition::ConcurrentLimit,
    Condition::Availability,
    Condition::AcceptedWorks,
    Condition::NotExcluded,
    Condition::Regions,
    Condition::Skills,
    Condition::Formats,
    Condition::Communities,
    Condition::Audiences,
    Condition::Models,
    Condition::Consent,
    Condition::Confidentiality,
    Condition::NotAskedBefore,
];

/// What a task asks of whoever takes it, looked up once for any number of members.
pub(crate) struct Asked<'a> {
    pub(crate) state: &'a State,
    pub(crate) task_id: TaskId,
    pub(crate) task: &'a Task,
    /// The approved brief; the newest while none is approved.
    pub(crate) brief: Option<&'a Brief>,
    pub(crate) now: Moment,
    pub(crate) today: Day,
    /// The higher of the horizon's bar and the task's own.
    bar: TierCode,
    /// Live assignments at most, by tier.
    limits: [u16; 3],
    /// Members who judge the contest the task is of: they enter another.
    judges: Vec<KocId>,
}

impl<'a> Asked<'a> {
    /// What that task asks now.
    pub(crate) fn of(state: &'a State, task_id: TaskId, now: Moment) -> Result<Asked<'a>, Refusal> {
        let task = state.task(task_id)?;
        let today = state.day_of(now);
        let (_, policy) = state.policy_on(today)?;
        let limits = &state.programme()?.limits;
        let version = task.approved_version.unwrap_or(task.latest_version());
        Ok(Asked {
            state,
            task_id,
            task,
            brief: task.brief(version).map(AsRef::as_ref),
            now,
            today,
            bar: bar(&policy.rules, task),
            limits: TierCode::ALL.map(|tier| limits.max_concurrent(tier)),
            judges: state.judging_members(task_id),
        })
    }

    /// Why nobody at all can be asked now: the task is not open, or full.
    pub(crate) fn closed_or_full(&self) -> Vec<Violation> {
        let closed = (self.task.state != TaskState::Open).then(|| self.task.not_open());
        let contest = self.state.contest_of(self.task_id);
        let not_entered = contest.and_then(|(_, contest)| contest.not_open(self.now));
        closed.into_iter().chain(not_entered).chain(self.full()).collect()
    }

    /// Refuses when every slot is taken.
    pub(crate) fn full(&self) -> Option<Violation> {
        no_slots_left(self.task)
    }

    /// Notes every reason why this member cannot have the task, by offer or by claim.
    pub(crate) fn check(&self, checks: &mut Checks, koc_id: KocId, koc: &Koc) {
        let unmet = self.unmet(koc_id, koc);
        checks.note(self.violations(koc, unmet.without(Condition::NotAskedBefore)));
        checks.note(self.full());
        let first = !unmet.has(Condition::NotAskedBefore);
        checks.require(first, || Violation::AlreadyAssigned);
    }

    /// Every condition this member does not meet. Allocates nothing.
    pub(crate) fn unmet(&self, koc_id: KocId, koc: &Koc) -> Unmet {
        let mut unmet = Unmet::default();
        for condition in Condition::ALL {
            unmet.note(condition, self.meets(condition, koc_id, koc));
        }
        unmet
    }

    /// The same for whoever misses no more than `most`; none for the others. It is asked of
    /// everybody, so what is cheap to know comes first and nobody is asked on once it is clear.
    pub(super) fn unmet_within(&self, koc_id: KocId, koc: &Koc, most: u32) -> Option<Unmet> {
        let mut unmet = Unmet::default();
        for condition in CHEAP_FIRST {
            unmet.note(condition, self.meets(condition, koc_id, koc));
            if unmet.count() > most {
                return None;
            }
        }
        Some(unmet)
    }

    fn meets(&self, condition: Condition, koc_id: KocId, koc: &Koc) -> bool {
        let wanted = &self.task.eligibility;
        match condition {
            Condition::Active => koc.is_active(self.today),
            Condition::Tier => koc.tier.is_some_and(|tier| tier >= self.bar),
            Condition::NotExcluded if self.judges.contains(&koc_id) => false,
            Condition::Skills
            | Condition::Formats
            | Condition::Audiences
            | Condition::Regions
            | Condition::Models
            | Condition::Communities
            | Condition::AcceptedWorks
            | Condition::NotExcluded => wanted.holds(condition, koc_id, koc),
            Condition::Consent => self.agreed(koc, ConsentPurpose::Participation),
            Condition::Confidentiality => {
                !self.is_secret() || self.agreed(koc, ConsentPurpose::Confidentiality)
            }
            Condition::Availability => self.fits(koc),
            Condition::ConcurrentLimit => koc.live_assignments < self.limit(koc),
            Condition::NotAskedBefore => !self.was_asked(koc_id),
        }
    }

    /// Whether they had this task before, whatever became of it.
    fn was_asked(&self, koc_id: KocId) -> bool {
        self.state.assignments.contains_key(&AssignmentId::of(self.task_id, koc_id))
    }

    /// How those conditions are told: by the codes of a refusal, in the order of the rules.
    pub(crate) fn violations(&self, koc: &Koc, unmet: Unmet) -> Vec<Violation> {
        let told = Condition::ALL.into_iter().filter(|condition| unmet.has(*condition));
        let mut told: Vec<Violation> = told.map(|it| self.violation(koc, it, unmet)).collect();
        // Conditions of the task's own are told in one.
        told.dedup();
        told
    }

    fn violation(&self, koc: &Koc, condition: Condition, unmet: Unmet) -> Violation {
        let missing = |purpose| Violation::ConsentMissing { purpose };
        match condition {
            Condition::Active => koc.not_active(),
            Condition::Tier => tier_too_low(koc, self.bar),
            Condition::Consent => missing(ConsentPurpose::Participation),
            Condition::Confidentiality => missing(ConsentPurpose::Confidentiality),
            Condition::Availability => Violation::AvailabilityLightOnly,
            Condition::ConcurrentLimit => {
                Violation::ConcurrentLimitReached { limit: self.limit(koc) }
            }
            Condition::NotAskedBefore => Violation::AlreadyAssigned,
            Condition::Skills
            | Condition::Formats
            | Condition::Audiences
            | Condition::Regions
            | Condition::Models
            | Condition::Communities
            | Condition::AcceptedWorks
            | Condition::NotExcluded => {
                Violation::NotEligible { unmet: self.task.eligibility.told(koc, unmet) }
            }
        }
    }

    /// Live assignments this member may hold: the tier's limit, or fewer if they said so.
    pub(crate) fn limit(&self, koc: &Koc) -> u16 {
        let tier = koc.tier.unwrap_or(TierCode::LOWEST);
        let by_tier = self.limits.get(tier as usize).copied().unwrap_or(1);
        koc.availability(self.today).1.map_or(by_tier, |declared| declared.min(by_tier))
    }

    /// Whether work on it is not to be known outside for a while: then only those are asked who
    /// agreed to keep it to themselves.
    fn is_secret(&self) -> bool {
        self.brief.is_some_and(|brief| brief.embargo_until.is_some_and(|until| self.now < until))
    }

    fn agreed(&self, koc: &Koc, purpose: ConsentPurpose) -> bool {
        koc.has_consent(purpose, self.today)
    }

    fn fits(&self, koc: &Koc) -> bool {
        match koc.availability(self.today).0 {
            Availability::Full => true,
            Availability::LightOnly => self.task.difficulty <= LIGHT_DIFFICULTY_MAX,
            Availability::None => false,
        }
    }
}

/// The conditions that whoever asks may set, in the order they are told.
const OWN: [Condition; 8] = [
    Condition::Skills,
    Condition::Formats,
    Condition::Audiences,
    Condition::Regions,
    Condition::Models,
    Condition::Communities,
    Condition::AcceptedWorks,
    Condition::NotExcluded,
];

impl Eligibility {
    /// Every condition of its own that a member does not meet, each with what is missing; the
    /// tier is another matter.
    pub(crate) fn unmet(&self, koc_id: KocId, koc: &Koc) -> Vec<String> {
        let mut unmet = Unmet::default();
        for condition in OWN {
            unmet.note(condition, self.holds(condition, koc_id, koc));
        }
        self.told(koc, unmet)
    }

    /// Whether a member meets one of the conditions of its own; any other is met.
    fn holds(&self, condition: Condition, koc_id: KocId, koc: &Koc) -> bool {
        match condition {
            Condition::Skills => self.skills.iter().all(|skill| koc.has_skill(skill)),
            Condition::Formats => self.formats.iter().all(|it| koc.makes_format(it)),
            Condition::Audiences => one_of(&self.audiences, |it| koc.reaches(it)),
            Condition::Regions => one_of(&self.regions, |it| koc.lives_in(it)),
            Condition::Models => one_of(&self.models, |it| koc.owns(it)),
            Condition::Communities => one_of(&self.communities, |it| koc.belongs_to(it)),
            Condition::AcceptedWorks => {
                let works = u32::try_from(koc.track.approved.len()).unwrap_or(u32::MAX);
                self.min_accepted_works.is_none_or(|least| works >= least)
            }
            Condition::NotExcluded => !self.exclude.contains(&koc_id),
            _ => true,
        }
    }

    /// Every unmet condition of its own, each with what is missing.
    fn told(&self, koc: &Koc, unmet: Unmet) -> Vec<String> {
        let missing = |terms: &[String], has: &dyn Fn(&str) -> bool, name: &str| -> Vec<String> {
            let missing = terms.iter().filter(|term| !has(term));
            missing.map(|term| format!("{name}:{term}")).collect()
        };
        let mut told = missing(&self.skills, &|it| koc.has_skill(it), "skills");
        told.extend(missing(&self.formats, &|it| koc.makes_format(it), "formats"));
        for (condition, name, terms) in [
            (Condition::Audiences, "audiences", &self.audiences),
            (Condition::Regions, "regions", &self.regions),
            (Condition::Models, "models", &self.models),
            (Condition::Communities, "communities", &self.communities),
        ] {
            if unmet.has(condition) {
                told.push(format!("{name}:{}", terms.join("|")));
            }
        }
        for (condition, name) in
            [(Condition::AcceptedWorks, "minAcceptedWorks"), (Condition::NotExcluded, "exclude")]
        {
            if unmet.has(condition) {
                told.push(name.to_owned());
            }
        }
        told
    }
}

/// Nobody is below it; nobody is ever too high.
fn bar(rules: &PolicyRules, task: &Task) -> TierCode {
    let by_horizon = rules.min_tier(task.horizon, task.mode);
    by_horizon.max(task.eligibility.min_tier).unwrap_or(TierCode::LOWEST)
}

/// Whether one of the terms holds; nothing asked is met.
fn one_of(terms: &[String], has: impl Fn(&str) -> bool) -> bool {
    terms.is_empty() || terms.iter().any(|term| has(term))
}

impl Koc {
    /// By what they say, or what a review has shown.
    fn has_skill(&self, skill: &str) -> bool {
        self.says(|profile| &profile.skills, skill)
            || self.shown_skills.keys().any(|(shown, _)| shown == skill)
    }

    /// By what they say, or what a review has shown.
    fn makes_format(&self, format: &str) -> bool {
        self.says(|profile| &profile.formats, format)
            || self.shown_skills.keys().any(|(_, shown)| shown == format)
    }

    /// Whether an audience listens to them: as they say, or to one of their accounts.
    pub(super) fn reaches(&self, audience: &str) -> bool {
        let mut accounts = self.channels.iter();
        self.says(|profile| &profile.audiences, audience)
            || accounts.any(|account| account.audiences.iter().any(|it| it == audience))
    }

    fn lives_in(&self, region: &str) -> bool {
        self.profile.as_ref().is_some_and(|it| it.region.as_deref() == Some(region))
    }

    fn owns(&self, model: &str) -> bool {
        self.vehicles.iter().any(|vehicle| vehicle.model == model)
    }

    /// Whether they belong to a community.
    pub(super) fn belongs_to(&self, community: &str) -> bool {
        self.says(|profile| &profile.communities, community)
    }

    /// Whether a list of their profile has that term.
    pub(crate) fn says(
        &self,
        list: impl Fn(&crate::koc::profile::Profile) -> &Vec<String>,
        term: &str,
    ) -> bool {
        self.profile.as_ref().is_some_and(|profile| list(profile).iter().any(|it| it == term))
    }
}
