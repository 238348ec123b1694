//! What a member may see of what they asked for, and how they may ask.

use domain::Role;

use crate::scene::{MINE, OTHER, Scene, code};

#[test]
fn a_member_sees_their_own_and_of_others_only_who_they_are() {
    let scene = Scene::live();
    let own = format!(
        r#"{{ koc(id: "{MINE}") {{ name tier {{ code }} history {{ fact {{ cause }} }} }}
             me {{ koc {{ name }} roles key todo {{ totalCount }} }}
             contributionAccount(koc: "{MINE}") {{ points koc {{ id name }} }}
             node(id: "{MINE}") {{ id ... on Koc {{ name }} }}
             at(minPosition: "1") {{ koc(id: "{MINE}") {{ name }} }} }}"#
    );
    let answer = scene.ask(Role::Koc, &own);
    assert_eq!(answer.get("errors"), None, "{answer}");
    assert_eq!(answer["data"]["koc"]["name"], "罗一鸣");
    assert_eq!(answer["data"]["me"]["koc"]["name"], "罗一鸣");
    assert_eq!(answer["data"]["at"]["koc"]["name"], "罗一鸣");
}

#[test]
fn there_is_no_way_round() {
    let scene = Scene::live();
    for query in [
        // By another name, or by two.
        r#"{ koc(externalRef: "ref-9") { id } }"#.to_owned(),
        format!(r#"{{ koc(id: "{MINE}", externalRef: "ref-9") {{ id }} }}"#),
        format!(r#"{{ node(id: "{OTHER}") {{ id }} }}"#),
        format!(r#"{{ at(minPosition: "1") {{ koc(id: "{OTHER}") {{ id }} }} }}"#),
        // Along fields that lead to others.
        format!(r#"{{ koc(id: "{MINE}") {{ referredBy {{ id }} }} }}"#),
        format!(r#"{{ contributionAccount(koc: "{MINE}") {{ koc {{ tier {{ code }} }} }} }}"#),
        "{ me { operator { roles } } }".to_owned(),
        // Hidden in fragments.
        format!(
            r#"query {{ ...a }} fragment a on Query {{ ...b }}
               fragment b on Query {{ koc(id: "{OTHER}") {{ id }} }}"#
        ),
        format!(
            r#"{{ koc(id: "{MINE}") {{ ... on Koc {{ ... on Node {{ ...x }} }} }} }}
               fragment x on Koc {{ referredBy {{ id }} }}"#
        ),
        // Everybody's at once.
        "{ contributionLedger { totalCount } }".to_owned(),
        "{ contributionLedger(filter: {}) { totalCount } }".to_owned(),
        "{ assignments(filter: { kocId: null }) { totalCount } }".to_owned(),
        "{ events { totalCount } }".to_owned(),
        // In a default, or in a variable that is not there.
        format!(r#"query($id: ID = "{OTHER}") {{ koc(id: $id) {{ id }} }}"#),
        "query($id: ID) { koc(id: $id) { id } }".to_owned(),
    ] {
        let answer = scene.ask(Role::Koc, &query);
        assert_eq!(code(&answer), "FORBIDDEN", "{query}: {answer}");
        assert!(!answer["data"].is_object(), "{query}");
    }
}

#[test]
fn only_the_administrator_acts_for_others_and_nobody_approves_for_them() {
    let scene = Scene::live();
    let command = r#"commandId: "00000000-0000-4000-8000-000000000009""#;
    let freeze = |act_for: &str| {
        format!(
            r#"mutation {{ freezeProgramme({command}, validateOnly: true{act_for},
                 input: {{ reason: "a pause" }}) {{ userErrors {{ code }} events {{ actor {{ role
                 assertedByAdmin operator {{ id }} }} }} }} }}"#
        )
    };
    let for_ops = r#", actFor: { operator: { id: "operator_07070707-0707-0707-0707-070707070707", role: OPS } }"#;
    let own = scene.ask(Role::Ops, &freeze(""));
    let actor = &own["data"]["freezeProgramme"]["events"][0]["actor"];
    assert_eq!(
        (actor["role"].as_str(), actor["assertedByAdmin"].as_bool()),
        (Some("OPS"), Some(false))
    );
    assert_eq!(actor["operator"]["id"], "operator_07070707-0707-0707-0707-070707070707");
    let answer = scene.ask(Role::Ops, &freeze(for_ops));
    assert_eq!(code(&answer), "FORBIDDEN", "{answer}");
    let asserted = scene.ask(Role::Admin, &freeze(for_ops));
    let actor = &asserted["data"]["freezeProgramme"]["events"][0]["actor"];
    assert_eq!(actor["assertedByAdmin"], true, "{asserted}");

    let approve = format!(
        r#"mutation {{ giveApproval({command}{for_ops}, input: {{ proposal: {{ promote: {{
             kocId: "{MINE}", toTier: RESPONDER }} }} }}) {{ userErrors {{ code }} position }} }}"#
    );
    let answer = scene.ask(Role::Admin, &approve);
    assert_eq!(code(&answer), "FORBIDDEN", "{answer}");
    let own = scene.ask(Role::Approver, &approve.replace(for_ops, ""));
    assert_eq!(own["data"]["giveApproval"]["userErrors"], serde_json::json!([]), "{own}");
}
