//! Objects are answered as the specification of GraphQL has it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

extern crate resolving as async_graphql;

use async_graphql::json;
use async_graphql::{
    EmptyMutation, EmptySubscription, Interface, Object, Pace, Request, Response, Result, Schema,
    ServerError, ServerResult, SimpleObject, Step, Value, is_told,
};

#[derive(SimpleObject, Clone)]
struct Place {
    city: &'static str,
    street: &'static str,
}

#[derive(Clone)]
struct Person(u32);

#[Object]
impl Person {
    async fn id(&self) -> u32 {
        self.0
    }

    async fn home(&self) -> Place {
        Place { city: "Suzhou", street: "Pingjiang" }
    }

    async fn friends(&self) -> Vec<Person> {
        vec![Person(self.0 * 2), Person(self.0 * 2 + 1)]
    }

    async fn nickname(&self) -> Result<Option<String>> {
        Err("nickname is lost".into())
    }

    /// Of everybody but the third.
    async fn age(&self) -> Result<u32> {
        if self.0 == 3 { Err("age is lost".into()) } else { Ok(40) }
    }

    async fn partner(&self) -> Option<Person> {
        Some(Person(3))
    }

    async fn remarks(&self) -> Vec<Option<&'static str>> {
        vec![Some("said \"no\"\\\n\u{1}"), None, Some("平江路"), Some("")]
    }

    async fn height(&self) -> f64 {
        1.75
    }

    async fn taller(&self, by: f64) -> bool {
        by < 0.0
    }
}

#[derive(Interface)]
#[graphql(crate = "async_graphql::library", field(name = "id", ty = "u32"))]
enum Node {
    Person(Person),
}

struct Query;

#[Object]
impl Query {
    async fn person(&self) -> Person {
        Person(1)
    }

    async fn node(&self) -> Option<Node> {
        Some(Node::Person(Person(7)))
    }
}

async fn answer(request: impl Into<Request>) -> Response {
    Schema::new(Query, EmptyMutation, EmptySubscription).execute(request).await
}

async fn data(query: &str) -> String {
    let answer = answer(query).await;
    assert!(answer.errors.is_empty(), "{:?}", answer.errors);
    answer.data.to_string()
}

/// Message and place of every error that is told.
fn told(response: &Response) -> Vec<(String, String)> {
    let errors = response.errors.iter().filter(|error| !is_told(error));
    errors.map(|error| (error.message.clone(), path(error))).collect()
}

fn path(error: &ServerError) -> String {
    let steps: Vec<String> = error.path.iter().map(|step| format!("{step:?}")).collect();
    steps.join(" ").replace("Field(", "").replace("Index(", "").replace([')', '"'], "")
}

#[tokio::test]
async fn fields_come_in_the_order_asked_for_under_the_names_asked_for() {
    let seen = data("{ person { home { street city } number: id __typename } }").await;
    let wanted = r#"{person: {home: {street: "Pingjiang", city: "Suzhou"}, number: 1, __typename: "Person"}}"#;
    assert_eq!(seen, wanted);
}

#[tokio::test]
async fn what_is_asked_twice_is_put_together() {
    let seen = data(
        "query { person { ...A ... on Person { home { street } friends { home { city } } } } }
         fragment A on Person { home { city } friends { id } id ... { id } }",
    )
    .await;
    let home = r#"home: {city: "Suzhou", street: "Pingjiang"}"#;
    let friend = |id| format!(r#"{{id: {id}, home: {{city: "Suzhou"}}}}"#);
    let friends = format!("friends: [{}, {}]", friend(2), friend(3));
    assert_eq!(seen, format!("{{person: {{{home}, {friends}, id: 1}}}}"));
}

#[tokio::test]
async fn a_fragment_counts_for_its_own_type_and_for_its_interface() {
    let seen =
        data("{ node { id ... on Person { home { city } } ... on Node { __typename } } }").await;
    assert_eq!(seen, r#"{node: {id: 7, home: {city: "Suzhou"}, __typename: "Person"}}"#);
    let seen = data("{ person { ... on Node { id } } }").await;
    assert_eq!(seen, "{person: {id: 1}}");
}

#[tokio::test]
async fn skipped_fields_are_not_there() {
    let seen = data("{ person { id @skip(if: true) home @include(if: true) { city } } }").await;
    assert_eq!(seen, r#"{person: {home: {city: "Suzhou"}}}"#);
}

#[tokio::test]
async fn a_field_that_fails_is_null_where_it_may_be() {
    let answer = answer("{ person { id nickname } }").await;
    assert_eq!(answer.data.to_string(), "{person: {id: 1, nickname: null}}");
    assert_eq!(told(&answer), [("nickname is lost".into(), "person nickname".into())]);
}

#[tokio::test]
async fn else_what_it_is_in_is_null_and_the_error_says_where_it_was() {
    let answer = answer("{ person { id partner { id friends { id } age } } }").await;
    assert_eq!(answer.data.to_string(), "{person: {id: 1, partner: null}}");
    assert_eq!(told(&answer), [("age is lost".into(), "person partner age".into())]);
    // One of a list that is never null.
    let answer =
        self::answer("{ node { ... on Person { id } } person { partner { id } friends { age } } }")
            .await;
    assert_eq!(told(&answer), [("age is lost".into(), "person friends 1 age".into())]);
}

/// Goes on, and writes.
struct Writing;

impl Pace for Writing {
    fn step(&self) -> ServerResult<Step> {
        Ok(Step::On)
    }

    fn writes(&self) -> bool {
        true
    }
}

async fn written(query: &str) -> Response {
    let pace: Arc<dyn Pace> = Arc::new(Writing);
    answer(Request::new(query).data(pace)).await
}

#[tokio::test]
async fn an_answer_that_is_written_as_it_is_found_is_the_same() {
    for query in [
        "{ person { friends { number: id home { street city } } remarks height __typename } }",
        "{ person { taller(by: -1) partner { partner { id } } ...A } } fragment A on Person { id }",
        "{ person { id @skip(if: true) } }",
        "{ person { nickname home { city } } }",
        "{ person { partner { id friends { id } age } friends { id } } }",
        "{ node { id ... on Person { home { city } } } }",
        "{ person { friends { age } } }",
    ] {
        let values = answer(query).await;
        let written = written(query).await;
        assert_eq!(json_of(&written.data), serde_json::to_string(&values.data).unwrap(), "{query}");
        assert_eq!(told(&written), told(&values), "{query}");
    }
    let written = written("{ person { id } }").await;
    let Value::Object(data) = written.data else { panic!("{}", written.data) };
    assert_eq!(data["person"], Value::Binary(r#"{"id":1}"#.into()));
}

fn json_of(value: &Value) -> String {
    let mut text = Vec::new();
    json::write(value, &mut text);
    String::from_utf8(text).expect("made of texts")
}

/// Allows so many fields.
struct Few(AtomicU32);

impl Pace for Few {
    fn step(&self) -> ServerResult<Step> {
        match self.0.fetch_sub(1, Ordering::Relaxed) {
            0 => Err(ServerError::new("enough", None)),
            left if left % 2 == 0 => Ok(Step::LetOthers),
            _ => Ok(Step::On),
        }
    }
}

#[tokio::test]
async fn work_goes_on_only_as_long_as_it_may() {
    let query = "{ person { id home { city street } } }";
    for (allowed, done) in [(4, true), (3, false), (0, false)] {
        let pace: Arc<dyn Pace> = Arc::new(Few(AtomicU32::new(allowed)));
        let answer = answer(Request::new(query).data(pace)).await;
        assert_eq!(answer.errors.is_empty(), done, "{allowed}: {:?}", answer.errors);
    }
}
