//! What members do with what they are offered: answer, ask for other terms, work, hand in, give
//! back, or say nothing.

use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::assignment::{self};
use domain::id::{AssignmentId, ContestId, KocId, Sha256, SupportId, TaskId};
use domain::support::command::OpenSupportRequest;
use domain::support::values::{SupportKind, SupportSubject};
use domain::task::Selection;
use domain::vocabulary::{AiUse, Horizon, Mode};
use domain::{Actor, Moment};

use crate::founding::FORMATS;
use crate::office::{operator, ops};
use crate::world::World;

/// A task that is not told to everybody.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    pub(crate) horizon: Horizon,
    pub(crate) mode: Mode,
    /// From start to due.
    pub(crate) wish_hours: i64,
    pub(crate) contest: Option<ContestId>,
    pub(crate) brief_version: u32,
}

/// Work under way.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    pub(crate) task_id: TaskId,
    pub(crate) koc_id: KocId,
    pub(crate) mode: Mode,
    pub(crate) contest: Option<ContestId>,
    pub(crate) submit_by: Moment,
    /// The version they agreed to.
    pub(crate) brief_version: u32,
    pub(crate) submissions: u16,
    /// The one handed in last.
    pub(crate) file: Option<Sha256>,
    pub(crate) accepted: bool,
}

fn terms() -> TermsAccepted {
    TermsAccepted { usage_rights: true, disclosure: true, embargo: true }
}

pub(crate) fn claim(task_id: TaskId, koc_id: KocId) -> ClaimTask {
    ClaimTask { task_id, assignee: Assignee::Koc(koc_id), terms_accepted: terms() }
}

pub(crate) fn offer(task_id: TaskId, koc_id: KocId, until: Moment) -> AssignTask {
    AssignTask {
        task_id,
        assignee: Assignee::Koc(koc_id),
        brief_version: 1,
        offer_expires_at: until,
        returns_override: None,
        contact_operator: None,
        message: "您是否愿意参加? Would you like to take part?".into(),
    }
}

/// A video of the member's own, whose file no other submission has.
fn submission(
    assignment_id: AssignmentId,
    koc_id: KocId,
    submission_no: u16,
    number: [u8; 12],
) -> SubmitWork {
    let mut sha256 = [0; 32];
    sha256[..16].copy_from_slice(&assignment_id.0);
    sha256[16..28].copy_from_slice(&number);
    SubmitWork {
        assignment_id,
        submission_no,
        items: vec![WorkItem {
            format: FORMATS[0].to_owned(),
            uri: "https://works.example/1".into(),
            sha256: Sha256(sha256),
            length: 90,
        }],
        note: None,
        attest: Attestations {
            original: true,
            disclosure_done: true,
            used_product: true,
            third_party_cleared: true,
            people_consented: true,
            ai_generated: AiUse::None,
        },
        contributors: vec![Contributor { koc_id, role: None, share_bp: 10_000 }],
        effort_hours: Some(4),
        tags: Vec::new(),
        claim: None,
    }
}

/// Takes an instant task and hands in, in one act.
pub(crate) fn rush(task_id: TaskId, koc_id: KocId, number: [u8; 12]) -> SubmitWork {
    let assignment_id = AssignmentId::of(task_id, koc_id);
    let claim = Some(claim(task_id, koc_id));
    SubmitWork { claim, ..submission(assignment_id, koc_id, 1, number) }
}

pub(crate) fn heard(world: &mut World<'_>, event: &assignment::Event) {
    use assignment::Event::*;
    match event {
        TaskAssigned(e) => {
            // What is told to everybody is taken and handed in at once.
            let Some(offer) = world.offers.get(&e.task_id).cloned() else { return };
            let contest = offer.contest.and_then(|id| world.contests.get(&id));
            let contest_end = contest.map(|contest| contest.closes_at);
            let job = Job {
                task_id: e.task_id,
                koc_id: e.assignee.koc(),
                mode: e.mode,
                contest: offer.contest,
                submit_by: contest_end.unwrap_or(e.submit_by),
                brief_version: e.brief_version,
                submissions: 0,
                file: None,
                accepted: false,
            };
            world.jobs.insert(e.assignment_id, job);
            if e.selection == Selection::Offer {
                answer_offer(world, e.assignment_id, &offer, e.assignee.koc());
            }
        }
        CounterProposalMade(e) => answer_proposal(world, e.assignment_id, e.proposal_no),
        CounterProposalAnswered(e) => hear_answer(world, e.assignment_id, e.proposal_no),
        AssignmentAccepted(e) => {
            let Some(job) = world.jobs.get_mut(&e.assignment_id) else { return };
            job.accepted = true;
            job.brief_version = e.brief_version;
            job.submit_by = e.agreed.submit_by.unwrap_or(job.submit_by);
            let job = job.clone();
            begin(world, e.assignment_id, &job);
        }
        WorkSubmitted(e) => {
            if let Some(job) = world.jobs.get_mut(&e.assignment_id) {
                job.submissions = e.submission_no;
                job.file = e.items.first().map(|item| item.sha256);
            }
        }
        AmendmentConfirmed(e) => {
            if let Some(job) = world.jobs.get_mut(&e.assignment_id) {
                job.brief_version = e.brief_version;
            }
        }
        DeadlineExtended(e) => {
            if let Some(job) = world.jobs.get_mut(&e.assignment_id) {
                job.submit_by = e.submit_by;
            }
        }
        AssignmentOverdue(e) => {
            let (late, never) = (world.plan.rates.late_pct, world.plan.rates.never_pct);
            if world.chance.below(late + never) >= late {
                return;
            }
            // Nobody enters a contest after its end.
            if world.jobs.get(&e.assignment_id).is_some_and(|job| job.contest.is_some()) {
                return;
            }
            let at = world.within(4, 100);
            hand_in(world, e.assignment_id, at);
        }
        AssignmentDeclined(e) => drop(world.jobs.remove(&e.assignment_id)),
        AssignmentExpired(e) => drop(world.jobs.remove(&e.assignment_id)),
        AssignmentLapsed(e) => drop(world.jobs.remove(&e.assignment_id)),
        AssignmentRelinquished(e) => drop(world.jobs.remove(&e.assignment_id)),
        AssignmentCancelled(e) if world.jobs.remove(&e.assignment_id).is_some() => {
            rate(world, e.assignment_id, e.koc_id);
        }
        AssignmentWithdrawn(e) => drop(world.jobs.remove(&e.assignment_id)),
        _ => {}
    }
}

/// The member thinks it over for some hours.
fn answer_offer(world: &mut World<'_>, assignment_id: AssignmentId, offer: &Offer, koc_id: KocId) {
    let rates = &world.plan.rates;
    let (me, at) = (Actor::koc(koc_id), world.within(1, 33));
    let drawn = world.chance.below(100);
    let counters = rates.counter_pct * u32::from(offer.horizon == Horizon::Phased);
    if drawn < rates.accept_pct {
        accept(world, at, assignment_id, koc_id, offer.brief_version, None);
    } else if drawn < rates.accept_pct + rates.decline_pct {
        let reasons = [
            DeclineReason::Time,
            DeclineReason::Interest,
            DeclineReason::Ability,
            DeclineReason::Terms,
        ];
        let (reason, note) = (*world.chance.pick(&reasons), None);
        world.at(at, me, DeclineAssignment { assignment_id, reason, note });
    } else if drawn < rates.accept_pct + rates.decline_pct + counters {
        propose(world, at, assignment_id, koc_id, offer.wish_hours);
    } else if world.chance.percent(12) {
        let reason = "名额调整 Places were cut".into();
        world.at(at, ops(), WithdrawAssignment { assignment_id, reason });
    }
}

fn accept(
    world: &mut World<'_>,
    at: Moment,
    assignment_id: AssignmentId,
    koc_id: KocId,
    brief_version: u32,
    proposal_no: Option<u16>,
) {
    let terms_accepted = terms();
    let yes = AcceptAssignment { assignment_id, brief_version, terms_accepted, proposal_no };
    world.at(at, Actor::koc(koc_id), yes);
}

/// The member asks for another week.
fn propose(
    world: &mut World<'_>,
    at: Moment,
    assignment_id: AssignmentId,
    koc_id: KocId,
    hours: i64,
) {
    let submit_by = Some(at.plus_hours(hours + 7 * 24));
    let changes = TermChanges { submit_by, ..TermChanges::default() };
    let message = "希望多一周 Another week, please".into();
    world.at(at, Actor::koc(koc_id), CounterPropose { assignment_id, changes, message });
}

fn answer_proposal(world: &mut World<'_>, assignment_id: AssignmentId, proposal_no: u16) {
    let Some(job) = world.jobs.get(&assignment_id) else { return };
    let due = job.submit_by;
    let accept = world.chance.percent(60);
    let submit_by = Some(due.plus_hours(3 * 24));
    let new_terms = (!accept).then(|| TermChanges { submit_by, ..TermChanges::default() });
    let at = world.within(1, 12);
    let answer =
        AnswerCounterProposal { assignment_id, proposal_no, accept, new_terms, message: None };
    world.at(at, ops(), answer);
}

fn hear_answer(world: &mut World<'_>, assignment_id: AssignmentId, proposal_no: u16) {
    let Some(job) = world.jobs.get(&assignment_id).cloned() else { return };
    let at = world.within(1, 10);
    if world.chance.percent(75) {
        accept(world, at, assignment_id, job.koc_id, job.brief_version, Some(proposal_no));
    } else if world.chance.percent(40) {
        propose(world, at, assignment_id, job.koc_id, 20 * 24);
    } else {
        let (reason, note) = (DeclineReason::Terms, None);
        let no = DeclineAssignment { assignment_id, reason, note };
        world.at(at, Actor::koc(job.koc_id), no);
    }
}

/// Accepted: what comes on the way, and when it is handed in.
fn begin(world: &mut World<'_>, assignment_id: AssignmentId, job: &Job) {
    let rates = &world.plan.rates;
    let me = Actor::koc(job.koc_id);
    let hours = ((job.submit_by.0 - world.now.0) / 3_600_000_000).max(2) as u32;
    let part = |percent: u32| hours * percent / 100;
    if world.chance.percent(rates.relinquish_pct) {
        let (at, reason) = (world.within(1, part(60)), Some("家里有事 Family matters".into()));
        world.at(at, me, RelinquishAssignment { assignment_id, reason, return_resources: true });
        return;
    }
    on_the_way(world, assignment_id, job, hours);
    crate::cars::for_work(world, assignment_id, job);
    // Some never hand in; some do once they are overdue.
    if world.chance.percent(rates.never_pct + rates.late_pct) {
        return;
    }
    let at = world.within(part(20), part(90).max(1));
    hand_in(world, assignment_id, at);
}

fn on_the_way(world: &mut World<'_>, assignment_id: AssignmentId, job: &Job, hours: u32) {
    let me = Actor::koc(job.koc_id);
    if world.chance.percent(25) {
        let at = world.within(1, hours / 2 + 1);
        let (note, percent) = ("进行中 Under way".into(), Some(50));
        world.at(at, me, RecordProgress { assignment_id, note, percent });
    }
    if world.chance.percent(10) {
        let request_id = SupportId::derived(&[b"asked", &world.next()]);
        let kinds = [SupportKind::Question, SupportKind::TechnicalData, SupportKind::Trouble];
        let asked = OpenSupportRequest {
            request_id,
            koc_id: job.koc_id,
            subject: SupportSubject::Assignment(assignment_id),
            kind: *world.chance.pick(&kinds),
            text: "后备箱有多大? How large is the boot?".into(),
        };
        let at = world.within(1, hours / 3 + 1);
        world.at(at, me, asked);
    }
    if world.chance.percent(8) {
        let at = world.within(1, hours / 3 + 1);
        let (kind, reference) = (ResourceKind::Material, "doc:guide-1".to_owned());
        world.at(at, ops(), ProvideResource { assignment_id, kind, reference, note: None });
        let operator_id = operator("ops-2");
        world.at(at, ops(), AppointContact { assignment_id, operator_id });
    }
    if job.contest.is_none() && world.chance.percent(3) {
        let (at, reason) = (world.within(1, hours / 2 + 1), "车辆晚到 The car came late".into());
        let submit_by = job.submit_by.plus_hours(72);
        world.at(at, ops(), ExtendDeadline { assignment_id, submit_by, reason });
    }
    if world.chance.percent(1) {
        let (at, reason) = (world.within(1, hours / 2 + 1), Some("项目调整 Plans changed".into()));
        let compensation_bp = Some(2_000);
        world.at(at, ops(), CancelAssignment { assignment_id, reason, compensation_bp });
    }
}

/// The member hands in what is next.
pub(crate) fn hand_in(world: &mut World<'_>, assignment_id: AssignmentId, at: Moment) {
    let number = world.next();
    let Some(job) = world.jobs.get(&assignment_id) else { return };
    let (koc_id, submission_no) = (job.koc_id, job.submissions + 1);
    world.at(at, Actor::koc(koc_id), submission(assignment_id, koc_id, submission_no, number));
}

/// How working with the brand was.
pub(crate) fn rate(world: &mut World<'_>, assignment_id: AssignmentId, koc_id: KocId) {
    if world.chance.percent(40) {
        let mut stars = || world.chance.between(2, 5) as u8;
        let experience =
            Experience { clarity: stars(), support: stars(), fairness: stars(), waiting: stars() };
        let (at, comment) = (world.within(10, 90), None);
        world.at(at, Actor::koc(koc_id), RateExperience { assignment_id, experience, comment });
    }
}

/// A new version of the brief was approved: whoever holds the task agrees to it, mostly.
pub(crate) fn amended(world: &mut World<'_>, task_id: TaskId, brief_version: u32) {
    if let Some(offer) = world.offers.get_mut(&task_id) {
        offer.brief_version = brief_version;
    }
    let of_task = world.jobs.iter().filter(|(_, job)| job.task_id == task_id && job.accepted);
    let holders: Vec<_> = of_task.map(|(id, job)| (*id, job.koc_id)).collect();
    for (assignment_id, koc_id) in holders {
        if world.chance.percent(85) {
            let (at, terms_accepted) = (world.within(2, 30), terms());
            let yes = ConfirmAmendment { assignment_id, brief_version, terms_accepted };
            world.at(at, Actor::koc(koc_id), yes);
        }
    }
}
