//! Connections that dribble or take nothing: cut in time, and nobody else waits.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::Server;

const CUT_WITHIN: Duration = Duration::from_secs(15);

/// Sends `first`, then a byte twice a second for as long as it is let.
async fn dribble(server: &Server, first: &str) -> Duration {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream.write_all(first.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    while begun.elapsed() < CUT_WITHIN * 2 {
        let pause = Duration::from_millis(500);
        match tokio::time::timeout(pause, stream.read_buf(&mut answer)).await {
            Ok(Ok(0) | Err(_)) => break,
            Ok(Ok(_)) => {}
            Err(_) if stream.write_all(b"a").await.is_err() => break,
            Err(_) => {}
        }
    }
    begun.elapsed()
}

#[tokio::test]
async fn who_dribbles_is_cut_and_delays_nobody() {
    let server = Server::start().await;
    let head = format!("POST /graphql HTTP/1.1\r\nHost: {}\r\n", server.address);
    let body = format!(
        "{head}Authorization: Bearer {}\r\nContent-Type: application/json\r\n\
         Content-Length: 100000\r\n\r\n",
        server.key
    );
    let dribbling = async {
        tokio::join!(dribble(&server, ""), dribble(&server, &head), dribble(&server, &body))
    };
    let others = async {
        let mut slowest = Duration::ZERO;
        for _ in 0..50 {
            let begun = Instant::now();
            assert!(server.ask("{ __typename }").await.get("errors").is_none());
            slowest = slowest.max(begun.elapsed());
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        slowest
    };
    let ((nothing, head, body), slowest) = tokio::join!(dribbling, others);
    for (what, took) in [("nothing", nothing), ("a head", head), ("a body", body)] {
        assert!(took < CUT_WITHIN, "{what} was let for {took:?}");
    }
    assert!(slowest < Duration::from_secs(2), "somebody else waited {slowest:?}");
}

#[tokio::test]
async fn an_answer_that_nobody_takes_is_cut() {
    let server = Server::start().await;
    let query = "query { __schema { types { name description fields { name description args { \
                 name description } } } } }";
    let body = json!({ "query": query }).to_string();
    let request = format!(
        "POST /graphql HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        server.address,
        server.key,
        body.len()
    );
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let begun = Instant::now();
    // Asks again and again and reads nothing, until the server writes no more.
    loop {
        let sent = tokio::time::timeout(CUT_WITHIN, stream.write_all(request.as_bytes())).await;
        match sent {
            Ok(Ok(())) => {}
            Ok(Err(_)) => break,
            Err(_) => panic!("still open after {:?}", begun.elapsed()),
        }
    }
    assert!(begun.elapsed() < CUT_WITHIN * 2);
}
