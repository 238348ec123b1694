//! What is asked, of every server with the same words.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use super::client::{Line, Target, body};
use super::programme::koc;

/// One operation that is measured.
pub(crate) struct Asked {
    pub(crate) name: &'static str,
    pub(crate) document: &'static str,
    pub(crate) variables: Value,
    /// Where in the answer the cursor stands that the measured request goes on from.
    pub(crate) cursor: Option<&'static str>,
    /// Where in the answer something must be.
    pub(crate) answer: &'static str,
    /// Whether the plain server knows the same.
    pub(crate) plain: bool,
}

/// Says hello; only the plain server knows it.
pub(crate) const HELLO: &str = "{ hello }";

/// Nothing but the way there and back.
pub(crate) const NOTHING: &str = "{ __typename }";

/// Fifty rows of nineteen fields each, nested.
const PAGE: &str = "query Page($first: Int!) {
  tierMembership(filter: { tier: SEED }, first: $first) {
    nodes {
      since
      daysInTier
      koc {
        id
        externalRef
        name
        tier { code }
        contribution { points latest(first: 2) { id kind points effectiveOn } }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}";

const COUNTED: &str = "query Counted($first: Int!) {
  tierMembership(filter: { tier: SEED }, first: $first) {
    totalCount
    nodes { koc { id } }
  }
}";

const SINGLE: &str = "query Single($koc: ID!) { koc(id: $koc) { id name tier { code } } }";

const WHOLE: &str = "query Whole($koc: ID!) {
  koc(id: $koc) {
    id
    externalRef
    name
    locale
    tier { code }
    history { tier validFrom validTo }
    contribution { points entries byKind { kind points } latest(first: 5) { id kind points } }
    mentor { id name }
    mentees { id state mentee { id name } }
    timeline(first: 10) { nodes { type recordedAt } }
  }
}";

const LEDGER: &str = "query Ledger($first: Int!, $after: String) {
  contributionLedger(first: $first, after: $after) {
    nodes { id koc { id } kind points effectiveOn recordedAt runningBalance }
    pageInfo { hasNextPage endCursor }
  }
}";

const LINEAGE: &str = "query Lineage($koc: ID!) {
  lineage(root: $koc, depth: 3) {
    depth
    descendants { depth koc { id name } }
    edges { id state }
  }
}";

const QUEUE: &str = "query Queue($first: Int!) {
  reviewQueue(first: $first) {
    nodes { submissionNo waitingHours dueAt slaBreached assignment { id state assignee { id name } } }
    pageInfo { hasNextPage endCursor }
  }
}";

const CANDIDATES: &str = "query Candidates($first: Int!) {
  candidates(first: $first) {
    nodes { id targetTier source metrics { metric have need met } koc { id name tier { code } } }
    pageInfo { hasNextPage endCursor }
  }
}";

const TODO: &str = "query Todo($first: Int!) {
  todos(filter: { open: true }, first: $first) {
    nodes { id kind due openedAt koc { id name } subject { id } }
    pageInfo { hasNextPage endCursor }
  }
}";

const EVENTS: &str = "query Events($koc: ID!, $first: Int!) {
  events(filter: { koc: $koc }, first: $first) {
    nodes { id position type sentence recordedAt actor { role } data }
  }
}";

/// Whom operations ask about.
pub(crate) struct About {
    /// Somebody with a name and a mentor.
    pub(crate) member: String,
    /// Somebody who teaches.
    pub(crate) teacher: String,
}

impl About {
    /// Those of the programme that is made here.
    pub(crate) fn made() -> About {
        About { member: koc(3).to_string(), teacher: koc(0).to_string() }
    }

    /// Those of any programme, found among its mentorships.
    pub(crate) async fn found(target: &Target) -> Result<About> {
        let mut line = Line::open(target).await?;
        let answer = line.json(&body(MENTORSHIPS, &json!({}))).await?;
        let all = answer.pointer("/data/mentorships/nodes").and_then(Value::as_array);
        let all: Vec<_> = all.into_iter().flatten().collect();
        let teacher = |it: &&Value| it["mentor"]["id"].as_str().map(str::to_owned);
        let taught = |id: &String| all.iter().filter(|it| it["mentor"]["id"] == **id).count();
        let teacher = all.iter().filter_map(teacher).max_by_key(taught);
        let member = all.iter().find(|it| it["mentee"]["name"].is_string());
        let member = member.and_then(|it| it["mentee"]["id"].as_str());
        let (member, teacher) = (member.context("a named mentee")?, teacher.context("a mentor")?);
        Ok(About { member: member.to_owned(), teacher })
    }
}

/// The mentorships among which they are found.
const MENTORSHIPS: &str = "{
  mentorships(filter: { state: ACTIVE }, first: 100) {
    nodes { mentor { id } mentee { id name } }
  }
}";

/// Everything that is measured.
pub(crate) fn all(about: &About) -> Vec<Asked> {
    let member = json!({ "koc": about.member });
    let teacher = json!({ "koc": about.teacher });
    let page = json!({ "first": 50 });
    let member_page = json!({ "koc": about.member, "first": 20 });
    let asked = |name, document, variables: &Value, answer, plain| Asked {
        name,
        document,
        variables: variables.clone(),
        cursor: None,
        answer,
        plain,
    };
    vec![
        asked("single_member", SINGLE, &member, "/data/koc/name", true),
        asked("membership_page", PAGE, &page, "/data/tierMembership/nodes/49/koc/name", true),
        asked("membership_counted", COUNTED, &page, "/data/tierMembership/totalCount", true),
        asked("koc_360", WHOLE, &member, "/data/koc/mentor/id", true),
        Asked {
            cursor: Some("/data/contributionLedger/pageInfo/endCursor"),
            ..asked("ledger_page", LEDGER, &page, "/data/contributionLedger/nodes/49/id", true)
        },
        asked("lineage_depth_3", LINEAGE, &teacher, "/data/lineage/descendants/8/koc/id", true),
        asked("review_queue", QUEUE, &page, "/data/reviewQueue/nodes/49/assignment/id", false),
        asked("candidates", CANDIDATES, &page, "/data/candidates/nodes/49/koc/name", false),
        asked("todo", TODO, &page, "/data/todos/nodes/49/koc/name", false),
        asked("member_events", EVENTS, &member_page, "/data/events/nodes/9/data", false),
    ]
}

/// Looks at everybody and at all years.
pub(crate) const HEAVY: &str = "{
  transitions { from to cause count }
  tierMembership(first: 100) { totalCount nodes { path { tier validFrom } koc { name } } }
}";

/// One word more, which no other request waits for.
pub(crate) const COMMAND: &str = "mutation Word($id: ID!, $code: String!) {
  extendVocabulary(
    commandId: $id
    input: { axis: STYLE, code: $code, labels: { zh: \"词\", en: \"word\" } }
  ) { position userErrors { code message } }
}";

/// The variables of the command with that number.
pub(crate) fn command(number: u32) -> Value {
    let id = format!("00000000-0000-8000-8000-0000{number:08x}");
    json!({ "id": id, "code": format!("w-{number}") })
}
