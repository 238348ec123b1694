//! How a request is executed: one session, one instant, every error with a code.

use std::sync::Arc;

use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationType};
use async_graphql::{Name, Pos, Request, Response, Schema, SchemaBuilder, ServerError, Value};
use domain::id::EventId;
use engine::Engine;
use futures_util::StreamExt as _;
use futures_util::stream::BoxStream;

use crate::fault::{FaultCode, fault, give_code};
use crate::mutations::Mutation;
use crate::query::Query;
use crate::session::{Caller, Session};
use crate::subscription::Subscription;
use crate::views::RecentViews;

/// Fields below one another at most; a tool's question about the schema needs 15.
const DEPTH_MAX: usize = 20;
/// Fields of one answer at most, counting a page's fields once per row. Our own number.
const COST_MAX: usize = 20_000;
/// Selections within one another at most, fragments followed.
const RECURSION_MAX: usize = 32;
/// Directives on one field at most.
const DIRECTIVES_MAX: usize = 10;

type KocSchema = Schema<Query, Mutation, Subscription>;

/// The API over one engine. A copy costs some pointers.
#[derive(Clone)]
pub struct Api {
    schema: KocSchema,
    engine: Arc<Engine>,
    views: Arc<RecentViews>,
}

impl Api {
    /// The API over `engine`.
    pub fn new(engine: Arc<Engine>) -> Api {
        Api { schema: build().finish(), engine, views: Arc::default() }
    }

    /// Executes a query or a mutation. The answer's `extensions.koc.position` says which position
    /// of the log it comes from; every error has an `extensions.code`.
    pub async fn execute(&self, request: Request, caller: Caller) -> Response {
        match self.prepare(request, caller) {
            Ok(operation) => self.run(operation).await,
            Err(refused) => *refused,
        }
    }

    /// Looks at a request before anything is done about it.
    ///
    /// # Errors
    ///
    /// The answer to one that cannot be executed.
    pub fn prepare(
        &self,
        mut request: Request,
        caller: Caller,
    ) -> Result<Operation, Box<Response>> {
        let session = self.session(caller);
        let refuse = |error: ServerError, parsed| {
            Err(Box::new(finish(Response::from_errors(vec![error]), &session, parsed)))
        };
        let name = request.operation_name.clone();
        match request.parsed_query() {
            Err(error) => refuse(error, false),
            Ok(document) => match kind(document, name.as_deref()) {
                Ok(kind) => Ok(Operation { request: request.data(session.clone()), session, kind }),
                Err(message) => refuse(ServerError::new(message, None), true),
            },
        }
    }

    /// Executes a query or a mutation.
    pub async fn run(&self, operation: Operation) -> Response {
        let Operation { request, session, .. } = operation;
        finish(self.schema.execute(request).await, &session, true)
    }

    /// Executes any operation; a subscription has many answers.
    pub fn stream(&self, operation: Operation) -> BoxStream<'static, Response> {
        let Operation { request, session, .. } = operation;
        let answers = self.schema.execute_stream(request);
        answers.map(move |response| finish(response, &session, true)).boxed()
    }

    fn session(&self, caller: Caller) -> Arc<Session> {
        Arc::new(Session::new(Arc::clone(&self.engine), caller, Arc::clone(&self.views)))
    }
}

/// An operation that may be executed.
pub struct Operation {
    request: Request,
    session: Arc<Session>,
    kind: OperationType,
}

impl Operation {
    /// Whether it asks, acts or listens.
    pub fn kind(&self) -> OperationType {
        self.kind
    }

    /// Listens to what follows this position, whatever the subscription itself says: for a client
    /// that was cut off and comes back.
    #[must_use]
    pub fn resume_after(self, position: u64) -> Operation {
        self.session.resume_after(EventId(position));
        self
    }
}

/// What the operation that a request names does; the reason why there is none.
fn kind(document: &ExecutableDocument, name: Option<&str>) -> Result<OperationType, String> {
    let found = match (&document.operations, name) {
        (DocumentOperations::Single(only), None) => Some(only),
        (DocumentOperations::Single(_), Some(_)) => None,
        (DocumentOperations::Multiple(many), Some(name)) => many.get(name),
        (DocumentOperations::Multiple(many), None) if many.len() == 1 => many.values().next(),
        (DocumentOperations::Multiple(_), None) => {
            return Err("the document has several operations: say which in `operationName`".into());
        }
    };
    let unknown = || format!("the document has no operation `{}`", name.unwrap_or_default());
    found.map(|operation| operation.node.ty).ok_or_else(unknown)
}

/// An answer that says why nothing was executed.
pub fn refusal(code: FaultCode, message: impl Into<String>) -> Response {
    Response::from_errors(vec![fault(code, message).into_server_error(Pos::default())])
}

/// The position of the log that an answer comes from; in a subscription, of its event.
pub fn position_of(response: &Response) -> Option<u64> {
    let Some(Value::Object(koc)) = response.extensions.get("koc") else { return None };
    match koc.get("position") {
        Some(Value::String(position)) => position.parse().ok(),
        _ => None,
    }
}

fn build() -> SchemaBuilder<Query, Mutation, Subscription> {
    Schema::build(Query::default(), Mutation, Subscription)
        .limit_depth(DEPTH_MAX)
        .limit_complexity(COST_MAX)
        .limit_recursive_depth(RECURSION_MAX)
        .limit_directives(DIRECTIVES_MAX)
}

/// The schema in the GraphQL schema language, fields in the order they are defined.
pub fn sdl() -> String {
    build().finish().sdl()
}

fn finish(mut response: Response, session: &Session, parsed: bool) -> Response {
    response.errors.iter_mut().for_each(|error| give_code(error, parsed));
    let position = Value::String(session.position().0.to_string());
    let koc = Value::Object([(Name::new("position"), position)].into());
    response.extensions.insert("koc".to_owned(), koc);
    response
}
