//! Awards of a campaign: as planned, once each, paid and honoured in the same commit; on what they
//! rest is computed.

use domain::campaign::Event as Happened;
use domain::campaign::command::*;
use domain::campaign::values::*;
use domain::id::{EventId, KocId, RecognitionId};
use domain::recognition::command::ConferHonour;
use domain::recognition::values::{HonourKind, Praise, Recipient};
use domain::todo::values::{Audience, TodoKind};
use domain::{Amount, Event, budget, reward};
use testkit::scene::Scene;

use crate::campaigns::*;
use crate::common::*;
use crate::shown::{completed, count, opened, publication_id, publish_work};
use crate::work::*;

fn two(scene: &mut Scene) -> [KocId; 2] {
    ["ming", "hua"].map(|name| member(scene, name))
}

fn evidence(events: &[Event]) -> AwardEvidence {
    let given = of_campaigns(events).into_iter().find_map(|event| match event {
        Happened::ProcessAwardConferred(e) => Some(e.evidence),
        Happened::GrandPrizeConferred(e) => Some(e.evidence),
        _ => None,
    });
    given.expect("an award was given")
}

fn paid(events: &[Event]) -> Option<(KocId, Amount)> {
    events.iter().find_map(|event| match event {
        Event::Reward(reward::Event::RewardPosted(e)) => Some((e.koc_id, e.amount)),
        _ => None,
    })
}

#[test]
fn a_process_award_is_given_once_as_planned_while_it_runs_to_somebody_in_it() {
    let mut scene = live_with_words();
    let [ming, hua] = two(&mut scene);
    given_announced(&mut scene);
    scene.given(by(ming), join(ming));
    scene.refused(mei(), confer("idea", ming), "CAMPAIGN_NOT_RUNNING");
    scene.given(mei(), start_waived());
    scene.refused(mei(), confer("best-hair", ming), "AWARD_NOT_PLANNED");
    scene.refused(mei(), confer("grand", ming), "AWARD_NOT_PLANNED");
    scene.refused(mei(), confer("idea", hua), "NOT_ENROLLED");
    let theirs = given_work(&mut scene, "photo", hua);
    let borrowed = ConferProcessAward { assignment_id: Some(theirs), ..confer("idea", ming) };
    scene.refused(mei(), borrowed, "FIELD_INVALID");
    let own = given_work(&mut scene, "own", ming);
    let for_it = ConferProcessAward { assignment_id: Some(own), ..confer("idea", ming) };
    let events = scene.accepted(mei(), for_it);
    assert_eq!(paid(&events), Some((ming, Amount(100))));
    let found = evidence(&events);
    assert_eq!((found.works, found.rank, found.assignment_id), (1, None, Some(own)));
    let told = opened(&events, TodoKind::AwardConferred);
    assert_eq!(told.iter().map(|it| it.audience).collect::<Vec<_>>(), [Audience::Koc(ming)]);
    assert!(opened(&events, TodoKind::HonourWinner).is_empty(), "it is points, no honour");
    scene.refused(mei(), confer("idea", ming), "AWARD_ALREADY_CONFERRED");
}

#[test]
fn an_honour_waits_for_a_person_who_finds_the_words() {
    let mut scene = live_with_words();
    let [ming, _] = two(&mut scene);
    given_running(&mut scene, &[ming]);
    let next = EventId(scene.log.len() as u64 + 1);
    let events = scene.accepted(mei(), confer("fastest", ming));
    assert_eq!(paid(&events), None);
    assert_eq!(opened(&events, TodoKind::HonourWinner).len(), 1);
    let honour = ConferHonour {
        recognition_id: RecognitionId::derived(&[b"fastest"]),
        recipient: Recipient::Koc(ming),
        kind: HonourKind::Award,
        title: text("最快进步", "Fastest progress"),
        unique: false,
        citation: Praise { zh: "进步最快".into(), en: "fastest of all".into() },
        source_event: Some(next),
        valid_until: None,
    };
    let events = scene.accepted(mei(), honour);
    assert_eq!(completed(&events), 1);
}

#[test]
fn progress_is_measured_against_the_time_before_and_a_floor() {
    let mut scene = live_with_words();
    let [ming, hua] = two(&mut scene);
    // Two works in the two weeks before: one a week. Hua had none.
    given_approved(&mut scene, "before-1", ming);
    given_approved(&mut scene, "before-2", ming);
    scene.wait_days(1);
    given_running(&mut scene, &[ming, hua]);
    for name in ["a", "b", "c"] {
        given_work(&mut scene, name, ming);
    }
    for name in ["d", "e"] {
        given_work(&mut scene, name, hua);
    }
    scene.wait_days(6);
    let standings = scene.state.award_standings(fuel(), "fastest", scene.today());
    let standings = standings.expect("an award of the plan");
    let seen: Vec<_> =
        standings.iter().map(|it| (it.koc_id, it.evidence.rank, it.evidence.progress_bp)).collect();
    // A week now: ming 3 against 1; hua 2 against the floor of 1, for there was nothing.
    assert!(seen.contains(&(ming, Some(1), Some(20_000))), "{seen:?}");
    assert!(seen.contains(&(hua, Some(1), Some(20_000))), "{seen:?}");
    given_work(&mut scene, "f", hua);
    let events = scene.accepted(mei(), confer("fastest", hua));
    let found = evidence(&events);
    assert_eq!((found.week_before, found.week_now), (Some(0), Some(300)));
    assert_eq!((found.progress_bp, found.rank, found.participants), (Some(30_000), Some(1), 2));
    let unknown = scene.state.award_standings(fuel(), "best-hair", scene.today());
    assert!(unknown.is_err());
}

#[test]
fn engagement_of_its_works_tells_who_is_most_interactive() {
    let mut scene = live_with_words();
    let [ming, hua] = two(&mut scene);
    let interactive = award("talk", AwardKind::Process, AwardCriterion::MostInteractive);
    let plan = planned(&mut scene, 1_000);
    let award_plan = [plan.award_plan.clone(), vec![interactive]].concat();
    scene.given(mei(), PlanCampaign { award_plan, ..plan });
    scene.given(crate::appeal::lin_as_ops(), announce());
    scene.given(by(ming), join(ming));
    scene.given(by(hua), join(hua));
    scene.given(mei(), start_waived());
    let work = given_work(&mut scene, "photo", hua);
    let publish = publish_work(&scene, "post", hua, work);
    scene.given(by(hua), publish);
    let counted = count(&scene, publication_id("post"), 40);
    scene.given(mei(), counted);
    let events = scene.accepted(mei(), confer("talk", hua));
    let found = evidence(&events);
    assert_eq!((found.engagement, found.rank), (40, Some(1)));
    assert_eq!(scene.state.kpi_so_far(fuel(), KpiMetric::Engagement), Some(40));
}

#[test]
fn the_grand_prize_is_given_once_when_it_is_judged() {
    let mut scene = live_with_words();
    let [ming, hua] = two(&mut scene);
    given_running(&mut scene, &[ming]);
    scene.refused(mei(), confer_grand(ming), "CAMPAIGN_NOT_JUDGING");
    given_ended(&mut scene);
    scene.refused(mei(), confer("idea", ming), "CAMPAIGN_NOT_RUNNING");
    let process = ConferGrandPrize { award: "idea".to_owned(), ..confer_grand(ming) };
    scene.refused(mei(), process, "AWARD_NOT_PLANNED");
    scene.refused(mei(), confer_grand(hua), "NOT_ENROLLED");
    let events = scene.accepted(mei(), confer_grand(ming));
    assert_eq!(paid(&events), Some((ming, Amount(500))));
    scene.refused(mei(), confer_grand(ming), "AWARD_ALREADY_CONFERRED");
}

#[test]
fn it_is_closed_when_nothing_is_open_and_every_award_has_its_winner_or_none() {
    let mut scene = live_with_words();
    let [ming, _] = two(&mut scene);
    given_running(&mut scene, &[ming]);
    scene.refused(mei(), close(&[]), "CAMPAIGN_NOT_JUDGING");
    given_ended(&mut scene);
    scene.refused(mei(), close(&[]), "AWARDS_OPEN");
    scene.given(mei(), confer_grand(ming));
    scene.refused(mei(), close(&["idea", "fastest", "grand"]), "FIELD_INVALID");
    let mut unsaid = close(&["idea", "fastest"]);
    unsaid.voided_awards[0].reason = String::new();
    scene.refused(mei(), unsaid, "REASON_REQUIRED");
    let made_up = vec![KpiResult { code: "works".to_owned(), value: 9_000 }];
    let made_up = CloseCampaign { results: made_up, ..close(&["idea", "fastest"]) };
    scene.refused(mei(), made_up, "FIELD_INVALID");
    let unlearnt = CloseCampaign { lessons: String::new(), ..close(&["idea", "fastest"]) };
    scene.refused(mei(), unlearnt, "FIELD_INVALID");
    let events = scene.accepted(mei(), close(&["idea", "fastest"]));
    let released = events.iter().find_map(|event| match event {
        Event::Budget(budget::Event::BudgetReleased(e)) => Some(e.amount),
        _ => None,
    });
    assert_eq!(released, Some(Amount(100)), "nobody had the best idea");
    assert_eq!(completed(&events), 1, "it is judged");
    scene.refused(mei(), close(&["idea", "fastest"]), "CAMPAIGN_NOT_JUDGING");
    scene.refused(mei(), call_off(), "CAMPAIGN_RUNNING");
}

#[test]
fn open_work_keeps_a_campaign_from_closing() {
    let mut scene = live_with_words();
    let [ming, _] = two(&mut scene);
    given_running(&mut scene, &[ming]);
    scene.wait_days(13);
    given_taken(&mut scene, "late", ming);
    scene.wait_days(1);
    scene.given(domain::Actor::SYSTEM, end());
    let all = close(&["idea", "fastest", "grand"]);
    scene.refused(mei(), all, "CAMPAIGN_HAS_OPEN_WORK");
}

#[test]
fn what_is_counted_outside_is_said_when_it_is_closed() {
    let mut scene = live_with_words();
    let plan = planned(&mut scene, 1_000);
    let outside =
        Kpi { code: "litres".to_owned(), metric: KpiMetric::External, ..plan.kpis[0].clone() };
    let kpis = [plan.kpis.clone(), vec![outside]].concat();
    scene.given(mei(), PlanCampaign { kpis, ..plan });
    scene.given(crate::appeal::lin_as_ops(), announce());
    scene.given(mei(), start_waived());
    given_ended(&mut scene);
    let all = close(&["idea", "fastest", "grand"]);
    scene.refused(mei(), all.clone(), "FIELD_INVALID");
    let results = vec![KpiResult { code: "litres".to_owned(), value: 4_200 }];
    let events = of_campaigns(&scene.accepted(mei(), CloseCampaign { results, ..all }));
    let [Happened::CampaignClosed(closed)] = &events[..] else { panic!("{events:?}") };
    let values: Vec<_> = closed.results.iter().map(|it| (it.code.as_str(), it.value)).collect();
    assert_eq!(values, [("works", 0), ("litres", 4_200)]);
}
