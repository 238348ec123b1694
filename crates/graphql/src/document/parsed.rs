//! Documents, parsed and checked once: programs send the same words again and again, with other
//! variables.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use async_graphql::parser::types::{BaseType, ExecutableDocument, OperationDefinition};
use async_graphql::{Request, ServerError, Value as Constant, Variables};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::tokens::count;
use crate::fault::{give_code, whole};

/// Bytes of the documents that are kept, as they were sent. Our own number.
const KEPT_MAX: u64 = 256 * 1024;
/// Bytes of one that is kept, as it was sent. Our own number.
const ONE_MAX: usize = 8 * 1024;
/// Documents that are expected to be kept.
const KEPT: usize = 512;

/// Documents that were good when they were parsed.
pub(crate) struct Documents(Cache<Box<str>, Arc<Kept>, ByLength>);

/// A document that is kept.
pub(crate) struct Kept {
    document: ExecutableDocument,
    fits: AtomicBool,
}

impl Kept {
    /// Notes that it was executed, and therefore fits the schema.
    pub(crate) fn note_fits(&self) {
        self.fits.store(true, Ordering::Relaxed);
    }

    /// Whether it is known to fit the schema, whatever the variables are.
    pub(crate) fn fits(&self) -> bool {
        self.fits.load(Ordering::Relaxed)
    }
}

/// Whether what is said for variables is plainly what they are declared to be. What is false here
/// may still be right.
pub(crate) fn plainly_right(operation: &OperationDefinition, variables: &Variables) -> bool {
    operation.variable_definitions.iter().all(|definition| {
        let declared = &definition.node;
        let Some(said) = variables.get(&declared.name.node) else { return true };
        let BaseType::Named(base) = &declared.var_type.node.base else { return false };
        match (base.as_str(), said) {
            (_, Constant::Null) => {
                declared.var_type.node.nullable && declared.default_value.is_none()
            }
            ("ID" | "String", Constant::String(_)) | ("Boolean", Constant::Boolean(_)) => true,
            ("Int", Constant::Number(number)) => {
                number.as_i64().is_some_and(|number| i32::try_from(number).is_ok())
            }
            _ => false,
        }
    })
}

#[derive(Clone)]
struct ByLength;

impl Weighter<Box<str>, Arc<Kept>> for ByLength {
    fn weight(&self, text: &Box<str>, _: &Arc<Kept>) -> u64 {
        text.len() as u64
    }
}

impl Default for Documents {
    fn default() -> Documents {
        Documents(Cache::with_weighter(KEPT, KEPT_MAX, ByLength))
    }
}

impl Documents {
    /// The document of a request, which has it from here on, and the same as it is kept; one of
    /// more than `tokens_max` tokens is not parsed.
    ///
    /// # Errors
    /// What is wrong with it, with a code.
    pub(crate) fn of<'a>(
        &self,
        request: &'a mut Request,
        tokens_max: usize,
    ) -> Result<(&'a ExecutableDocument, Option<Arc<Kept>>), ServerError> {
        let mut kept = self.0.get(request.query.as_str());
        match &kept {
            Some(kept) => {
                request.set_parsed_query(kept.document.clone());
            }
            None => {
                count(&request.query, tokens_max).map_err(|beyond| whole(beyond.error()))?;
                if request.query.len() <= ONE_MAX {
                    let document = parsed(request)?.clone();
                    let new = Arc::new(Kept { document, fits: AtomicBool::new(false) });
                    self.0.insert(request.query.as_str().into(), Arc::clone(&new));
                    kept = Some(new);
                }
            }
        }
        Ok((parsed(request)?, kept))
    }
}

fn parsed(request: &mut Request) -> Result<&ExecutableDocument, ServerError> {
    request.parsed_query().map_err(|mut error| {
        give_code(&mut error, false);
        error
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_good_is_parsed_once_and_what_was_not_is_refused_again() {
        let documents = Documents::default();
        let parse = |text: &str| {
            let mut request = Request::new(text);
            let document =
                documents.of(&mut request, 5).map(|(document, _)| format!("{document:?}"));
            document.map_err(|error| error.message)
        };
        let first = parse("{ koc }");
        assert!(first.is_ok());
        assert!(documents.0.get("{ koc }").is_some());
        assert_eq!(parse("{ koc }"), first);
        for bad in ["{ koc", "{ a b c d e }"] {
            assert!(parse(bad).is_err(), "{bad}");
            assert!(parse(bad).is_err(), "{bad}");
            assert!(documents.0.get(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn no_more_is_kept_than_fits() {
        let documents = Documents::default();
        for number in 0..2_000 {
            let text = format!("{{ a{number}(b: \"{}\") }}", "x".repeat(1_000));
            assert!(documents.of(&mut Request::new(text), 100).is_ok());
        }
        assert!(documents.0.weight() <= KEPT_MAX);
        assert!(!documents.0.is_empty());
        let long = format!("{{ a(b: \"{}\") }}", "x".repeat(ONE_MAX));
        assert!(documents.of(&mut Request::new(&long), 100).is_ok());
        assert!(documents.0.get(long.as_str()).is_none());
    }

    #[test]
    fn what_is_said_for_variables_is_taken_only_where_it_is_plainly_right() {
        let document = "query ($i: ID!, $s: String, $n: Int = 1, $b: Boolean, $l: [ID], $f: Filter)
            { koc }";
        let right = |variables: serde_json::Value| {
            let mut request = Request::new(document).variables(Variables::from_json(variables));
            let said = request.variables.clone();
            let document = request.parsed_query().unwrap();
            let operation = document.operations.iter().next().unwrap().1;
            plainly_right(&operation.node, &said)
        };
        for said in [
            json!({}),
            json!({ "i": "1", "s": "1", "n": -1, "b": true, "other": [] }),
            json!({ "s": null, "b": null, "n": i32::MAX }),
        ] {
            assert!(right(said.clone()), "{said}");
        }
        for said in [
            json!({ "i": null }),
            json!({ "i": 1 }),
            json!({ "s": ["1"] }),
            json!({ "n": null }),
            json!({ "n": 1.5 }),
            json!({ "n": "1" }),
            json!({ "n": 3_000_000_000_u32 }),
            json!({ "b": 0 }),
            json!({ "l": ["1"] }),
            json!({ "f": {} }),
        ] {
            assert!(!right(said.clone()), "{said}");
        }
    }
}
