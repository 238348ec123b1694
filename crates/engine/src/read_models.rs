//! Every read model, folded together and published as one value.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::id::EventId;
use domain::{Recorded, State};
use projection::{DigestKind, Projector, digest};
use projector_assets::Assets;
use projector_contests::Contests;
use projector_ledger::ContributionLedger;
use projector_mentorship::MentorshipGraph;
use projector_people::People;
use projector_privacy::Privacy;
use projector_publications::Publications;
use projector_rewards::Rewards;
use projector_support::SupportDesk;
use projector_tiers::TierMembership;
use projector_todos::Todos;
use projector_work::Work;

/// The digest of every read model, in hexadecimal digits, by its name.
pub type Digests = BTreeMap<&'static str, String>;

/// Every read model at one position. A clone costs some pointers.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// The newest event folded in; 0 before the first.
    pub position: EventId,
    /// Who stood in which tier when.
    pub tiers: TierMembership,
    /// What each member gave.
    pub ledger: ContributionLedger,
    /// Who taught whom.
    pub mentorship: MentorshipGraph,
    /// Accounts, cars, consents, suspensions, skills, community, candidates, timelines.
    pub people: People,
    /// Requests about personal data, and consents.
    pub privacy: Privacy,
    /// Tasks, assignments, reviews and the brand's team.
    pub work: Work,
    /// What members were promised, given and paid, and out of which purse.
    pub rewards: Rewards,
    /// What waits for whom.
    pub todos: Todos,
    /// What members asked while working.
    pub support: SupportDesk,
    /// Contests, their entries and what came of them.
    pub contests: Contests,
    /// What is kept for reuse.
    pub assets: Assets,
    /// What the public sees, and who was honoured.
    pub publications: Publications,
    /// What rules know at the same position: for suggestions, timers, and what is missing. The
    /// engine sets it when it publishes; a view folded elsewhere has none.
    pub state: Arc<State>,
}

impl View {
    /// Takes in the next event. Events come in order of position, each once.
    pub fn apply(&mut self, recorded: &Recorded) {
        self.tiers.apply(recorded);
        self.ledger.apply(recorded);
        self.mentorship.apply(recorded);
        self.people.apply(recorded);
        self.privacy.apply(recorded);
        self.work.apply(recorded);
        self.rewards.apply(recorded);
        self.todos.apply(recorded);
        self.support.apply(recorded);
        self.contests.apply(recorded);
        self.assets.apply(recorded);
        self.publications.apply(recorded);
        self.position = recorded.position;
    }

    /// Stands at the next event without taking it in: nobody here knows what it says.
    pub(crate) fn pass_over(&mut self, position: EventId) {
        self.position = position;
    }

    /// The name of every read model.
    pub const NAMES: [&'static str; 12] = [
        TierMembership::NAME,
        ContributionLedger::NAME,
        MentorshipGraph::NAME,
        People::NAME,
        Privacy::NAME,
        Work::NAME,
        Rewards::NAME,
        Todos::NAME,
        SupportDesk::NAME,
        Contests::NAME,
        Assets::NAME,
        Publications::NAME,
    ];

    /// The digest of every read model.
    pub fn digests(&self, kind: DigestKind) -> Digests {
        BTreeMap::from([
            digest_of(&self.tiers, kind),
            digest_of(&self.ledger, kind),
            digest_of(&self.mentorship, kind),
            digest_of(&self.people, kind),
            digest_of(&self.privacy, kind),
            digest_of(&self.work, kind),
            digest_of(&self.rewards, kind),
            digest_of(&self.todos, kind),
            digest_of(&self.support, kind),
            digest_of(&self.contests, kind),
            digest_of(&self.assets, kind),
            digest_of(&self.publications, kind),
        ])
    }
}

fn digest_of<P: Projector>(model: &P, kind: DigestKind) -> (&'static str, String) {
    (P::NAME, digest::hex(&model.digest(kind)))
}
