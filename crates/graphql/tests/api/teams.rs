//! Questions about teams, and what operations ask when a mentor is away.

use domain::Actor;
use domain::id::MentorshipId;
use domain::id::{CampaignId, KocId, TeamId};
use domain::koc::command::GrantConsent;
use domain::mentorship::command::*;
use domain::mentorship::values::MentorshipParty;
use domain::team::command::*;
use domain::team::values::*;
use domain::vocabulary::{ConsentPurpose, TeamRole, TierCode};
use serde_json::json;

use crate::support::{Programme, mei};

fn mentor(programme: &Programme, name: &str, capacity: u16) -> KocId {
    let koc_id = programme.member(name);
    programme.rise(koc_id, TierCode::Responder);
    programme.rise(koc_id, TierCode::Partner);
    let (purpose, text_version) = (ConsentPurpose::Mentoring, 1);
    let consent =
        GrantConsent { koc_id, purpose, text_version, evidence_ref: None, expires_on: None };
    programme.given(Actor::koc(koc_id).asserted(), consent);
    let topics = vec!["photo".to_owned()];
    programme.given(mei(), AppointMentor { koc_id, topics, capacity, statement: None });
    koc_id
}

#[test]
fn whose_mentees_need_another_mentor_and_who_has_a_seat() {
    let programme = Programme::live();
    let gu = mentor(&programme, "Gu", 2);
    mentor(&programme, "He", 4);
    let ma = programme.member("Ma");
    let mentorship_id = MentorshipId::derived(&[b"gu", b"ma"]);
    let (until, topics) = (programme.today().plus(90), vec!["photo".to_owned()]);
    let proposal =
        ProposeMentorship { mentorship_id, mentor: gu, mentee: ma, goals: None, topics, until };
    programme.given(mei(), proposal);
    for (koc_id, by) in [(gu, MentorshipParty::Mentor), (ma, MentorshipParty::Mentee)] {
        programme.given(Actor::koc(koc_id).asserted(), AcceptMentorship { mentorship_id, by });
    }
    let away = MarkMentorAway { koc_id: gu, until: Some(programme.today().plus(30)) };
    programme.given(Actor::koc(gu).asserted(), away);
    let since = programme.today();
    let asked = programme.ask(&format!(
        r#"{{ orphans(mentor: "{gu}") {{ mentee {{ name tier {{ code }} }} since
              proposed {{ mentor {{ name }} free }} }}
             freeSeats(topic: "photo") {{ mentor {{ name }} free load }}
             mentors(filter: {{ topic: "photo", minDescendants: 1 }}, orderBy: LOAD) {{
               nodes {{ name load descendants depth menteesPromoted sessions meanGain }}
             }}
             generations {{ generation n }}
             path(from: "{ma}", to: "{gu}") {{ mentee {{ name }} }} }}"#
    ));
    let expected = json!({
        "orphans": [{
            "mentee": { "name": "Ma", "tier": { "code": "SEED" } }, "since": since,
            "proposed": [{ "mentor": { "name": "He" }, "free": 4 }],
        }],
        "freeSeats": [{ "mentor": { "name": "He" }, "free": 4, "load": 0 }],
        "mentors": { "nodes": [{
            "name": "Gu", "load": 5_000, "descendants": 1, "depth": 0, "menteesPromoted": 0,
            "sessions": 0, "meanGain": null,
        }] },
        "generations": [{ "generation": 0, "n": 1 }, { "generation": 1, "n": 1 }],
        "path": [{ "mentee": { "name": "Ma" } }],
    });
    assert_eq!(asked, expected);
}

#[test]
fn a_team_shows_who_is_in_it_and_how_it_was_seen() {
    let programme = Programme::live();
    let (an, bo) = (programme.member("An"), programme.member("Bo"));
    let team_id = TeamId::derived(&[b"crew"]);
    let campaign_id = CampaignId::derived(&[b"spring"]);
    programme.given(mei(), programme.campaign(campaign_id));
    programme.given(
        mei(),
        FormTeam {
            team_id,
            task_id: None,
            campaign_id: Some(campaign_id),
            kind: TeamKind::Peer,
            lead: Some(an),
            size_min: 2,
            size_max: 3,
            roles_needed: vec![TeamRole::Camera],
            delegation: Delegation::default(),
            budget_id: None,
        },
    );
    programme.given(Actor::koc(an).asserted(), JoinTeam { team_id, koc_id: an });
    programme.given(mei(), InviteMember { team_id, koc_id: bo, role: TeamRole::Editor });
    let note = RecordCollaborationNote {
        team_id,
        communication: 4,
        chemistry: 2,
        note: "they talk before they film".into(),
        guidance: None,
    };
    programme.given(mei(), note);
    let asked = programme.ask(&format!(
        r#"{{ teams(filter: {{ roleUnfilled: true, chemistryBelow: 3 }}) {{ totalCount nodes {{
              id state kind lead {{ name }} members {{ koc {{ name }} role }} unfilledRoles
              invitations {{ koc {{ name }} role declined }}
              notes {{ communication note observer {{ operator {{ name }} }} }} chemistry
           }} }}
           team(id: "{team_id}") {{ sizeMax }}
           koc(id: "{an}") {{ teams {{ state }} }}
           collaborations {{ totalCount }} }}"#
    ));
    let expected = json!({
        "teams": { "totalCount": 1, "nodes": [{
            "id": team_id.to_string(), "state": "FORMING", "kind": "PEER",
            "lead": { "name": "An" }, "members": [{ "koc": { "name": "An" }, "role": "LEAD" }],
            "unfilledRoles": ["CAMERA"],
            "invitations": [{ "koc": { "name": "Bo" }, "role": "EDITOR", "declined": false }],
            "notes": [{
                "communication": 4, "note": "they talk before they film",
                "observer": { "operator": { "name": "mei" } },
            }],
            "chemistry": 200,
        }] },
        "team": { "sizeMax": 3 },
        "koc": { "teams": [{ "state": "FORMING" }] },
        "collaborations": { "totalCount": 0 },
    });
    assert_eq!(asked, expected);
}
