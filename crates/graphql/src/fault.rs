//! Top-level errors: what is wrong with the request or with the service, never with the wish.
//!
//! What a rule refuses is data (`userErrors`). A fault says what to do about it and never tells
//! an internal cause: that is in the log, once.

use async_graphql::{Error, ErrorExtensions as _, Pos, ServerError};

/// The closed list of `extensions.code`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultCode {
    /// No key, or a wrong one.
    Unauthenticated,
    /// The caller may not do this here.
    Forbidden,
    /// The request is not GraphQL over HTTP.
    BadRequest,
    /// The document cannot be parsed.
    ParseFailed,
    /// The document does not fit the schema.
    ValidationFailed,
    /// An argument has a value that cannot be.
    BadUserInput,
    /// A limit of the service; the message says which, what was asked and what is allowed.
    LimitExceeded,
    /// Events were not taken for too long.
    TooSlow,
    /// The instant a cursor belongs to is no longer kept.
    CursorExpired,
    /// It is not known whether a command was recorded.
    NotKnown,
    /// The service cannot do it now.
    Unavailable,
    /// A mistake of the service.
    Internal,
}

impl FaultCode {
    /// As written in `extensions.code`.
    pub fn as_str(self) -> &'static str {
        match self {
            FaultCode::Unauthenticated => "UNAUTHENTICATED",
            FaultCode::Forbidden => "FORBIDDEN",
            FaultCode::BadRequest => "BAD_REQUEST",
            FaultCode::ParseFailed => "GRAPHQL_PARSE_FAILED",
            FaultCode::ValidationFailed => "GRAPHQL_VALIDATION_FAILED",
            FaultCode::BadUserInput => "BAD_USER_INPUT",
            FaultCode::LimitExceeded => "LIMIT_EXCEEDED",
            FaultCode::TooSlow => "TOO_SLOW",
            FaultCode::CursorExpired => "CURSOR_EXPIRED",
            FaultCode::NotKnown => "NOT_KNOWN",
            FaultCode::Unavailable => "UNAVAILABLE",
            FaultCode::Internal => "INTERNAL",
        }
    }
}

/// An error of a resolver.
pub(crate) fn fault(code: FaultCode, message: impl Into<String>) -> Error {
    Error::new(message).extend_with(|_, extensions| extensions.set("code", code.as_str()))
}

/// An error of the request as a whole.
pub(crate) fn whole(error: Error) -> ServerError {
    let mut error = error.into_server_error(Pos::default());
    error.locations.clear();
    error
}

/// Gives every error a code of the list; those the library made have none yet.
pub(crate) fn give_code(error: &mut ServerError, parsed: bool) {
    let extensions = error.extensions.get_or_insert_default();
    if extensions.get("code").is_some() {
        return;
    }
    let code = if !parsed {
        FaultCode::ParseFailed
    } else if error.message.starts_with("Query is ") || error.message.contains("recursion depth") {
        // The library names its two limits so: too complex, nested too deep.
        FaultCode::LimitExceeded
    } else if error.path.is_empty() {
        FaultCode::ValidationFailed
    } else {
        FaultCode::BadUserInput
    };
    extensions.set("code", code.as_str());
}
