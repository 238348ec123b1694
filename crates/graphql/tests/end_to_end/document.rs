//! Operations as a reader copies them from the document.

use serde_json::Value;

use crate::scene::Scene;

const DOCUMENT: &str = include_str!("../../../../docs/queries.md");

/// An operation and, if the next block is JSON, its variables.
pub(crate) struct Operation {
    pub(crate) name: String,
    pub(crate) query: String,
    variables: String,
}

impl Operation {
    /// The variables with dates filled in, as a reader would.
    pub(crate) fn variables(&self, scene: &Scene) -> Value {
        let today = scene.today();
        let filled = self
            .variables
            .replace("TODAY", &today.to_string())
            .replace("TOMORROW", &scene.now().plus_hours(24).to_string())
            .replace("IN_A_MONTH", &today.plus(30).to_string());
        serde_json::from_str(&filled).unwrap()
    }
}

/// Every operation of the document, in its order.
pub(crate) fn operations() -> Vec<Operation> {
    let mut found: Vec<Operation> = Vec::new();
    for block in DOCUMENT.split("\n```").skip(1).step_by(2) {
        let (language, text) = block.split_once('\n').unwrap_or((block, ""));
        match language {
            "graphql" => {
                let words = text.split(|c: char| !c.is_alphanumeric());
                let name = words.filter(|word| !word.is_empty()).nth(1).unwrap().to_owned();
                let (query, variables) = (text.to_owned(), "{}".to_owned());
                found.push(Operation { name, query, variables });
            }
            "json" => found.last_mut().expect("follows its operation").variables = text.to_owned(),
            _ => {}
        }
    }
    found
}
