//! Two hundred servers that send a byte a second, under a clock of the test's own: they are given up, and hold up nobody.
use std::net::Ipv4Addr;
use std::time::Duration;

use fetcher::{Config, FetchErrorKind};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::kit::{Server, Step, answer, config, feed, fetcher, kind, text};

const SLOW: u16 = 200;

/// One listener is all of 127.0.0.0/8, where each address is a domain of its own.
fn address(number: u16, server: &Server) -> String {
    let [high, low] = number.to_be_bytes();
    format!("http://{}:{}/", Ipv4Addr::new(127, 7, high, low), server.address.port())
}

#[tokio::test(start_paused = true)]
async fn a_byte_a_second_from_two_hundred_servers_while_good_ones_are_read() {
    let head = |length: &str| Step::Send(format!("HTTP/1.1 200 OK\r\n{length}\r\n\r\n").into_bytes());
    let slow = Server::at("0.0.0.0", move |path| match path.len() % 4 {
        0 => vec![head("content-length: 1000000"), Step::EachSecond(b"<".to_vec())],
        1 => vec![head("transfer-encoding: chunked"), Step::EachSecond(b"1\r\n<\r\n".to_vec())],
        2 => vec![head("server: slow"), Step::EachSecond(b"<".to_vec())],
        // Not even its head is quicker.
        _ => vec![Step::EachSecond(b"H".to_vec())],
    })
    .await;
    let good = Server::at("127.0.0.2", |_| answer("200 OK", "", "news")).await;
    let fetcher = fetcher(config());
    let limits = fetcher.config().clone();
    let begin = Instant::now();
    let mut trickles = JoinSet::new();
    for number in 0..SLOW {
        let (fetcher, url) = (fetcher.clone(), address(number, &slow));
        let url = format!("{url}{}", "x".repeat(usize::from(number % 4)));
        trickles.spawn(async move { (kind(feed(&fetcher, &url).await), begin.elapsed()) });
        // The kernel's queue of connections is shorter than all of them.
        while slow.connections() <= usize::from(number) {
            tokio::task::yield_now().await;
        }
    }
    let (mut given_up, mut read_meanwhile) = (0, 0);
    while given_up < SLOW {
        assert_eq!(text(&feed(&fetcher, &good.url("/")).await.unwrap()), "news");
        read_meanwhile += 1;
        tokio::time::sleep(Duration::from_secs(1)).await;
        while let Some(ended) = trickles.try_join_next() {
            let (kind, after) = ended.unwrap();
            assert_eq!(kind, FetchErrorKind::Timeout);
            assert!(
                after >= limits.stall_timeout && after <= limits.timeout + Duration::from_secs(1),
                "{after:?}"
            );
            given_up += 1;
        }
    }
    // One a second as long as any trickle lasted: none waited for a slow one.
    assert!(read_meanwhile >= limits.timeout.as_secs() - 1, "{read_meanwhile}");
    assert!(begin.elapsed() < limits.timeout + Duration::from_secs(10), "{:?}", begin.elapsed());
    assert_eq!(slow.connections(), usize::from(SLOW));
}

#[tokio::test]
async fn servers_that_fall_silent_hold_up_nobody() {
    let slow = Server::start(|_| {
        vec![Step::Send(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n".to_vec()), Step::Hang]
    })
    .await;
    let good = Server::at("127.0.0.2", |_| answer("200 OK", "", "news")).await;
    let fetcher = fetcher(Config { domain_connections: 300, ..config() });
    let mut stuck = JoinSet::new();
    for n in 0..200 {
        let (fetcher, url) = (fetcher.clone(), slow.url(&format!("/{n}")));
        stuck.spawn(async move { feed(&fetcher, &url).await.is_ok() });
    }
    while slow.heads().len() < 200 {
        tokio::task::yield_now().await;
    }
    for _ in 0..20 {
        assert_eq!(text(&feed(&fetcher, &good.url("/")).await.unwrap()), "news");
    }
    stuck.abort_all();
}
