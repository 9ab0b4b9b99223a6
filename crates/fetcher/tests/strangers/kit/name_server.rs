//! A name server that answers what it is told, with a time to live of zero (RFC 1035, section 4).
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};

use tokio::net::UdpSocket;
use tokio::task::JoinSet;

/// Names and their answers in turn; the last is repeated. Unknown names do not exist.
type Zone = HashMap<String, Vec<Vec<IpAddr>>>;

pub struct NameServer {
    pub address: SocketAddr,
    zone: Arc<Mutex<Zone>>,
    _tasks: JoinSet<()>,
}

impl NameServer {
    pub async fn start() -> NameServer {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let zone = Arc::<Mutex<Zone>>::default();
        let mut tasks = JoinSet::new();
        tasks.spawn(serve(socket, zone.clone()));
        NameServer { address, zone, _tasks: tasks }
    }

    /// One answer for ever.
    pub fn tell(&self, name: &str, addresses: &[&str]) {
        self.tell_in_turn(name, &[addresses]);
    }

    /// Answers to one look-up after the other (each look-up asks for A and for AAAA; a turn ends with A).
    pub fn tell_in_turn(&self, name: &str, turns: &[&[&str]]) {
        let parse = |turn: &&[&str]| turn.iter().map(|text| text.parse().unwrap()).collect();
        self.zone.lock().unwrap().insert(name.to_owned(), turns.iter().map(parse).collect());
    }
}

async fn serve(socket: UdpSocket, zone: Arc<Mutex<Zone>>) {
    let mut packet = [0; 1500];
    while let Ok((length, from)) = socket.recv_from(&mut packet).await {
        if let Some(reply) = reply(&packet[..length], &zone) {
            let _ = socket.send_to(&reply, from).await;
        }
    }
}

fn reply(query: &[u8], zone: &Mutex<Zone>) -> Option<Vec<u8>> {
    const A: u16 = 1;
    const AAAA: u16 = 28;
    let (name, end) = read_name(query, 12)?;
    let question = query.get(12..end + 4)?;
    let asked = u16::from_be_bytes([*query.get(end)?, *query.get(end + 1)?]);
    let mut zone = zone.lock().unwrap();
    let turns = zone.get_mut(&name);
    let known = turns.is_some();
    let addresses = turns.map(|turns| {
        let now = turns[0].clone();
        if asked == A && turns.len() > 1 {
            turns.remove(0);
        }
        now
    });
    let answers: Vec<Vec<u8>> = addresses
        .unwrap_or_default()
        .into_iter()
        .filter_map(|address| match (address, asked) {
            (IpAddr::V4(v4), A) => Some(v4.octets().to_vec()),
            (IpAddr::V6(v6), AAAA) => Some(v6.octets().to_vec()),
            _ => None,
        })
        .collect();
    let mut out = query.get(..2)?.to_vec();
    out.extend([
        0x81,
        if known { 0x80 } else { 0x83 },
        0,
        1,
        0,
        u8::try_from(answers.len()).ok()?,
        0,
        0,
        0,
        0,
    ]);
    out.extend(question);
    for data in answers {
        out.extend([0xc0, 12]);
        out.extend(asked.to_be_bytes());
        out.extend([0, 1, 0, 0, 0, 0, 0, u8::try_from(data.len()).ok()?]);
        out.extend(data);
    }
    Some(out)
}

/// Lower-cased, without the final dot; and where it ends.
fn read_name(packet: &[u8], mut at: usize) -> Option<(String, usize)> {
    let mut labels = Vec::new();
    loop {
        let length = usize::from(*packet.get(at)?);
        at += 1;
        if length == 0 {
            return Some((labels.join("."), at));
        }
        labels.push(String::from_utf8_lossy(packet.get(at..at + length)?).to_ascii_lowercase());
        at += length;
    }
}
