//! Who does the work of an assignment: one member, or those of a team. A team is offered work when
//! every one of its members could be; whoever leads it answers, hands in and gives back for all.

use super::event::AssignmentPeopleChanged;
use super::event::{AssignmentRelinquished, AssignmentWithdrawn};
use super::values::{AssignedTo, Contributor, EndCause, TeamAtWork};
use super::{Assignment, AssignmentState, WHOLE_BP};
use crate::event::Event;
use crate::id::{AssignmentId, EventId, KocId, TaskId, TeamId};
use crate::matching::{
    Asked,
    values::{Condition, Unmet},
};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, code_of, field};
use crate::state::State;
use crate::team::{self, Team, not_for_teams};
use crate::time::Day;
use crate::vocabulary::{ConsentPurpose, Mode, TierCode};

/// Notes every reason why a team cannot have a task, by offer or by claim.
pub(super) fn check_team(
    checks: &mut Checks,
    asked: &Asked<'_>,
    team_id: TeamId,
    team: &Team,
) -> Result<(), Violation> {
    checks.note(team.not_ready());
    checks.note(not_for_teams(asked.task.mode));
    let for_task = team.task.is_none_or(|task_id| task_id == asked.task_id);
    let of_campaign = team.campaign.is_none_or(|campaign| asked.task.campaign == Some(campaign));
    let for_task = for_task && of_campaign;
    checks.require(for_task, || field::invalid("assignee"));
    if let Some(lead) = team.lead {
        checks.note(asked.state.koc(lead)?.require_present());
    }
    for koc_id in team.people() {
        let unmet = asked.unmet(koc_id, asked.state.koc(koc_id)?);
        checks.note(not_eligible(koc_id, unmet));
    }
    checks.note(asked.full());
    let id = AssignmentId::of_team(asked.task_id, team_id);
    let first = !asked.state.assignments.contains_key(&id);
    checks.require(first, || Violation::AlreadyAssigned);
    Ok(())
}

fn not_eligible(koc_id: KocId, unmet: Unmet) -> Option<Violation> {
    let unmet = Condition::ALL.iter().filter(|it| unmet.has(**it)).map(code_of);
    let unmet: Vec<String> = unmet.collect();
    (!unmet.is_empty()).then_some(Violation::MemberNotEligible { koc_id, unmet })
}

/// A team as it is recorded with its work, and the lowest tier in it.
pub(super) fn at_work(
    state: &State,
    team_id: TeamId,
    team: &Team,
) -> Option<(AssignedTo, TierCode)> {
    let (lead, members) = (team.lead?, team.people());
    let tiers = members.iter().filter_map(|id| state.koc(*id).ok()?.tier);
    let lowest = tiers.min().unwrap_or(TierCode::LOWEST);
    Some((AssignedTo::Team(TeamAtWork { team_id, lead, members }), lowest))
}

/// Every reason why those who would do the work cannot take it on now. The offer itself counts
/// against their limits already; a limit lowered since then still holds.
pub(super) fn not_takers(
    state: &State,
    assignment: &Assignment,
    asked: &Asked<'_>,
    today: Day,
) -> Result<Vec<Violation>, Violation> {
    let mut broken = Vec::new();
    for koc_id in &assignment.members {
        let koc = state.koc(*koc_id)?;
        let limit = asked.limit(koc);
        let over = koc.live_assignments > limit;
        let own = koc.require_active(today).into_iter();
        let own = own.chain(koc.require_consent(ConsentPurpose::Participation, today));
        let own = own.chain(over.then_some(Violation::ConcurrentLimitReached { limit }));
        if assignment.team().is_none() {
            broken.extend(own);
            continue;
        }
        let unmet: Vec<String> = own.map(|no| no.code().to_owned()).collect();
        let some = !unmet.is_empty();
        broken.extend(some.then_some(Violation::MemberNotEligible { koc_id: *koc_id, unmet }));
    }
    Ok(broken)
}

impl Assignment {
    /// The team whose work it is.
    pub(crate) fn team(&self) -> Option<TeamId> {
        self.offer.assignee.team()
    }

    /// Whether somebody does the work or answers for it.
    pub(crate) fn is_of(&self, koc_id: KocId) -> bool {
        self.koc == koc_id || self.members.contains(&koc_id)
    }

    /// Everybody it is about: who does the work, and who answers for it.
    pub(crate) fn people(&self) -> Vec<KocId> {
        let lead = (!self.members.contains(&self.koc)).then_some(self.koc);
        lead.into_iter().chain(self.members.iter().copied()).collect()
    }

    /// Who has a part in what it earns, and how much: as handed in, or as the team shares now.
    pub(crate) fn shares(&self, state: &State) -> Vec<(KocId, u16)> {
        let work = self.submission.as_ref().map(|submission| &submission.work.contributors);
        if let Some(contributors) = work {
            return contributors.iter().map(|it| (it.koc_id, it.share_bp)).collect();
        }
        let team = self.team().and_then(|team_id| state.team(team_id).ok());
        match team {
            Some(team) => team.shares_now().iter().map(|it| (it.koc_id, it.share_bp)).collect(),
            None => vec![(self.koc, WHOLE_BP)],
        }
    }
}

/// Who made what a team hands in: as it agreed, with the roles they have, where nobody is named.
pub(super) fn contributors(
    state: &State,
    assignment: &Assignment,
    named: &[Contributor],
) -> Vec<Contributor> {
    let team = assignment.team().and_then(|team_id| state.team(team_id).ok());
    let Some(team) = team.filter(|_| named.is_empty()) else { return named.to_vec() };
    let role = |koc_id| team.members.iter().find(|member| member.koc == koc_id);
    let shares = team.shares_now().into_iter();
    let made = shares.map(|share| Contributor {
        koc_id: share.koc_id,
        role: role(share.koc_id).map(|member| member.role),
        share_bp: share.share_bp,
    });
    made.collect()
}

/// Notes whoever is none of the team, and shares that are not as it agreed; without an agreement,
/// nobody sets another's share alone.
pub(super) fn check_shares(
    checks: &mut Checks,
    state: &State,
    assignment: &Assignment,
    contributors: &[Contributor],
) {
    let Some(team) = assignment.team().and_then(|team_id| state.team(team_id).ok()) else { return };
    let outside = contributors.iter().filter(|it| !assignment.members.contains(&it.koc_id));
    checks.note(outside.map(|it| Violation::ContributorNotInTeam { koc_id: it.koc_id }));
    let stands = team.shares_now();
    let other: Vec<KocId> = stands
        .iter()
        .filter(|share| {
            let own = contributors.iter().find(|it| it.koc_id == share.koc_id);
            own.is_none_or(|own| own.share_bp != share.share_bp)
        })
        .map(|share| share.koc_id)
        .collect();
    checks.require(other.is_empty(), || Violation::SharesNotAgreed { missing: other });
}

impl State {
    /// The mentor who leads the team whose work it is, where the review was left to them or the
    /// work is a mentor's to teach by.
    pub(super) fn mentor_of_team_work(&self, assignment: &Assignment) -> Option<KocId> {
        let team = self.team(assignment.team()?).ok()?;
        team.mentor().filter(|_| team.delegation.may_review)
    }

    /// Whether whoever works together was given that task before, alone or in a team.
    pub(crate) fn was_asked(&self, task_id: TaskId, koc_id: KocId) -> bool {
        self.assignments.contains_key(&AssignmentId::of(task_id, koc_id))
            || self.team_work_of.contains(&(koc_id, task_id))
    }

    /// Whether a task is done under a mentor's eyes.
    pub(super) fn is_mentor_led(&self, task_id: TaskId) -> bool {
        self.task(task_id).is_ok_and(|task| task.mode == Mode::Mentorship)
    }
}

/// What follows at the work of a team that is not the same any more.
pub(crate) fn follow_team(
    state: &State,
    event: &Event,
    _: EventId,
    _: &Context,
) -> Result<Vec<Event>, Refusal> {
    use team::Event::{MemberJoined, MemberLeft, TeamDisbanded, TeamLeadChanged};
    let Event::Team(event) = event else { return Ok(Vec::new()) };
    let team_id = event.team_id();
    let team = state.team(team_id)?;
    let Some(assignment_id) = team.work else { return Ok(Vec::new()) };
    let assignment = state.assignment(assignment_id)?;
    if !assignment.state.is_live() {
        return Ok(Vec::new());
    }
    match event {
        MemberJoined(_) | MemberLeft(_) | TeamLeadChanged(_) => {
            let (members, before) = (team.people(), &assignment.members);
            // Whoever led and is gone still answers until somebody takes over.
            let lead = team.lead.unwrap_or(assignment.koc);
            let left = before.iter().filter(|id| !members.contains(id)).copied().collect();
            let joined = members.iter().filter(|id| !before.contains(id)).copied().collect();
            if members == *before && lead == assignment.koc {
                return Ok(Vec::new());
            }
            let changed =
                AssignmentPeopleChanged { assignment_id, team_id, lead, members, left, joined };
            Ok(vec![changed.into()])
        }
        TeamDisbanded(_) => Ok(ended(assignment).into_iter().collect()),
        _ => Ok(Vec::new()),
    }
}

/// What ends with the last of a team. What was handed in is still judged: it was done.
fn ended(assignment: &Assignment) -> Option<Event> {
    let (assignment_id, cause, reason) =
        (assignment.offer.assignment_id, EndCause::MemberLeft, None);
    if assignment.state.is_pending() {
        return Some(AssignmentWithdrawn { assignment_id, cause, reason }.into());
    }
    let (koc_id, return_resources) = (assignment.koc, assignment.resources > 0);
    let ended = AssignmentRelinquished { assignment_id, koc_id, cause, reason, return_resources };
    matches!(assignment.state, AssignmentState::Accepted | AssignmentState::RevisionRequested)
        .then(|| ended.into())
}

/// Takes in who does the work now: it counts against their limits and not against those of whoever
/// left.
pub(super) fn people_changed(state: &mut State, event: &AssignmentPeopleChanged) {
    let id = event.assignment_id;
    let Some(assignment) = state.assignment_mut(id) else { return };
    (assignment.koc, assignment.members) = (event.lead, event.members.clone());
    let (live, held) = (assignment.state.is_live(), assignment.state.is_held());
    let (task_id, submit_by) = (assignment.task, assignment.submit_by);
    let due = state.day_of(submit_by);
    for koc_id in event.left.iter().filter(|_| live) {
        state.not_at_work(id, *koc_id);
        super::evolve::track(state, *koc_id, |track| {
            if track.due_of(id).is_some_and(|due| due.in_time.is_none()) {
                track.excuse(id);
            }
        });
    }
    for koc_id in event.joined.iter().filter(|_| live) {
        state.now_at_work(id, *koc_id);
        state.team_work_of.insert((*koc_id, task_id));
        if held {
            super::evolve::track(state, *koc_id, |track| track.take_on(id, due));
        }
    }
}

impl State {
    /// An assignment counts against the member's limit.
    pub(super) fn now_at_work(&mut self, id: AssignmentId, koc_id: KocId) {
        self.live_of_koc.insert((koc_id, id));
        if let Some(koc) = self.koc_mut(koc_id) {
            koc.live_assignments = koc.live_assignments.saturating_add(1);
        }
    }

    /// It counts no more.
    pub(super) fn not_at_work(&mut self, id: AssignmentId, koc_id: KocId) {
        self.live_of_koc.remove(&(koc_id, id));
        if let Some(koc) = self.koc_mut(koc_id) {
            koc.live_assignments = koc.live_assignments.saturating_sub(1);
        }
    }
}
