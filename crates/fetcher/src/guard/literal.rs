//! What the text of a URL gives away before any name server is asked: ports of other protocols, names of this machine.
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{AddressRange, Refusal};

/// The Fetch standard's bad ports (<https://fetch.spec.whatwg.org/#port-blocking>), sorted.
pub(super) const BAD_PORTS: &[u16] = &[
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103,
    104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514,
    515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723,
    2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
];

/// `localhost` and the names below it are this machine wherever a resolver would look (RFC 6761, section 6.3).
pub(super) fn check_name(name: &str, allowed: &[AddressRange]) -> Result<(), Refusal> {
    let name = name.trim_end_matches('.');
    if name.is_empty() {
        return Err(Refusal::NoHost);
    }
    let local = name.eq_ignore_ascii_case("localhost") || name.to_ascii_lowercase().ends_with(".localhost");
    let loopback = [IpAddr::V4(Ipv4Addr::LOCALHOST), IpAddr::V6(Ipv6Addr::LOCALHOST)];
    if local && !allowed.iter().any(|range| loopback.iter().any(|address| range.contains(*address))) {
        return Err(Refusal::LocalName(name.to_owned()));
    }
    Ok(())
}
