//! The write state of a whole programme: what the rules ask, folded from the log, and nothing
//! else. What people want to see is in the read models.
//!
//! Maps are ordered and persistent: a copy costs a pointer, so a command and its reactions are
//! decided on a copy that is kept or thrown away whole.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};

use crate::activity::Act;
use crate::activity::values::YearMonth;
use crate::actor::{Actor, Role};
use crate::appeal::Appeal;
use crate::approval::Proposal;
use crate::asset::Asset;
use crate::asset::values::AssetSource;
use crate::assignment::Assignment;
use crate::budget::Budget;
use crate::campaign::Campaign;
use crate::care::Care;
use crate::command::{Command, Phase};
use crate::contest::Contest;
use crate::contribution::Account;
use crate::event::Event;
use crate::gathering::Gathering;
use crate::id::{
    AppealId, AssetId, AssignmentId, BudgetId, CampaignId, ContestId, DataRequestId, EntryId,
    EventId, FollowUpId, GatheringId, KocId, LoanId, MentorshipId, OperatorId, PayoutId,
    PublicationId, RecognitionId, RewardId, Sha256, SupportId, TalkId, TaskId, TodoId, VehicleId,
    WorkId,
};
use crate::koc::{Koc, Standing};
use crate::mentorship::{Mentor, Mentorship};
use crate::operator::Operator;
use crate::payout::Payout;
use crate::personal::Person;
use crate::policy::PolicyVersion;
use crate::privacy::DataRequest;
use crate::programme::{Programme, Stage};
use crate::publication::{LeadKey, Publication};
use crate::recognition::Honour;
use crate::recorded::{Context, Decided, Recorded};
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::reward::{Reward, RewardAccount};
use crate::support::Support;
use crate::task::Task;
use crate::time::{Day, Moment, Zone};
use crate::timer::Timers;
use crate::todo::Todo;
use crate::todo::values::TodoKind;
use crate::vehicle::values::VinFingerprint;
use crate::vehicle::{Loan, Vehicle};
use crate::{
    activity, appeal, asset, assignment, budget, campaign, care, contest, contribution, gathering,
    koc, mentorship, operator, payout, policy, privacy, programme, publication, reaction,
    recognition, reward, support, task, todo, vehicle,
};

/// A map whose copy costs a pointer.
pub(crate) type Table<K, V> = OrdMap<K, Arc<V>>;

/// An approval that waits for the decision it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WaitingApproval {
    pub(crate) proposal: Proposal,
    pub(crate) actor: Actor,
    pub(crate) event: EventId,
}

/// The write state of a whole programme.
#[derive(Debug, Clone, Default)]
pub struct State {
    pub(crate) programme: Option<Arc<Programme>>,
    pub(crate) policies: Table<u32, PolicyVersion>,
    pub(crate) operators: Table<OperatorId, Operator>,
    pub(crate) approvals: imbl::Vector<WaitingApproval>,
    pub(crate) kocs: Table<KocId, Koc>,
    /// Members by tier, for caps; index is rank − 1.
    pub(crate) tier_counts: [u32; 3],
    /// Those of them who were forgotten: counted, but no cap asks for them.
    pub(crate) erased_counts: [u32; 3],
    pub(crate) external_refs: OrdMap<String, KocId>,
    /// Whose account it is, by platform and fingerprint of what they are called there.
    pub(crate) handles: OrdMap<(String, [u8; 16]), KocId>,
    /// What members did in the community, by member and month.
    pub(crate) activity: Table<(KocId, YearMonth), Vec<Act>>,
    pub(crate) data_requests: Table<DataRequestId, DataRequest>,
    pub(crate) appeals: Table<AppealId, Appeal>,
    /// The appeal on each event that was disputed, unless it was taken back.
    pub(crate) appealed: OrdMap<EventId, AppealId>,
    pub(crate) tasks: Table<TaskId, Task>,
    pub(crate) assignments: Table<AssignmentId, Assignment>,
    /// Assignments that are not at their end, by member and by task.
    pub(crate) live_of_koc: imbl::OrdSet<(KocId, AssignmentId)>,
    pub(crate) live_of_task: imbl::OrdSet<(TaskId, AssignmentId)>,
    /// Files handed in, so that the same work is not taken twice.
    pub(crate) submitted_files: OrdMap<Sha256, AssignmentId>,
    pub(crate) contests: Table<ContestId, Contest>,
    /// The contest each task is of.
    pub(crate) contest_of_task: OrdMap<TaskId, ContestId>,
    /// The contest of each event of results.
    pub(crate) results_of: OrdMap<EventId, ContestId>,
    pub(crate) campaigns: Table<CampaignId, Campaign>,
    /// The campaign each task is of.
    pub(crate) campaign_of_task: OrdMap<TaskId, CampaignId>,
    /// Campaigns that are not over, by who takes part.
    pub(crate) takes_part_in: OrdSet<(KocId, CampaignId)>,
    /// The campaign and the winner of each event that gave an award.
    pub(crate) awards_given: OrdMap<EventId, (CampaignId, KocId)>,
    pub(crate) gatherings: Table<GatheringId, Gathering>,
    /// Gatherings still to come, by whom they were invited.
    pub(crate) invited_to: OrdSet<(KocId, GatheringId)>,
    pub(crate) works: OrdMap<WorkId, KocId>,
    pub(crate) assets: Table<AssetId, Asset>,
    /// What is kept as an asset already.
    pub(crate) archived_sources: OrdMap<AssetSource, AssetId>,
    pub(crate) assets_by_author: OrdSet<(KocId, AssetId)>,
    pub(crate) publications: Table<PublicationId, Publication>,
    /// Fingerprints of addresses in one spelling.
    pub(crate) publication_addresses: OrdMap<[u8; 16], PublicationId>,
    pub(crate) publications_of: OrdSet<(AssignmentId, PublicationId)>,
    /// Whom each lead was attributed to.
    pub(crate) leads: OrdMap<LeadKey, KocId>,
    pub(crate) honours: Table<RecognitionId, Honour>,
    /// Spellings of titles that are held.
    pub(crate) held_titles: OrdSet<(String, RecognitionId)>,
    pub(crate) accounts: Table<KocId, Account>,
    /// Every line of the ledger: its id is one in the whole programme.
    pub(crate) entries: OrdMap<EntryId, contribution::Entry>,
    pub(crate) budgets: Table<BudgetId, Budget>,
    /// What members can have for points: the open purse of each item that has a price.
    pub(crate) shelf: OrdMap<String, BudgetId>,
    /// Every line of every reward account: its id is one in the whole programme.
    pub(crate) rewards: Table<RewardId, Reward>,
    pub(crate) reward_accounts: Table<KocId, RewardAccount>,
    pub(crate) payouts: Table<PayoutId, Payout>,
    pub(crate) mentors: Table<KocId, Mentor>,
    pub(crate) mentorships: Table<MentorshipId, Mentorship>,
    /// The active edge of each member who has a mentor.
    pub(crate) mentored_by: OrdMap<KocId, MentorshipId>,
    pub(crate) supports: Table<SupportId, Support>,
    pub(crate) todos: Table<TodoId, Todo>,
    /// Those that wait, by what they are and what they are about.
    pub(crate) open_todos: OrdMap<(TodoKind, String), OrdSet<TodoId>>,
    pub(crate) vehicles: Table<VehicleId, Vehicle>,
    pub(crate) vins: OrdMap<VinFingerprint, VehicleId>,
    pub(crate) loans: Table<LoanId, Loan>,
    /// Loans of which something is still to come, by member.
    pub(crate) live_loans: OrdSet<(KocId, LoanId)>,
    pub(crate) care: Table<KocId, Care>,
    /// Talks and follow-ups: the id of each is one in the whole programme.
    pub(crate) talks: OrdSet<TalkId>,
    pub(crate) follow_ups: OrdMap<FollowUpId, KocId>,
    /// What becomes due because time passes.
    pub(crate) timers: Timers,
    /// The newest event folded; 0 before the first.
    pub(crate) position: EventId,
}

impl State {
    /// Answers a command with what it makes happen, or with every rule that forbids it.
    ///
    /// Pure: the same state, command and context always give the same answer. The state is not
    /// touched; reactions are decided on a copy that has taken in the events before them.
    pub fn decide(&self, command: &Command, context: &Context) -> Result<Decided, Refusal> {
        self.check_role(command, context)?;
        self.check_phase(command)?;
        self.check_occurred_at(command, context)?;
        let mut decided = Decided::default();
        let mut ahead = self.clone();
        for event in command.rule(self, context)? {
            decided.push(&mut ahead, event, None, context);
        }
        let mut index = 0;
        while let Some((event, _)) = decided.events.get(index).cloned() {
            let cause = EventId(context.next.0 + index as u64);
            for (name, react) in reaction::ALL {
                let refused = |refusal: Refusal| refusal.via(name);
                for reaction in react(&ahead, &event, cause, context).map_err(refused)? {
                    decided.push(&mut ahead, reaction, Some(index), context);
                }
            }
            index += 1;
        }
        Ok(decided)
    }

    /// The state once a command's first events have happened, for a rule of two steps.
    pub(crate) fn after(&self, events: &[Event], context: &Context) -> State {
        let mut ahead = self.clone();
        for (index, event) in events.iter().enumerate() {
            ahead.evolve(&foreseen(event, index, None, context));
        }
        ahead
    }

    /// Takes in one recorded event. Never fails and never judges: it has happened.
    pub fn evolve(&mut self, recorded: &Recorded) {
        match &recorded.event {
            Event::Programme(event) => programme::evolve(self, event, recorded),
            Event::TierPolicy(event) => policy::evolve(self, event, recorded),
            Event::Operator(event) => operator::evolve(self, event, recorded),
            Event::Koc(event) => {
                koc::evolve(self, event, recorded);
                assignment::follow_break(self, event);
            }
            Event::Activity(event) => activity::evolve(self, event, recorded),
            Event::Task(event) => task::evolve(self, event, recorded),
            Event::Assignment(event) => assignment::evolve(self, event, recorded),
            Event::Contest(event) => contest::evolve(self, event, recorded),
            Event::Campaign(event) => campaign::evolve(self, event, recorded),
            Event::Gathering(event) => gathering::evolve(self, event, recorded),
            Event::Asset(event) => asset::evolve(self, event, recorded),
            Event::Contribution(event) => contribution::evolve(self, event, recorded),
            Event::Budget(event) => budget::evolve(self, event, recorded),
            Event::Reward(event) => reward::evolve(self, event, recorded),
            Event::Payout(event) => payout::evolve(self, event, recorded),
            Event::Mentorship(event) => mentorship::evolve(self, event, recorded),
            Event::Publication(event) => publication::evolve(self, event, recorded),
            Event::Recognition(event) => recognition::evolve(self, event, recorded),
            Event::Support(event) => support::evolve(self, event, recorded),
            Event::Todo(event) => todo::evolve(self, event, recorded),
            Event::DataRequest(event) => privacy::evolve(self, event, recorded),
            Event::Appeal(event) => appeal::evolve(self, event, recorded),
            Event::Vehicle(event) => vehicle::evolve(self, event, recorded),
            Event::Care(event) => care::evolve(self, event, recorded),
        }
        contest::follow(self, recorded);
        care::follow(self, recorded);
        campaign::follow(self, recorded);
        appeal::decisions::note(self, recorded);
        self.position = recorded.position;
    }

    /// The programme, once there is one.
    pub(crate) fn programme(&self) -> Result<&Programme, Violation> {
        let missing = || Violation::NotFound { what: "the programme".to_owned() };
        self.programme.as_deref().ok_or_else(missing)
    }

    /// A member or former member; refuses one who was forgotten.
    pub(crate) fn koc(&self, koc_id: KocId) -> Result<&Koc, Violation> {
        let missing = || Violation::NotFound { what: koc_id.to_string() };
        let koc = self.kocs.get(&koc_id).map(Arc::as_ref).ok_or_else(missing)?;
        if koc.standing == Standing::Erased { Err(koc.not_active()) } else { Ok(koc) }
    }

    /// Refuses whatever says something about a person who was forgotten: there is no key any more
    /// that it could be sealed under, and none is made.
    pub fn require_not_erased(&self, person: Person) -> Result<(), Refusal> {
        let koc = self.kocs.get(&KocId(person.0)).filter(|koc| koc.standing == Standing::Erased);
        koc.map_or(Ok(()), |koc| Err(koc.not_active().into()))
    }

    /// Everybody who was forgotten: their keys are destroyed.
    pub fn erased(&self) -> impl Iterator<Item = Person> {
        let erased = self.kocs.iter().filter(|(_, koc)| koc.standing == Standing::Erased);
        erased.map(|(id, _)| Person::from(*id))
    }

    /// The same, to take in what has happened to them.
    pub(crate) fn koc_mut(&mut self, koc_id: KocId) -> Option<&mut Koc> {
        self.kocs.get_mut(&koc_id).map(Arc::make_mut)
    }

    /// An operator of the team; refuses one who is off it.
    pub(crate) fn operator(&self, operator_id: OperatorId) -> Result<&Operator, Violation> {
        let missing = || Violation::NotFound { what: operator_id.to_string() };
        let operator = self.operators.get(&operator_id).map(Arc::as_ref).ok_or_else(missing)?;
        if operator.active { Ok(operator) } else { Err(Violation::OperatorInactive) }
    }

    /// The day it is in the programme's zone at `moment`.
    pub(crate) fn day_of(&self, moment: Moment) -> Day {
        self.zone().day_of(moment)
    }

    /// The first instant of `day` in the programme's zone.
    pub(crate) fn start_of(&self, day: Day) -> Moment {
        self.zone().start_of(day)
    }

    /// The instant at which that hour of `day` begins in the programme's zone.
    pub(crate) fn hour_of(&self, day: Day, hour: u8) -> Moment {
        self.zone().hour_of(day, hour)
    }

    /// The last instant of `day` in the programme's zone.
    pub(crate) fn end_of(&self, day: Day) -> Moment {
        self.zone().end_of(day)
    }

    /// The policy version in force on that day and what it says.
    pub(crate) fn policy_on(&self, day: Day) -> Result<(u32, &PolicyVersion), Violation> {
        let in_force =
            |policy: &PolicyVersion| policy.in_force_from.is_some_and(|from| from <= day);
        let newest = self.policies.iter().rev().find(|(_, policy)| in_force(policy));
        let first = self.policies.keys().next().copied().unwrap_or(1);
        newest
            .map(|(version, policy)| (*version, policy.as_ref()))
            .ok_or(Violation::PolicyNotInForce { version: first })
    }

    /// Refuses an event that was never recorded.
    pub(crate) fn known_event(&self, event: EventId) -> Option<Violation> {
        let known = event.0 >= 1 && event <= self.position;
        (!known).then(|| Violation::NotFound { what: event.to_string() })
    }

    /// The programme's zone.
    pub(crate) fn zone(&self) -> Zone {
        self.programme.as_ref().map_or(Zone::UTC, |programme| programme.zone.clone())
    }

    /// The newest event folded; 0 before the first.
    pub fn position(&self) -> EventId {
        self.position
    }

    /// What becomes due because time passes.
    pub fn timers(&self) -> &Timers {
        &self.timers
    }

    /// Whether what becomes due is sent: not during set-up, and not while frozen.
    pub fn runs_clocks(&self) -> bool {
        self.programme.as_ref().is_some_and(|programme| programme.stage == Stage::Live)
    }

    fn check_role(&self, command: &Command, context: &Context) -> Result<(), Refusal> {
        let role = context.actor.role;
        if !command.roles().contains(&role) {
            let command = command.name().to_owned();
            return Err(Violation::Forbidden { role, command }.into());
        }
        if let Some(koc_id) = context.actor.as_koc() {
            self.require_not_erased(koc_id.into())?;
        }
        if let Some(operator_id) = context.actor.as_operator()
            && !self.operator(operator_id)?.roles.contains(&role)
        {
            let command = command.name().to_owned();
            return Err(Violation::Forbidden { role, command }.into());
        }
        Ok(())
    }

    /// Only those who record for others, or of the time before, may name an earlier time.
    fn check_occurred_at(&self, command: &Command, context: &Context) -> Result<(), Refusal> {
        let Context { now, occurred_at, .. } = *context;
        let role = context.actor.role;
        let mut checks = Checks::new();
        let field = || "occurredAt".to_owned();
        checks.require(occurred_at <= now, || Violation::DateInFuture { field: field() });
        let (then, today) = (self.day_of(occurred_at), self.day_of(now));
        checks.note(field::day_in_reach("occurredAt", then, today));
        let may_date_back = matches!(role, Role::Import | Role::Admin | Role::Ops | Role::System);
        checks.require(occurred_at >= now || may_date_back, || Violation::Forbidden {
            role,
            command: format!("{} with an earlier occurredAt", command.name()),
        });
        checks.finish()
    }

    fn check_phase(&self, command: &Command) -> Result<(), Refusal> {
        let stage = self.programme.as_ref().map(|programme| programme.stage);
        let refused = match (command.phase(), stage) {
            (Phase::Any, _) => return Ok(()),
            (_, None) => Violation::NotFound { what: "the programme".to_owned() },
            (_, Some(Stage::Frozen)) => Violation::ProgrammeFrozen,
            (Phase::SetUp, Some(Stage::Live)) => Violation::ImportClosed,
            (Phase::Live, Some(Stage::Created)) => Violation::ProgrammeNotLive,
            _ => return Ok(()),
        };
        Err(refused.into())
    }
}

/// An event as it would stand in the log.
fn foreseen(event: &Event, index: usize, cause: Option<usize>, context: &Context) -> Recorded {
    let at = |index: usize| EventId(context.next.0 + index as u64);
    Recorded {
        position: at(index),
        stream: event.stream(),
        // The state asks neither version nor ids of the command; the log assigns them.
        version: 0,
        recorded_at: context.now,
        occurred_at: context.occurred_at,
        actor: context.actor,
        command_id: crate::id::CommandId([0; 16]),
        correlation_id: crate::id::CorrelationId([0; 16]),
        causation: cause.map(at),
        event: event.clone(),
    }
}

impl Decided {
    fn push(&mut self, ahead: &mut State, event: Event, cause: Option<usize>, context: &Context) {
        ahead.evolve(&foreseen(&event, self.events.len(), cause, context));
        self.events.push((event, cause));
    }
}
