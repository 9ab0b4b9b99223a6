//! Just enough of DNS (RFC 1035) to give each publisher a domain of its own.
use std::net::IpAddr;

const HEADER: usize = 12;
const TYPE_A: u16 = 1;
const TYPE_AAAA: u16 = 28;
const CLASS_IN: u16 = 1;

/// A question as it was read, with the bytes to repeat in the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Question<'a> {
    /// In small letters, without the last dot.
    name: String,
    kind: u16,
    wire: &'a [u8],
}

/// The answer to a packet; `None` for what is no query at all. `lookup` gives the addresses of a name, or
/// nothing for a name that does not exist; it hears whether the question is for version 4 addresses.
pub(crate) fn answer(packet: &[u8], lookup: impl FnOnce(&str, bool) -> Option<Found>) -> Option<Vec<u8>> {
    let header = packet.get(..HEADER)?;
    if header[2] & 0x80 != 0 {
        return None;
    }
    let opcode = (header[2] >> 3) & 0x0f;
    if opcode != 0 {
        return Some(reply(header, None, 4, &[], 0));
    }
    let Some(question) = question(packet) else { return Some(reply(header, None, 1, &[], 0)) };
    let Some(found) = lookup(&question.name, question.kind == TYPE_A) else {
        return Some(reply(header, Some(&question), 3, &[], 0));
    };
    let wanted = |address: &IpAddr| match question.kind {
        TYPE_A => address.is_ipv4(),
        TYPE_AAAA => address.is_ipv6(),
        _ => false,
    };
    let addresses: Vec<IpAddr> = found.addresses.into_iter().filter(wanted).collect();
    Some(reply(header, Some(&question), 0, &addresses, found.ttl))
}

/// A name's addresses of both families.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub addresses: Vec<IpAddr>,
    pub ttl: u32,
}

fn question(packet: &[u8]) -> Option<Question<'_>> {
    if packet.get(4..6)? != [0, 1] {
        return None;
    }
    let mut name = String::new();
    let mut at = HEADER;
    loop {
        let length = usize::from(*packet.get(at)?);
        at += 1;
        if length == 0 {
            break;
        }
        // Above 63 it would be a pointer, which a question has no use for.
        let label = packet.get(at..at + length).filter(|_| length <= 63)?;
        at += length;
        if !name.is_empty() {
            name.push('.');
        }
        name.push_str(&String::from_utf8_lossy(label).to_ascii_lowercase());
        if name.len() > 253 {
            return None;
        }
    }
    let tail = packet.get(at..at + 4)?;
    let kind = u16::from_be_bytes([tail[0], tail[1]]);
    let class = u16::from_be_bytes([tail[2], tail[3]]);
    (class == CLASS_IN).then_some(Question { name, kind, wire: &packet[HEADER..at + 4] })
}

fn reply(header: &[u8], question: Option<&Question>, code: u8, addresses: &[IpAddr], ttl: u32) -> Vec<u8> {
    let mut out = Vec::with_capacity(512);
    out.extend_from_slice(&header[..2]);
    // Response, opcode and RD as asked, authoritative; recursion available, or some resolvers will not believe it.
    out.push(0x80 | (header[2] & 0x79) | 0x04);
    out.push(0x80 | code);
    for count in [u16::from(question.is_some()), addresses.len() as u16, 0, 0] {
        out.extend_from_slice(&count.to_be_bytes());
    }
    let Some(question) = question else { return out };
    out.extend_from_slice(question.wire);
    for address in addresses {
        out.extend_from_slice(&[0xc0, HEADER as u8]);
        let (kind, data) = match address {
            IpAddr::V4(address) => (TYPE_A, address.octets().to_vec()),
            IpAddr::V6(address) => (TYPE_AAAA, address.octets().to_vec()),
        };
        out.extend_from_slice(&kind.to_be_bytes());
        out.extend_from_slice(&CLASS_IN.to_be_bytes());
        out.extend_from_slice(&ttl.to_be_bytes());
        out.extend_from_slice(&(data.len() as u16).to_be_bytes());
        out.extend_from_slice(&data);
    }
    out
}

#[cfg(test)]
mod tests;
