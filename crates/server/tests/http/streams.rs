//! Answers as a stream of events, over plain HTTP.

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use crate::support::{CREATE, Server, extend};

const LISTEN: &str = "subscription { events(after: \"0\") { position type } }";
const STREAM: (&str, &str) = ("Accept", "text/event-stream");

/// One message: its event, id and data.
type Message = (String, Option<String>, Value);

struct Stream(BufReader<TcpStream>);

impl Stream {
    /// Asks for a stream and reads the head of the answer.
    async fn open(server: &Server, query: &str, headers: &[(&str, &str)]) -> Stream {
        let body = json!({ "query": query }).to_string();
        let mut head = format!(
            "POST /graphql HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
             Content-Type: application/json\r\nAccept: text/event-stream\r\nContent-Length: {}\r\n",
            server.address,
            server.key,
            body.len()
        );
        for (name, value) in headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(format!("{head}\r\n{body}").as_bytes()).await.unwrap();
        let mut stream = Stream(BufReader::new(stream));
        assert_eq!(stream.line().await.as_deref(), Some("HTTP/1.1 200 OK"));
        let mut kinds = 0;
        while let Some(line) = stream.line().await.filter(|line| !line.is_empty()) {
            kinds += usize::from(line == "content-type: text/event-stream; charset=utf-8");
        }
        assert_eq!(kinds, 1);
        stream
    }

    async fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        self.0.read_line(&mut line).await.ok().filter(|read| *read > 0)?;
        Some(line.trim_end().to_owned())
    }

    /// The next message; none once the stream has ended.
    async fn next(&mut self) -> Option<Message> {
        let (mut event, mut id, mut data) = (None, None, Value::Null);
        loop {
            let line = self.line().await?;
            match line.split_once(": ").unwrap_or((line.as_str(), "")) {
                ("event", name) => event = Some(name.to_owned()),
                ("id", position) => id = Some(position.to_owned()),
                ("data", json) => data = serde_json::from_str(json).unwrap(),
                // Sizes of chunks lie between the messages.
                _ => {}
            }
            if line.is_empty()
                && let Some(event) = event.take()
            {
                return Some((event, id, data));
            }
        }
    }
}

fn positions(message: &Message) -> (String, Value) {
    let (event, id, data) = message;
    assert_eq!(event, "next");
    let position = &data["data"]["events"]["position"];
    assert_eq!(position.as_str(), id.as_deref(), "the id is the event's position");
    assert_eq!(data["extensions"]["koc"]["position"], *position);
    (id.clone().unwrap_or_default(), data.clone())
}

#[tokio::test]
async fn events_come_as_a_stream_and_go_on_where_a_client_left() {
    let server = Server::start().await;
    server.ask(CREATE).await;
    extend(&server, 1).await;
    let mut stream = Stream::open(&server, LISTEN, &[]).await;
    for expected in ["1", "2"] {
        assert_eq!(positions(&stream.next().await.unwrap()).0, expected);
    }
    extend(&server, 2).await;
    assert_eq!(positions(&stream.next().await.unwrap()).0, "3");
    drop(stream);
    let mut stream = Stream::open(&server, LISTEN, &[("Last-Event-ID", "2")]).await;
    assert_eq!(positions(&stream.next().await.unwrap()).0, "3");
    server.stop().await;
    assert_eq!(stream.next().await, None, "no `complete`: there is more for who comes back");
}

#[tokio::test]
async fn a_query_is_a_stream_of_one_answer() {
    let server = Server::start().await;
    let mut stream = Stream::open(&server, "{ programme { brand } }", &[]).await;
    let (event, id, data) = stream.next().await.unwrap();
    assert_eq!((event.as_str(), id), ("next", None));
    assert_eq!(data["data"], json!({ "programme": null }));
    assert_eq!(stream.next().await.unwrap().0, "complete");
}

#[tokio::test]
async fn what_cannot_begin_is_no_stream() {
    let server = Server::start().await;
    for query in ["subscription {", "subscription { nothing }"] {
        let answer = server.post(&[STREAM], &json!({ "query": query })).await;
        assert_eq!(answer.status, 400, "{query}");
        assert_eq!(
            answer.header("Content-Type"),
            Some("application/graphql-response+json; charset=utf-8")
        );
    }
    let answer = server.post(&[], &json!({ "query": LISTEN })).await;
    assert_eq!((answer.status, answer.code().as_str()), (200, "BAD_REQUEST"));
    assert!(answer.body.contains("text/event-stream"), "{}", answer.body);
    let mutation = "/graphql?query=mutation%7B__typename%7D";
    assert_eq!(server.get(mutation, &[STREAM]).await.status, 405);
    let subscription = "/graphql?query=subscription%7Bevents%7Bposition%7D%7D";
    assert_eq!(server.get(subscription, &[]).await.status, 405);
}
