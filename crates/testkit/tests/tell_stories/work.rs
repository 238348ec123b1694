//! How work is offered, done, judged and kept.

use domain::Actor;
use domain::approval::{AdjustmentProposal, Proposal};
use domain::asset::command::ArchiveAsset;
use domain::asset::values::*;
use domain::assignment::command::*;
use domain::assignment::values::*;
use domain::contribution::command::{AdjustContribution, CreditContribution, ReverseContribution};
use domain::id::{AssetId, AssignmentId, EntryId};
use domain::policy::Dims;
use domain::task::command::{CloseTask, SetEligibility};
use domain::task::{Eligibility, Wanted};
use domain::vocabulary::{AiUse, ContributionKind, Horizon, Mode, TierCode, UsePurpose};
use testkit::scene::Scene;

use crate::tell;
use testkit::cast::*;
use testkit::work::*;

#[test]
fn offer_expired_then_next() {
    let mut scene = live();
    let (mo, na, ou) = (join(&mut scene, "mo"), join(&mut scene, "na"), join(&mut scene, "ou"));
    let task_id = open(&mut scene, "24h", Horizon::Instant, Mode::Commission, Some(1));
    scene.given(mei(), shortlist(task_id, &[mo, na, ou], &[mo, na, ou]));
    let to_mo = offer(scene.now(), task_id, mo);
    scene.given(mei(), to_mo);
    scene.wait_hours(25);
    let assignment_id = AssignmentId::of(task_id, mo);
    scene.given(Actor::SYSTEM, ExpireAssignment { assignment_id });
    let short = |scene: &Scene, koc_id| AssignTask {
        offer_expires_at: scene.now().plus_hours(6),
        ..offer(scene.now(), task_id, koc_id)
    };
    let to_na = short(&scene, na);
    scene.given(mei(), to_na);
    let assignment_id = AssignmentId::of(task_id, na);
    let (reason, note) = (DeclineReason::Time, Some("这周没空".into()));
    scene.given(member("na"), DeclineAssignment { assignment_id, reason, note });
    let to_ou = short(&scene, ou);
    scene.given(mei(), to_ou);
    scene.given(member("ou"), acceptance(AssignmentId::of(task_id, ou)));
    scene.given(mei(), CloseTask { task_id, reason: "名额已满".to_owned() });
    tell(
        "offer_expired_then_next",
        "One slot and a shortlist of three. Mo does not answer and the offer runs out, Na says no, \
         Ou takes it. Each answer gives the slot back, and the team is told who is next on the \
         shortlist; the next offer answers that.",
        &scene,
    );
}

#[test]
fn two_offers_race_for_the_last_slot() {
    let mut scene = live();
    let (pan, qi) = (join(&mut scene, "pan"), join(&mut scene, "qi"));
    let task_id = open(&mut scene, "24h", Horizon::Instant, Mode::Commission, Some(1));
    let (first, second) = (offer(scene.now(), task_id, pan), offer(scene.now(), task_id, qi));
    scene.given(mei(), first);
    scene.refused(mei(), second, "NO_SLOTS_LEFT");
    tell(
        "two_offers_race_for_the_last_slot",
        "Two offers are sent at once for one slot: the one decided first is recorded, the other is \
         refused.",
        &scene,
    );
}

#[test]
fn torn_tail() {
    let mut scene = live();
    let xi = join(&mut scene, "xi");
    let task_id = open(&mut scene, "24h", Horizon::Instant, Mode::Commission, Some(1));
    let assignment_id = take_on(&mut scene, task_id, xi);
    scene.given(member("xi"), submission(assignment_id, xi, 1));
    tell(
        "torn_tail",
        "Xi hands in. A reviewer begins with it, and the power goes while that is being written: \
         nobody was told that it is recorded. This is what the log holds afterwards, up to the \
         last whole commit; the work waits to be begun with, and can be. The torn bytes are made \
         by the engine's test of that name.",
        &scene,
    );
}

pub(crate) fn archive(
    assignment_id: AssignmentId,
    submission_no: u16,
    work: &SubmitWork,
) -> ArchiveAsset {
    ArchiveAsset {
        asset_id: AssetId::derived(&[&assignment_id.0]),
        source: AssetSource::Submission(SubmissionRef { assignment_id, submission_no }),
        title: text("一天一千公里", "A thousand kilometres in a day"),
        kind: AssetKind::Video,
        authors: vec![Author { koc_id: work.contributors[0].koc_id, role: None }],
        credit_line: "车主 Rui".into(),
        classification: Classification {
            model: "qf-7".to_owned(),
            topic: "range".to_owned(),
            scene: "road-trip".to_owned(),
            format: "short-video".to_owned(),
            audience: "families".to_owned(),
        },
        tags: Vec::new(),
        grade: AssetGrade::Benchmark,
        licence: Licence {
            purposes: vec![UsePurpose::StaffTraining],
            channels: vec!["official".to_owned()],
            territory: "CN".to_owned(),
            from: "2025-04-01".parse().unwrap(),
            until: None,
            exclusive: false,
            revocable: true,
            contract_ref: None,
        },
        storage: Storage {
            uri: "s3://assets/24h".into(),
            sha256: work.items[0].sha256,
            bytes: 48_000_000,
            mime: "video/mp4".to_owned(),
        },
        people_consent: true,
        ai_generated: AiUse::None,
        confidentiality: Confidentiality::Internal,
    }
}

#[test]
fn revise_twice_then_approve() {
    let mut scene = live();
    let rui = responder(&mut scene, "rui");
    let task_id = open(&mut scene, "24h", Horizon::Phased, Mode::Commission, Some(3));
    let eligibility = Eligibility { min_tier: Some(TierCode::Responder), ..Eligibility::default() };
    let wanted = Wanted::default();
    scene.given(mei(), SetEligibility { task_id, eligibility, wanted, max_tier: None });
    let assignment_id = take_on(&mut scene, task_id, rui);
    for (no, decision, score) in [
        (1, Decision::RequestRevision, 55),
        (2, Decision::RequestRevision, 70),
        (3, Decision::Approve, 92),
    ] {
        scene.wait_days(6);
        scene.given(member("rui"), submission(assignment_id, rui, no));
        judge(&mut scene, assignment_id, no, decision, score);
        scene.wait_hours(3);
        let acknowledged = AcknowledgeFeedback {
            assignment_id,
            submission_no: no,
            useful: Some(true),
            comment: None,
        };
        scene.given(member("rui"), acknowledged);
    }
    let work = submission(assignment_id, rui, 3);
    scene.given(mei(), archive(assignment_id, 3, &work));
    tell(
        "revise_twice_then_approve",
        "Rui's video comes back twice with praise and advice, is read each time, approved the \
         third time with a benchmark score, credited once, and archived for staff training.",
        &scene,
    );
}

#[test]
fn rejected_and_ledger_put_right() {
    let mut scene = live();
    let su = join(&mut scene, "su");
    let rejected = open(&mut scene, "24h", Horizon::Instant, Mode::Commission, None);
    let assignment_id = take_on(&mut scene, rejected, su);
    scene.wait_hours(60);
    scene.given(member("su"), submission(assignment_id, su, 1));
    judge(&mut scene, assignment_id, 1, Decision::Reject, 20);
    approved_work(&mut scene, "again", su);
    let credited = scene.log.last().unwrap().clone();
    let entry_id = EntryId::derived(&[b"helped a newcomer"]);
    scene.given(
        mei(),
        CreditContribution {
            entry_id,
            koc_id: su,
            kind: ContributionKind::Help,
            points: 5,
            share_bp: 10_000,
            source_event: credited.position,
            rule: "help".to_owned(),
            effective_on: scene.today(),
            dims: Dims { contribution: 0, influence: 0, activity: 5 },
        },
    );
    scene.wait_days(3);
    let (koc_id, reason) = (su, "这次互助已在别处记过".into());
    scene.given(mei(), ReverseContribution { koc_id, entry_id, reason, source_event: None });
    let entry_id = EntryId::derived(&[b"put right"]);
    let (kind, delta) = (ContributionKind::Organising, 3);
    let proposal = AdjustmentProposal { koc_id, entry_id, kind, delta };
    approve(&mut scene, Proposal::AdjustContribution(proposal));
    let reason = "补记线下活动组织".into();
    scene.given(mei(), AdjustContribution { koc_id, entry_id, kind, delta, reason });
    tell(
        "rejected_and_ledger_put_right",
        "Su's first work comes late and is off the brief; the second is approved and credited. A \
         credit by hand is taken back, and the account is put right with a second pair of eyes: \
         the sum of all lines is the balance.",
        &scene,
    );
}
