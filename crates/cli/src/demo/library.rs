//! What the demonstration keeps of its members' works, and how it is used again.

use domain::LocalText;
use domain::asset::command::{ArchiveAsset, RecordReuse};
use domain::asset::values::*;
use domain::vocabulary::{AiUse, UsePurpose};

use super::ids::{self, koc};
use super::jobs::Job;
use super::stage::{Stage, ops};

/// A work that is kept.
pub(super) struct Kept {
    /// The number of its asset.
    pub(super) asset: u16,
    /// The number of its author.
    pub(super) author: u16,
    /// 中文, English.
    pub(super) title: (&'static str, &'static str),
    pub(super) grade: AssetGrade,
    pub(super) audience: &'static str,
    pub(super) tags: &'static [&'static str],
}

const fn kept(
    asset: u16,
    author: u16,
    title: (&'static str, &'static str),
    grade: AssetGrade,
    audience: &'static str,
    tags: &'static [&'static str],
) -> Kept {
    Kept { asset, author, title, grade, audience, tags }
}

use AssetGrade::{Benchmark, Good};

/// Of the fuel-saving challenge.
pub(super) const OF_FUEL: [Kept; 4] = [
    kept(
        5,
        1,
        ("冬季省电十二招", "Twelve ways to save energy in winter"),
        Benchmark,
        YOUNG,
        &[BEST],
    ),
    kept(6, 2, ("通勤四十公里日记", "Forty kilometres to work: a diary"), Good, YOUNG, &[]),
    kept(
        7,
        8,
        ("空调与续航的实测", "Air conditioning and range, measured"),
        Good,
        YOUNG,
        &[TRAINING],
    ),
    kept(8, 10, ("下坡滑行 Coasting", "Coasting downhill"), Good, FAMILIES, &[]),
];
/// Of the photo contest.
pub(super) const OF_LINES: [Kept; 4] = [
    kept(
        1,
        1,
        ("一束光里的腰线", "The waistline in a ray of light"),
        Benchmark,
        YOUNG,
        &[TRAINING, BEST],
    ),
    kept(2, 17, ("雨夜尾灯", "Tail lights on a rainy night"), Good, YOUNG, &[TRAINING]),
    kept(9, 2, ("A 柱到 C 柱", "From the A-pillar to the C-pillar"), Good, YOUNG, &[]),
    kept(10, 3, ("老城门前", "Before the old city gate"), Good, FAMILIES, &[]),
];
/// Of the day on video.
pub(super) const OF_DAY: [Kept; 3] = [
    kept(
        3,
        1,
        ("清晨五点的高速", "The motorway at five in the morning"),
        Benchmark,
        YOUNG,
        &[TRAINING],
    ),
    kept(4, 2, ("二宝与后备箱", "Two children and a boot"), Good, FAMILIES, &[TRAINING]),
    kept(11, 3, ("夜充与面馆", "Charging at night, noodles next door"), Good, YOUNG, &[BEST]),
];
/// Of the series made with a mentor.
pub(super) const OF_SERIES: [Kept; 3] = [
    kept(12, 5, ("雪地牵引", "Grip on snow"), Good, YOUNG, &[]),
    kept(13, 7, ("海边的 Demo One", "Demo One by the sea"), Good, FAMILIES, &[]),
    kept(14, 17, ("山路十八弯", "Eighteen bends up the mountain"), Benchmark, YOUNG, &[BEST]),
];

const YOUNG: &str = "young-drivers";
const FAMILIES: &str = "families";
const TRAINING: &str = "training";
const BEST: &str = "best-of-year";

/// Keeps approved first submissions, licensed from that day for as long as their authors agreed.
pub(super) fn archive(stage: &mut Stage<'_>, job: &Job, works: &[Kept], day: i32) {
    for work in works {
        let command = archiving(stage, job, work, day);
        stage.send(ops(), command);
    }
}

fn archiving(stage: &Stage<'_>, job: &Job, work: &Kept, day: i32) -> ArchiveAsset {
    let (author, asset_id) = (koc(work.author), ids::asset(work.asset));
    let (kind, mime) = form(job);
    ArchiveAsset {
        asset_id,
        source: AssetSource::Submission(SubmissionRef {
            assignment_id: ids::assignment(job.task, author),
            submission_no: 1,
        }),
        title: LocalText::new(work.title.0, work.title.1),
        kind,
        authors: vec![Author { koc_id: author, role: None }],
        credit_line: "演示成员 A member of the demonstration".into(),
        classification: Classification {
            model: "demo-one".to_owned(),
            topic: job.topic.to_owned(),
            scene: job.scene.to_owned(),
            format: job.output.0.to_owned(),
            audience: work.audience.to_owned(),
        },
        tags: work.tags.iter().map(|tag| (*tag).to_owned()).collect(),
        grade: work.grade,
        licence: Licence {
            purposes: vec![UsePurpose::Social, UsePurpose::StaffTraining],
            channels: vec!["app".to_owned()],
            territory: "CN".to_owned(),
            from: stage.day(day),
            until: None,
            exclusive: false,
            revocable: true,
            contract_ref: None,
        },
        storage: Storage {
            uri: format!("https://assets.example/{asset_id}").as_str().into(),
            sha256: job.file(author, 1),
            bytes: 4_200_000,
            mime: mime.to_owned(),
        },
        people_consent: true,
        ai_generated: AiUse::None,
        // The best may be shown to everybody.
        confidentiality: match work.grade {
            AssetGrade::Benchmark => Confidentiality::Public,
            _ => Confidentiality::Internal,
        },
    }
}

fn form(job: &Job) -> (AssetKind, &'static str) {
    match job.output.0 {
        "photo" => (AssetKind::Photo, "image/jpeg"),
        "video" => (AssetKind::Video, "video/mp4"),
        _ => (AssetKind::Report, "application/pdf"),
    }
}

/// Staff learn from a work, and its author is told.
pub(super) fn train_with(
    stage: &mut Stage<'_>,
    number: u16,
    asset: u16,
    place: (&str, &str),
    day: i32,
) {
    stage.send(
        ops(),
        RecordReuse {
            reuse_id: ids::reuse(number),
            asset_id: ids::asset(asset),
            purpose: UsePurpose::StaffTraining,
            channel: None,
            place: LocalText::new(place.0, place.1),
            audience: ReuseAudience::Staff,
            from: stage.day(day),
            until: None,
            modified: false,
            credit_kept: true,
        },
    );
}
