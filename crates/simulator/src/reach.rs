//! What the public sees, and honours.

use domain::Actor;
use domain::approval::{HonourProposal, Proposal};
use domain::assignment::event::WorkApproved;
use domain::id::{KocId, PublicationId, RecognitionId};
use domain::publication::command::*;
use domain::publication::values::*;
use domain::publication::{self};
use domain::recognition::command::*;
use domain::recognition::values::*;
use domain::recognition::{self};
use domain::vocabulary::{AiUse, UsePurpose};

use crate::founding::TOPICS;
use crate::office::{ops, reviewer};
use crate::tasks::text;
use crate::tiers::approved as by_two;
use crate::world::World;

pub(crate) fn each_day(world: &mut World<'_>) {
    for _ in 0..world.share_of_day(30, 1_000, world.people.len()) {
        unasked(world);
    }
    if world.is_day(20, 18) {
        for _ in 0..world.some(10_000) {
            title(world);
        }
    }
}

fn register(world: &mut World<'_>, koc_id: KocId) -> RegisterPublication {
    let number = u64::from_be_bytes(world.next()[4..].try_into().expect("eight bytes"));
    RegisterPublication {
        publication_id: PublicationId::derived(&[b"post", &number.to_be_bytes(), &koc_id.0]),
        koc_id,
        platform: "xiaohongshu".to_owned(),
        url: format!("https://posts.example/{number}").as_str().into(),
        assignment_id: None,
        spontaneous: true,
        published_at: world.now,
        topic: Some((*world.chance.pick(&TOPICS)).to_owned()),
        ai_generated: AiUse::None,
        disclosure_text: Some("车主自发分享 Shared by an owner".into()),
    }
}

/// Somebody publishes something nobody asked for.
fn unasked(world: &mut World<'_>) {
    let author = world.taker();
    let Some(koc_id) = author else { return };
    let post = register(world, koc_id);
    world.send(Actor::koc(koc_id), post);
}

/// An approved work is published by its author, or by the brand, or both.
pub(crate) fn approved(world: &mut World<'_>, e: &WorkApproved) {
    if world.chance.percent(world.plan.rates.publish_pct) {
        let at = world.within(5, 80);
        let labelled = world.chance.percent(80);
        let post = RegisterPublication {
            assignment_id: Some(e.assignment_id),
            spontaneous: false,
            published_at: at,
            disclosure_text: labelled.then(|| "与清风合作 With Qingfeng".into()),
            ..register(world, e.koc_id)
        };
        world.at(at, Actor::koc(e.koc_id), post);
    }
    if world.chance.percent(6) {
        let official = AmplifyWork {
            publication_id: PublicationId::derived(&[b"official", &world.next()]),
            source: AmplifiedWork::Assignment(e.assignment_id),
            purpose: UsePurpose::Social,
            channel: "official".to_owned(),
            credit_line: "车主拍摄 Filmed by an owner".into(),
            url: None,
        };
        let at = world.within(90, 200);
        world.at(at, ops(), official);
    }
}

pub(crate) fn heard(world: &mut World<'_>, event: &publication::Event) {
    match event {
        publication::Event::PublicationRegistered(e) => {
            if e.assignment_id.is_some() {
                let (publication_id, present) = (e.publication_id, e.disclosure_text.is_some());
                let wording = present.then(|| "与清风合作 With Qingfeng".into());
                let at = world.within(4, 60);
                world.at(at, reviewer(0), VerifyDisclosure { publication_id, present, wording });
            }
            counted(world, e.publication_id);
            if world.chance.percent(5) {
                let (at, publication_id) = (world.within(24 * 5, 24 * 60), e.publication_id);
                let reason = "换号 A new account".into();
                world.at(at, Actor::koc(e.koc_id), TakeDownPublication { publication_id, reason });
            }
        }
        publication::Event::WorkAmplified(e) => {
            counted(world, e.publication_id);
            if world.chance.percent(25) {
                let corrected = CorrectCredit {
                    publication_id: e.publication_id,
                    credit_line: "车主拍摄与配乐 Filmed and scored by an owner".into(),
                    reason: "配乐也是本人所作 The music is theirs too".into(),
                };
                let at = world.within(10, 80);
                world.at(at, ops(), corrected);
            }
        }
        _ => {}
    }
}

/// Counted once or twice, and now and then somebody asks for a test drive.
fn counted(world: &mut World<'_>, publication_id: PublicationId) {
    let views = world.chance.between(80, 9_000);
    for (part, days) in [(60, 1), (100, 6)] {
        let at = world.now.plus_hours(24 * days + 2);
        let views = views * part / 100;
        let measured = RecordEngagement {
            publication_id,
            measured_at: at,
            counts: Counts {
                views,
                likes: views / 14,
                comments: views / 90,
                shares: views / 160,
                saves: views / 120,
            },
            source: "platform-api".to_owned(),
            correction: false,
        };
        world.at(at, Actor::IMPORT, measured);
    }
    if world.chance.percent(12) {
        let number = u64::from_be_bytes(world.next()[4..].try_into().expect("eight bytes"));
        let kinds = [LeadKind::Inquiry, LeadKind::Inquiry, LeadKind::TestDrive, LeadKind::Order];
        let at = world.within(20, 300);
        let lead = AttributeLead {
            publication_id,
            lead_ref: format!("crm-{number}"),
            lead_koc_id: None,
            kind: *world.chance.pick(&kinds),
            trace: LeadTrace::Code("SIM-7".to_owned()),
            at,
            model: AttributionModel::Code,
        };
        world.at(at, Actor::IMPORT, lead);
    }
}

/// A title for somebody of the upper tiers, for two months.
fn title(world: &mut World<'_>) {
    let tier = domain::vocabulary::TierCode::Responder;
    let Some(koc_id) = world.of_tier(tier) else {
        return;
    };
    let conferred = ConferHonour {
        recognition_id: RecognitionId::derived(&[b"title", &world.next()]),
        recipient: Recipient::Koc(koc_id),
        kind: HonourKind::HonoraryTitle,
        title: text("续航之星", "Star of Range"),
        unique: false,
        citation: Praise { zh: "讲清了真实续航".into(), en: "Told the real range".into() },
        source_event: None,
        valid_until: Some(world.today().plus(60)),
    };
    world.send(ops(), conferred);
}

pub(crate) fn heard_of_honour(world: &mut World<'_>, event: &recognition::Event) {
    let recognition::Event::HonourConferred(e) = event else { return };
    let recognition_id = e.recognition_id;
    let (channel, url) = (CommendationChannel::App, None);
    let text = Praise { zh: "祝贺!".into(), en: "Congratulations!".into() };
    let at = world.within(2, 40);
    world.at(at, ops(), PublishCommendation { recognition_id, channel, url, text });
    if world.chance.percent(60) {
        let (badge_class, evidence) = ("star".to_owned(), Vec::new());
        world.at(at, ops(), IssueBadge { recognition_id, badge_class, evidence });
    }
    if world.chance.percent(8) {
        let at = world.within(24 * 10, 24 * 40);
        let proposal = Proposal::RevokeHonour(HonourProposal { recognition_id });
        let reason = "素材并非本人拍摄 Not their own work".into();
        by_two(world, at, proposal, RevokeHonour { recognition_id, reason });
    }
}
