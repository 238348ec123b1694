//! A member: tier, standing, consents, and what their tier decisions rest on.

mod channel;
pub mod command;
mod consent;
mod correct;
mod demote;
mod effect;
pub mod event;
mod evolve;
mod import;
mod influence;
mod invite;
mod join;
mod learn;
pub mod measure;
mod merge;
mod metrics;
mod pause;
pub mod profile;
pub mod progress;
mod promote;
mod react;
pub mod screen;
mod step;
mod suspend;
mod track;
pub mod values;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use channel::{Channel, Vehicle};
pub(crate) use channel::{link_channel, record_ownership, record_reach, unlink_channel};
pub(crate) use consent::{Consent, expire_consent, grant_consent, withdraw_consent};

pub(crate) use correct::{correct_tier, lock_tier, unlock_tier};
pub(crate) use demote::{demote, give_notice};
pub use event::Event;
pub(crate) use evolve::{enrol_all_known, evolve};
pub(crate) use import::{import_tier_move, known_or_imported};
pub(crate) use invite::{accept_invitation, decline_invitation, dismiss, invite, nominate};
pub(crate) use join::{register, rejoin};
pub(crate) use learn::learn;
pub(crate) use merge::merge;
pub(crate) use metrics::{past_score, reliability};
pub(crate) use pause::{declare_availability, leave, pause, resume};
pub(crate) use profile::{set_preferences, update_profile};
pub(crate) use promote::promote;
pub(crate) use react::react;
pub(crate) use step::{return_to_tier, step_down};
pub(crate) use suspend::{Suspension, lift, suspend};
pub use track::{Approved, CommunityDay, Due, EngagementOn, Published, Track};

use crate::appeal::decisions::Decision;
use profile::{Preferences, Profile, ShownSkills};

use crate::id::{CandidacyId, EventId, KocId};
use crate::refusal::Violation;
use crate::time::{Day, Moment};
use crate::vocabulary::{Availability, ConsentPurpose, TierCode};

/// Whether a member takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Takes part; an imported person counts as active.
    Active,
    /// Takes a break from one day to another, inclusive; it ends by itself.
    Paused { from: Day, until: Option<Day> },
    /// Has left.
    Left { good_standing: bool },
    /// Goes on under another record.
    Merged { into: KocId },
    /// Was forgotten; what they did still counts.
    Erased,
}

/// What set a tier, as far as later rules ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TierCause {
    /// A promotion: grace begins.
    Promoted,
    /// A demotion: a cooldown begins.
    Demoted,
    /// Anything else.
    Other,
}

/// One thing that set a tier, so that a correction can name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TierFact {
    pub(crate) event: EventId,
    pub(crate) cause: TierCause,
    /// `None`: left.
    pub(crate) tier: Option<TierCode>,
    pub(crate) effective_on: Day,
    pub(crate) effective_at: Moment,
    /// Whether a later correction replaced it.
    pub(crate) superseded: bool,
}

/// How much a member takes on, as they declared it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Declared {
    pub(crate) depth: Availability,
    pub(crate) from: Day,
    pub(crate) until: Option<Day>,
    pub(crate) max_concurrent: Option<u16>,
}

/// An invitation to a tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Invitation {
    pub(crate) tier: TierCode,
    /// The last instant at which it can be answered.
    pub(crate) expires_at: Moment,
    pub(crate) accepted: bool,
}

/// A notice that a tier is at risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) tier: TierCode,
    /// The first day on which it may be decided.
    pub(crate) decide_on: Day,
}

/// What rules ask of a member.
#[derive(Debug, Clone)]
pub struct Koc {
    pub(crate) standing: Standing,
    /// That they may not take part, whatever their standing.
    pub(crate) suspension: Option<Suspension>,
    /// `None` outside the tiers.
    pub(crate) tier: Option<TierCode>,
    /// Every tier fact, in the order of effect; superseded ones stay.
    pub(crate) tier_facts: Vec<TierFact>,
    /// The tier stepped down from and the last day of the right of return.
    pub(crate) right_of_return: Option<(TierCode, Day)>,
    /// A lock and its last day.
    pub(crate) lock: Option<Option<Day>>,
    /// The newest consent of each purpose, those taken back among them.
    pub(crate) consents: BTreeMap<ConsentPurpose, Consent>,
    pub(crate) declared: Option<Declared>,
    /// Open candidacies and their target.
    pub(crate) candidacies: BTreeMap<CandidacyId, TierCode>,
    /// The newest invitation that was not declined.
    pub(crate) invitation: Option<Invitation>,
    pub(crate) notice: Option<Notice>,
    /// Breaks: first day, last day if it is known.
    pub(crate) pauses: Vec<(Day, Option<Day>)>,
    /// Offered, accepted, submitted or under review: counts against the limit.
    pub(crate) live_assignments: u16,
    pub(crate) track: Track,
    /// What was decided about them and can be disputed, in the order of the log.
    pub(crate) decisions: Vec<Decision>,
    /// What they can do, once somebody said; shared, because a member is copied at every change.
    pub(crate) profile: Option<Arc<Profile>>,
    /// Tells whether the same was said of their loyalty before.
    pub(crate) loyalty_note: Option<[u8; 16]>,
    pub(crate) preferences: Option<Arc<Preferences>>,
    /// What reviews have shown of them.
    pub(crate) shown_skills: Arc<ShownSkills>,
    /// When the brand last offered them a task.
    pub(crate) last_offer: Option<Moment>,
    /// Their accounts; shared, because a member is copied at every change.
    pub(crate) channels: Arc<Vec<Channel>>,
    /// What they drive.
    pub(crate) vehicles: Arc<Vec<Vehicle>>,
}

impl Koc {
    /// Somebody newly known, in no tier yet.
    pub(crate) fn newly_known() -> Koc {
        Koc {
            standing: Standing::Active,
            suspension: None,
            tier: None,
            tier_facts: Vec::new(),
            right_of_return: None,
            lock: None,
            consents: BTreeMap::new(),
            declared: None,
            candidacies: BTreeMap::new(),
            invitation: None,
            notice: None,
            pauses: Vec::new(),
            live_assignments: 0,
            track: Track::default(),
            decisions: Vec::new(),
            profile: None,
            loyalty_note: None,
            preferences: None,
            shown_skills: Arc::default(),
            last_offer: None,
            channels: Arc::default(),
            vehicles: Arc::default(),
        }
    }

    /// Whether they take part on that day.
    pub(crate) fn is_active(&self, day: Day) -> bool {
        let takes_part = match self.standing {
            Standing::Active => true,
            Standing::Paused { from, until } => {
                day < from || until.is_some_and(|until| day > until)
            }
            Standing::Left { .. } | Standing::Merged { .. } | Standing::Erased => false,
        };
        takes_part && self.suspension.is_none()
    }

    /// Refuses somebody who does not take part on that day.
    pub(crate) fn require_active(&self, day: Day) -> Option<Violation> {
        (!self.is_active(day)).then(|| self.not_active())
    }

    /// Refuses somebody who has left, or may not take part; a break does not matter.
    pub(crate) fn require_present(&self) -> Option<Violation> {
        (self.is_gone() || self.suspension.is_some()).then(|| self.not_active())
    }

    /// Refuses somebody who has left; a break or a suspension does not matter.
    pub(crate) fn require_here(&self) -> Option<Violation> {
        self.is_gone().then(|| self.not_active())
    }

    fn is_gone(&self) -> bool {
        use Standing::{Erased, Left, Merged};
        matches!(self.standing, Left { .. } | Merged { .. } | Erased)
    }

    /// The refusal that names their standing.
    pub(crate) fn not_active(&self) -> Violation {
        let standing = match (self.standing, self.suspension) {
            (Standing::Erased, _) => "erased",
            (Standing::Merged { .. }, _) => "merged",
            (Standing::Left { .. }, None) => "left",
            (_, Some(_)) => "suspended",
            (Standing::Paused { .. }, None) => "paused",
            (Standing::Active, None) => "outside the tiers",
        };
        Violation::KocNotActive { standing: standing.to_owned() }
    }

    /// The tier they stand in; refuses somebody who stands in none.
    pub(crate) fn standing_tier(&self) -> Result<TierCode, Violation> {
        self.tier.ok_or_else(|| self.not_active())
    }

    /// How much they take on that day, and fewer live assignments if they said so.
    pub(crate) fn availability(&self, day: Day) -> (Availability, Option<u16>) {
        match self.declared {
            Some(said) if said.from <= day && said.until.is_none_or(|until| day <= until) => {
                (said.depth, said.max_concurrent)
            }
            _ => (Availability::Full, None),
        }
    }

    /// The tier facts that stand, newest first.
    pub(crate) fn standing_facts(&self) -> impl Iterator<Item = &TierFact> {
        self.tier_facts.iter().rev().filter(|fact| !fact.superseded)
    }

    /// The newest tier fact that stands.
    pub(crate) fn last_fact(&self) -> Option<&TierFact> {
        self.standing_facts().next()
    }

    /// The day of the newest tier fact of that cause.
    pub(crate) fn last_on(&self, cause: TierCause) -> Option<Day> {
        self.standing_facts().find(|fact| fact.cause == cause).map(|fact| fact.effective_on)
    }

    /// The day since which they stand in their tier without a break.
    pub(crate) fn tier_since(&self) -> Option<Day> {
        let same = self.standing_facts().take_while(|fact| fact.tier == self.tier);
        same.last().map(|fact| fact.effective_on)
    }

    /// Days in the tier on `day`.
    pub(crate) fn days_in_tier(&self, day: Day) -> u32 {
        self.tier_since().map_or(0, |since| day.days_since(since))
    }

    /// Refuses while the tier is locked.
    pub(crate) fn require_unlocked(&self, today: Day) -> Option<Violation> {
        let lock = self.lock.filter(|until| until.is_none_or(|until| today <= until));
        lock.map(|until| Violation::TierLocked { until })
    }
}
