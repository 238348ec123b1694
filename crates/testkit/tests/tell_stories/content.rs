//! How work lives on: published, shown, kept, used, honoured; and how each of these ends.

use domain::approval::{AssetProposal, HonourProposal, Proposal};
use domain::asset::command::*;
use domain::asset::values::*;
use domain::id::{AssetId, AssignmentId, KocId, PublicationId, RecognitionId, ReuseId, Sha256};
use domain::koc::command::GrantConsent;
use domain::operator::command::AddOperator;
use domain::programme::command::{ExtendVocabulary, PublishConsentText};
use domain::publication::command::*;
use domain::publication::values::*;
use domain::recognition::command::*;
use domain::recognition::values::*;
use domain::vocabulary::{AiUse, ConsentPurpose, UsePurpose, VocabularyAxis};
use domain::{Actor, Role, Timer};
use testkit::scene::Scene;

use crate::tell;
use crate::work::archive;
use testkit::cast::*;
use testkit::work::*;

/// Rui's approved work.
#[track_caller]
fn with_work() -> (Scene, KocId, AssignmentId) {
    let mut scene = live();
    let rui = join(&mut scene, "rui");
    let assignment_id = approved_work(&mut scene, "24h", rui);
    (scene, rui, assignment_id)
}

/// The same, archived, public, licensed for that many days from today.
#[track_caller]
fn with_asset(days: i32) -> (Scene, AssetId, AssignmentId) {
    let (mut scene, rui, assignment_id) = with_work();
    let mut kept = archive(assignment_id, 1, &submission(assignment_id, rui, 1));
    kept.licence.from = scene.today();
    kept.licence.until = Some(scene.today().plus(days));
    kept.licence.purposes.push(UsePurpose::Social);
    kept.confidentiality = Confidentiality::Public;
    let asset_id = kept.asset_id;
    scene.given(mei(), kept);
    (scene, asset_id, assignment_id)
}

/// Sends what the clock has due, as the scheduler does, the daily look at the tiers apart.
#[track_caller]
fn clock(scene: &mut Scene) {
    let now = scene.now();
    let due = scene.state.timers().due(now);
    let due: Vec<_> = due.filter(|(_, timer)| *timer != Timer::TierScreen).collect();
    for (_, timer) in due {
        let command = timer.command(&scene.state).expect("there is something to send");
        scene.given(Actor::SYSTEM, command);
    }
}

fn reuse(scene: &Scene, name: &str, asset_id: AssetId) -> RecordReuse {
    RecordReuse {
        reuse_id: ReuseId::derived(&[name.as_bytes()]),
        asset_id,
        purpose: UsePurpose::StaffTraining,
        channel: None,
        place: text("售后新人培训", "Training of new after-sales staff"),
        audience: ReuseAudience::Staff,
        from: scene.today(),
        until: None,
        modified: false,
        credit_kept: true,
    }
}

#[test]
fn asset_licence_expires_while_reused() {
    let (mut scene, asset_id, _) = with_asset(90);
    scene.wait_days(10);
    let training = reuse(&scene, "training", asset_id);
    scene.given(mei(), training);
    let spring = RecordReuse {
        purpose: UsePurpose::Social,
        channel: Some("official".to_owned()),
        place: text("春季精选", "The best of spring"),
        audience: ReuseAudience::Public,
        until: Some(scene.today().plus(20)),
        modified: true,
        ..reuse(&scene, "spring", asset_id)
    };
    scene.given(mei(), spring);
    scene.wait_days(51);
    clock(&mut scene);
    scene.wait_days(30);
    clock(&mut scene);
    let too_late = reuse(&scene, "too late", asset_id);
    scene.refused(mei(), too_late, "ASSET_WITHDRAWN");
    tell(
        "asset_licence_expires_while_reused",
        "Rui's video is kept for ninety days and used twice; Rui is told each time. Thirty days \
         before the licence ends the librarian is told that the training still shows it. Nobody \
         extends it: the asset leaves the library, and the training has to stop.",
        &scene,
    );
}

fn publication(name: &str) -> PublicationId {
    PublicationId::derived(&[name.as_bytes()])
}

fn post(scene: &Scene, name: &str, koc_id: KocId) -> RegisterPublication {
    RegisterPublication {
        publication_id: publication(name),
        koc_id,
        platform: "xiaohongshu".to_owned(),
        url: format!("https://xhs.example/{name}").as_str().into(),
        assignment_id: None,
        spontaneous: true,
        published_at: scene.now(),
        topic: Some("range".to_owned()),
        ai_generated: AiUse::None,
        disclosure_text: None,
    }
}

fn count(scene: &Scene, publication_id: PublicationId, counts: [u32; 5]) -> RecordEngagement {
    let [views, likes, comments, shares, saves] = counts;
    RecordEngagement {
        publication_id,
        measured_at: scene.now(),
        counts: Counts { views, likes, comments, shares, saves },
        source: "xhs-api".to_owned(),
        correction: false,
    }
}

#[test]
fn amplified_with_credit_corrected_then_taken_down() {
    let (mut scene, rui, assignment_id) = with_work();
    let own = RegisterPublication {
        assignment_id: Some(assignment_id),
        spontaneous: false,
        ..post(&scene, "own", rui)
    };
    scene.given(member("rui"), own);
    let look = |present, wording: &str| VerifyDisclosure {
        publication_id: publication("own"),
        present,
        wording: Some(wording.into()),
    };
    scene.wait_hours(20);
    scene.given(wei(), look(false, "没有标注合作关系"));
    let official = AmplifyWork {
        publication_id: publication("official"),
        source: AmplifiedWork::Assignment(assignment_id),
        purpose: UsePurpose::Social,
        channel: "official".to_owned(),
        credit_line: "摄制:车主 Rui".into(),
        url: Some("https://brand.example/24h".into()),
    };
    scene.refused(mei(), official.clone(), "DISCLOSURE_MISSING");
    scene.wait_hours(30);
    scene.given(wei(), look(true, "与清风合作"));
    scene.given(mei(), official);
    scene.wait_days(2);
    let of_rui = count(&scene, publication("own"), [900, 60, 12, 4, 6]);
    scene.given(Actor::IMPORT, of_rui);
    let of_brand = count(&scene, publication("official"), [48_000, 900, 120, 80, 60]);
    scene.given(Actor::IMPORT, of_brand);
    let put_right = CorrectCredit {
        publication_id: publication("official"),
        credit_line: "摄制与配乐:车主 Rui".into(),
        reason: "配乐也是本人所作".into(),
    };
    scene.given(mei(), put_right);
    scene.wait_days(5);
    let publication_id = publication("official");
    scene.given(mei(), TakeDownPublication { publication_id, reason: "活动结束".into() });
    tell(
        "amplified_with_credit_corrected_then_taken_down",
        "Rui publishes the approved video; the tie to the brand is not told, so the brand may not \
         show it until Rui has put a label on. Then the brand shows it, Rui is told, far more \
         people see it, the credit is put right in the open, and it is taken down.",
        &scene,
    );
}

#[test]
fn engagement_and_leads() {
    let mut scene = live();
    let (rui, su) = (join(&mut scene, "rui"), join(&mut scene, "su"));
    for (name, koc_id) in [("range", rui), ("other", su)] {
        let labelled = RegisterPublication {
            disclosure_text: Some("车主自发分享".into()),
            ..post(&scene, name, koc_id)
        };
        scene.given(Actor::koc(koc_id), labelled);
    }
    for (hours, counts) in [
        (24, [1_200, 90, 15, 6, 9]),
        (48, [5_400, 400, 70, 30, 45]),
        (96, [9_100, 610, 102, 55, 88]),
    ] {
        scene.wait_hours(hours);
        let measured = count(&scene, publication("range"), counts);
        scene.given(Actor::IMPORT, measured);
    }
    let put_right = RecordEngagement {
        correction: true,
        ..count(&scene, publication("range"), [9_000, 600, 102, 55, 88])
    };
    scene.given(mei(), put_right);
    let lead = |scene: &Scene, lead_ref: &str, kind, model| AttributeLead {
        publication_id: publication("range"),
        lead_ref: lead_ref.to_owned(),
        lead_koc_id: None,
        kind,
        trace: LeadTrace::Code("RUI-7".to_owned()),
        at: scene.now(),
        model,
    };
    for (lead_ref, kind, model) in [
        ("crm-1", LeadKind::Inquiry, AttributionModel::First),
        ("crm-1", LeadKind::TestDrive, AttributionModel::Code),
        ("crm-1", LeadKind::Order, AttributionModel::Code),
        ("crm-2", LeadKind::Inquiry, AttributionModel::First),
    ] {
        scene.wait_hours(30);
        let lead = lead(&scene, lead_ref, kind, model);
        scene.given(Actor::IMPORT, lead);
    }
    let last = AttributeLead {
        publication_id: publication("other"),
        trace: LeadTrace::Utm("su-spring".to_owned()),
        ..lead(&scene, "crm-2", LeadKind::Inquiry, AttributionModel::Last)
    };
    scene.given(Actor::IMPORT, last);
    let own = lead(&scene, "rui", LeadKind::Order, AttributionModel::Code);
    scene.refused(Actor::IMPORT, own, "SELF_REFERRAL");
    scene.wait_days(3);
    let publication_id = publication("range");
    scene.given(member("rui"), TakeDownPublication { publication_id, reason: "换号了".into() });
    tell(
        "engagement_and_leads",
        "Rui's post is counted three times and put right once; each step of engagement earns once, \
         and so does each lead of each kind, by whichever model found it first. Rui's own order is \
         no lead. When Rui takes the post down, what it earned is taken back.",
        &scene,
    );
}

#[test]
fn honour_conferred_published_revoked() {
    let (mut scene, rui, _) = with_work();
    let purpose = ConsentPurpose::Publicity;
    let agreed = text("我同意公开署名。", "I agree to be named in public.");
    let sha256 = Sha256([8; 32]);
    let consent = PublishConsentText { purpose, text_version: 1, text: agreed, sha256 };
    scene.given(Actor::SYSTEM, consent);
    let recognition_id = RecognitionId::derived(&[b"range star"]);
    let approved = scene.log.last().unwrap().position;
    let confer = ConferHonour {
        recognition_id,
        recipient: Recipient::Koc(rui),
        kind: HonourKind::HonoraryTitle,
        title: text("续航之星", "Star of Range"),
        unique: true,
        citation: Praise {
            zh: "用一整天讲清了真实续航".into(),
            en: "Told the real range in one whole day".into(),
        },
        source_event: Some(approved),
        valid_until: None,
    };
    scene.given(mei(), confer.clone());
    let (channel, url) = (CommendationChannel::Official, Some("https://brand.example/star".into()));
    let words = Praise { zh: "祝贺 Rui!".into(), en: "Congratulations, Rui!".into() };
    let commend = PublishCommendation { recognition_id, channel, url, text: words };
    scene.refused(mei(), commend.clone(), "CONSENT_MISSING");
    let consent = GrantConsent {
        koc_id: rui,
        purpose,
        text_version: 1,
        evidence_ref: None,
        expires_on: None,
    };
    scene.given(member("rui"), consent);
    scene.given(mei(), commend);
    let (badge_class, evidence) = ("range-star".to_owned(), vec![approved]);
    scene.given(mei(), IssueBadge { recognition_id, badge_class, evidence });
    scene.wait_days(40);
    approve(&mut scene, Proposal::RevokeHonour(HonourProposal { recognition_id }));
    scene.given(mei(), RevokeHonour { recognition_id, reason: "素材经核实非本人拍摄".into() });
    let next = RecognitionId::derived(&[b"range star of spring"]);
    let valid_until = Some(scene.today().plus(30));
    scene.given(mei(), ConferHonour { recognition_id: next, valid_until, ..confer });
    scene.wait_days(31);
    clock(&mut scene);
    tell(
        "honour_conferred_published_revoked",
        "Rui gets a title that one member at a time may hold, and is told; praise in public waits \
         for Rui's consent. A badge shows it. Later two people take it back with a reason, and the \
         title is free again: conferred for thirty days, it ends by the clock.",
        &scene,
    );
}

#[test]
fn library_kept_in_order() {
    let (mut scene, asset_id, _) = with_asset(60);
    let role = Role::Privacy;
    let operator_id = operator_id("yun");
    scene.given(Actor::ADMIN, AddOperator { operator_id, name: "yun".into(), roles: vec![role] });
    for (axis, code, zh, en) in [
        (VocabularyAxis::Tag, "charging", "充电", "Charging"),
        (VocabularyAxis::Topic, "winter", "冬季用车", "Winter"),
    ] {
        let labels = text(zh, en);
        scene.given(mei(), ExtendVocabulary { axis, code: code.to_owned(), labels });
    }
    let (add, remove) = (vec!["charging".to_owned()], Vec::new());
    scene.given(mei(), TagAsset { asset_id, add, remove });
    let elsewhere = Classification {
        model: "qf-7".to_owned(),
        topic: "winter".to_owned(),
        scene: "road-trip".to_owned(),
        format: "short-video".to_owned(),
        audience: "families".to_owned(),
    };
    scene.given(
        mei(),
        ReclassifyAsset {
            asset_id,
            classification: elsewhere,
            grade: Some(AssetGrade::Good),
            confidentiality: None,
            reason: Some("主要讲冬季用车".into()),
        },
    );
    let why = RestrictionReason::Accuracy;
    scene.given(mei(), RestrictAsset { asset_id, why, until: None });
    scene.wait_days(3);
    scene.given(mei(), RestoreAsset { asset_id, reason: "数据已核实".into() });
    scene.wait_days(30);
    clock(&mut scene);
    scene.given(
        mei(),
        ExtendLicence {
            asset_id,
            until: Some(scene.today().plus(200)),
            purposes: vec![UsePurpose::DealerConference],
            channels: vec!["app".to_owned()],
            contract_ref: "contracts/2025-17".to_owned(),
            agreed_by_author: true,
        },
    );
    scene.wait_days(20);
    let reason = WithdrawReason::AuthorWithdrew;
    scene.given(member("rui"), WithdrawAsset { asset_id, reason });
    approve(&mut scene, Proposal::DestroyAsset(AssetProposal { asset_id }));
    let yun = Actor::operator(operator_id, role);
    scene.given(yun, DestroyAsset { asset_id, request_id: None });
    tell(
        "library_kept_in_order",
        "An asset is tagged, put elsewhere, restricted while its figures are checked, and restored. \
         Its licence is about to end and is extended with Rui's agreement. Then Rui takes it back, \
         and two people destroy it.",
        &scene,
    );
}
