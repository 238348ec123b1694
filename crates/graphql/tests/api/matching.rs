//! Questions about whom a task suits, and what is kept of a choice.

use domain::assignment::command::AssignTask;
use domain::assignment::values::Assignee;
use domain::id::{AssignmentId, KocId, TaskId};
use domain::koc::command::{SetPreferences, UpdateProfile};
use domain::koc::profile::Preferences;
use domain::programme::command::ExtendVocabulary;
use domain::task::brief::*;
use domain::task::command::*;
use domain::task::{Eligibility, Selection, Wanted};
use domain::vocabulary::*;
use domain::{Actor, Lang, LocalText};
use serde_json::{Value, json};

use crate::support::{Programme, koc, lin, mei, operator};

const TASK: TaskId = TaskId([7; 16]);

/// What is asked of a suggestion in these tests.
const SUGGESTION: &str = "koc { name } score reasons(lang: EN) unmet refusals { code message }
    load limit lastOffer pastScore match { rulesVersion parts { part points weight basis } }";

fn brief(programme: &Programme) -> Brief {
    let (text, now) = (LocalText::new, programme.now());
    Brief {
        objective: text("展示家庭出游", "Show a family's trip"),
        expected_effect: text("让家长看到空间", "Parents see the space"),
        scope_in: vec![text("一次真实出行", "One real trip")],
        scope_out: Vec::new(),
        outputs: vec![Output { format: "video".to_owned(), min: 60, max: 180, count: 1 }],
        criteria: vec![Criterion {
            id: "family".to_owned(),
            text: text("清楚可见", "It can be seen"),
            kind: CriterionKind::Must,
            weight: 0,
            evidence_hint: None,
        }],
        timeline: Timeline {
            offer_ttl_hours: 24,
            start: now,
            submit_by: now.plus_hours(48),
            review_by: now.plus_hours(96),
        },
        resources: Vec::new(),
        returns: vec![Return::uncounted(ReturnKind::Exposure, text("转发", "Reposted"))],
        usage_rights: UsageRights {
            purposes: vec![UsePurpose::Social],
            channels: vec!["app".to_owned()],
            territory: "CN".to_owned(),
            until: None,
            exclusive: false,
        },
        disclosure: Disclosure { required: false, wording: None },
        facts: Vec::new(),
        ai_policy: AiPolicy::Assisted,
        contact_operator: operator("mei"),
        effort_estimate_hours: 6,
        embargo_until: None,
        automatic_check: None,
    }
}

fn drafted() -> DraftTask {
    DraftTask {
        task_id: TASK,
        title: LocalText::new("周末出游", "A weekend"),
        horizon: Horizon::Instant,
        mode: Mode::Commission,
        kind: TaskKind::ShortVideo,
        campaign_id: None,
        parent_task_id: None,
        trigger: None,
        difficulty: 2,
        growth: None,
        duty_id: None,
    }
}

fn can(koc_id: KocId, skills: &[&str]) -> UpdateProfile {
    UpdateProfile {
        koc_id,
        skills: Some(skills.iter().map(|skill| (*skill).to_owned()).collect()),
        formats: Some(vec!["video".to_owned()]),
        styles: None,
        tones: None,
        topics: None,
        audiences: None,
        communities: None,
        region: None,
        archetype: None,
        loyalty_note: None,
    }
}

/// A task that asks for filming, with one place; An and Bo film, Bo makes no secret of wishes, Chi
/// films and does not want to be profiled, Da does not film.
fn four_members() -> Programme {
    let programme = Programme::live();
    for (axis, code, zh, en) in [
        (VocabularyAxis::Format, "video", "视频", "Video"),
        (VocabularyAxis::Skill, "filming", "拍摄", "Filming"),
    ] {
        let (code, labels) = (code.to_owned(), LocalText::new(zh, en));
        programme.given(mei(), ExtendVocabulary { axis, code, labels });
    }
    for name in ["An", "Bo", "Chi", "Da"] {
        let koc_id = programme.member(name);
        let skills: &[&str] = if name == "Da" { &[] } else { &["filming"] };
        programme.given(Actor::koc(koc_id).asserted(), can(koc_id, skills));
    }
    let keen = Preferences { modes: vec![Mode::Commission], ..Preferences::default() };
    let turn = Preferences { opt_out_profiled_matching: true, ..Preferences::default() };
    for (name, preferences) in [("Bo", keen), ("Chi", turn)] {
        let koc_id = koc(name);
        programme.given(Actor::koc(koc_id).asserted(), SetPreferences { koc_id, preferences });
    }
    programme.given(mei(), drafted());
    programme.given(mei(), WriteBrief { task_id: TASK, brief: brief(&programme) });
    programme.given(lin(), ApproveBrief { task_id: TASK, brief_version: 1 });
    let eligibility = Eligibility { skills: vec!["filming".to_owned()], ..Eligibility::default() };
    let (wanted, max_tier) = (Wanted::default(), None);
    programme.given(mei(), SetEligibility { task_id: TASK, eligibility, wanted, max_tier });
    let (selection, slots) = (Selection::Offer, Some(1));
    programme.given(mei(), OpenTask { task_id: TASK, selection, slots, budget_id: None });
    programme
}

fn offer(programme: &Programme, name: &str) -> AssignTask {
    AssignTask {
        task_id: TASK,
        assignee: Assignee::Koc(koc(name)),
        brief_version: 1,
        offer_expires_at: programme.now().plus_hours(24),
        returns_override: None,
        contact_operator: None,
        message: "would you?".into(),
    }
}

fn why_not(name: &str) -> String {
    format!(
        r#"{{ whyNot(taskId: "{TASK}", kocId: "{}") {{
            place suggested shown chosen taskRefusals {{ code }} member {{ {SUGGESTION} }}
        }} }}"#,
        koc(name)
    )
}

fn names(nodes: &Value) -> Vec<&str> {
    let nodes = nodes.as_array().unwrap().iter();
    nodes.map(|node| node["koc"]["name"].as_str().unwrap()).collect()
}

#[test]
fn suggestions_are_told_with_their_parts_and_reasons_page_by_page() {
    let programme = four_members();
    let page = |arguments: &str| {
        let query = format!(
            r#"{{ matching(taskId: "{TASK}" {arguments}) {{
                totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ {SUGGESTION} }}
            }} }}"#
        );
        programme.ask(&query)["matching"].clone()
    };
    let all = page("");
    assert_eq!(names(&all["nodes"]), ["Bo", "Chi", "An"], "Chi's turn comes between the others");
    assert_eq!(all["totalCount"], 3);
    let bo = &all["nodes"][0];
    // 15 for what is asked, 40 for what is not, 5 + 5 for what is not known, 10 and 5.
    assert_eq!(bo["score"], 8_000);
    assert_eq!(
        bo["match"]["parts"][0],
        json!({"part": "SKILL_FORMAT", "points": 1_500, "weight": 2_500, "basis": "MATCHED"})
    );
    assert_eq!(bo["match"]["parts"].as_array().map(Vec::len), Some(8));
    assert_eq!(bo["match"]["rulesVersion"], 1);
    assert_eq!(bo["reasons"][0], "skill and format: Filming, Video");
    assert_eq!((&bo["unmet"], &bo["refusals"]), (&json!([]), &json!([])));
    assert_eq!((&bo["load"], &bo["limit"].is_u64()), (&json!(0), &true));
    let chi = &all["nodes"][1];
    assert_eq!((&chi["score"], &chi["match"]["parts"]), (&json!(null), &json!([])));
    assert_eq!(
        chi["reasons"],
        json!(["not profiled by their own wish, suggested by turn: never offered a task"])
    );

    let first = page("first: 2");
    assert_eq!(names(&first["nodes"]), ["Bo", "Chi"]);
    let cursor = first["pageInfo"]["endCursor"].as_str().unwrap();
    let rest = page(&format!(r#"first: 2, after: "{cursor}""#));
    assert_eq!(names(&rest["nodes"]), ["An"]);
    assert_eq!(rest["pageInfo"]["hasNextPage"], false);

    let near = page("includeUnmet: true");
    assert_eq!(names(&near["nodes"]), ["Bo", "Chi", "An", "Da"]);
    let da = &near["nodes"][3];
    assert_eq!(da["unmet"], json!(["SKILLS"]));
    assert_eq!(da["refusals"][0]["code"], "NOT_ELIGIBLE");
    assert!(page("tier: PARTNER")["nodes"].as_array().unwrap().is_empty());
    assert!(page(r#"region: "nowhere""#)["nodes"].as_array().unwrap().is_empty());
    programme.given(mei(), offer(&programme, "Bo"));
    assert_eq!(names(&page("order: FAIRNESS")["nodes"]).len(), 2, "whoever was asked is not again");
}

#[test]
fn why_not_me_is_answered_in_the_callers_language() {
    let programme = four_members();
    let bo = programme.ask(&why_not("Bo"))["whyNot"].clone();
    assert_eq!((&bo["place"], &bo["suggested"]), (&json!(1), &json!(3)));
    assert_eq!(bo["taskRefusals"], json!([]));
    let da = programme.ask(&why_not("Da"))["whyNot"].clone();
    assert_eq!((&da["place"], &da["suggested"]), (&json!(null), &json!(3)));
    assert_eq!(da["member"]["unmet"], json!(["SKILLS"]));
    let english = da["member"]["refusals"][0]["message"].clone();
    assert!(english.as_str().unwrap().contains("skills:filming"), "{english}");
    let chinese = programme.answer(&why_not("Da"), Lang::Zh);
    let chinese = &chinese["data"]["whyNot"]["member"]["refusals"][0]["message"];
    assert_ne!(chinese, &english);
    assert!(chinese.as_str().unwrap().chars().any(|c| c >= '\u{4e00}'), "{chinese}");
    // The only place is taken: nobody can be offered it, whoever they are.
    programme.given(mei(), offer(&programme, "Bo"));
    let an = programme.ask(&why_not("An"))["whyNot"].clone();
    assert_eq!(an["taskRefusals"], json!([{"code": "NO_SLOTS_LEFT"}]));
    let bo = programme.ask(&why_not("Bo"))["whyNot"].clone();
    assert_eq!(bo["member"]["unmet"], json!(["NOT_ASKED_BEFORE"]));
}

#[test]
fn what_is_not_there_is_said_and_not_answered_with_nothing() {
    let programme = four_members();
    let (nowhere, an) = (TaskId([9; 16]), koc("An"));
    let nobody = KocId([9; 16]);
    for query in [
        format!(r#"{{ matching(taskId: "{nowhere}") {{ totalCount }} }}"#),
        format!(r#"{{ matching(taskId: "{an}") {{ totalCount }} }}"#),
        format!(r#"{{ matching(taskId: "{TASK}", after: "x") {{ totalCount }} }}"#),
        format!(r#"{{ whyNot(taskId: "{nowhere}", kocId: "{an}") {{ place }} }}"#),
        format!(r#"{{ whyNot(taskId: "{TASK}", kocId: "{nobody}") {{ place }} }}"#),
    ] {
        assert_eq!(programme.fault(&query), "BAD_USER_INPUT", "{query}");
    }
    let many = format!(r#"{{ matching(taskId: "{TASK}", first: 101) {{ totalCount }} }}"#);
    assert_eq!(programme.fault(&many), "LIMIT_EXCEEDED");
    let without = r#"{ matching { totalCount } }"#;
    assert_eq!(programme.fault(without), "GRAPHQL_VALIDATION_FAILED");
}

#[test]
fn a_shortlist_and_the_match_of_an_offer_are_shown_with_the_task() {
    let programme = four_members();
    let [an, bo, chi, da] = ["An", "Bo", "Chi", "Da"].map(koc);
    let listed = format!(
        r#"mutation {{ shortlistCandidates(
            commandId: "de300000-0000-8000-9000-00000000abcd"
            actFor: {{ operator: {{ id: "{}", role: OPS }} }}
            input: {{
                taskId: "{TASK}", matcherVersion: 1
                candidates: ["{bo}", "{chi}", "{an}", "{da}"], chosen: ["{bo}", "{an}"]
            }}
        ) {{ userErrors {{ code }} events {{ type }} }} }}"#,
        operator("mei")
    );
    let payload = programme.ask(&listed)["shortlistCandidates"].clone();
    let expected = json!({"userErrors": [], "events": [{"type": "CandidatesShortlisted"}]});
    assert_eq!(payload, expected);
    programme.given(mei(), offer(&programme, "Bo"));
    let assignment_id = AssignmentId::of(TASK, bo);
    let told = programme.ask(&format!(
        r#"{{
            task(id: "{TASK}") {{
                nextToAsk {{ name }} offerRefusals {{ code }}
                shortlists {{
                    matcherVersion weights {{ skillFormat }} chosen {{ name }} by {{ role }}
                    candidates {{
                        koc {{ name }} chosenPlace asked unmet match {{ score }}
                    }}
                }}
            }}
            assignment(id: "{assignment_id}") {{ match {{ score reasons(lang: ZH) }} }}
        }}"#
    ));
    let list = &told["task"]["shortlists"][0];
    assert_eq!(names(&list["candidates"]), ["Bo", "Chi", "An", "Da"]);
    assert_eq!(list["chosen"], json!([{"name": "Bo"}, {"name": "An"}]));
    assert_eq!(list["weights"]["skillFormat"], 25);
    let of_bo = json!({
        "koc": {"name": "Bo"}, "chosenPlace": 1, "asked": true, "unmet": [],
        "match": {"score": 8_000}
    });
    assert_eq!(list["candidates"][0], of_bo);
    let of_da = &list["candidates"][3];
    assert_eq!(
        (&of_da["chosenPlace"], &of_da["asked"], &of_da["unmet"]),
        (&json!(null), &json!(false), &json!(["SKILLS"]))
    );
    assert_eq!(told["task"]["nextToAsk"], json!([{"name": "An"}]));
    assert_eq!(told["task"]["offerRefusals"], json!([{"code": "NO_SLOTS_LEFT"}]));
    assert_eq!(told["assignment"]["match"]["score"], 8_000);
    assert_eq!(told["assignment"]["match"]["reasons"][0], "技能与形式:拍摄、视频");
    let an = programme.ask(&why_not("An"))["whyNot"].clone();
    assert_eq!((&an["shown"], &an["chosen"]), (&json!(true), &json!(true)));
    let chi = programme.ask(&why_not("Chi"))["whyNot"].clone();
    assert_eq!((&chi["shown"], &chi["chosen"]), (&json!(true), &json!(false)));
}
