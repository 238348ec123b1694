//! GraphQL over HTTP: JSON by POST, queries alone by GET, WebSocket by upgrade.
//!
//! Our own thin layer over the schema, because what a request may be is decided here: never a
//! mutation by GET, never a body that a page elsewhere could send, never an array of requests.

use async_graphql::parser::types::{DocumentOperations, OperationType};
use async_graphql::{Request as GraphqlRequest, Variables};
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{FromRequest as _, FromRequestParts as _, Query, Request, State};
use axum::http::header::{ALLOW, UPGRADE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::Response;
use graphql::{Caller, FaultCode};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::media::{self, Media};
use crate::{Shared, answer, guard, socket};

/// What is wrong with a request before it is GraphQL.
struct Refused {
    status: StatusCode,
    code: FaultCode,
    message: String,
}

impl Refused {
    fn new(status: StatusCode, code: FaultCode, message: impl Into<String>) -> Refused {
        Refused { status, code, message: message.into() }
    }

    fn malformed(message: impl Into<String>) -> Refused {
        Refused::new(StatusCode::BAD_REQUEST, FaultCode::BadRequest, message)
    }

    fn answer(self, media: Media) -> Response {
        let mut response = answer::fault(media, self.status, self.code, &self.message);
        let headers = response.headers_mut();
        match self.status {
            StatusCode::UNAUTHORIZED => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            StatusCode::METHOD_NOT_ALLOWED => {
                headers.insert(ALLOW, HeaderValue::from_static("GET, POST"));
            }
            _ => {}
        }
        response
    }
}

/// Answers `/graphql`.
pub(crate) async fn graphql(State(shared): State<Shared>, request: Request) -> Response {
    if request.method() == Method::GET && request.headers().contains_key(UPGRADE) {
        return socket::upgrade(shared, request).await;
    }
    let Some(media) = Media::wanted(request.headers()) else {
        return Refused::new(
            StatusCode::NOT_ACCEPTABLE,
            FaultCode::BadRequest,
            "answers are application/graphql-response+json or application/json",
        )
        .answer(Media::Json);
    };
    let caller = Caller::admin(media::language(request.headers()));
    match read(&shared, request).await {
        Ok(request) => answer::graphql(media, &shared.api.execute(request, caller).await),
        Err(refused) => refused.answer(media),
    }
}

async fn read(shared: &Shared, request: Request) -> Result<GraphqlRequest, Refused> {
    if !guard::has_key(request.headers(), &shared.key) {
        return Err(Refused::new(
            StatusCode::UNAUTHORIZED,
            FaultCode::Unauthenticated,
            "send the key as `Authorization: Bearer <key>`",
        ));
    }
    match *request.method() {
        Method::POST => read_post(request).await,
        Method::GET => read_get(request).await,
        _ => Err(Refused::new(
            StatusCode::METHOD_NOT_ALLOWED,
            FaultCode::BadRequest,
            "GraphQL is asked by POST, or by GET for queries",
        )),
    }
}

async fn read_post(request: Request) -> Result<GraphqlRequest, Refused> {
    if !media::is_json(request.headers()) {
        return Err(Refused::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            FaultCode::BadRequest,
            "the body must be application/json in UTF-8",
        ));
    }
    let body = Bytes::from_request(request, &()).await.map_err(too_large)?;
    let asked: Value = serde_json::from_slice(&body)
        .map_err(|error| Refused::malformed(format!("the body is not JSON: {error}")))?;
    match asked {
        Value::Object(fields) => from_fields(fields),
        Value::Array(_) => Err(Refused::malformed("one request at a time: arrays are not taken")),
        _ => Err(Refused::malformed("the body must be a JSON object")),
    }
}

fn too_large(rejection: BytesRejection) -> Refused {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refused::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            FaultCode::LimitExceeded,
            format!("a body may have at most {} bytes", crate::BODY_BYTES_MAX),
        ),
        _ => Refused::malformed("the body could not be read"),
    }
}

/// The fields of a request as the specification names them; each of its own type or refused.
fn from_fields(mut fields: Map<String, Value>) -> Result<GraphqlRequest, Refused> {
    let Some(Value::String(query)) = fields.remove("query") else {
        return Err(Refused::malformed("`query` must be a string"));
    };
    let mut request = GraphqlRequest::new(query);
    request.operation_name = match fields.remove("operationName") {
        None | Some(Value::Null) => None,
        Some(Value::String(name)) => Some(name),
        Some(_) => return Err(Refused::malformed("`operationName` must be a string")),
    };
    request.variables = match fields.remove("variables") {
        None | Some(Value::Null) => Variables::default(),
        Some(object @ Value::Object(_)) => Variables::from_json(object),
        Some(_) => return Err(Refused::malformed("`variables` must be an object")),
    };
    match fields.remove("extensions") {
        None | Some(Value::Null | Value::Object(_)) => Ok(request),
        Some(_) => Err(Refused::malformed("`extensions` must be an object")),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InUrl {
    query: Option<String>,
    operation_name: Option<String>,
    variables: Option<String>,
    extensions: Option<String>,
}

async fn read_get(request: Request) -> Result<GraphqlRequest, Refused> {
    let (mut parts, _) = request.into_parts();
    let Query(asked): Query<InUrl> = Query::from_request_parts(&mut parts, &())
        .await
        .map_err(|error: QueryRejection| Refused::malformed(error.body_text()))?;
    let mut fields = Map::new();
    let texts = [("query", asked.query), ("operationName", asked.operation_name)];
    for (name, text) in texts {
        fields.extend(text.map(|text| (name.to_owned(), Value::String(text))));
    }
    for (name, text) in [("variables", asked.variables), ("extensions", asked.extensions)] {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let value = serde_json::from_str(&text)
                .map_err(|error| Refused::malformed(format!("`{name}` is not JSON: {error}")))?;
            fields.insert(name.to_owned(), value);
        }
    }
    let mut request = from_fields(fields)?;
    if changes_something(&mut request) {
        return Err(Refused::new(
            StatusCode::METHOD_NOT_ALLOWED,
            FaultCode::BadRequest,
            "only queries are taken by GET; send this by POST",
        ));
    }
    Ok(request)
}

/// Whether any operation of the document is no query. What cannot be parsed is left to the
/// schema, which says where it is wrong.
fn changes_something(request: &mut GraphqlRequest) -> bool {
    let name = request.operation_name.clone();
    let Ok(document) = request.parsed_query() else {
        return false;
    };
    let is_query = |ty: OperationType| ty == OperationType::Query;
    match &document.operations {
        DocumentOperations::Single(operation) => !is_query(operation.node.ty),
        DocumentOperations::Multiple(operations) => {
            let named = name.and_then(|name| operations.get(name.as_str()));
            match named {
                Some(operation) => !is_query(operation.node.ty),
                None => operations.values().any(|operation| !is_query(operation.node.ty)),
            }
        }
    }
}
