//! Every read model, folded together and published as one value.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::event::EventType;
use domain::id::{EventId, KocId};
use domain::{Moment, Recorded, State};
use projection::{DigestKind, Projector, Row, digest};
use projector_assets::Assets;
use projector_campaigns::Campaigns;
use projector_care::Care;
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
use projector_vehicles::Vehicles;
use projector_work::Work;

use crate::model::{Folded, Model};
use crate::past::{Past, Unfolded};

/// The digest of every read model, in hexadecimal digits, by its name.
pub type Digests = BTreeMap<&'static str, String>;

/// Lists the read models once.
macro_rules! models {
    ($($(#[$doc:meta])* $field:ident: $model:ty,)*) => {
        /// Every read model at one position. A clone costs some pointers.
        #[derive(Debug, Clone, Default)]
        pub struct View {
            /// The newest event folded in; 0 before the first.
            pub position: EventId,
            $($(#[$doc])* pub $field: Model<$model>,)*
            /// What rules know at the same position: for suggestions, timers, and what is missing.
            /// The engine sets it when it publishes; a view folded elsewhere has none.
            pub state: Model<Arc<State>>,
            /// How often somebody was forgotten since the engine was opened: a view in which it
            /// was fewer times than in the newest shows somebody who should not be.
            pub forgettings: u64,
            /// Of a view of the past: when it is.
            pub known_at: Option<Moment>,
            past: Option<Arc<Past>>,
        }

        impl View {
            /// Takes in the next event. Events come in order of position, each once.
            pub fn apply(&mut self, recorded: &Recorded) {
                $(self.$field.apply(recorded);)*
                self.position = recorded.position;
            }

            /// The name of every read model.
            pub const NAMES: &'static [&'static str] = &[$(<$model as Projector>::NAME,)*];

            /// Shows every row of the read model of that name, in key order; false if there is none
            /// of that name.
            pub fn rows_of(&self, model: &str, show: &mut dyn FnMut(Row)) -> bool {
                $(
                    if model == <$model as Projector>::NAME {
                        self.$field.rows(show);
                        return true;
                    }
                )*
                false
            }

            /// The digest of every read model.
            pub fn digests(&self, kind: DigestKind) -> Digests {
                BTreeMap::from([$((<$model as Projector>::NAME, digest::hex(&self.$field.digest(kind))),)*])
            }

            /// A view each of whose parts is folded from the log when it is first looked at.
            pub(crate) fn of_the_past(past: Past) -> View {
                let (position, known_at, past) = (past.position, past.known_at, Arc::new(past));
                View {
                    position,
                    $($field: Model::of_the_past(&past),)*
                    state: Model::of_the_past(&past),
                    forgettings: 0,
                    known_at,
                    past: Some(past),
                }
            }
        }

        $(
            impl Folded for $model {
                const NAME: &'static str = <$model as Projector>::NAME;

                fn reads(kind: &EventType) -> bool {
                    <$model as Projector>::reads(kind)
                }

                fn take_in(&mut self, recorded: &Recorded) {
                    self.apply(recorded);
                }

                fn drop_person(&mut self, person: KocId) {
                    self.forget(person);
                }
            }
        )*
    };
}

models! {
    /// Who stood in which tier when.
    tiers: TierMembership,
    /// What each member gave.
    ledger: ContributionLedger,
    /// Who taught whom.
    mentorship: MentorshipGraph,
    /// Accounts, cars, consents, suspensions, skills, community, candidates, timelines.
    people: People,
    /// Requests about personal data, and consents.
    privacy: Privacy,
    /// Tasks, assignments, reviews and the brand's team.
    work: Work,
    /// What members were promised, given and paid, and out of which purse.
    rewards: Rewards,
    /// What waits for whom.
    todos: Todos,
    /// What members asked while working.
    support: SupportDesk,
    /// Contests, their entries and what came of them.
    contests: Contests,
    /// Campaigns, gatherings, and who took part.
    campaigns: Campaigns,
    /// What is kept for reuse.
    assets: Assets,
    /// What the public sees, and who was honoured.
    publications: Publications,
    /// Cars of the brand and their loans.
    vehicles: Vehicles,
    /// How members are looked after.
    care: Care,
}

impl View {
    /// Stands at the next event without taking it in: nobody here knows what it says.
    pub(crate) fn pass_over(&mut self, position: EventId) {
        self.position = position;
    }

    /// Why a part of a view of the past was not folded, and is empty, if so.
    pub fn unfolded(&self) -> Option<&Unfolded> {
        self.past.as_ref()?.unfolded()
    }
}
