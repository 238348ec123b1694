//! How a request is executed: looked at first, then one session, one instant, every error with a
//! code.

use std::mem;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Instant;

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, OperationType,
};
use async_graphql::{
    EmptyMutation, EmptySubscription, Name, ObjectType, Pace, Positioned, Request, Response,
    Schema, SchemaBuilder, ServerError, SubscriptionType, ValidationMode, Value, is_told,
};
use domain::id::EventId;
use engine::Engine;
use futures_util::future::{self, BoxFuture};
use futures_util::stream::BoxStream;
use futures_util::{FutureExt as _, StreamExt as _};
use tokio::runtime::Handle;
use tokio::task::JoinHandle;
use tracing::Instrument as _;

use crate::access;
use crate::audited::Audited;
use crate::caller::{Caller, Spent, Subject};
use crate::document::{self, Documents, Kept, Measured, Refused, Sender, Types, plainly_right};
use crate::fault::{FaultCode, fault, give_code, whole};
use crate::limits::{Limits, RETRY_AFTER, too_often};
use crate::mutations::Mutation;
use crate::root::Root;
use crate::session::Session;
use crate::subscription::Subscription;
use crate::views::RecentViews;

/// Directives on one field at most.
const DIRECTIVES_MAX: usize = 10;

type KocSchema = Schema<Root, Mutation, Subscription>;
type AskingSchema = Schema<Root, EmptyMutation, EmptySubscription>;

/// The API over one engine. A copy costs some pointers.
#[derive(Clone)]
pub struct Api(Arc<Shared>);

struct Shared {
    schema: KocSchema,
    /// The same without commands, for what only asks, and asks for nothing but fields of ours. To
    /// the library it is part of a federation: of any other it looks at all types for every field
    /// that a query begins with, an eighth of the work for a small one.
    asking: AskingSchema,
    /// The same for documents that are known to fit: nothing is checked again. Made when it is
    /// first needed.
    knowing: OnceLock<AskingSchema>,
    documents: Documents,
    /// Where what may be long is executed, so that it delays nobody; none: where it is asked.
    heavy: Option<Handle>,
    types: Types,
    limits: Limits,
    engine: Arc<Engine>,
    views: Arc<RecentViews>,
    audited: Arc<Audited>,
}

impl Api {
    /// The API over `engine`, with the usual limits.
    pub fn new(engine: Arc<Engine>) -> Api {
        Api::with(engine, Limits::default(), None)
    }

    /// The API over `engine`; what may be long is executed on `heavy`.
    pub fn with(engine: Arc<Engine>, limits: Limits, heavy: Option<Handle>) -> Api {
        let audited = Arc::new(Audited::default());
        let schema =
            build(&limits, Mutation::default(), Subscription).data(audited.clone()).finish();
        let asking = build_asking(&limits).data(audited.clone()).finish();
        let types = Types::read(&schema.sdl());
        Api(Arc::new(Shared {
            schema,
            asking,
            knowing: OnceLock::new(),
            documents: Documents::default(),
            heavy,
            types,
            limits,
            engine,
            views: Arc::default(),
            audited,
        }))
    }

    /// Executes a query or a mutation. The answer's `extensions.koc.position` says which position
    /// of the log it comes from; every error has an `extensions.code`.
    pub fn execute(&self, request: Request, caller: Caller) -> BoxFuture<'static, Response> {
        match self.prepare(request, caller) {
            Ok(operation) => self.run(operation),
            Err(refused) => future::ready(*refused).boxed(),
        }
    }

    /// Looks at a request before anything is done about it: whether its sender may ask for it, and
    /// what it costs, which is taken from what they may spend.
    ///
    /// # Errors
    ///
    /// The answer to one that is not executed.
    pub fn prepare(
        &self,
        mut request: Request,
        caller: Caller,
    ) -> Result<Operation, Box<Response>> {
        let Shared { engine, views, limits, .. } = &*self.0;
        let session = Session::new(Arc::clone(engine), caller, Arc::clone(views), *limits);
        let session = Arc::new(session);
        match self.look(&mut request, &session) {
            Ok(Looked { kind, way, measured }) => {
                let mut request = request.data(Arc::clone(&session));
                // A command is not long, and once it is on its way it is not given up.
                if kind == OperationType::Query {
                    request = request.data::<Arc<dyn Pace>>(session.clone());
                }
                let subject = subject(&self.0.types, kind, &measured.roots);
                Ok(Operation { request, session, kind, way, measured, subject })
            }
            Err(error) => {
                let mut response = Response::from_errors(vec![error]);
                say_position(&mut response, &session);
                Err(Box::new(response))
            }
        }
    }

    fn look(&self, request: &mut Request, session: &Session) -> Result<Looked, ServerError> {
        let Shared { engine, types, limits, .. } = &*self.0;
        let grant = &session.caller.grant;
        let refuse = |code, message: &str| Err(whole(fault(code, message)));
        if grant.has_ended() {
            return refuse(FaultCode::Unauthenticated, "the key was revoked or has expired");
        }
        if session.roles.is_empty() {
            let message = "whoever this key was made for has none of its roles any more";
            return refuse(FaultCode::Forbidden, message);
        }
        // What is refused is not executed, so they are given back at the end alone.
        let (name, variables) = (request.operation_name.take(), mem::take(&mut request.variables));
        let (document, kept) = self.0.documents.of(request, limits.tokens)?;
        let operation = named(document, name.as_deref())
            .map_err(|message| whole(fault(FaultCode::ValidationFailed, message)))?;
        let view = engine.view();
        let is_theirs = |id: &str| match grant.subject() {
            Subject::Member(member) => access::is_theirs(&view, member, id),
            _ => false,
        };
        let sender = Sender { roles: &session.roles, is_theirs: &is_theirs };
        let measured = document::measure(types, limits, document, operation, &variables, &sender)
            .map_err(refused)?;
        grant.spend(measured.cost).map_err(|spent| {
            whole(match spent {
                Spent::Wait { wait, allowed } => too_often(measured.cost, allowed, Some(wait)),
                Spent::Never { allowed } => too_often(measured.cost, allowed, None),
            })
        })?;
        let is_asked = |root: &String| types.field("Query", root).is_some();
        let only_asks = operation.node.ty == OperationType::Query
            && document.operations.iter().nth(1).is_none()
            && measured.roots.iter().all(is_asked);
        let way = match kept {
            _ if !only_asks => Way::Whole,
            Some(kept) if kept.fits() && plainly_right(&operation.node, &variables) => Way::Knowing,
            kept => Way::Asking(kept),
        };
        let kind = operation.node.ty;
        (request.operation_name, request.variables) = (name, variables);
        Ok(Looked { kind, way, measured })
    }

    /// Executes a query or a mutation.
    ///
    /// Boxed, so that everything that answers is compiled here, once: a future whose type is known
    /// outside is compiled again in every crate that waits for it, resolvers and all.
    pub fn run(&self, operation: Operation) -> BoxFuture<'static, Response> {
        let shared = Arc::clone(&self.0);
        async move { shared.run(operation).await }.boxed()
    }

    /// Executes any operation; a subscription has many answers, for as long as the key lasts.
    pub fn stream(&self, operation: Operation) -> BoxStream<'static, Response> {
        if operation.kind != OperationType::Subscription {
            return self.run(operation).into_stream().boxed();
        }
        let Operation { request, session, measured, .. } = operation;
        let answers = self.0.schema.execute_stream(request);
        answers.map(move |response| finish(response, &session, &measured)).boxed()
    }
}

/// What a request was found to be.
struct Looked {
    kind: OperationType,
    way: Way,
    measured: Measured,
}

/// By which schema a request is executed.
enum Way {
    /// By that which knows everything.
    Whole,
    /// It asks for fields of ours alone, and there is nothing else in its document.
    Asking(Option<Arc<Kept>>),
    /// The same, and the document is known to fit.
    Knowing,
}

impl Shared {
    /// Executes what was looked at.
    async fn execute(&self, request: Request, way: Way) -> Response {
        match way {
            Way::Whole => self.schema.execute(request).await,
            Way::Knowing => self.knowing().execute(request).await,
            Way::Asking(kept) => {
                let response = self.asking.execute(request).await;
                // What does not fit is told of the request as a whole.
                if response.errors.iter().all(|error| !error.path.is_empty())
                    && let Some(kept) = kept
                {
                    kept.note_fits();
                }
                response
            }
        }
    }

    fn knowing(&self) -> &AskingSchema {
        self.knowing.get_or_init(|| {
            let schema = build_asking(&self.limits).validation_mode(ValidationMode::Fast);
            schema.data(Arc::clone(&self.audited)).finish()
        })
    }

    async fn run(self: &Arc<Self>, operation: Operation) -> Response {
        let Operation { request, session, measured, kind, way, .. } = operation;
        session.begin(Instant::now());
        let long = kind == OperationType::Query && measured.may_be_long();
        let response = match self.heavy.as_ref().filter(|_| long) {
            None => self.execute(request, way).await,
            Some(heavy) => {
                let shared = Arc::clone(self);
                let work = async move { shared.execute(request, way).await };
                // What is remarked there belongs to the same request.
                let task = heavy.spawn(work.in_current_span());
                match Abandoned(task).await {
                    Some(response) => response,
                    None => refusal(FaultCode::Internal, "the query could not be executed"),
                }
            }
        };
        let response = match session.unfolded() {
            Some(error) => Response::from_errors(vec![error]),
            None => response,
        };
        finish(response, &session, &measured)
    }
}

/// A task that is given up when nobody waits for it any more.
struct Abandoned(JoinHandle<Response>);

impl Future for Abandoned {
    type Output = Option<Response>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Response>> {
        Pin::new(&mut self.0).poll(context).map(Result::ok)
    }
}

impl Drop for Abandoned {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// An operation that may be executed.
pub struct Operation {
    request: Request,
    session: Arc<Session>,
    kind: OperationType,
    way: Way,
    measured: Measured,
    subject: String,
}

impl Operation {
    /// Whether it asks, acts or listens.
    pub fn kind(&self) -> OperationType {
        self.kind
    }

    /// What it costs: fields of the answer, counting a page's fields once per row.
    pub fn cost(&self) -> usize {
        self.measured.cost
    }

    /// The fields it begins with, by their names in the schema.
    pub fn roots(&self) -> &[String] {
        &self.measured.roots
    }

    /// What it is counted as: the one field it begins with, by its name in the schema; or
    /// `several`, `introspection`, `unknown`. Never a word of whoever sent it.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// For an answer that is only written down, by [`crate::write_json`]: what a query finds
    /// stands in it as JSON already.
    #[must_use]
    pub fn as_json(self) -> Operation {
        if !self.measured.twice {
            self.session.write_objects();
        }
        self
    }

    /// Listens to what follows this position, whatever the subscription itself says: for a client
    /// that was cut off and comes back.
    #[must_use]
    pub fn resume_after(self, position: u64) -> Operation {
        self.session.resume_after(EventId(position));
        self
    }
}

/// What an operation is counted as.
fn subject(types: &Types, kind: OperationType, roots: &[String]) -> String {
    let [root] = roots else { return "several".to_owned() };
    let of = match kind {
        OperationType::Query => "Query",
        OperationType::Mutation => "Mutation",
        OperationType::Subscription => "Subscription",
    };
    match types.field(of, root) {
        Some(_) => root.clone(),
        None if root.starts_with("__") => "introspection".to_owned(),
        None => "unknown".to_owned(),
    }
}

/// The operation that a request names; the reason why there is none.
fn named<'a>(
    document: &'a ExecutableDocument,
    name: Option<&str>,
) -> Result<&'a Positioned<OperationDefinition>, String> {
    let found = match (&document.operations, name) {
        (DocumentOperations::Single(only), None) => Some(only),
        (DocumentOperations::Single(_), Some(_)) => None,
        (DocumentOperations::Multiple(many), Some(name)) => many.get(name),
        (DocumentOperations::Multiple(many), None) if many.len() == 1 => many.values().next(),
        (DocumentOperations::Multiple(_), None) => {
            return Err("the document has several operations: say which in `operationName`".into());
        }
    };
    found.ok_or_else(|| format!("the document has no operation `{}`", name.unwrap_or_default()))
}

fn refused(refused: Refused) -> ServerError {
    whole(match refused {
        Refused::Beyond(beyond) => beyond.error(),
        Refused::Forbidden(message) => fault(FaultCode::Forbidden, message),
        Refused::Circular(fragment) => fault(
            FaultCode::ValidationFailed,
            format!("the fragment `{fragment}` goes round in circles"),
        ),
    })
}

/// An answer that says why nothing was executed.
pub fn refusal(code: FaultCode, message: impl Into<String>) -> Response {
    Response::from_errors(vec![whole(fault(code, message))])
}

/// After how many seconds a request that was one too many may be sent again.
pub fn retry_after(response: &Response) -> Option<u64> {
    let extensions = response.errors.first()?.extensions.as_ref()?;
    match extensions.get(RETRY_AFTER) {
        Some(Value::Number(seconds)) => seconds.as_u64(),
        _ => None,
    }
}

/// The position of the log that an answer comes from; in a subscription, of its event.
pub fn position_of(response: &Response) -> Option<u64> {
    let Some(Value::Object(koc)) = response.extensions.get("koc") else { return None };
    match koc.get("position") {
        Some(Value::String(position)) => position.parse().ok(),
        _ => None,
    }
}

/// The schema with the library's own limits behind ours: they follow fragments too.
fn build<M: ObjectType + 'static, S: SubscriptionType + 'static>(
    limits: &Limits,
    mutation: M,
    subscription: S,
) -> SchemaBuilder<Root, M, S> {
    Schema::build(Root::default(), mutation, subscription)
        .limit_depth(limits.depth)
        .limit_recursive_depth(limits.depth + 12)
        .limit_directives(DIRECTIVES_MAX)
}

/// The smaller schema. That it is part of a federation is said to the library alone.
fn build_asking(limits: &Limits) -> SchemaBuilder<Root, EmptyMutation, EmptySubscription> {
    build(limits, EmptyMutation, EmptySubscription).enable_federation()
}

/// The schema in the GraphQL schema language, fields in the order they are defined.
pub fn sdl() -> String {
    build(&Limits::default(), Mutation::default(), Subscription).finish().sdl()
}

fn finish(mut response: Response, session: &Session, measured: &Measured) -> Response {
    if session.is_late() {
        // Every field that was not reached has its error; one says it all.
        response = Response::from_errors(vec![session.too_late()]);
    }
    if session.is_without_data() {
        response.data = Value::Null;
    }
    if let Value::Object(fields) = &mut response.data {
        // The library has them in the order in which they were answered.
        fields.sort_by_cached_key(|key, _| measured.keys.iter().position(|asked| asked == key));
    }
    response.errors.retain(|error| !is_told(error));
    response.errors.iter_mut().for_each(|error| give_code(error, true));
    say_position(&mut response, session);
    let number = |number: usize| Value::from(number);
    let cost = [
        (Name::new("requested"), number(measured.cost)),
        (Name::new("limit"), number(session.limits.cost)),
    ];
    response.extensions.insert("cost".to_owned(), Value::Object(cost.into()));
    response
}

fn say_position(response: &mut Response, session: &Session) {
    let position = Value::String(session.position().0.to_string());
    let koc = Value::Object([(Name::new("position"), position)].into());
    response.extensions.insert("koc".to_owned(), koc);
}
