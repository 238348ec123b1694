//! Documents, parsed once: programs send the same words again and again, with other variables.

use std::sync::Arc;

use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{Request, ServerError};
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
pub(crate) struct Documents(Cache<Box<str>, Arc<ExecutableDocument>, ByLength>);

#[derive(Clone)]
struct ByLength;

impl Weighter<Box<str>, Arc<ExecutableDocument>> for ByLength {
    fn weight(&self, text: &Box<str>, _: &Arc<ExecutableDocument>) -> u64 {
        text.len() as u64
    }
}

impl Default for Documents {
    fn default() -> Documents {
        Documents(Cache::with_weighter(KEPT, KEPT_MAX, ByLength))
    }
}

impl Documents {
    /// The document of a request, which has it from here on; one of more than `tokens_max` tokens
    /// is not parsed.
    ///
    /// # Errors
    /// What is wrong with it, with a code.
    pub(crate) fn of<'a>(
        &self,
        request: &'a mut Request,
        tokens_max: usize,
    ) -> Result<&'a ExecutableDocument, ServerError> {
        match self.0.get(request.query.as_str()) {
            Some(kept) => {
                request.set_parsed_query(ExecutableDocument::clone(&kept));
            }
            None => {
                count(&request.query, tokens_max).map_err(|beyond| whole(beyond.error()))?;
                if request.query.len() <= ONE_MAX {
                    let document = Arc::new(parsed(request)?.clone());
                    self.0.insert(request.query.as_str().into(), document);
                }
            }
        }
        parsed(request)
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
    use super::*;

    #[test]
    fn what_was_good_is_parsed_once_and_what_was_not_is_refused_again() {
        let documents = Documents::default();
        let parse = |text: &str| {
            let mut request = Request::new(text);
            documents.of(&mut request, 5).cloned().map_err(|error| error.message)
        };
        let first = parse("{ koc }");
        assert!(first.is_ok());
        assert!(documents.0.get("{ koc }").is_some());
        let formatted = |document| format!("{document:?}");
        assert_eq!(parse("{ koc }").map(formatted), first.map(formatted));
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
}
