//! Two people register, archive, credit or dispute the same thing at the same moment: it happens
//! once.

use domain::appeal::command::FileAppeal;
use domain::asset::command::ArchiveAsset;
use domain::asset::values::*;
use domain::id::*;
use domain::programme::command::ExtendVocabulary;
use domain::publication::command::{AttributeLead, RegisterPublication};
use domain::publication::values::{AttributionModel, LeadKind, LeadTrace};
use domain::recognition::command::ConferHonour;
use domain::recognition::values::{HonourKind, Praise, Recipient};
use domain::task::brief::{Return, ReturnKind};
use domain::vocabulary::{AiUse, UsePurpose, VocabularyAxis};
use domain::{Actor, Command, LocalText};
use engine::Request;

use crate::live::Live;
use crate::money::rush;
use crate::races::{ROUNDS, one_wins, race};
use crate::support::*;
use testkit::work::file_of;

fn text() -> LocalText {
    LocalText::new("后排", "Rear seats")
}

/// A task checked by rule with so many places, which gives nothing that is counted.
fn instant(programme: &Live, name: &str, slots: u32) -> TaskId {
    programme.broadcast(name, vec![Return::uncounted(ReturnKind::Honour, text())], slots)
}

/// Work of a member that was approved by rule, and the event in which it was.
fn approved(programme: &Live, task_id: TaskId, koc_id: KocId) -> (AssignmentId, EventId) {
    let accepted = accept(&programme.engine, rush(task_id, koc_id));
    let named = |it: &&domain::Recorded| it.event.event_type().name == "WorkApproved";
    let approval = accepted.events.iter().find(named).expect("approved by rule");
    (AssignmentId::of(task_id, koc_id), approval.position)
}

/// One request of the admin for each of two names.
fn two(round: u32, command: impl Fn(&str) -> Command) -> [Request; 2] {
    ["one", "two"].map(|who| {
        let name = format!("{who} {round}");
        ask(&name, command(&name))
    })
}

fn archive(
    programme: &Live,
    name: &str,
    koc_id: KocId,
    assignment_id: AssignmentId,
) -> ArchiveAsset {
    let word = || "word".to_owned();
    ArchiveAsset {
        asset_id: AssetId::derived(&[name.as_bytes()]),
        source: AssetSource::Submission(SubmissionRef { assignment_id, submission_no: 1 }),
        title: text(),
        kind: AssetKind::Video,
        authors: vec![Author { koc_id, role: None }],
        credit_line: "film: An".into(),
        classification: Classification {
            model: word(),
            topic: "driving".to_owned(),
            scene: word(),
            format: "video".to_owned(),
            audience: word(),
        },
        tags: Vec::new(),
        grade: AssetGrade::Good,
        licence: Licence {
            purposes: vec![UsePurpose::Social],
            channels: vec!["app".to_owned()],
            territory: "CN".to_owned(),
            from: programme.today(),
            until: None,
            exclusive: false,
            revocable: true,
            contract_ref: None,
        },
        storage: Storage {
            uri: "library/clip.mp4".into(),
            sha256: file_of(assignment_id, 1),
            bytes: 1_000_000,
            mime: "video/mp4".to_owned(),
        },
        people_consent: true,
        ai_generated: AiUse::None,
        confidentiality: Confidentiality::Internal,
    }
}

#[test]
fn a_submission_is_archived_once() {
    let programme = Live::new();
    for axis in [VocabularyAxis::Model, VocabularyAxis::Scene, VocabularyAxis::Audience] {
        let (code, labels) = ("word".to_owned(), LocalText::new("词", "word"));
        let extend = ExtendVocabulary { axis, code, labels };
        programme.accept_by(Actor::ADMIN, &format!("{axis:?}"), extend);
    }
    let task_id = instant(&programme, "task", ROUNDS);
    for round in 0..ROUNDS {
        let koc_id = programme.member(&format!("member {round}"));
        let (work, _) = approved(&programme, task_id, koc_id);
        let keep = |name: &str| archive(&programme, name, koc_id, work).into();
        let [one, two] = two(round, keep);
        one_wins(race(&programme.engine, one, two), "ALREADY_ARCHIVED");
    }
    programme.engine.verify().expect("sound");
}

fn publication(programme: &Live, name: &str, koc_id: KocId, url: &str) -> RegisterPublication {
    RegisterPublication {
        publication_id: PublicationId::derived(&[name.as_bytes()]),
        koc_id,
        platform: "weibo".to_owned(),
        url: url.into(),
        assignment_id: None,
        spontaneous: true,
        published_at: engine::Clock::now(&*programme.fixture.clock),
        topic: None,
        ai_generated: AiUse::None,
        disclosure_text: None,
    }
}

#[test]
fn an_address_is_registered_once() {
    let programme = Live::new();
    let [ming, hua] = ["ming", "hua"].map(|name| programme.member(name));
    for round in 0..ROUNDS {
        // Two spellings of one page, reported by two members.
        let one = format!("https://weibo.example/{round}?utm_source=app");
        let two = format!("http://Weibo.example/{round}/");
        let [one, two] = [("one", ming, one), ("two", hua, two)].map(|(who, koc_id, url)| {
            let name = format!("{who} {round}");
            let publish = publication(&programme, &name, koc_id, &url);
            Request { actor: Actor::koc(koc_id), ..ask(&name, publish) }
        });
        one_wins(race(&programme.engine, one, two), "URL_TAKEN");
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn one_work_is_handed_in_by_one_member() {
    let programme = Live::new();
    let task_id = instant(&programme, "task", 2 * ROUNDS);
    for round in 0..ROUNDS {
        let [one, two] = ["one", "two"].map(|who| {
            let koc_id = programme.member(&format!("{who} {round}"));
            let mut request = rush(task_id, koc_id);
            if let Command::SubmitWork(work) = &mut request.command {
                work.items[0].sha256 =
                    Sha256([round.to_be_bytes(); 8].concat().try_into().expect("32"));
            }
            request
        });
        one_wins(race(&programme.engine, one, two), "DUPLICATE_CONTENT");
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn a_lead_counts_once_by_each_model_and_earns_once() {
    let programme = Live::new();
    let publications = ["ming", "hua"].map(|name| {
        let koc_id = programme.member(name);
        let publish = publication(&programme, name, koc_id, &format!("https://a.example/{name}"));
        programme.accept_by(Actor::koc(koc_id), &format!("publish {name}"), publish);
        PublicationId::derived(&[name.as_bytes()])
    });
    for round in 0..ROUNDS {
        for model in [AttributionModel::First, AttributionModel::Last] {
            let [one, two] = publications.map(|publication_id| {
                let lead = AttributeLead {
                    publication_id,
                    lead_ref: format!("lead-{round}"),
                    lead_koc_id: None,
                    kind: LeadKind::Inquiry,
                    trace: LeadTrace::Utm("spring".to_owned()),
                    at: engine::Clock::now(&*programme.fixture.clock),
                    model,
                };
                ask(&format!("{publication_id} {model:?} {round}"), lead)
            });
            one_wins(race(&programme.engine, one, two), "LEAD_ALREADY_ATTRIBUTED");
        }
    }
    let entries = programme.engine.read(EventId(1)).map(|it| it.expect("readable").event);
    let earned = entries.filter(|it| it.event_type().name == "ContributionCredited").count();
    assert_eq!(earned, ROUNDS as usize, "by whichever model came first");
    programme.engine.verify().expect("sound");
}

#[test]
fn a_title_of_one_person_is_conferred_once() {
    let programme = Live::new();
    let members = ["one", "two"].map(|name| programme.member(name));
    for round in 0..ROUNDS {
        let [one, two] = members.map(|koc_id| {
            let name = format!("{koc_id} {round}");
            let honour = ConferHonour {
                recognition_id: RecognitionId::derived(&[name.as_bytes()]),
                recipient: Recipient::Koc(koc_id),
                kind: HonourKind::HonoraryTitle,
                title: LocalText::new(format!("版主 {round}"), format!("Moderator {round}")),
                unique: true,
                citation: Praise { zh: "讲清楚了".into(), en: "Made it understood".into() },
                source_event: None,
                valid_until: None,
            };
            ask(&name, honour)
        });
        one_wins(race(&programme.engine, one, two), "HONOUR_ALREADY_HELD");
    }
    programme.engine.verify().expect("sound");
}

#[test]
fn a_decision_is_disputed_once_at_a_time() {
    let programme = Live::new();
    let task_id = instant(&programme, "task", ROUNDS);
    for round in 0..ROUNDS {
        let koc_id = programme.member(&format!("member {round}"));
        let (_, against) = approved(&programme, task_id, koc_id);
        let [one, two] = two(round, |name| {
            let appeal_id = AppealId::derived(&[name.as_bytes()]);
            FileAppeal { appeal_id, koc_id, against, grounds: "it was more".into() }.into()
        });
        let by = |request| Request { actor: Actor::koc(koc_id), ..request };
        one_wins(race(&programme.engine, by(one), by(two)), "APPEAL_ALREADY_OPEN");
    }
    programme.engine.verify().expect("sound");
}
