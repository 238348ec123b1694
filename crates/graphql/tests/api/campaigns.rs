//! Campaigns and gatherings as they are asked for: is one going cold, which awards are open, who
//! came.

use domain::campaign::command::*;
use domain::campaign::values::*;
use domain::gathering::command::*;
use domain::gathering::values::*;
use domain::id::{CampaignId, GatheringId, KocId, TaskId};
use domain::task::Eligibility;
use domain::task::command::DraftTask;
use domain::vocabulary::{Horizon, Mode, TaskKind};
use domain::{Actor, LocalText};
use serde_json::json;

use crate::support::*;

fn fuel() -> CampaignId {
    CampaignId::derived(&[b"fuel"])
}

fn text(en: &str) -> LocalText {
    LocalText::new("节油", en)
}

fn award(code: &str, kind: AwardKind) -> PlannedAward {
    PlannedAward {
        award: code.to_owned(),
        name: text(code),
        kind,
        criterion: AwardCriterion::MostWorks,
        floor: None,
        honour: true,
        amount: None,
    }
}

/// Two weeks, two awards; Gu takes part from the beginning, Ma comes on the first day.
fn running() -> (Programme, [KocId; 2]) {
    let programme = Programme::live();
    let members = ["Gu", "Ma"].map(|name| programme.member(name));
    let plan = PlanCampaign {
        ends_on: programme.today().plus(13),
        award_plan: vec![award("most", AwardKind::Process), award("grand", AwardKind::Grand)],
        planning_partners: vec![members[0]],
        ..programme.campaign(fuel())
    };
    programme.given(mei(), plan);
    let (audience, message) = (Eligibility::default(), text("Come"));
    programme.given(mei(), AnnounceCampaign { campaign_id: fuel(), audience, message });
    let [gu, ma] = members;
    let join = |koc_id| JoinCampaign { campaign_id: fuel(), koc_id };
    programme.given(Actor::koc(gu).asserted(), join(gu));
    let briefing_waived = Some("everybody knows".to_owned());
    programme.given(mei(), StartCampaign { campaign_id: fuel(), briefing_waived });
    programme.given(Actor::koc(ma).asserted(), join(ma));
    (programme, members)
}

#[test]
fn is_the_campaign_going_cold_and_which_awards_are_open() {
    let (programme, [gu, _]) = running();
    let draft = DraftTask {
        task_id: TaskId::derived(&[b"tyres"]),
        title: text("Tyres"),
        horizon: Horizon::Phased,
        mode: Mode::Commission,
        kind: TaskKind::Photo,
        campaign_id: Some(fuel()),
        duty_id: None,
        parent_task_id: None,
        trigger: None,
        difficulty: 2,
        growth: None,
    };
    programme.given(mei(), draft);
    let why = Some("the most".into());
    let confer = ConferProcessAward {
        campaign_id: fuel(),
        award: "most".to_owned(),
        koc_id: gu,
        assignment_id: None,
        why,
    };
    programme.given(mei(), confer);
    programme.wait_days(8);
    let (note, action) = (Some("holidays".to_owned()), Some(RhythmAction::Nothing));
    programme.given(mei(), RecordRhythmCheck { campaign_id: fuel(), week: 1, note, action });
    let id = fuel();
    let asked = programme.ask(&format!(
        r#"{{
          campaign(id: "{id}") {{
            rhythm {{ week active works decay action }}
            awards(state: OPEN) {{ name {{ en }} kind leaders {{ koc {{ name }} evidence {{ rank }} }} }}
            given: awards(state: GIVEN) {{ winner {{ name }} why evidence {{ works participants }} }}
            highlights {{ work {{ title {{ en }} }} }}
            kpis {{ target actual }} participantCount state briefingWaived
            planningPartners {{ name }}
            participants {{ nodes {{ koc {{ name }} worksBefore }} totalCount }}
          }}
          campaigns(filter: {{ awardsOpen: true, state: RUNNING }}, orderBy: DECAY) {{ totalCount }}
          cold: campaigns(filter: {{ decayBelow: 5000 }}) {{ totalCount }}
          tasks(filter: {{ campaignId: "{id}" }}) {{ nodes {{ campaign {{ name {{ en }} }} }} }}
          koc(id: "{gu}") {{ campaigns {{ campaign {{ goal {{ en }} }} works leftCause }} }}
          node(id: "{id}") {{ __typename }}
        }}"#
    ));
    let campaign = &asked["campaign"];
    let week =
        json!([{ "week": 1, "active": 1, "works": 0, "decay": 10_000, "action": "NOTHING" }]);
    assert_eq!(campaign["rhythm"], week);
    let open = &campaign["awards"];
    assert_eq!((&open[0]["name"]["en"], &open[0]["kind"]), (&json!("grand"), &json!("GRAND")));
    assert_eq!(open[0]["leaders"][0]["evidence"]["rank"], json!(1));
    assert_eq!(open.as_array().map(Vec::len), Some(1));
    let given = &campaign["given"][0];
    assert_eq!((&given["winner"]["name"], &given["why"]), (&json!("Gu"), &json!("the most")));
    assert_eq!(given["evidence"], json!({ "works": 0, "participants": 2 }));
    assert_eq!(campaign["highlights"], json!([]));
    assert_eq!(campaign["kpis"], json!([{ "target": "9", "actual": "0" }]));
    assert_eq!(campaign["planningPartners"], json!([{ "name": "Gu" }]));
    assert_eq!(campaign["participants"]["totalCount"], json!(2));
    assert_eq!(campaign["state"], json!("RUNNING"));
    assert_eq!(campaign["briefingWaived"], json!("everybody knows"));
    assert_eq!(asked["campaigns"]["totalCount"], json!(1));
    assert_eq!(asked["cold"]["totalCount"], json!(0));
    assert_eq!(asked["tasks"]["nodes"][0]["campaign"]["name"]["en"], json!("Fuel"));
    assert_eq!(asked["koc"]["campaigns"][0]["campaign"]["goal"]["en"], json!("Less of it"));
    assert_eq!(asked["node"]["__typename"], json!("Campaign"));
}

#[test]
fn who_was_invited_who_came_and_what_was_promised() {
    let (programme, [gu, ma]) = running();
    let gathering_id = GatheringId::derived(&[b"seminar"]);
    let seminar = ScheduleGathering {
        gathering_id,
        kind: GatheringKind::Seminar,
        title: text("Seminar"),
        starts: programme.now().plus_hours(20),
        ends: programme.now().plus_hours(22),
        place: "online".to_owned(),
        host: operator("mei"),
        capacity: Some(2),
        min_tier: None,
        campaign_id: Some(fuel()),
        project_id: None,
        series_id: None,
        nda_required: true,
        agenda: vec![text("The car")],
    };
    programme.given(mei(), seminar);
    let message = text("Come");
    let invite = InviteToGathering { gathering_id, koc_ids: vec![gu, ma], message };
    programme.given(mei(), invite);
    let (answer, nda_accepted) = (RsvpAnswer::Yes, true);
    let rsvp = Rsvp { gathering_id, koc_id: gu, answer, nda_accepted };
    programme.given(Actor::koc(gu).asserted(), rsvp);
    programme.wait_days(1);
    let (attendees, no_shows) = (vec![gu], vec![ma]);
    programme.given(mei(), RecordAttendance { gathering_id, attendees, no_shows });
    let minutes_ref = "minutes/seminar".to_owned();
    let promises = vec![text("A better boot")];
    let minutes = PublishMinutes { gathering_id, minutes_ref, insights: Vec::new(), promises };
    programme.given(mei(), minutes);
    let asked = programme.ask(&format!(
        r#"{{
          gathering(id: "{gathering_id}") {{
            state kind invitedCount yesCount placesLeft attendedCount noShowCount
            host {{ name }} campaign {{ name {{ en }} }}
            minutes {{ location promises {{ en }} }}
            guests {{ nodes {{ koc {{ name }} answer ndaAccepted came }} }}
          }}
          gatherings(filter: {{ kind: SEMINAR, state: HELD }}) {{ totalCount }}
          koc(id: "{ma}") {{ gatherings {{ gathering {{ title {{ en }} }} answer came }} }}
          campaign(id: "{campaign}") {{ gatherings {{ id }} }}
          node(id: "{gathering_id}") {{ __typename }}
        }}"#,
        campaign = fuel(),
    ));
    let gathering = &asked["gathering"];
    let numbers = ["invitedCount", "yesCount", "placesLeft", "attendedCount", "noShowCount"];
    assert_eq!(numbers.map(|it| gathering[it].as_u64()), [2, 1, 1, 1, 1].map(Some));
    assert_eq!(gathering["state"], json!("HELD"));
    assert_eq!(gathering["campaign"]["name"]["en"], json!("Fuel"));
    assert_eq!(gathering["minutes"]["promises"], json!([{ "en": "A better boot" }]));
    assert_eq!(gathering["guests"]["nodes"].as_array().map(Vec::len), Some(2));
    assert_eq!(asked["gatherings"]["totalCount"], json!(1));
    let own =
        json!([{ "gathering": { "title": { "en": "Seminar" } }, "answer": null, "came": false }]);
    assert_eq!(asked["koc"]["gatherings"], own);
    assert_eq!(asked["campaign"]["gatherings"], json!([{ "id": gathering_id.to_string() }]));
    assert_eq!(asked["node"]["__typename"], json!("Gathering"));
}
