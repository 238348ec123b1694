//! Commands about other terms, what is taken back, and who is one person, drawn by chance.

use domain::approval::{MergeProposal, Proposal};
use domain::assignment::Event as OfWork;
use domain::assignment::command::*;
use domain::assignment::values::TermChanges;
use domain::id::AssignmentId;
use domain::koc::command::{DeclareAvailability, MergeKoc, WithdrawConsent};
use domain::task::brief::{Return, ReturnKind};
use domain::vocabulary::{Availability, ConsentPurpose, RewardUnit};
use domain::{Actor, Amount, Event, LocalText};

use crate::cast::{Cast, Drawn};
use crate::money;
use crate::people::approved;
use crate::work::{assignment, submissions};

/// More money, or more time.
fn changes(cast: &mut Cast) -> TermChanges {
    let purse = money::purse(cast, RewardUnit::Points);
    let title = LocalText::new("积分", "points");
    let more = Return::paid(ReturnKind::Points, title, Amount(30), purse);
    let paid = cast.chance(70);
    TermChanges {
        submit_by: (!paid).then(|| cast.scene.now().plus_hours(100)),
        returns: paid.then(|| vec![more]),
        scope: None,
        outputs: None,
    }
}

pub(crate) fn counter_propose(cast: &mut Cast) -> Drawn {
    let (assignment_id, koc_id) = assignment(cast, &["OFFERED", "NEGOTIATING"]);
    let (changes, message) = (changes(cast), "it is more than it looks".into());
    (cast.own(koc_id), CounterPropose { assignment_id, changes, message }.into())
}

/// The newest proposal of an assignment; 0 without one.
fn made(cast: &Cast, id: AssignmentId) -> u16 {
    let made = cast.scene.log.iter().filter(|recorded| {
        matches!(&recorded.event, Event::Assignment(OfWork::CounterProposalMade(e))
            if e.assignment_id == id)
    });
    made.count() as u16
}

pub(crate) fn answer(cast: &mut Cast) -> Drawn {
    let (assignment_id, _) = assignment(cast, &["NEGOTIATING"]);
    let (proposal_no, accept) = (made(cast, assignment_id), cast.chance(70));
    let new_terms = (!accept && cast.chance(50)).then(|| changes(cast));
    let command =
        AnswerCounterProposal { assignment_id, proposal_no, accept, new_terms, message: None };
    (cast.team(), command.into())
}

/// The newest proposal that was answered, which whoever accepts agrees to.
pub(crate) fn answered(cast: &Cast, id: AssignmentId) -> Option<u16> {
    cast.scene.log.iter().rev().find_map(|recorded| match &recorded.event {
        Event::Assignment(OfWork::CounterProposalAnswered(e)) if e.assignment_id == id => {
            Some(e.proposal_no)
        }
        _ => None,
    })
}

pub(crate) fn withdraw_submission(cast: &mut Cast) -> Drawn {
    let (assignment_id, koc_id) = assignment(cast, &["SUBMITTED"]);
    let submission_no = submissions(cast, assignment_id);
    let actor = if cast.chance(50) { Actor::koc(koc_id) } else { cast.anybody() };
    (actor, WithdrawSubmission { assignment_id, submission_no, reason: None }.into())
}

pub(crate) fn availability(cast: &mut Cast) -> Drawn {
    let (koc_id, from) = (cast.member(), cast.scene.today());
    let depths = [Availability::Full, Availability::LightOnly, Availability::None];
    let command = DeclareAvailability {
        koc_id,
        depth: cast.one_of(&depths),
        from,
        until: Some(from.plus(1)),
        max_concurrent: None,
        note: None,
    };
    (cast.own(koc_id), command.into())
}

/// Few take a consent back.
pub(crate) fn withdraw_consent(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let purpose = cast.one_of(&[ConsentPurpose::Participation, ConsentPurpose::Mentoring]);
    let actor = if cast.chance(20) { Actor::koc(koc_id) } else { cast.anybody() };
    (actor, WithdrawConsent { koc_id, purpose }.into())
}

/// Few turn out to be one.
pub(crate) fn merge(cast: &mut Cast) -> Drawn {
    let (koc_id, duplicate_id) = (cast.member(), cast.member());
    if cast.chance(8) {
        approved(cast, Proposal::Merge(MergeProposal { koc_id, duplicate_id }));
    }
    (cast.team(), MergeKoc { koc_id, duplicate_id, evidence: "one phone".into() }.into())
}
