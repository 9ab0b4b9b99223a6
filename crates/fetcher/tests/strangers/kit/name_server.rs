//! A name server that answers what it is told, for as long as it is told, and counts who asks (RFC 1035, section 4).
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};

use tokio::net::UdpSocket;
use tokio::task::JoinSet;

/// What is known, and what was asked.
#[derive(Default)]
struct Zone {
    /// Names and their answers in turn; the last is repeated. Unknown names do not exist.
    turns: HashMap<String, Vec<Vec<IpAddr>>>,
    /// Seconds that an answer may be remembered; 0 unless told otherwise.
    lives: HashMap<String, u32>,
    /// Every question for an A record.
    asked: Vec<String>,
}

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

    /// How many seconds the answers for a name may be remembered, also that there is none.
    pub fn lives(&self, name: &str, seconds: u32) {
        self.zone.lock().unwrap().lives.insert(name.to_owned(), seconds);
    }

    /// How often a name was asked for.
    pub fn asked(&self, name: &str) -> usize {
        self.zone.lock().unwrap().asked.iter().filter(|asked| *asked == name).count()
    }

    /// One answer for ever.
    pub fn tell(&self, name: &str, addresses: &[&str]) {
        self.tell_in_turn(name, &[addresses]);
    }

    /// Answers to one look-up after the other (each look-up asks for A and for AAAA; a turn ends with A).
    pub fn tell_in_turn(&self, name: &str, turns: &[&[&str]]) {
        let parse = |turn: &&[&str]| turn.iter().map(|text| text.parse().unwrap()).collect();
        self.zone.lock().unwrap().turns.insert(name.to_owned(), turns.iter().map(parse).collect());
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
    const SOA: u16 = 6;
    let (name, end) = read_name(query, 12)?;
    let question = query.get(12..end + 4)?;
    let asked = u16::from_be_bytes([*query.get(end)?, *query.get(end + 1)?]);
    let mut zone = zone.lock().unwrap();
    if asked == A {
        zone.asked.push(name.clone());
    }
    let life = zone.lives.get(&name).copied().unwrap_or(0).to_be_bytes();
    let turns = zone.turns.get_mut(&name);
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
        u8::from(!known),
        0,
        0,
    ]);
    out.extend(question);
    for data in answers {
        record(&mut out, asked, life, &data)?;
    }
    if !known {
        // That a name is missing may be remembered as long as the SOA record says (RFC 2308, section 5).
        record(&mut out, SOA, life, &[&[0, 0][..], &[0; 16], &life].concat())?;
    }
    Some(out)
}

fn record(out: &mut Vec<u8>, kind: u16, life: [u8; 4], data: &[u8]) -> Option<()> {
    out.extend([0xc0, 12]);
    out.extend(kind.to_be_bytes());
    out.extend([0, 1]);
    out.extend(life);
    out.extend([0, u8::try_from(data.len()).ok()?]);
    out.extend(data);
    Some(())
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
