//! Questions in, answers out; and packets that lie about their lengths.
use super::*;

fn query(name: &str, kind: u16) -> Vec<u8> {
    let mut packet = vec![0xab, 0xcd, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0];
    for label in name.split('.') {
        packet.push(label.len() as u8);
        packet.extend_from_slice(label.as_bytes());
    }
    packet.push(0);
    packet.extend_from_slice(&kind.to_be_bytes());
    packet.extend_from_slice(&CLASS_IN.to_be_bytes());
    packet
}

fn ask(packet: &[u8]) -> Option<Vec<u8>> {
    answer(packet, |name, _| {
        let addresses = vec!["127.0.0.1".parse().unwrap()];
        name.ends_with(".example").then_some(Found { addresses, ttl: 60 })
    })
}

/// Response code and number of answers.
fn check(packet: &[u8], expect: Option<(u8, u16)>) {
    let got = ask(packet).map(|reply| (reply[3] & 0x0f, u16::from_be_bytes([reply[6], reply[7]])));
    assert_eq!(got, expect, "{packet:?}");
}

#[test]
fn answers() {
    check(&query("hanbit.example", TYPE_A), Some((0, 1)));
    check(&query("HANBIT.Example", TYPE_A), Some((0, 1)));
    check(&query("a.b.hanbit.example", TYPE_A), Some((0, 1)));
    check(&query("hanbit.example", TYPE_AAAA), Some((0, 0)));
    check(&query("hanbit.example", 65), Some((0, 0)));
    check(&query("example.org", TYPE_A), Some((3, 0)));
    check(&query("hanbit.example.", TYPE_A)[..10], None);
}

#[test]
fn the_address_stands_at_the_end() {
    let reply = ask(&query("hanbit.example", TYPE_A)).unwrap();
    assert_eq!(&reply[..2], &[0xab, 0xcd]);
    assert_eq!(reply[2] & 0x81, 0x81, "a response that repeats RD");
    assert_eq!(&reply[reply.len() - 4..], &[127, 0, 0, 1]);
}

#[test]
fn lying_lengths_are_format_errors() {
    let whole = query("hanbit.example", TYPE_A);
    for end in HEADER..whole.len() {
        check(&whole[..end], Some((1, 0)));
    }
    let mut pointer = whole.clone();
    pointer[HEADER] = 0xc0;
    check(&pointer, Some((1, 0)));
    let mut two_questions = whole.clone();
    two_questions[5] = 2;
    check(&two_questions, Some((1, 0)));
    let mut a_response = whole.clone();
    a_response[2] |= 0x80;
    check(&a_response, None);
    let mut an_update = whole;
    an_update[2] |= 5 << 3;
    check(&an_update, Some((4, 0)));
    check(&query(&["a"; 200].join("."), TYPE_A), Some((1, 0)));
}
