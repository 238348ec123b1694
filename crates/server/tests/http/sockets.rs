//! Subscriptions over WebSocket: every event once and in order, then live.

use domain::Moment;
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::support::{CREATE, Server, extend};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

async fn open(server: &Server, headers: &[(&'static str, &str)]) -> Result<Socket, u16> {
    let url = format!("ws://{}/graphql", server.address);
    let mut request = url.into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().insert(*name, HeaderValue::from_str(value).unwrap());
    }
    match connect_async(request).await {
        Ok((socket, _)) => Ok(socket),
        Err(tokio_tungstenite::tungstenite::Error::Http(answer)) => Err(answer.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

const PROTOCOL: (&str, &str) = ("sec-websocket-protocol", "graphql-transport-ws");

async fn say(socket: &mut Socket, message: Value) {
    socket.send(Message::text(message.to_string())).await.unwrap();
}

/// The next message: JSON, or the code it closed with.
async fn hear(socket: &mut Socket) -> Result<Value, u16> {
    loop {
        match socket.next().await.unwrap().unwrap() {
            Message::Text(text) => return Ok(serde_json::from_str(&text).unwrap()),
            Message::Close(frame) => return Err(frame.map_or(0, |frame| frame.code.into())),
            _ => {}
        }
    }
}

async fn ready(server: &Server) -> Socket {
    let mut socket = open(server, &[PROTOCOL]).await.unwrap();
    let payload = json!({ "Authorization": format!("Bearer {}", server.key) });
    say(&mut socket, json!({ "type": "connection_init", "payload": payload })).await;
    assert_eq!(hear(&mut socket).await.unwrap()["type"], "connection_ack");
    socket
}

async fn subscribe(socket: &mut Socket, after: u64) {
    let query = format!("subscription {{ events(after: {after}) {{ position type }} }}");
    say(socket, json!({ "id": "1", "type": "subscribe", "payload": { "query": query } })).await;
}

async fn next_position(socket: &mut Socket) -> String {
    let message = hear(socket).await.unwrap();
    assert_eq!(message["type"], "next", "{message}");
    let event = &message["payload"]["data"]["events"];
    event["position"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn every_event_comes_once_and_in_order_then_live() {
    let server = Server::start().await;
    server.ask(CREATE).await;
    for number in 0..5 {
        extend(&server, number).await;
    }
    let mut socket = ready(&server).await;
    subscribe(&mut socket, 2).await;
    for expected in 3..=6 {
        assert_eq!(next_position(&mut socket).await, expected.to_string());
    }
    for number in 5..9 {
        extend(&server, number).await;
        assert_eq!(next_position(&mut socket).await, (number + 2).to_string());
    }
    let mut later = ready(&server).await;
    subscribe(&mut later, 0).await;
    for expected in 1..=10 {
        assert_eq!(next_position(&mut later).await, expected.to_string());
    }
    server.stop().await;
    assert_eq!(hear(&mut socket).await, Err(1001));
}

#[tokio::test]
async fn a_socket_without_the_key_is_closed() {
    let server = Server::start().await;
    for payload in [Value::Null, json!({}), json!({ "Authorization": "Bearer nonsense" })] {
        let mut socket = open(&server, &[PROTOCOL]).await.unwrap();
        say(&mut socket, json!({ "type": "connection_init", "payload": payload })).await;
        assert_eq!(hear(&mut socket).await, Err(4403));
    }
    let mut socket = open(&server, &[PROTOCOL]).await.unwrap();
    subscribe(&mut socket, 0).await;
    assert!(hear(&mut socket).await.is_err());
    let bearer = format!("Bearer {}", server.key);
    let mut socket = open(&server, &[PROTOCOL, ("authorization", &bearer)]).await.unwrap();
    say(&mut socket, json!({ "type": "connection_init" })).await;
    assert_eq!(hear(&mut socket).await.unwrap()["type"], "connection_ack");
}

#[tokio::test]
async fn a_page_of_another_site_cannot_open_a_socket() {
    let server = Server::start().await;
    for origin in ["https://evil.example", "http://127.0.0.1:1", "null"] {
        let refused = open(&server, &[PROTOCOL, ("origin", origin)]).await;
        assert_eq!(refused.err(), Some(403), "{origin}");
    }
    let own = format!("http://{}", server.address);
    assert!(open(&server, &[PROTOCOL, ("origin", &own)]).await.is_ok());
    assert_eq!(open(&server, &[PROTOCOL, ("host", "evil.example")]).await.err(), Some(421));
}

#[tokio::test]
async fn only_the_one_protocol_is_spoken() {
    let server = Server::start().await;
    assert_eq!(open(&server, &[]).await.err(), Some(400));
    let old = ("sec-websocket-protocol", "graphql-ws");
    assert_eq!(open(&server, &[old]).await.err(), Some(400));
}

#[tokio::test]
async fn an_impossible_position_is_an_error_of_that_subscription_alone() {
    let server = Server::start().await;
    let mut socket = ready(&server).await;
    let query = "subscription { events(after: \"-1\") { position } }";
    say(&mut socket, json!({ "id": "7", "type": "subscribe", "payload": { "query": query } }))
        .await;
    let message = hear(&mut socket).await.unwrap();
    assert!(message.to_string().contains("BAD_USER_INPUT"), "{message}");
    let query = "{ programme { brand } }";
    say(&mut socket, json!({ "id": "8", "type": "subscribe", "payload": { "query": query } }))
        .await;
    loop {
        let message = hear(&mut socket).await.unwrap();
        if message["id"] == "8" {
            assert_eq!(message["payload"]["data"], json!({ "programme": null }));
            break;
        }
    }
}

#[tokio::test]
async fn a_subscription_ends_with_its_key() {
    let server = Server::start().await;
    server.ask(CREATE).await;
    let list = server.ring.list();
    let mut socket = ready(&server).await;
    subscribe(&mut socket, 0).await;
    assert_eq!(next_position(&mut socket).await, "1");
    server.ring.revoke(&list[0].id, Moment(2)).unwrap();
    assert_eq!(hear(&mut socket).await, Err(4403));
}

#[tokio::test]
async fn the_protocol_is_kept_to_the_letter() {
    let server = Server::start().await;
    let cases = [
        (json!({ "type": "connection_init" }), 4429),
        (json!({ "type": "nothing" }), 4400),
        (json!([]), 4400),
        (json!({ "type": "subscribe", "payload": { "query": "{ __typename }" } }), 4400),
        (json!({ "type": "subscribe", "id": "1", "payload": { "query": 1 } }), 4400),
    ];
    for (message, code) in cases {
        let mut socket = ready(&server).await;
        say(&mut socket, message.clone()).await;
        assert_eq!(hear(&mut socket).await, Err(code), "{message}");
    }
    let mut socket = open(&server, &[PROTOCOL]).await.unwrap();
    subscribe(&mut socket, 0).await;
    assert_eq!(hear(&mut socket).await, Err(4401));

    let mut socket = ready(&server).await;
    say(&mut socket, json!({ "type": "ping", "payload": { "a": 1 } })).await;
    assert_eq!(hear(&mut socket).await, Ok(json!({ "type": "pong", "payload": { "a": 1 } })));
    say(&mut socket, json!({ "type": "pong" })).await;
    say(&mut socket, json!({ "type": "complete", "id": "never begun" })).await;
    let wrong = json!({ "query": "{ nothing }" });
    say(&mut socket, json!({ "type": "subscribe", "id": "w", "payload": wrong })).await;
    let error = hear(&mut socket).await.unwrap();
    assert_eq!((&error["type"], &error["id"]), (&json!("error"), &json!("w")), "{error}");
    assert_eq!(error["payload"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    subscribe(&mut socket, 0).await;
    subscribe(&mut socket, 0).await;
    assert_eq!(hear(&mut socket).await, Err(4409));
}
