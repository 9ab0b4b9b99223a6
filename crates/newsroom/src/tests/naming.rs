//! The name server over UDP.
use std::net::IpAddr;
use std::time::Duration;

use tokio::net::UdpSocket;

use crate::{Config, Press};

/// Asks for a name; gives the response code and the answers' data.
async fn resolve(press: &Press, name: &str, kind: u16) -> (u8, Vec<Vec<u8>>) {
    let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let mut query = vec![0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in name.split('.') {
        query.push(label.len() as u8);
        query.extend_from_slice(label.as_bytes());
    }
    query.extend_from_slice(&[0, 0, kind as u8, 0, 1]);
    socket.send_to(&query, press.dns_addr()).await.unwrap();
    let mut reply = [0; 512];
    let received = tokio::time::timeout(Duration::from_secs(5), socket.recv(&mut reply));
    let length = received.await.expect("an answer in time").unwrap();
    assert_eq!(reply[..2], [0, 7]);
    let mut rest = &reply[query.len()..length];
    let mut answers = Vec::new();
    while rest.len() >= 12 {
        let size = usize::from(rest[11]);
        answers.push(rest[12..12 + size].to_vec());
        rest = &rest[12 + size..];
    }
    (reply[3] & 0x0f, answers)
}

#[tokio::test]
async fn names_of_the_press_and_of_a_test() {
    let press = Press::start(Config::test(1, 1)).await.unwrap();
    assert_eq!(resolve(&press, "press00.example", 1).await, (0, vec![vec![127, 0, 0, 1]]));
    assert_eq!(resolve(&press, "any.where.example", 1).await, (0, vec![vec![127, 0, 0, 1]]));
    assert_eq!(resolve(&press, "press00.example", 28).await, (0, vec![]));
    assert_eq!(resolve(&press, "example.com", 1).await, (3, vec![]));

    let inside: IpAddr = "10.0.0.1".parse().unwrap();
    let outside: IpAddr = "192.0.2.1".parse().unwrap();
    press.set_name("flip.test", vec![vec![outside], vec![inside]]);
    for expect in [[192, 0, 2, 1], [10, 0, 0, 1], [10, 0, 0, 1]] {
        assert_eq!(resolve(&press, "flip.test", 1).await, (0, vec![expect.to_vec()]));
    }
    press.set_name("press00.example", vec![]);
    assert_eq!(resolve(&press, "press00.example", 1).await.0, 3);
}
