//! How the story's members join, rise, rest, step down and leave.

use domain::approval::{AdjustmentProposal, CorrectionProposal, Proposal, TierProposal};
use domain::contribution::command::AdjustContribution;
use domain::event::Event;
use domain::id::{EventId, KocId};
use domain::koc;
use domain::koc::command::*;
use domain::koc::values::NominationSource;
use domain::operator::command::GiveApproval;
use domain::vocabulary::{ConsentPurpose, ContributionKind, TierCode};

use super::people::PEOPLE;
use super::stage::{Stage, approver, member, ops};
use super::words::policy_on;
use super::{ids, stage};
use crate::exit::Failure;

/// Everyone who joins on a day up to `until` and after `from`.
pub(super) fn register(stage: &mut Stage<'_>, from: i32, until: i32) -> Result<(), Failure> {
    for (number, person) in (1_u16..).zip(&PEOPLE) {
        if person.joins <= from || person.joins > until {
            continue;
        }
        stage.at(person.joins, 10)?;
        let consent = |purpose| ConsentGiven { purpose, text_version: 1 };
        stage.send(
            ops(),
            RegisterKoc {
                koc_id: ids::koc(number),
                name: person.name.into(),
                contact: None,
                birth_year: person.born,
                locale: person.locale,
                entry_source: person.source,
                referred_by: (number == 7).then_some(ids::MENTOR),
                consents: vec![
                    consent(ConsentPurpose::Participation),
                    consent(ConsentPurpose::Publicity),
                ],
                entry_tier: TierCode::Seed,
                external_ref: Some(format!("demo-{number:02}")),
            },
        );
    }
    stage.settle()
}

fn approve(stage: &mut Stage<'_>, proposal: Proposal) {
    stage.send(approver(), GiveApproval { proposal, note: None });
}

/// Says yes to a promotion that is still to be decided.
pub(super) fn approve_promotion(stage: &mut Stage<'_>, koc_id: KocId, to_tier: TierCode) {
    approve(stage, Proposal::Promote(TierProposal { koc_id, to_tier }));
}

/// Promotes by the policy's rules, with a second person's approval; gives the event.
pub(super) fn promote(
    stage: &mut Stage<'_>,
    koc_id: KocId,
    to_tier: TierCode,
    day: i32,
) -> Result<EventId, Failure> {
    approve_promotion(stage, koc_id, to_tier);
    let accepted = stage.ask(
        ops(),
        PromoteKoc {
            koc_id,
            to_tier,
            policy_version: policy_on(day),
            basis: PromotionBasis::Policy(true),
            evidence: EvidenceNote { refs: Vec::new(), note: None },
            effective_on: stage.day(day),
        },
    )?;
    let is_promotion = |event: &Event| matches!(event, Event::Koc(koc::Event::KocPromoted(_)));
    let promoted = accepted.events.iter().find(|recorded| is_promotion(&recorded.event));
    Ok(promoted.map_or(accepted.position, |recorded| recorded.position))
}

/// Names a candidate for the next tier.
pub(super) fn nominate(
    stage: &mut Stage<'_>,
    number: u16,
    koc_id: KocId,
    target_tier: TierCode,
    source: NominationSource,
) {
    // The morning's screen may have named them.
    stage.send_unless(
        ops(),
        NominateCandidate {
            koc_id,
            candidacy_id: ids::candidacy(number),
            target_tier,
            source,
            source_ref: None,
            note: None,
        },
        &["ALREADY_CANDIDATE"],
    );
}

/// Invites to the top tier until a day.
pub(super) fn invite(stage: &mut Stage<'_>, koc_id: KocId, until: i32) {
    let expires_at = stage.moment(until, 18);
    stage.send(
        ops(),
        InviteToTier {
            koc_id,
            target_tier: TierCode::Partner,
            message: "期待与您共创。 We would like to create together with you.".into(),
            expires_at,
            candidacy_id: None,
        },
    );
}

/// The member's answer to the invitation.
pub(super) fn answer_invitation(stage: &mut Stage<'_>, koc_id: KocId, yes: bool) {
    let target_tier = TierCode::Partner;
    if yes {
        stage.send(member(koc_id), AcceptTierInvitation { koc_id, target_tier });
    } else {
        let reason = Some("近期工作繁忙。 Work leaves no time just now.".into());
        stage.send(member(koc_id), DeclineTierInvitation { koc_id, target_tier, reason });
    }
}

/// Puts right the day of a promotion.
pub(super) fn correct_day(
    stage: &mut Stage<'_>,
    koc_id: KocId,
    supersedes: EventId,
    tier: TierCode,
    day: i32,
) {
    let effective_on = stage.day(day);
    let correction = CorrectionProposal { koc_id, supersedes, tier, effective_on };
    approve(stage, Proposal::CorrectTier(correction));
    stage.send(
        ops(),
        CorrectTier {
            koc_id,
            supersedes,
            tier,
            effective_on,
            reason: "生效日期录入有误。 The day was entered wrongly.".into(),
        },
    );
}

/// Gives notice, waits until it is over, and moves the member down.
pub(super) fn demote(
    stage: &mut Stage<'_>,
    koc_id: KocId,
    to_tier: TierCode,
    (notice, decided): (i32, i32),
) -> Result<(), Failure> {
    stage.at(notice, 10)?;
    let decide_on = stage.day(decided);
    // The morning's screen may have given it.
    stage.send_unless(ops(), GiveTierNotice { koc_id, decide_on }, &["NOTICE_ALREADY_OPEN"]);
    stage.at(decided, 11)?;
    approve(stage, Proposal::Demote(TierProposal { koc_id, to_tier }));
    stage.send(
        ops(),
        DemoteKoc {
            koc_id,
            to_tier,
            policy_version: policy_on(decided),
            basis: DemotionBasis::Policy,
            evidence: EvidenceNote { refs: Vec::new(), note: None },
            reason: "近半年没有通过的作品,欢迎随时回来。 No approved work for half a year; \
                 you are welcome back."
                .into(),
            effective_on: stage.day(decided),
        },
    );
    stage.settle()
}

/// Adds what no rule counts, with a second person's approval.
pub(super) fn adjust(stage: &mut Stage<'_>, koc_id: KocId, delta: i32) {
    let (entry_id, kind) = (ids::ADJUSTMENT, ContributionKind::Help);
    approve(
        stage,
        Proposal::AdjustContribution(AdjustmentProposal { koc_id, entry_id, kind, delta }),
    );
    stage.send(
        ops(),
        AdjustContribution {
            koc_id,
            entry_id,
            kind,
            delta,
            reason: "在社群中长期答疑。 Answered questions in the community all along.".into(),
        },
    );
}

/// Gives a consent beyond those of joining.
pub(super) fn consent(stage: &mut Stage<'_>, koc_id: KocId, purpose: ConsentPurpose) {
    stage.send(
        stage::member(koc_id),
        GrantConsent { koc_id, purpose, text_version: 1, evidence_ref: None, expires_on: None },
    );
}
