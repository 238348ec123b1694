//! How two members come together: proposed, agreed by both, or carried on by another mentor.

use super::command::*;
use super::event::*;
use super::values::MentorshipParty;
use super::{Mentorship, MentorshipState, check_topics};
use crate::command::HoldsPersonal;
use crate::event::Event;
use crate::id::{KocId, MentorshipId};
use crate::koc::Koc;
use crate::personal::{Person, Personal, SealedField, sealed_option};
use crate::recorded::Context;
use crate::refusal::{Checks, Refusal, Violation, field};
use crate::state::State;
use crate::time::Day;
use crate::vocabulary::TierCode;

impl HoldsPersonal for ProposeMentorship {
    fn personal(&mut self, _: &State, show: &mut dyn FnMut(Person, SealedField, &mut Personal)) {
        let person = self.mentee.into();
        self.goals.iter_mut().for_each(|goals| show(person, SealedField::Statement, goals));
    }
}

/// Answers `ProposeMentorship`.
pub(crate) fn propose(
    state: &State,
    command: &ProposeMentorship,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let ProposeMentorship { mentorship_id, mentor, mentee, until, .. } = *command;
    if state.mentorships.contains_key(&mentorship_id) {
        return Err(Violation::MentorshipExists.into());
    }
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    let party = context.actor.as_koc().is_none_or(|actor| actor == mentor || actor == mentee);
    checks.require(party, || Violation::NotAParty);
    checks.note(unfit(state, mentor, mentee, today, None)?);
    let in_past = || Violation::DateInPast { field: "until".to_owned() };
    checks.require(until >= today, in_past);
    checks.note(field::day_in_reach("until", until, today));
    check_topics(&mut checks, state.programme()?, &command.topics);
    checks.note(field::personal("goals", command.goals.as_ref()));
    checks.finish()?;
    let proposed = MentorshipProposed {
        mentorship_id,
        mentor,
        mentee,
        goals: sealed_option(command.goals.as_ref())?,
        topics: command.topics.clone(),
        until,
    };
    Ok(vec![proposed.into()])
}

impl HoldsPersonal for AcceptMentorship {}

/// Answers `AcceptMentorship`.
pub(crate) fn accept(
    state: &State,
    command: &AcceptMentorship,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let AcceptMentorship { mentorship_id, by } = *command;
    let mentorship = state.mentorship(mentorship_id)?;
    let (party, accepted, other_accepted) = match by {
        MentorshipParty::Mentor => {
            (mentorship.mentor, mentorship.mentor_accepted, mentorship.mentee_accepted)
        }
        MentorshipParty::Mentee => {
            (mentorship.mentee, mentorship.mentee_accepted, mentorship.mentor_accepted)
        }
    };
    let open = mentorship.state == MentorshipState::Proposed;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    checks.require(open, || mentorship.not_open());
    checks.require(context.actor.as_koc() == Some(party), || Violation::NotAParty);
    checks.require(!open || !accepted, || Violation::NoChange);
    let starts = open && other_accepted;
    if starts {
        // Much may have changed since the proposal; the second yes is the moment that counts.
        checks.note(unfit(state, mentorship.mentor, mentorship.mentee, today, None)?);
        let in_past = || Violation::DateInPast { field: "until".to_owned() };
        checks.require(mentorship.until >= today, in_past);
    }
    checks.finish()?;
    let mut events = vec![MentorshipAccepted { mentorship_id, by }.into()];
    if starts {
        let started_on = state.day_of(context.occurred_at);
        let edge = Edge { mentorship_id, mentor: mentorship.mentor, continues: None };
        events.push(start(state, mentorship, edge, started_on)?.into());
    }
    Ok(events)
}

impl HoldsPersonal for DeclineMentorship {
    /// A no is about whoever says it.
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        let edge = state.mentorships.get(&self.mentorship_id);
        let party = edge.map(|edge| edge.party(self.by).0);
        let person = party.map_or(Person([0; 16]), Person::from);
        self.reason.iter_mut().for_each(|reason| show(person, SealedField::Reason, reason));
    }
}

/// Answers `DeclineMentorship`. Also somebody who said yes may still say no before it begins.
pub(crate) fn decline_mentorship(
    state: &State,
    command: &DeclineMentorship,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let DeclineMentorship { mentorship_id, by, .. } = *command;
    let mentorship = state.mentorship(mentorship_id)?;
    let mut checks = Checks::new();
    let open = mentorship.state == MentorshipState::Proposed;
    checks.require(open, || mentorship.not_open());
    let (party, _) = mentorship.party(by);
    checks.require(context.actor.as_koc() == Some(party), || Violation::NotAParty);
    checks.note(field::personal("reason", command.reason.as_ref()));
    checks.finish()?;
    let reason = sealed_option(command.reason.as_ref())?;
    Ok(vec![MentorshipDeclined { mentorship_id, by, reason }.into()])
}

impl HoldsPersonal for LapseMentorshipProposal {}

/// Answers `LapseMentorshipProposal`.
pub(crate) fn lapse_proposal(
    state: &State,
    command: &LapseMentorshipProposal,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let mentorship_id = command.mentorship_id;
    let mentorship = state.mentorship(mentorship_id)?;
    let at = mentorship.proposal_ends();
    let mut checks = Checks::new();
    let open = mentorship.state == MentorshipState::Proposed;
    checks.require(open, || mentorship.not_open());
    checks.require(context.now > at, || Violation::NotYetDue { at });
    checks.finish()?;
    Ok(vec![MentorshipProposalLapsed { mentorship_id }.into()])
}

impl Mentorship {
    /// Who that is of the two, and whether they said yes.
    fn party(&self, by: MentorshipParty) -> (KocId, bool) {
        match by {
            MentorshipParty::Mentor => (self.mentor, self.mentor_accepted),
            MentorshipParty::Mentee => (self.mentee, self.mentee_accepted),
        }
    }
}

impl HoldsPersonal for TransferMentorship {
    fn personal(
        &mut self,
        state: &State,
        show: &mut dyn FnMut(Person, SealedField, &mut Personal),
    ) {
        show(state.mentee_or_nobody(self.mentorship_id), SealedField::Reason, &mut self.reason);
    }
}

/// Answers `TransferMentorship`.
pub(crate) fn transfer(
    state: &State,
    command: &TransferMentorship,
    context: &Context,
) -> Result<Vec<Event>, Refusal> {
    let TransferMentorship { mentorship_id, to_mentor, new_mentorship_id, .. } = *command;
    let mentorship = state.mentorship(mentorship_id)?;
    let today = state.day_of(context.now);
    let mut checks = Checks::new();
    let active = mentorship.state == MentorshipState::Active;
    checks.require(active, || mentorship.not_active());
    let new = !state.mentorships.contains_key(&new_mentorship_id);
    checks.require(new, || Violation::MentorshipExists);
    checks.require(to_mentor != mentorship.mentor, || Violation::NoChange);
    checks.note(field::reason(&command.reason));
    checks.note(unfit(state, to_mentor, mentorship.mentee, today, Some(mentorship_id))?);
    checks.finish()?;
    let transferred = MentorshipTransferred {
        mentorship_id,
        mentor: mentorship.mentor,
        mentee: mentorship.mentee,
        to_mentor,
        new_mentorship_id,
        reason: command.reason.sealed()?,
    };
    let edge = Edge {
        mentorship_id: new_mentorship_id,
        mentor: to_mentor,
        continues: Some(mentorship_id),
    };
    let started_on = state.day_of(context.occurred_at);
    Ok(vec![transferred.into(), start(state, mentorship, edge, started_on)?.into()])
}

/// Every reason why these two cannot work together on that day. `besides` is the edge that would
/// end in the same moment.
fn unfit(
    state: &State,
    mentor: KocId,
    mentee: KocId,
    day: Day,
    besides: Option<MentorshipId>,
) -> Result<Vec<Violation>, Violation> {
    let (teacher, learner) = (state.koc(mentor)?, state.koc(mentee)?);
    if mentor == mentee {
        return Ok(vec![Violation::SelfMentorship]);
    }
    let mut broken = Vec::new();
    match state.mentors.get(&mentor) {
        None => broken.push(Violation::MentorNotAppointed),
        Some(standing) => {
            let cap = standing.capacity;
            let full = standing.active_mentees >= cap;
            broken.extend(standing.is_away(day).then_some(Violation::MentorAway));
            broken.extend(full.then_some(Violation::MentorAtCapacity { cap }));
        }
    }
    broken.extend(teacher.require_present());
    broken.extend(learner.require_active(day));
    let held = state.mentored_by.get(&mentee).copied().filter(|edge| Some(*edge) != besides);
    broken.extend(held.map(|mentorship_id| Violation::MenteeHasMentor { mentorship_id }));
    broken.extend((!is_below(learner, teacher)).then_some(Violation::MenteeNotBelowMentor));
    broken.extend(cycle(state, mentor, mentee).map(|path| Violation::MentorshipCycle { path }));
    Ok(broken)
}

fn is_below(learner: &Koc, teacher: &Koc) -> bool {
    learner.tier.is_some_and(|lower| teacher.tier.is_some_and(|higher| lower < higher))
}

/// The way from the mentee over the new mentor back to the mentee, if the active edges close it.
/// Tiers move, so an old edge may point upwards by now and rank alone does not rule this out.
fn cycle(state: &State, mentor: KocId, mentee: KocId) -> Option<Vec<KocId>> {
    let mut path = vec![mentee, mentor];
    let mut at = mentor;
    while let Some(above) = state.mentor_of(at) {
        let seen = path.contains(&above);
        path.push(above);
        if above == mentee {
            return Some(path);
        }
        if seen {
            return None;
        }
        at = above;
    }
    None
}

struct Edge {
    mentorship_id: MentorshipId,
    mentor: KocId,
    continues: Option<MentorshipId>,
}

fn start(
    state: &State,
    mentorship: &Mentorship,
    edge: Edge,
    started_on: Day,
) -> Result<MentorshipStarted, Violation> {
    let tier = |koc_id| state.koc(koc_id).map(|koc| koc.tier.unwrap_or(TierCode::LOWEST));
    Ok(MentorshipStarted {
        mentorship_id: edge.mentorship_id,
        mentor: edge.mentor,
        mentee: mentorship.mentee,
        started_on,
        until: mentorship.until,
        topics: mentorship.topics.clone(),
        mentor_tier: tier(edge.mentor)?,
        mentee_tier: tier(mentorship.mentee)?,
        continues: edge.continues,
    })
}
