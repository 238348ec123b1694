//! How a request is executed: one session, one instant, every error with a code.

use std::any::TypeId;
use std::sync::Arc;

use async_graphql::{Data, Executor, Name, Pos, Request, Response, Schema, SchemaBuilder, Value};
use engine::Engine;
use futures_util::StreamExt as _;
use futures_util::stream::{self, BoxStream};

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
    pub async fn execute(&self, mut request: Request, caller: Caller) -> Response {
        let parsed = request.parsed_query().is_ok();
        let session = self.session(caller);
        let response = self.schema.execute(request.data(Arc::clone(&session))).await;
        finish(response, &session, parsed)
    }

    fn session(&self, caller: Caller) -> Arc<Session> {
        Arc::new(Session::new(Arc::clone(&self.engine), caller, Arc::clone(&self.views)))
    }
}

/// What a WebSocket does with its operations; its session data holds the [`Caller`].
impl Executor for Api {
    async fn execute(&self, request: Request) -> Response {
        match caller(&request.data) {
            Some(caller) => Api::execute(self, request, caller).await,
            None => nobody(),
        }
    }

    fn execute_stream(
        &self,
        mut request: Request,
        session_data: Option<Arc<Data>>,
    ) -> BoxStream<'static, Response> {
        let Some(caller) = session_data.as_deref().and_then(caller) else {
            return stream::once(async { nobody() }).boxed();
        };
        let parsed = request.parsed_query().is_ok();
        let session = self.session(caller);
        let answers = self.schema.execute_stream(request.data(Arc::clone(&session)));
        answers.map(move |response| finish(response, &session, parsed)).boxed()
    }
}

fn caller(data: &Data) -> Option<Caller> {
    data.get(&TypeId::of::<Caller>())?.downcast_ref().copied()
}

fn nobody() -> Response {
    let error = fault(FaultCode::Unauthenticated, "the key is missing or wrong");
    Response::from_errors(vec![error.into_server_error(Pos::default())])
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
