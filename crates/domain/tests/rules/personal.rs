//! Every field about a person is shown to whoever seals it, under that person's key.

use crate::common::*;
use crate::shown::*;
use domain::approval::{PolicyProposal, Proposal, TierProposal};
use domain::asset::command::RestoreAsset;
use domain::id::{CandidacyId, EventId, RecognitionId};
use domain::koc::command::*;
use domain::koc::values::NominationSource;
use domain::operator::command::GiveApproval;
use domain::personal::{Person, Personal, Sealed, SealedField};
use domain::publication::command::*;
use domain::publication::values::AmplifiedWork;
use domain::recognition::command::*;
use domain::recognition::values::{CommendationChannel, HonourKind, Praise, Recipient};
use domain::vocabulary::{Availability, ConsentPurpose, TierCode};
use domain::{Actor, Command, Day, Role};
use testkit::scene::Scene;

/// No field may hold it after sealing.
const SECRET: &str = "secret";

fn secret() -> Option<Personal> {
    Some(SECRET.into())
}

/// Seals the command; returns what was shown, and fails if anything clear is left.
#[track_caller]
fn seal(command: impl Into<Command>) -> Vec<(Person, SealedField)> {
    seal_in(&live(), command)
}

/// The same in a programme that has come further.
#[track_caller]
fn seal_in(scene: &Scene, command: impl Into<Command>) -> Vec<(Person, SealedField)> {
    let mut command = command.into();
    let mut shown = Vec::new();
    command.personal(&scene.state, &mut |person, field, text| {
        shown.push((person, field));
        *text = Personal::Sealed(Sealed {
            person,
            field,
            nonce: [0; 24],
            fingerprint: [0; 16],
            ciphertext: vec![0; 16],
        });
    });
    let json = serde_json::to_string(&command).expect("plain data");
    assert!(!json.contains(SECRET), "left in clear: {json}");
    shown
}

#[track_caller]
fn sealed_for_ming(command: impl Into<Command>, fields: &[SealedField]) {
    let person = Person::from(koc("ming"));
    let expected: Vec<_> = fields.iter().map(|field| (person, *field)).collect();
    assert_eq!(seal(command), expected);
}

fn evidence() -> EvidenceNote {
    EvidenceNote { refs: vec![EventId(1)], note: secret() }
}

const DAY: Day = Day(20_148);

#[test]
fn what_is_said_on_joining_is_sealed() {
    let name = SECRET.into();
    sealed_for_ming(
        RegisterKoc { name, contact: secret(), ..register("ming") },
        &[SealedField::Name, SealedField::Contact],
    );
    let consent = grant(koc("ming"), ConsentPurpose::Story);
    sealed_for_ming(GrantConsent { evidence_ref: secret(), ..consent }, &[SealedField::Note]);
}

#[test]
fn what_members_say_of_themselves_is_sealed() {
    let (koc_id, to_tier, target_tier) = (koc("ming"), TierCode::Seed, TierCode::Responder);
    let (from, until, effective_on) = (DAY, None, DAY);
    let availability = DeclareAvailability {
        koc_id,
        depth: Availability::None,
        from,
        until,
        max_concurrent: None,
        note: secret(),
    };
    sealed_for_ming(availability, &[SealedField::Note]);
    let reason = secret();
    sealed_for_ming(PauseKoc { koc_id, from, until, reason }, &[SealedField::Reason]);
    let reason = secret();
    sealed_for_ming(LeaveProgramme { koc_id, reason, effective_on }, &[SealedField::Reason]);
    let reason = secret();
    sealed_for_ming(StepDown { koc_id, to_tier, reason, effective_on }, &[SealedField::Reason]);
    let reason = secret();
    let decline = DeclineTierInvitation { koc_id, target_tier, reason };
    sealed_for_ming(decline, &[SealedField::Reason]);
}

#[test]
fn what_is_said_of_members_is_sealed() {
    let scene = live();
    let (koc_id, target_tier) = (koc("ming"), TierCode::Responder);
    let nomination = NominateCandidate {
        koc_id,
        candidacy_id: CandidacyId([1; 16]),
        target_tier,
        source: NominationSource::Observation,
        source_ref: None,
        note: secret(),
    };
    sealed_for_ming(nomination, &[SealedField::Note]);
    let invitation = InviteToTier { message: SECRET.into(), ..invite(&scene, koc_id, target_tier) };
    sealed_for_ming(invitation, &[SealedField::Message]);
    let promotion = PromoteKoc {
        basis: PromotionBasis::Override(SECRET.into()),
        evidence: evidence(),
        ..promote(&scene, koc_id, target_tier)
    };
    sealed_for_ming(promotion, &[SealedField::Reason, SealedField::Note]);
    let demotion = DemoteKoc {
        koc_id,
        to_tier: TierCode::Seed,
        policy_version: 1,
        basis: DemotionBasis::Conduct,
        evidence: evidence(),
        reason: SECRET.into(),
        effective_on: DAY,
    };
    sealed_for_ming(demotion, &[SealedField::Reason, SealedField::Note]);
}

#[test]
fn why_a_tier_is_corrected_or_locked_is_sealed() {
    let koc_id = koc("ming");
    let correction = CorrectTier {
        koc_id,
        supersedes: EventId(1),
        tier: TierCode::Seed,
        effective_on: DAY,
        reason: SECRET.into(),
    };
    sealed_for_ming(correction, &[SealedField::Reason]);
    let lock = LockTier { koc_id, until: None, reason: SECRET.into() };
    sealed_for_ming(lock, &[SealedField::Reason]);
    sealed_for_ming(UnlockTier { koc_id, reason: SECRET.into() }, &[SealedField::Reason]);
}

#[test]
fn an_operators_name_is_sealed_under_their_own_key() {
    let mut command = add_operator("yan", &[Role::Ops]);
    command.name = SECRET.into();
    assert_eq!(seal(command), [(operator_id("yan").into(), SealedField::Name)]);
}

#[test]
fn a_remark_on_an_approval_is_sealed_for_whom_it_concerns() {
    let tier = TierProposal { koc_id: koc("ming"), to_tier: TierCode::Responder };
    let about_ming = GiveApproval { proposal: Proposal::Promote(tier), note: secret() };
    sealed_for_ming(about_ming, &[SealedField::Note]);
    let policy = Proposal::PublishPolicy(PolicyProposal { version: 2 });
    let about_nobody = GiveApproval { proposal: policy, note: secret() };
    assert_eq!(seal(about_nobody), [(Person(programme_id().0), SealedField::Note)]);
}

#[test]
fn a_rule_refuses_what_was_not_sealed() {
    let scene = live();
    let context = domain::Context {
        now: scene.now(),
        occurred_at: scene.now(),
        actor: Actor::ADMIN,
        next: EventId(scene.state.position().0 + 1),
    };
    let refusal = scene.state.decide(&register("ming").into(), &context).expect_err("clear");
    assert_eq!(refusal.code(), "FIELD_INVALID");
}

fn praise() -> Praise {
    Praise { zh: SECRET.into(), en: SECRET.into() }
}

fn honour(recognition_id: RecognitionId) -> ConferHonour {
    ConferHonour {
        recognition_id,
        recipient: Recipient::Koc(koc("ming")),
        kind: HonourKind::Award,
        title: text("奖", "Award"),
        unique: false,
        citation: praise(),
        source_event: None,
        valid_until: None,
    }
}

#[test]
fn where_and_how_somebody_is_shown_is_sealed() {
    let scene = live();
    let post = RegisterPublication {
        url: "https://weibo.example/secret".into(),
        disclosure_text: secret(),
        ..publish_post(&scene, "post", koc("ming"))
    };
    sealed_for_ming(post, &[SealedField::Url, SealedField::Statement]);
    sealed_for_ming(honour(RecognitionId([1; 16])), &[SealedField::Praise, SealedField::Praise]);
}

/// In a programme where ming's work was approved, kept, shown and honoured: what is said of it.
#[test]
fn what_is_said_of_what_was_shown_is_sealed_for_its_author() {
    let (mut scene, ming, assignment_id) = ming_approved();
    let archive = crate::asset::archive(&scene, assignment_id);
    scene.given(mei(), archive);
    let post = given_post(&mut scene, "post", ming);
    let recognition_id = RecognitionId([1; 16]);
    scene.given(mei(), honour(recognition_id));
    let shown = AmplifyWork {
        credit_line: SECRET.into(),
        url: Some("https://brand.example/secret".into()),
        ..amplify("official", AmplifiedWork::Asset(clip()))
    };
    let correction =
        CorrectCredit { publication_id: post, credit_line: SECRET.into(), reason: SECRET.into() };
    let (channel, url) = (CommendationChannel::App, Some("https://brand.example/secret".into()));
    let commend = PublishCommendation { recognition_id, channel, url, text: praise() };
    use SealedField as Field;
    let commands: [(Command, &[SealedField]); 7] = [
        (shown.into(), &[Field::CreditLine, Field::Url]),
        (correction.into(), &[Field::CreditLine, Field::Reason]),
        (
            TakeDownPublication { publication_id: post, reason: SECRET.into() }.into(),
            &[Field::Reason],
        ),
        (
            VerifyDisclosure { publication_id: post, present: true, wording: secret() }.into(),
            &[Field::Statement],
        ),
        (commend.into(), &[Field::Url, Field::Praise, Field::Praise]),
        (RevokeHonour { recognition_id, reason: SECRET.into() }.into(), &[Field::Reason]),
        (RestoreAsset { asset_id: clip(), reason: SECRET.into() }.into(), &[Field::Reason]),
    ];
    for (command, fields) in commands {
        let expected: Vec<_> = fields.iter().map(|field| (Person::from(ming), *field)).collect();
        assert_eq!(seal_in(&scene, command), expected);
    }
}
