//! What the demonstration's members say in public, how the brand shows it, and whom it honours.

use domain::LocalText;
use domain::id::{EventId, KocId};
use domain::publication::command::*;
use domain::publication::values::*;
use domain::recognition::command::{ConferHonour, IssueBadge, PublishCommendation};
use domain::recognition::values::{CommendationChannel, HonourKind, Praise, Recipient};
use domain::vocabulary::{AiUse, UsePurpose};

use super::ids::{self, koc};
use super::stage::{Stage, member, ops};
use super::tasks::{FUEL, LINES};
use crate::exit::Failure;

/// Four posts about saving fuel: number of the publication, of the member, last counts.
const POSTS: [(u16, u16, [u32; 5]); 4] = [
    (1, 1, [12_400, 860, 140, 95, 310]),
    (2, 2, [3_100, 190, 22, 10, 41]),
    (3, 8, [6_800, 520, 88, 61, 150]),
    (4, 9, [900, 64, 12, 3, 9]),
];

/// Members post what they found out; the posts are counted three times, and one brings an order.
pub(super) fn post(stage: &mut Stage<'_>) -> Result<(), Failure> {
    stage.at(112, 20)?;
    for (number, who, _) in POSTS {
        let of_work = who != 9;
        stage.send(
            member(koc(who)),
            RegisterPublication {
                publication_id: ids::publication(number),
                koc_id: koc(who),
                platform: "xiaohongshu".to_owned(),
                url: format!("https://posts.example/{number}").as_str().into(),
                assignment_id: of_work.then(|| ids::assignment(FUEL.task, koc(who))),
                spontaneous: !of_work,
                published_at: stage.moment(112, 19),
                topic: Some("economy".to_owned()),
                ai_generated: AiUse::None,
                disclosure_text: of_work.then(|| "与品牌合作".into()),
            },
        );
    }
    for (day, tenths) in [(113, 3), (114, 7), (116, 10)] {
        stage.at(day, 21)?;
        for (number, _, counts) in POSTS {
            count(stage, number, counts.map(|full| full * tenths / 10), day);
        }
    }
    stage.at(117, 9)?;
    lead(stage);
    stage.settle()
}

fn count(stage: &mut Stage<'_>, number: u16, counts: [u32; 5], day: i32) {
    let [views, likes, comments, shares, saves] = counts;
    stage.send(
        ops(),
        RecordEngagement {
            publication_id: ids::publication(number),
            measured_at: stage.moment(day, 20),
            counts: Counts { views, likes, comments, shares, saves },
            source: "platform-api".to_owned(),
            correction: false,
        },
    );
}

fn lead(stage: &mut Stage<'_>) {
    stage.send(
        ops(),
        AttributeLead {
            publication_id: ids::publication(1),
            lead_ref: "crm-1042".to_owned(),
            lead_koc_id: None,
            kind: LeadKind::Order,
            trace: LeadTrace::Code("SU-QING".to_owned()),
            at: stage.moment(117, 8),
            model: AttributionModel::Code,
        },
    );
}

/// A title that one member at a time may hold, praise in public, and the work shown by the brand.
pub(super) fn honour(stage: &mut Stage<'_>) -> Result<(), Failure> {
    stage.at(205, 10)?;
    let (recognition_id, mentor) = (ids::HONOUR, ids::MENTOR);
    let conferred = stage.ask(ops(), title_for(mentor))?;
    let praise = || Praise { zh: "祝贺苏晴!".into(), en: "Congratulations to Su Qing!".into() };
    let (channel, text) = (CommendationChannel::App, praise());
    stage.send(ops(), PublishCommendation { recognition_id, channel, url: None, text });
    let evidence: Vec<EventId> = vec![conferred.position];
    let badge_class = "chaser-of-light".to_owned();
    stage.send(ops(), IssueBadge { recognition_id, badge_class, evidence });
    stage.send(
        ops(),
        AmplifyWork {
            publication_id: ids::publication(5),
            source: AmplifiedWork::Assignment(ids::assignment(LINES.task, mentor)),
            purpose: UsePurpose::Social,
            channel: "app".to_owned(),
            credit_line: "摄影:苏晴 Photographed by Su Qing".into(),
            url: Some("https://brand.example/lines".into()),
        },
    );
    stage.at(212, 20)?;
    count(stage, 5, [52_000, 2_900, 310, 240, 720], 212);
    stage.settle()
}

fn title_for(mentor: KocId) -> ConferHonour {
    ConferHonour {
        recognition_id: ids::HONOUR,
        recipient: Recipient::Koc(mentor),
        kind: HonourKind::HonoraryTitle,
        title: LocalText::new("追光者", "Chaser of Light"),
        unique: true,
        citation: Praise {
            zh: "用一束光讲清了一条腰线".into(),
            en: "Explained a line with one ray of light".into(),
        },
        source_event: None,
        valid_until: None,
    }
}
