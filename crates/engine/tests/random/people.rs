//! Commands about members and mentors, drawn by chance.

use domain::approval::*;
use domain::id::{CandidacyId, KocId};
use domain::koc::command::*;
use domain::koc::values::{EntrySource, NominationSource};
use domain::mentorship::command::*;
use domain::mentorship::values::*;
use domain::operator::command::GiveApproval;
use domain::vocabulary::{ConsentPurpose, ContributionKind, TierCode};
use domain::{Actor, Day, Lang, Role};

use crate::cast::{Cast, Drawn, operator};

pub(crate) fn register(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let birth_year = if cast.chance(95) { 1990 } else { 2020 };
    let entry_tier = if cast.chance(95) { TierCode::Seed } else { cast.tier() };
    let mut command = RegisterKoc { birth_year, entry_tier, ..joining(koc_id) };
    command.consents.truncate(1 + usize::from(cast.chance(50)));
    (cast.team(), command.into())
}

fn joining(koc_id: KocId) -> RegisterKoc {
    RegisterKoc {
        koc_id,
        name: "somebody".into(),
        contact: None,
        birth_year: 1990,
        locale: Lang::Zh,
        entry_source: EntrySource::App,
        referred_by: None,
        consents: [ConsentPurpose::Participation, ConsentPurpose::Mentoring]
            .map(|purpose| ConsentGiven { purpose, text_version: 1 })
            .to_vec(),
        entry_tier: TierCode::Seed,
        external_ref: None,
    }
}

/// Somebody who joins, rises twice and teaches, so that chance finds mentors.
pub(crate) fn bring_up_a_mentor(cast: &mut Cast, koc_id: KocId) {
    let mei = operator("mei", Role::Ops);
    cast.scene.given(mei, joining(koc_id));
    for to_tier in [TierCode::Responder, TierCode::Partner] {
        cast.scene.wait_days(2);
        let expires_at = cast.scene.now().plus_hours(24);
        let (message, candidacy_id) = ("join us".into(), None);
        let target_tier = to_tier;
        let invite = InviteToTier { koc_id, target_tier, message, expires_at, candidacy_id };
        cast.scene.given(mei, invite);
        cast.scene.given(Actor::koc(koc_id), AcceptTierInvitation { koc_id, target_tier });
        approved(cast, Proposal::Promote(TierProposal { koc_id, to_tier }));
        let effective_on = cast.scene.today();
        cast.scene.given(mei, promotion(koc_id, to_tier, effective_on));
    }
    cast.scene.given(mei, appointment(koc_id));
}

fn appointment(koc_id: KocId) -> AppointMentor {
    AppointMentor { koc_id, topics: Vec::new(), capacity: 2, statement: None }
}

pub(crate) fn grant(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let purpose = cast.one_of(&[ConsentPurpose::Participation, ConsentPurpose::Mentoring]);
    (
        cast.own(koc_id),
        GrantConsent { koc_id, purpose, text_version: 1, evidence_ref: None, expires_on: None }
            .into(),
    )
}

/// Approves what somebody was refused for want of it, or anything else.
pub(crate) fn approve(cast: &mut Cast) -> Drawn {
    let proposal = match cast.wanted.pop() {
        Some(wanted) if cast.chance(90) => wanted,
        _ => {
            let (koc_id, to_tier) = (cast.member(), cast.tier());
            let tier = TierProposal { koc_id, to_tier };
            cast.one_of(&[Proposal::Promote(tier.clone()), Proposal::Demote(tier)])
        }
    };
    let lin = operator("lin", Role::Approver);
    let actor = if cast.chance(90) { lin } else { cast.anybody() };
    (actor, GiveApproval { proposal, note: None }.into())
}

/// Gives the approval in the same breath, so that the decision may find it.
pub(crate) fn approved(cast: &mut Cast, proposal: Proposal) {
    let lin = operator("lin", Role::Approver);
    // Refused when it was given before: then it is there all the same.
    let _ = cast.scene.send(lin, GiveApproval { proposal, note: None });
}

pub(crate) fn nominate(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let command = NominateCandidate {
        koc_id,
        candidacy_id: CandidacyId::derived(&[&cast.roll(1_000).to_be_bytes()]),
        target_tier: cast.next_tier(koc_id),
        source: NominationSource::Observation,
        source_ref: None,
        note: None,
    };
    (cast.team(), command.into())
}

pub(crate) fn invite(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let command = InviteToTier {
        koc_id,
        target_tier: cast.next_tier(koc_id),
        message: "join us".into(),
        expires_at: cast.scene.now().plus_hours(200),
        candidacy_id: None,
    };
    (cast.team(), command.into())
}

pub(crate) fn accept_invitation(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let target_tier = cast.next_tier(koc_id);
    (cast.own(koc_id), AcceptTierInvitation { koc_id, target_tier }.into())
}

pub(crate) fn decline_invitation(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let target_tier = cast.next_tier(koc_id);
    (cast.own(koc_id), DeclineTierInvitation { koc_id, target_tier, reason: None }.into())
}

fn no_note() -> EvidenceNote {
    EvidenceNote { refs: Vec::new(), note: None }
}

pub(crate) fn promote(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let to_tier = cast.next_tier(koc_id);
    let proposal = Proposal::Promote(TierProposal { koc_id, to_tier });
    if cast.chance(50) {
        approved(cast, proposal);
    } else {
        cast.wanted.push(proposal);
    }
    let effective_on = cast.day();
    (cast.team(), promotion(koc_id, to_tier, effective_on).into())
}

fn promotion(koc_id: KocId, to_tier: TierCode, effective_on: Day) -> PromoteKoc {
    PromoteKoc {
        koc_id,
        to_tier,
        policy_version: 1,
        basis: PromotionBasis::Override("stood out".into()),
        evidence: no_note(),
        effective_on,
    }
}

pub(crate) fn notice(cast: &mut Cast) -> Drawn {
    let (koc_id, today) = (cast.member(), cast.scene.today());
    (cast.team(), GiveTierNotice { koc_id, decide_on: today.plus(2) }.into())
}

pub(crate) fn demote(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let to_tier = cast.tier_below(koc_id);
    let proposal = Proposal::Demote(TierProposal { koc_id, to_tier });
    if cast.chance(60) {
        approved(cast, proposal);
    }
    let command = DemoteKoc {
        koc_id,
        to_tier,
        policy_version: 1,
        basis: cast.one_of(&[DemotionBasis::Conduct, DemotionBasis::Policy]),
        evidence: no_note(),
        reason: "as told".into(),
        effective_on: cast.day(),
    };
    (cast.team(), command.into())
}

pub(crate) fn step_down(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let (to_tier, effective_on) = (cast.tier_below(koc_id), cast.day());
    let actor = if cast.chance(25) { Actor::koc(koc_id) } else { cast.anybody() };
    (actor, StepDown { koc_id, to_tier, reason: None, effective_on }.into())
}

pub(crate) fn return_to(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let (to_tier, effective_on) = (cast.next_tier(koc_id), cast.day());
    (cast.own(koc_id), ReturnToTier { koc_id, to_tier, effective_on }.into())
}

/// Corrects a tier event of late, and asks for the approval of exactly that.
pub(crate) fn correct(cast: &mut Cast) -> Drawn {
    let pending = cast.wanted.iter().find_map(|wanted| match wanted {
        Proposal::CorrectTier(correction) => Some(correction.clone()),
        _ => None,
    });
    let late = cast.tier_events.len().saturating_sub(20);
    let drawn = match pending.filter(|_| cast.chance(50)) {
        Some(pending) => pending,
        None if cast.tier_events.is_empty() => {
            let (koc_id, tier, effective_on) = (cast.member(), cast.tier(), cast.day());
            let supersedes = domain::id::EventId(1);
            CorrectionProposal { koc_id, supersedes, tier, effective_on }
        }
        None => {
            let of_late = cast.tier_events[late..].to_vec();
            let (koc_id, supersedes) = cast.one_of(&of_late);
            let (tier, effective_on) = (cast.tier(), cast.day());
            CorrectionProposal { koc_id, supersedes, tier, effective_on }
        }
    };
    let CorrectionProposal { koc_id, supersedes, tier, effective_on } = drawn;
    approved(cast, Proposal::CorrectTier(drawn));
    let reason = "recorded wrongly".into();
    (cast.team(), CorrectTier { koc_id, supersedes, tier, effective_on, reason }.into())
}

pub(crate) fn lock(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let until = Some(cast.scene.today().plus(3));
    (cast.team(), LockTier { koc_id, until, reason: "injured".into() }.into())
}

pub(crate) fn unlock(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    (cast.team(), UnlockTier { koc_id, reason: "well again".into() }.into())
}

pub(crate) fn pause(cast: &mut Cast) -> Drawn {
    let (koc_id, from) = (cast.member(), cast.day());
    let until = cast.one_of(&[None, Some(from.plus(1)), Some(from.plus(4))]);
    (cast.own(koc_id), PauseKoc { koc_id, from, until, reason: None }.into())
}

pub(crate) fn resume(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    (cast.own(koc_id), ResumeKoc { koc_id }.into())
}

/// Few leave.
pub(crate) fn leave(cast: &mut Cast) -> Drawn {
    let (koc_id, effective_on) = (cast.member(), cast.day());
    let actor = if cast.chance(15) { Actor::koc(koc_id) } else { cast.anybody() };
    (actor, LeaveProgramme { koc_id, reason: None, effective_on }.into())
}

pub(crate) fn rejoin(cast: &mut Cast) -> Drawn {
    let (koc_id, effective_on) = (cast.member(), cast.day());
    let entry_tier = TierCode::Seed;
    (cast.own(koc_id), RejoinProgramme { koc_id, entry_tier, effective_on }.into())
}

pub(crate) fn appoint(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    (cast.team(), appointment(koc_id).into())
}

pub(crate) fn away(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    let until = cast.one_of(&[None, Some(cast.scene.today()), Some(cast.scene.today().plus(2))]);
    (cast.own(koc_id), MarkMentorAway { koc_id, until }.into())
}

pub(crate) fn back(cast: &mut Cast) -> Drawn {
    let koc_id = cast.member();
    (cast.own(koc_id), MarkMentorBack { koc_id }.into())
}

/// A mentor, if there is one, most often.
fn mentor(cast: &mut Cast) -> KocId {
    let mentors: Vec<_> = cast.scene.state.counted().mentees.into_keys().collect();
    if mentors.is_empty() || cast.chance(10) { cast.member() } else { cast.one_of(&mentors) }
}

pub(crate) fn propose(cast: &mut Cast) -> Drawn {
    let command = ProposeMentorship {
        mentorship_id: cast.mentorship(),
        mentor: mentor(cast),
        mentee: cast.member(),
        goals: None,
        topics: Vec::new(),
        until: cast.scene.today().plus(30),
    };
    (cast.team(), command.into())
}

/// The two of an edge, as proposed.
fn parties(cast: &Cast, id: domain::id::MentorshipId) -> Option<[KocId; 2]> {
    cast.scene.log.iter().rev().find_map(|recorded| match &recorded.event {
        domain::Event::Mentorship(domain::mentorship::Event::MentorshipProposed(e))
            if e.mentorship_id == id =>
        {
            Some([e.mentor, e.mentee])
        }
        _ => None,
    })
}

pub(crate) fn agree(cast: &mut Cast) -> Drawn {
    let mentorship_id = cast.proposed_mentorship();
    let somebody = cast.member();
    let [mentor, mentee] = parties(cast, mentorship_id).unwrap_or([somebody; 2]);
    let (party, by) =
        cast.one_of(&[(mentor, MentorshipParty::Mentor), (mentee, MentorshipParty::Mentee)]);
    (cast.own(party), AcceptMentorship { mentorship_id, by }.into())
}

pub(crate) fn transfer(cast: &mut Cast) -> Drawn {
    let command = TransferMentorship {
        mentorship_id: cast.active_mentorship(),
        to_mentor: mentor(cast),
        new_mentorship_id: cast.mentorship(),
        reason: "moves abroad".into(),
    };
    (cast.team(), command.into())
}

pub(crate) fn complete(cast: &mut Cast) -> Drawn {
    let command = CompleteMentorship {
        mentorship_id: cast.active_mentorship(),
        outcome: MentorshipOutcome::GoalsReached,
        mentee_feedback: None,
        mentor_feedback: None,
    };
    let actor = if cast.chance(25) { cast.team() } else { cast.anybody() };
    (actor, command.into())
}

pub(crate) fn end(cast: &mut Cast) -> Drawn {
    let (mentorship_id, by) = (cast.active_mentorship(), EndedBy::Brand);
    let actor = if cast.chance(25) { cast.team() } else { cast.anybody() };
    (actor, EndMentorship { mentorship_id, by, reason: "no time".into() }.into())
}

/// The kind of every entry made by hand.
pub(crate) const KIND: ContributionKind = ContributionKind::Help;
