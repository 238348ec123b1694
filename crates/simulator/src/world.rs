//! The programme's world: a clock that is moved hour by hour, what is still to be done, and what
//! was answered.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::*;
use domain::vocabulary::TierCode;
use domain::{
    Actor, Command, Day, Event, Moment, Recorded, Zone, activity, appeal, asset, mentorship,
    payout, policy, privacy, publication, recognition, reward, support, todo, vehicle,
};
use engine::{CommandError, Engine, EngineError, ManualClock, Pending, Request};

use crate::campaigns::Season;
use crate::cars::{Car, Lent};
use crate::chance::Chance;
use crate::contests::Contest;
use crate::gatherings::Meeting;
use crate::payouts::Unpaid;
use crate::people::People;
use crate::projects::Handbook;
use crate::tally::Tally;
use crate::teams::Crew;
use crate::value::Purses;
use crate::voices::Voices;
use crate::work::{Job, Offer};
use crate::{Plan, TIME_ZONE};

/// Commands under way at once.
const UNDER_WAY_MAX: usize = 4_096;

/// Why a simulation ended before its last day.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The engine takes no more commands.
    #[error("the simulation stopped at {command}: {source}")]
    Command {
        /// Whose answer it was.
        command: &'static str,
        /// The answer.
        #[source]
        source: CommandError,
    },
    /// What was recorded cannot be read.
    #[error(transparent)]
    Log(#[from] EngineError),
}

/// A command to be sent.
type Due = (Actor, Command);

pub(crate) struct World<'a> {
    engine: &'a Engine,
    clock: &'a ManualClock,
    pub(crate) plan: &'a Plan,
    pub(crate) zone: Zone,
    pub(crate) chance: Chance,
    pub(crate) people: People,
    /// The hour it is.
    pub(crate) now: Moment,
    /// The day it is, from 0.
    pub(crate) day: u32,
    /// What is to be sent at each hour, in order.
    agenda: BTreeMap<Moment, Vec<Due>>,
    heard_to: EventId,
    sent: u64,
    made: u64,
    tally: Tally,
    /// Tasks that are not told to everybody, as they were opened.
    pub(crate) offers: BTreeMap<TaskId, Offer>,
    /// Work under way that people judge.
    pub(crate) jobs: BTreeMap<AssignmentId, Job>,
    pub(crate) contests: BTreeMap<ContestId, Contest>,
    /// Projects of the community that were launched here.
    pub(crate) handbooks: BTreeMap<ProjectId, Handbook>,
    /// The mentorship of each member who has a mentor, and who that is.
    pub(crate) taught: BTreeMap<KocId, (MentorshipId, KocId)>,
    /// Teams that are under way, and their work.
    pub(crate) crews: BTreeMap<TeamId, Crew>,
    pub(crate) crew_jobs: BTreeMap<AssignmentId, (TeamId, Job)>,
    pub(crate) crew_count: u32,
    pub(crate) contest_count: u32,
    /// The campaign that phased work belongs to.
    pub(crate) season: Option<CampaignId>,
    pub(crate) season_count: u32,
    pub(crate) seasons: BTreeMap<CampaignId, Season>,
    /// The campaign each task of one is of.
    pub(crate) season_tasks: BTreeMap<TaskId, CampaignId>,
    pub(crate) gathering_count: u32,
    pub(crate) meetings: BTreeMap<GatheringId, Meeting>,
    /// When it is recorded who came.
    pub(crate) attendance: BTreeMap<Moment, Vec<GatheringId>>,
    pub(crate) purses: Purses,
    /// Versions of the policy, each with its first day.
    policies: Vec<(Day, u32)>,
    /// Every task asked for here; others are of a story told in the same programme.
    pub(crate) tasks: BTreeSet<TaskId>,
    /// A story is told in the same programme: its policy and its settings are left alone.
    pub(crate) woven: bool,
    /// Fees that wait for a run, in order.
    pub(crate) unpaid: Vec<Unpaid>,
    /// Fees that were in a run and are not paid yet.
    pub(crate) lines: BTreeMap<RewardId, Unpaid>,
    pub(crate) runs: BTreeMap<PayoutId, Vec<RewardId>>,
    /// What is in the library, with its author.
    pub(crate) assets: Vec<(AssetId, KocId)>,
    pub(crate) askers: BTreeMap<SupportId, KocId>,
    pub(crate) voices: Voices,
    pub(crate) cars: Vec<Car>,
    pub(crate) lent: BTreeMap<LoanId, Lent>,
    /// Who looks after whom.
    pub(crate) managers: BTreeMap<KocId, OperatorId>,
    /// The last day on which feedback was given.
    pub(crate) fed: BTreeMap<KocId, Day>,
}

impl<'a> World<'a> {
    pub(crate) fn new(engine: &'a Engine, clock: &'a ManualClock, plan: &'a Plan) -> World<'a> {
        let zone = Zone::named(TIME_ZONE).expect("built in");
        let now = zone.start_of(plan.from);
        clock.set(now);
        World {
            engine,
            clock,
            plan,
            zone,
            chance: Chance::of(plan.seed),
            people: People::default(),
            now,
            day: 0,
            agenda: BTreeMap::new(),
            heard_to: EventId(0),
            sent: 0,
            made: 0,
            tally: Tally::default(),
            offers: BTreeMap::new(),
            jobs: BTreeMap::new(),
            contests: BTreeMap::new(),
            handbooks: BTreeMap::new(),
            crews: BTreeMap::new(),
            crew_jobs: BTreeMap::new(),
            crew_count: 0,
            taught: BTreeMap::new(),
            contest_count: 0,
            season: None,
            season_count: 0,
            seasons: BTreeMap::new(),
            season_tasks: BTreeMap::new(),
            gathering_count: 0,
            meetings: BTreeMap::new(),
            attendance: BTreeMap::new(),
            purses: Purses::default(),
            policies: Vec::new(),
            tasks: BTreeSet::new(),
            woven: false,
            unpaid: Vec::new(),
            lines: BTreeMap::new(),
            runs: BTreeMap::new(),
            assets: Vec::new(),
            askers: BTreeMap::new(),
            voices: Voices::default(),
            cars: Vec::new(),
            lent: BTreeMap::new(),
            managers: BTreeMap::new(),
            fed: BTreeMap::new(),
        }
    }

    pub(crate) fn tally(&self) -> &Tally {
        &self.tally
    }

    pub(crate) fn into_tally(self) -> Tally {
        self.tally
    }

    /// Today's date.
    pub(crate) fn today(&self) -> Day {
        self.zone.day_of(self.now)
    }

    /// The date at some moment.
    pub(crate) fn date(&self, at: Moment) -> Day {
        self.zone.day_of(at)
    }

    /// Whole months since the beginning.
    pub(crate) fn month(&self) -> u32 {
        self.day * 100 / 3_044
    }

    /// What tells one new thing from the next.
    pub(crate) fn next(&mut self) -> [u8; 12] {
        self.made += 1;
        let mut bytes = [0; 12];
        bytes[..4].copy_from_slice(&self.plan.seed.to_be_bytes());
        bytes[4..].copy_from_slice(&self.made.to_be_bytes());
        bytes
    }

    /// An hour between so many and so many hours from now.
    pub(crate) fn within(&mut self, low: u32, high: u32) -> Moment {
        let hours = self.chance.between(low, high);
        self.now.plus_hours(i64::from(hours))
    }

    /// Has a command sent at an hour; at once if that is over.
    pub(crate) fn at(&mut self, at: Moment, actor: Actor, command: impl Into<Command>) {
        self.agenda.entry(at.max(self.now)).or_default().push((actor, command.into()));
    }

    /// Has a command sent in this hour.
    pub(crate) fn send(&mut self, actor: Actor, command: impl Into<Command>) {
        self.at(self.now, actor, command);
    }

    /// A number whose mean is `per` for so many members, in a month, of which this is a day.
    pub(crate) fn share_of_day(&mut self, per_month: u64, of: u64, members: u32) -> u32 {
        self.chance.mean(u64::from(members) * per_month, of * 30)
    }

    /// Somebody who takes part.
    pub(crate) fn anyone(&mut self) -> Option<KocId> {
        self.people.anyone(&mut self.chance).map(|member| member.koc_id)
    }

    /// Somebody who likes to take something on.
    pub(crate) fn taker(&mut self) -> Option<KocId> {
        let month = self.month();
        self.people.taker(&mut self.chance, month).map(|member| member.koc_id)
    }

    /// Somebody of a tier who takes part.
    pub(crate) fn of_tier(&mut self, tier: TierCode) -> Option<KocId> {
        self.people.of_tier(&mut self.chance, tier).map(|member| member.koc_id)
    }

    /// Whether something that comes every so many days comes today.
    pub(crate) fn is_day(&self, every: u32, offset: u32) -> bool {
        self.day % every == offset % every
    }

    /// One, and one more for every so many members.
    pub(crate) fn some(&self, members_for_one: u32) -> u32 {
        1 + self.people.len() / members_for_one
    }

    pub(crate) fn begin_day(&mut self, day: u32) {
        self.day = day;
        self.now = self.zone.start_of(self.plan.from.plus(day as i32));
    }

    /// The moment at which so many hours are over.
    pub(crate) fn hour_of(&self, hours: u32) -> Moment {
        let day = self.plan.from.plus((hours / 24) as i32);
        self.zone.start_of(day).plus_hours(i64::from(hours % 24))
    }

    /// Lets an hour pass: clocks first, then people.
    pub(crate) fn pass(&mut self, hours: u32) -> Result<(), Stopped> {
        self.now = self.hour_of(hours);
        self.clock.set(self.now);
        self.engine.run_due_timers();
        self.listen()?;
        crate::gatherings::each_hour(self);
        loop {
            let due = self.agenda.first_entry().filter(|it| *it.key() <= self.now);
            let Some(due) = due.map(|entry| entry.remove()) else { return Ok(()) };
            self.send_all(due)?;
            self.listen()?;
        }
    }

    /// Sends what must be accepted, one after the other: the founding.
    pub(crate) fn must(
        &mut self,
        actor: Actor,
        command: impl Into<Command>,
    ) -> Result<(), Stopped> {
        let request = self.request(actor, command.into());
        let command = request.command.name();
        self.engine.execute(request).map_err(|source| Stopped::Command { command, source })?;
        self.listen()
    }

    fn send_all(&mut self, due: Vec<Due>) -> Result<(), Stopped> {
        let mut under_way: Vec<(&'static str, Pending)> = Vec::new();
        for (actor, command) in due {
            let request = self.request(actor, command);
            under_way.push((request.command.name(), self.engine.submit(request)));
            if under_way.len() == UNDER_WAY_MAX {
                self.settle(&mut under_way)?;
            }
        }
        self.settle(&mut under_way)
    }

    fn request(&mut self, actor: Actor, command: Command) -> Request {
        self.sent += 1;
        *self.tally.commands.entry(command.name()).or_default() += 1;
        let (seed, number) = (self.plan.seed.to_be_bytes(), self.sent.to_be_bytes());
        Request::new(command, CommandId::derived(&[b"simulated", &seed, &number]), actor)
    }

    fn settle(&mut self, under_way: &mut Vec<(&'static str, Pending)>) -> Result<(), Stopped> {
        for (command, pending) in under_way.drain(..) {
            match pending.wait() {
                Ok(_) => {}
                Err(CommandError::Refused(refusal)) => {
                    *self.tally.refusals.entry((command, refusal.code())).or_default() += 1;
                }
                Err(source) => return Err(Stopped::Command { command, source }),
            }
        }
        Ok(())
    }

    /// Takes in everything that happened since it last listened.
    pub(crate) fn listen(&mut self) -> Result<(), Stopped> {
        let engine = self.engine;
        if engine.head().size == self.heard_to.0 {
            return Ok(());
        }
        for recorded in engine.read(EventId(self.heard_to.0 + 1)) {
            let recorded = recorded?;
            self.heard_to = recorded.position;
            *self.tally.events.entry(recorded.event.event_type().name).or_default() += 1;
            self.people.heard(&recorded.event);
            self.heard(&recorded);
        }
        Ok(())
    }

    /// The version of the policy that is in force on a day.
    pub(crate) fn policy_on(&self, day: Day) -> u32 {
        let in_force = self.policies.iter().rev().find(|(from, _)| *from <= day);
        in_force.map_or(1, |(_, version)| *version)
    }

    /// Whether it is about people of a story that is told in the same programme.
    fn is_of_others(&self, recorded: &Recorded) -> bool {
        let whose = match &recorded.event {
            Event::Koc(_) => Some(KocId(recorded.stream.id)),
            Event::Activity(activity::Event::ActivityRecorded(e)) => Some(e.koc_id),
            Event::Mentorship(mentorship::Event::MentorshipProposed(e)) => Some(e.mentor),
            Event::Mentorship(mentorship::Event::MentorshipStarted(e)) => Some(e.mentor),
            Event::Mentorship(mentorship::Event::MentorWentAway(e)) => Some(e.koc_id),
            Event::Reward(reward::Event::RewardPosted(e)) => Some(e.koc_id),
            Event::Reward(reward::Event::PointsRedeemed(e)) => Some(e.koc_id),
            Event::Payout(payout::Event::PayoutPrepared(e)) => e.lines.first().map(|it| it.koc_id),
            Event::Asset(asset::Event::AssetArchived(e)) => e.authors.first().map(|it| it.koc_id),
            Event::Publication(publication::Event::PublicationRegistered(e)) => Some(e.koc_id),
            Event::Publication(publication::Event::WorkAmplified(e)) => e.authors.first().copied(),
            Event::Recognition(recognition::Event::HonourConferred(e)) => Some(e.recipient.koc()),
            Event::Duty(event) => Some(event.koc_id()),
            Event::Perk(event) => Some(event.koc_id()),
            Event::Support(support::Event::SupportRequestOpened(e)) => Some(e.koc_id),
            Event::Appeal(appeal::Event::AppealFiled(e)) => Some(e.koc_id),
            Event::DataRequest(privacy::Event::DataRequestReceived(e)) => Some(e.koc_id),
            Event::DataRequest(privacy::Event::RequesterVerified(e)) => Some(e.koc_id),
            Event::Ambassadorship(event) => Some(event.koc_id()),
            Event::Todo(todo::Event::TodoOpened(e)) => e.koc_id,
            Event::Vehicle(vehicle::Event::LoanRequested(e)) => Some(e.koc_id),
            Event::Care(e) => Some(e.koc_id()),
            _ => None,
        };
        whose.is_some_and(|koc_id| self.people.of(koc_id).is_none())
    }

    /// What follows from what has happened.
    fn heard(&mut self, recorded: &Recorded) {
        if let Event::TierPolicy(policy::Event::TierPolicyPublished(e)) = &recorded.event {
            self.policies.push((e.in_force_from, e.version));
        }
        if self.is_of_others(recorded) {
            return;
        }
        match &recorded.event {
            Event::Koc(event) => {
                crate::members::heard(self, event);
                crate::tiers::heard(self, recorded.position, event);
                crate::teaching::heard_of_member(self, event);
                crate::projects::heard_of_member(self, event);
                crate::care::heard_of_member(self, event);
            }
            Event::Activity(event) => crate::community::heard(self, event),
            Event::Task(event) => crate::tasks::heard(self, event),
            Event::Assignment(event) => {
                crate::campaigns::heard_of_work(self, event);
                crate::work::heard(self, event);
                crate::review::heard(self, recorded, event);
                crate::contests::heard_of_entry(self, event);
                crate::teams::heard_of_work(self, event);
            }
            Event::Contest(event) => crate::contests::heard(self, event),
            Event::Duty(event) => crate::duties::heard(self, event),
            Event::Perk(event) => crate::duties::heard_of_perk(self, event),
            Event::Project(event) => crate::projects::heard(self, event),
            Event::Piece(event) => crate::projects::heard_of_piece(self, event),
            Event::Team(event) => crate::teams::heard(self, event),
            Event::Campaign(event) => crate::campaigns::heard(self, recorded, event),
            Event::Gathering(event) => crate::gatherings::heard(self, event),
            Event::Mentorship(event) => crate::teaching::heard(self, event),
            Event::Reward(event) => {
                crate::value::heard(self, event);
                crate::payouts::heard(self, event);
            }
            Event::Budget(event) => crate::value::heard_of_purse(self, event),
            Event::Payout(event) => crate::payouts::heard_of_run(self, event),
            Event::Asset(event) => crate::library::heard(self, event),
            Event::Publication(event) => crate::reach::heard(self, event),
            Event::Recognition(event) => crate::reach::heard_of_honour(self, event),
            Event::Support(event) => crate::desk::heard_of_support(self, event),
            Event::Appeal(event) => crate::desk::heard_of_appeal(self, event),
            Event::DataRequest(event) => crate::desk::heard_of_request(self, event),
            Event::Todo(event) => {
                crate::desk::heard_of_todo(self, event);
                crate::review::heard_of_todo(self, event);
                crate::voices::heard_of_todo(self, event);
                crate::care::heard_of_todo(self, event);
            }
            Event::Ambassadorship(event) => crate::voices::heard_of_ambassador(self, event),
            Event::Insight(event) => crate::voices::heard_of_insight(self, event),
            Event::Circle(event) => crate::voices::heard_of_circle(self, event),
            Event::Vehicle(event) => crate::cars::heard(self, event),
            Event::Care(event) => crate::care::heard(self, event),
            _ => {}
        }
    }
}
