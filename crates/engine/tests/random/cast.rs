//! Who acts, and chance.

use std::collections::BTreeMap;

use domain::approval::{PolicyProposal, Proposal};
use domain::campaign::command::PlanCampaign;
use domain::campaign::values::{Cadence, Kpi, KpiMetric};
use domain::id::*;
use domain::operator::command::{AddOperator, GiveApproval};
use domain::policy::command::{DraftTierPolicy, PublishTierPolicy};
use domain::policy::{PolicyRules, StepApprovals};
use domain::programme::command::*;
use domain::vocabulary::*;
use domain::{Actor, Command, Day, Event, Lang, LocalText, Recorded, Refusal, Role};
use testkit::scene::Scene;

use crate::drawn::{MONEY, OTHERS, PEOPLE, WORK};
use crate::people;

/// Members, some of whom may never join.
const MEMBERS: u64 = 13;
/// Mentorships and tasks come from as many names.
const MENTORSHIPS: u64 = 200;
const TASKS: u64 = 60;

/// A command made by chance.
pub(crate) type Drawn = (Actor, Command);
/// How one is made.
pub(crate) type Draw = fn(&mut Cast) -> Drawn;

/// The programme, and the dice.
pub(crate) struct Cast {
    pub(crate) scene: Scene,
    dice: u64,
    /// How often each command was accepted.
    pub(crate) accepted: BTreeMap<&'static str, usize>,
    /// What somebody is about to decide, so that approvals find their decision.
    pub(crate) wanted: Vec<Proposal>,
    /// Entries made by hand or by reaction.
    pub(crate) entries: Vec<(KocId, EntryId)>,
    /// Events that set a tier.
    pub(crate) tier_events: Vec<(KocId, EventId)>,
    /// How far each task is.
    pub(crate) tasks: BTreeMap<TaskId, TaskNote>,
    /// Mentorships proposed of late, and under way.
    pub(crate) proposed: Vec<MentorshipId>,
    pub(crate) active: Vec<MentorshipId>,
}

/// How far a task is, so that what is sent next makes sense now and then.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TaskNote {
    pub(crate) stage: TaskStage,
    pub(crate) horizon: Horizon,
    /// The newest version of its brief; 0 before the first.
    pub(crate) brief_version: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TaskStage {
    Drafted,
    Briefed,
    Approved,
    Open,
    Closed,
}

impl Cast {
    pub(crate) fn new(seed: u64) -> Cast {
        let mut scene = Scene::at("2025-03-01T02:00:00Z");
        found(&mut scene);
        // Not a multiple of the step of `roll`: seeds would be one sequence, begun at other places.
        let dice = (seed ^ 0x5851_F42D_4C95_7F2D).wrapping_mul(0xD1B5_4A32_D192_ED03);
        let mut cast = Cast {
            scene,
            dice,
            accepted: BTreeMap::new(),
            wanted: Vec::new(),
            entries: Vec::new(),
            tier_events: Vec::new(),
            tasks: BTreeMap::new(),
            proposed: Vec::new(),
            active: Vec::new(),
        };
        (0..3).for_each(|number| people::bring_up_a_mentor(&mut cast, Cast::member_of(number)));
        cast
    }

    fn member_of(number: u64) -> KocId {
        KocId::derived(&[b"member", &number.to_be_bytes()])
    }

    /// A number below `sides` (splitmix64).
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.dice = self.dice.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.dice;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % sides
    }

    /// Whether chance says yes, `percent` times in a hundred.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.roll(100) < percent
    }

    pub(crate) fn one_of<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.roll(items.len() as u64) as usize].clone()
    }

    pub(crate) fn member(&mut self) -> KocId {
        Cast::member_of(self.roll(MEMBERS))
    }

    pub(crate) fn task(&mut self) -> TaskId {
        TaskId::derived(&[b"task", &self.roll(TASKS).to_be_bytes()])
    }

    /// A task at that stage most often, with what is known of it.
    pub(crate) fn task_at(&mut self, stage: TaskStage) -> (TaskId, TaskNote) {
        let at: Vec<_> = self.tasks.iter().filter(|(_, note)| note.stage == stage).collect();
        let newest: Vec<(TaskId, TaskNote)> = at.iter().map(|(id, note)| (**id, **note)).collect();
        if newest.is_empty() || self.chance(8) {
            let task_id = self.task();
            let stage = TaskStage::Drafted;
            return (task_id, TaskNote { stage, horizon: Horizon::Instant, brief_version: 1 });
        }
        self.one_of(&newest)
    }

    /// Something of late that fits, if anything does.
    pub(crate) fn recent<T: Clone>(&mut self, pick: impl Fn(&Event) -> Option<T>) -> Option<T> {
        self.recent_at(pick).map(|(_, it)| it)
    }

    /// The same, and where it is.
    pub(crate) fn recent_at<T: Clone>(
        &mut self,
        pick: impl Fn(&Event) -> Option<T>,
    ) -> Option<(EventId, T)> {
        let log = self.scene.log.iter().rev();
        let fitting = log.filter_map(|it| Some((it.position, pick(&it.event)?)));
        let of_late: Vec<(EventId, T)> = fitting.take(4).collect();
        (!of_late.is_empty()).then(|| self.one_of(&of_late))
    }

    /// Whose assignment it is.
    pub(crate) fn holder(&self, id: AssignmentId) -> Option<KocId> {
        self.scene.log.iter().find_map(|recorded| match &recorded.event {
            Event::Assignment(domain::assignment::Event::TaskAssigned(e)) => {
                (e.assignment_id == id).then(|| e.assignee.koc())
            }
            _ => None,
        })
    }

    /// A mentorship under way most often.
    pub(crate) fn active_mentorship(&mut self) -> MentorshipId {
        let active = self.active.clone();
        if active.is_empty() || self.chance(8) { self.mentorship() } else { self.one_of(&active) }
    }

    /// One of the newest proposals most often.
    pub(crate) fn proposed_mentorship(&mut self) -> MentorshipId {
        let late = self.proposed.len().saturating_sub(2);
        let proposed = self.proposed[late..].to_vec();
        if proposed.is_empty() || self.chance(8) {
            self.mentorship()
        } else {
            self.one_of(&proposed)
        }
    }

    pub(crate) fn mentorship(&mut self) -> MentorshipId {
        MentorshipId::derived(&[b"mentorship", &self.roll(MENTORSHIPS).to_be_bytes()])
    }

    pub(crate) fn tier(&mut self) -> TierCode {
        self.one_of(&TierCode::ALL)
    }

    /// The next tier most often, so that something is accepted now and then.
    pub(crate) fn next_tier(&mut self, koc_id: KocId) -> TierCode {
        let here = self.scene.state.counted().tiers.get(&koc_id).copied().flatten();
        let next = here.and_then(TierCode::next);
        next.filter(|_| self.chance(90)).unwrap_or_else(|| self.tier())
    }

    /// The tier below most often.
    pub(crate) fn tier_below(&mut self, koc_id: KocId) -> TierCode {
        let here = self.scene.state.counted().tiers.get(&koc_id).copied().flatten();
        let below = here.and_then(TierCode::below);
        below.filter(|_| self.chance(90)).unwrap_or_else(|| self.tier())
    }

    /// The member themselves most often.
    pub(crate) fn own(&mut self, koc_id: KocId) -> Actor {
        if self.chance(95) { Actor::koc(koc_id) } else { self.anybody() }
    }

    /// One of the team most often.
    pub(crate) fn team(&mut self) -> Actor {
        if self.chance(95) { operator("mei", Role::Ops) } else { self.anybody() }
    }

    pub(crate) fn anybody(&mut self) -> Actor {
        let member = self.member();
        self.one_of(&[
            Actor::koc(member),
            Actor::ADMIN,
            Actor::SYSTEM,
            Actor::IMPORT,
            operator("lin", Role::Approver),
            operator("wei", Role::Reviewer),
            operator("hua", Role::Analyst),
        ])
    }

    /// Today most often, or a day not far from it.
    pub(crate) fn day(&mut self) -> Day {
        let off = if self.chance(75) { 0 } else { self.roll(9) as i32 - 6 };
        self.scene.today().plus(off)
    }

    /// Lets some time pass, now and then, and sends one command.
    pub(crate) fn send_something(&mut self) -> (&'static str, Result<Vec<Recorded>, Refusal>) {
        if self.chance(5) {
            let hours = self.roll(8) as i64;
            self.scene.wait_hours(hours);
        }
        let group = self.one_of(&[PEOPLE, WORK, WORK, MONEY, OTHERS]);
        let (name, draw) = self.one_of(group);
        let (actor, command) = draw(self);
        let earlier = if self.chance(5) { self.roll(200) as i64 } else { 0 };
        let occurred_at = self.scene.now().plus_hours(-earlier);
        (name, self.scene.send_as_of(actor, command, occurred_at))
    }

    /// Remembers what later commands may name.
    pub(crate) fn note(&mut self, name: &'static str, answer: &Result<Vec<Recorded>, Refusal>) {
        let Ok(events) = answer else { return };
        *self.accepted.entry(name).or_default() += 1;
        for recorded in events {
            match &recorded.event {
                domain::Event::Contribution(domain::contribution::Event::ContributionCredited(
                    e,
                )) => self.entries.push((e.koc_id, e.entry_id)),
                domain::Event::Koc(e) => self.tier_events.push((e.koc_id(), recorded.position)),
                domain::Event::Task(e) => self.note_task(e),
                domain::Event::Mentorship(e) => self.note_mentorship(e),
                _ => {}
            }
        }
    }

    fn note_task(&mut self, event: &domain::task::Event) {
        use domain::task::Event::*;
        if let TaskDrafted(e) = event {
            let (stage, horizon) = (TaskStage::Drafted, e.horizon);
            self.tasks.insert(e.task_id, TaskNote { stage, horizon, brief_version: 0 });
        }
        let Some(note) = self.tasks.get_mut(&event.task_id()) else { return };
        note.stage = match event {
            TaskDrafted(_)
            | EligibilitySet(_)
            | BriefAmended(_)
            | TaskBroadcast(_)
            | CandidatesShortlisted(_)
            | TaskRetrospectiveRecorded(_) => note.stage,
            BriefWritten(_) => TaskStage::Briefed,
            BriefApproved(_) => TaskStage::Approved,
            TaskOpened(_) => TaskStage::Open,
            TaskClosed(_) | TaskCompleted(_) | TaskCancelled(_) => TaskStage::Closed,
        };
        note.brief_version += u32::from(matches!(event, BriefWritten(_) | BriefAmended(_)));
    }

    fn note_mentorship(&mut self, event: &domain::mentorship::Event) {
        use domain::mentorship::Event::*;
        let over = match event {
            MentorshipProposed(e) => {
                self.proposed.push(e.mentorship_id);
                return;
            }
            MentorshipStarted(e) => {
                self.proposed.retain(|id| *id != e.mentorship_id);
                self.active.push(e.mentorship_id);
                return;
            }
            MentorshipTransferred(e) => e.mentorship_id,
            MentorshipCompleted(e) => e.mentorship_id,
            MentorshipEnded(e) => e.mentorship_id,
            _ => return,
        };
        self.active.retain(|id| *id != over);
    }
}

/// An operator of the team in a role.
pub(crate) fn operator(name: &str, role: Role) -> Actor {
    Actor::operator(OperatorId::derived(&[name.as_bytes()]), role)
}

/// A programme with short times, so that a few months hold many decisions, and few seats.
fn found(scene: &mut Scene) {
    let create = CreateProgramme {
        programme_id: ProgrammeId::derived(&[b"programme"]),
        brand: "Qingfeng".to_owned(),
        name: LocalText::new("清风", "Qingfeng"),
        time_zone: "Asia/Shanghai".to_owned(),
        locales: vec![Lang::Zh, Lang::En],
        currency: "CNY".to_owned(),
        min_age: 18,
        default_label_scheme: LabelScheme::Role,
        simulation_seed: None,
    };
    scene.given(Actor::SYSTEM, create);
    for (name, roles) in [
        ("mei", vec![Role::Ops]),
        ("lin", vec![Role::Approver, Role::Ops]),
        ("wei", vec![Role::Reviewer]),
        ("hua", vec![Role::Analyst]),
        ("fang", vec![Role::Finance]),
        ("yan", vec![Role::Privacy]),
    ] {
        let operator_id = OperatorId::derived(&[name.as_bytes()]);
        scene.given(Actor::SYSTEM, AddOperator { operator_id, name: name.into(), roles });
    }
    let rules = short_rules();
    scene.given(operator("mei", Role::Ops), DraftTierPolicy { version: 1, rules, note: None });
    let proposal = Proposal::PublishPolicy(PolicyProposal { version: 1 });
    scene.given(operator("lin", Role::Approver), GiveApproval { proposal, note: None });
    let live_on = scene.today();
    let publish = PublishTierPolicy {
        version: 1,
        in_force_from: live_on,
        impact_report_ref: None,
        grace_for_incumbents_days: 0,
    };
    scene.given(operator("mei", Role::Ops), publish);
    for purpose in [ConsentPurpose::Participation, ConsentPurpose::Mentoring] {
        let text = LocalText::new("我同意。", "I agree.");
        let sha256 = Sha256([7; 32]);
        let text = PublishConsentText { purpose, text_version: 1, text, sha256 };
        scene.given(Actor::SYSTEM, text);
    }
    for (axis, code) in [
        (VocabularyAxis::Format, "video"),
        (VocabularyAxis::Model, "word"),
        (VocabularyAxis::Topic, "word"),
        (VocabularyAxis::Scene, "word"),
        (VocabularyAxis::Audience, "word"),
        (VocabularyAxis::Tag, "word"),
    ] {
        let labels = LocalText::new("词", "word");
        scene.given(Actor::SYSTEM, ExtendVocabulary { axis, code: code.to_owned(), labels });
    }
    scene.given(Actor::ADMIN, GoLive { live_on });
    let text = || LocalText::new("春季", "spring");
    let works =
        Kpi { code: "works".to_owned(), name: text(), metric: KpiMetric::ApprovedWorks, target: 9 };
    let plan = PlanCampaign {
        campaign_id: CampaignId([1; 16]),
        name: text(),
        goal: text(),
        kpis: vec![works],
        starts_on: live_on,
        ends_on: live_on.plus(59),
        cadence: Cadence::Weekly,
        award_plan: Vec::new(),
        budget_id: None,
        planning_partners: Vec::new(),
        owner: OperatorId::derived(&[b"mei"]),
        decay_alert_bp: None,
    };
    scene.given(operator("mei", Role::Ops), plan);
}

fn short_rules() -> PolicyRules {
    let mut rules = PolicyRules::default_rules();
    rules.min_days_in_tier = 2;
    rules.cooldown_days = 2;
    rules.grace_days = 1;
    rules.notice_days = 1;
    rules.right_of_return_days = 20;
    rules.ladder.iter_mut().filter(|rung| rung.code == TierCode::Partner).for_each(|rung| {
        rung.cap = Some(5);
    });
    rules.approvals.iter_mut().for_each(|StepApprovals { count, .. }| *count = 1);
    rules
}
