//! Every question the API takes, made up from its own schema: whatever a reader could be shown.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::server::Server;

const SCHEMA: &str = "{ __schema { queryType { name } types { kind name fields { name
    args { name defaultValue type { kind name ofType { name } } }
    type { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } }";

/// Levels of objects below what is asked for.
const DEPTH: usize = 3;

/// The schema as it describes itself.
struct Schema {
    query: String,
    types: BTreeMap<String, Value>,
}

/// The innermost type of a field: its kind and name.
fn innermost(ty: &Value) -> (&str, &str) {
    match &ty["ofType"] {
        Value::Null => (ty["kind"].as_str().unwrap_or(""), ty["name"].as_str().unwrap_or("")),
        inner => innermost(inner),
    }
}

fn items<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value[name].as_array().into_iter().flatten()
}

/// Arguments that name the member; none when something else must be said.
fn arguments(field: &Value, koc: &str, rows: bool) -> Option<String> {
    let mut said = Vec::new();
    for arg in items(field, "args") {
        let name = arg["name"].as_str().unwrap_or("");
        let is_id = innermost(&arg["type"]).1 == "ID";
        let needed = arg["type"]["kind"] == "NON_NULL" && arg["defaultValue"].is_null();
        match name {
            "id" | "koc" | "kocId" | "author" | "root" | "mentor" if is_id => {
                said.push(format!("{name}: \"{koc}\""));
            }
            "first" if rows => said.push("first: 100".to_owned()),
            _ if needed => return None,
            _ => {}
        }
    }
    Some(if said.is_empty() { String::new() } else { format!("({})", said.join(", ")) })
}

impl Schema {
    fn fields(&self, ty: &str) -> impl Iterator<Item = &Value> {
        items(self.types.get(ty).unwrap_or(&Value::Null), "fields")
    }

    /// What is selected of a field; none when nothing can be.
    fn selected(&self, field: &Value, koc: &str, depth: usize) -> Option<String> {
        let name = field["name"].as_str()?;
        let (kind, ty) = innermost(&field["type"]);
        match kind {
            "SCALAR" | "ENUM" => Some(format!("{name}{}", arguments(field, koc, false)?)),
            "OBJECT" if depth > 0 && !ty.ends_with("Connection") => {
                let inner = self.fields(ty).filter_map(|it| self.selected(it, koc, depth - 1));
                let inner: Vec<String> = inner.collect();
                let said = arguments(field, koc, false)?;
                (!inner.is_empty()).then(|| format!("{name}{said} {{ {} }}", inner.join(" ")))
            }
            _ => None,
        }
    }

    /// Questions for one field of the root: one for each field of what it answers with.
    fn of_root(&self, root: &Value, koc: &str) -> Vec<String> {
        let Some(said) = arguments(root, koc, true) else { return Vec::new() };
        let name = root["name"].as_str().unwrap_or("");
        let (_, ty) = innermost(&root["type"]);
        let nodes = self.fields(ty).find(|field| field["name"] == "nodes");
        match nodes.map(|nodes| innermost(&nodes["type"]).1) {
            Some(node) => self.each(node, koc, &format!("{name}{said} {{ nodes"), " }"),
            None => self.each(ty, koc, &format!("{name}{said}"), ""),
        }
    }

    fn each(&self, ty: &str, koc: &str, head: &str, tail: &str) -> Vec<String> {
        let paged = |field: &Value| {
            let (_, inner) = innermost(&field["type"]);
            let nodes = self.fields(inner).find(|field| field["name"] == "nodes")?;
            let node = innermost(&nodes["type"]).1;
            let leaves: Vec<String> =
                self.fields(node).filter_map(|it| self.selected(it, koc, 1)).collect();
            let said = arguments(field, koc, false)?;
            let name = field["name"].as_str()?;
            Some(format!("{name}{said} {{ nodes {{ {} }} }}", leaves.join(" ")))
        };
        let one = |field: &Value| self.selected(field, koc, DEPTH).or_else(|| paged(field));
        let asked = self.fields(ty).filter_map(one);
        asked.map(|field| format!("{{ {head} {{ {field} }}{tail} }}")).collect()
    }
}

/// The answers to every question about that member or about everybody, by question.
#[track_caller]
pub(crate) fn everything_shown(server: &Server, key: &str, koc: &str) -> BTreeMap<String, String> {
    let ask = |query: &str| server.graphql(key, &json!({ "query": query }));
    let found = ask(SCHEMA)["data"]["__schema"].clone();
    let named = |ty: &Value| (ty["name"].as_str().unwrap_or("").to_owned(), ty.clone());
    let schema = Schema {
        query: found["queryType"]["name"].as_str().expect("there are questions").to_owned(),
        types: items(&found, "types").map(named).collect(),
    };
    // `at` is no question: it leads to the same ones.
    let asked = |root: &&Value| root["name"] != "events" && root["name"] != "at";
    let roots = schema.fields(&schema.query).filter(asked);
    let questions: Vec<String> = roots.flat_map(|root| schema.of_root(root, koc)).collect();
    let answers = questions.into_iter().map(|question| {
        let answer = ask(&question);
        // What costs too much, or wants the id of something else, is not answered.
        let code = &answer["errors"][0]["extensions"]["code"];
        let unanswered = code == "LIMIT_EXCEEDED" || code == "BAD_USER_INPUT";
        assert!(unanswered || answer.get("errors").is_none(), "{question}\n{answer}");
        (question, answer["data"].to_string())
    });
    answers.collect()
}
