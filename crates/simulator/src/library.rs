//! What is kept for reuse, and what becomes of it.

use domain::Actor;
use domain::approval::{AssetProposal, Proposal};
use domain::asset::command::*;
use domain::asset::values::*;
use domain::asset::{self};
use domain::assignment::event::WorkApproved;
use domain::id::{AssetId, ReuseId, Sha256};
use domain::operator::command::GiveApproval;
use domain::vocabulary::UsePurpose;

use crate::founding::{AUDIENCES, FORMATS, MODELS, SCENES, TOPICS};
use crate::office::{approver, librarian, privacy};
use crate::tasks::text;
use crate::world::World;

/// How long most licences last, days.
const LICENCE_DAYS: i32 = 150;

pub(crate) fn each_day(world: &mut World<'_>) {
    if world.is_day(10, 3) {
        for _ in 0..world.some(5_000) {
            tend(world);
        }
    }
    if world.is_day(60, 50) {
        taken_back(world);
    }
}

/// Some approved works are kept.
pub(crate) fn approved(world: &mut World<'_>, e: &WorkApproved, file: Option<Sha256>) {
    if !world.chance.percent(world.plan.rates.archive_pct) {
        return;
    }
    let Some(file) = file else { return };
    let asset_id = AssetId::derived(&[b"kept", &world.next()]);
    let at = world.within(10, 100);
    let from = world.date(at);
    let until = world.chance.percent(70).then(|| from.plus(LICENCE_DAYS));
    let chance = &mut world.chance;
    let kept = ArchiveAsset {
        asset_id,
        source: AssetSource::Submission(SubmissionRef {
            assignment_id: e.assignment_id,
            submission_no: e.submission_no,
        }),
        title: text("用车短视频", "A short video"),
        kind: AssetKind::Video,
        authors: vec![Author { koc_id: e.koc_id, role: None }],
        credit_line: "车主拍摄 Filmed by an owner".into(),
        classification: place(chance),
        tags: Vec::new(),
        grade: if e.final_score >= 8_000 { AssetGrade::Good } else { AssetGrade::Standard },
        licence: Licence {
            purposes: vec![UsePurpose::Social, UsePurpose::StaffTraining],
            channels: vec!["official".to_owned()],
            territory: "CN".to_owned(),
            from,
            until,
            exclusive: false,
            revocable: true,
            contract_ref: None,
        },
        storage: Storage {
            uri: "https://assets.example/1".into(),
            sha256: file,
            bytes: 4_200_000,
            mime: "video/mp4".to_owned(),
        },
        people_consent: true,
        ai_generated: domain::vocabulary::AiUse::None,
        confidentiality: Confidentiality::Public,
    };
    world.at(at, librarian(), kept);
}

fn place(chance: &mut crate::chance::Chance) -> Classification {
    Classification {
        model: (*chance.pick(&MODELS)).to_owned(),
        topic: (*chance.pick(&TOPICS)).to_owned(),
        scene: (*chance.pick(&SCENES)).to_owned(),
        format: FORMATS[0].to_owned(),
        audience: (*chance.pick(&AUDIENCES)).to_owned(),
    }
}

pub(crate) fn heard(world: &mut World<'_>, event: &asset::Event) {
    match event {
        asset::Event::AssetArchived(e) => {
            let author = e.authors.first().map(|author| author.koc_id);
            world.assets.extend(author.map(|author| (e.asset_id, author)));
            if world.chance.percent(40) {
                reuse(world, e.asset_id);
            }
        }
        asset::Event::LicenceEndingNoticed(e) => {
            // Of a story told in the same programme, or one that is left to end.
            let ours = world.assets.iter().any(|(asset_id, _)| *asset_id == e.asset_id);
            if !ours || world.chance.percent(60) {
                return;
            }
            let extended = ExtendLicence {
                asset_id: e.asset_id,
                until: Some(e.until.plus(200)),
                purposes: vec![UsePurpose::DealerConference],
                channels: Vec::new(),
                contract_ref: "contracts/1".to_owned(),
                agreed_by_author: true,
            };
            let at = world.within(20, 300);
            world.at(at, librarian(), extended);
        }
        asset::Event::AssetWithdrawn(e) => world.assets.retain(|(id, _)| *id != e.asset_id),
        _ => {}
    }
}

fn reuse(world: &mut World<'_>, asset_id: AssetId) {
    let at = world.within(30, 900);
    let social = world.chance.percent(50);
    let reuse = RecordReuse {
        reuse_id: ReuseId::derived(&[b"used", &world.next()]),
        asset_id,
        purpose: if social { UsePurpose::Social } else { UsePurpose::StaffTraining },
        channel: social.then(|| "official".to_owned()),
        place: text("新人培训", "Training of new staff"),
        audience: if social { ReuseAudience::Public } else { ReuseAudience::Staff },
        from: world.date(at),
        until: None,
        modified: false,
        credit_kept: true,
    };
    world.at(at, librarian(), reuse);
}

/// The librarian goes through the shelves.
fn tend(world: &mut World<'_>) {
    if world.assets.is_empty() {
        return;
    }
    let (asset_id, _) = *world.chance.pick(&world.assets);
    let (add, remove) = (vec!["training".to_owned()], Vec::new());
    world.send(librarian(), TagAsset { asset_id, add, remove });
    let (classification, reason) = (place(&mut world.chance), None);
    let (grade, confidentiality) = (None, Some(Confidentiality::Internal));
    let elsewhere = ReclassifyAsset { asset_id, classification, grade, confidentiality, reason };
    world.send(librarian(), elsewhere);
    let (asset_id, _) = *world.chance.pick(&world.assets);
    let why = RestrictionReason::Accuracy;
    world.send(librarian(), RestrictAsset { asset_id, why, until: None });
    let (at, reason) = (world.within(30, 90), "数据已核实 The figures are right".into());
    world.at(at, librarian(), RestoreAsset { asset_id, reason });
}

/// An author takes a work back, and it is destroyed by two.
fn taken_back(world: &mut World<'_>) {
    if world.assets.is_empty() {
        return;
    }
    let (asset_id, author) = *world.chance.pick(&world.assets);
    let reason = WithdrawReason::AuthorWithdrew;
    world.send(Actor::koc(author), WithdrawAsset { asset_id, reason });
    let proposal = Proposal::DestroyAsset(AssetProposal { asset_id });
    let at = world.within(20, 60);
    world.at(at, approver(), GiveApproval { proposal, note: None });
    let destroyed = DestroyAsset { asset_id, request_id: None };
    world.at(at.plus_hours(1), privacy(), destroyed);
}
