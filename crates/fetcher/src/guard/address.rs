//! The networks that are not the public internet, and the IPv4 addresses that IPv6 addresses carry inside.
use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

/// A kind of network that strangers may not send us to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Network {
    Unspecified,
    Loopback,
    Private,
    CarrierNat,
    LinkLocal,
    Multicast,
    Broadcast,
    Documentation,
    Benchmarking,
    Reserved,
    Tunnel,
    Metadata,
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Network::Unspecified => "the unspecified address",
            Network::Loopback => "this machine",
            Network::Private => "a private network",
            Network::CarrierNat => "a provider's inner network",
            Network::LinkLocal => "a link-local address",
            Network::Multicast => "a multicast address",
            Network::Broadcast => "a broadcast address",
            Network::Documentation => "an address of examples",
            Network::Benchmarking => "an address of benchmarks",
            Network::Reserved => "a reserved address",
            Network::Tunnel => "a tunnel's address",
            Network::Metadata => "a cloud provider's inner service",
        })
    }
}

/// An IPv4-mapped address (`::ffff:a.b.c.d`) is the IPv4 address: that is where the kernel connects.
pub(crate) fn plain(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(address, IpAddr::V4),
        v4 => v4,
    }
}

/// The network that forbids this address; `None` for the public internet.
///
/// Follows the IANA special-purpose registries (RFC 6890) by what is not globally reachable.
pub fn refused_network(address: IpAddr) -> Option<Network> {
    match plain(address) {
        IpAddr::V4(v4) => refused_v4(v4),
        IpAddr::V6(v6) => refused_v6(v6),
    }
}

fn refused_v4(address: Ipv4Addr) -> Option<Network> {
    match address.octets() {
        [0, 0, 0, 0] => Some(Network::Unspecified),
        [0, ..] => Some(Network::Reserved),
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Some(Network::Private),
        [100, 64..=127, ..] => Some(Network::CarrierNat),
        [127, ..] => Some(Network::Loopback),
        [169, 254, ..] => Some(Network::LinkLocal),
        // Azure serves credentials of a machine at this public-looking address.
        [168, 63, 129, 16] => Some(Network::Metadata),
        [192, 0, 0, _] => Some(Network::Reserved),
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => Some(Network::Documentation),
        [192, 88, 99, _] => Some(Network::Tunnel),
        [198, 18..=19, ..] => Some(Network::Benchmarking),
        [224..=239, ..] => Some(Network::Multicast),
        [255, 255, 255, 255] => Some(Network::Broadcast),
        [240..=255, ..] => Some(Network::Reserved),
        _ => None,
    }
}

fn refused_v6(address: Ipv6Addr) -> Option<Network> {
    let s = address.segments();
    match s {
        [0, 0, 0, 0, 0, 0, 0, 0] => Some(Network::Unspecified),
        [0, 0, 0, 0, 0, 0, 0, 1] => Some(Network::Loopback),
        // The well-known prefix of NAT64 (RFC 6052): the translator connects to the address inside.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => refused_v4(embedded(high, low)),
        [0xfe80..=0xfebf, ..] => Some(Network::LinkLocal),
        [0xfc00..=0xfdff, ..] | [0xfec0..=0xfeff, ..] | [0x64, 0xff9b, 1, ..] => Some(Network::Private),
        [0xff00..=0xffff, ..] => Some(Network::Multicast),
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0xfff, ..] => Some(Network::Documentation),
        [0x2001, 2, 0, ..] => Some(Network::Benchmarking),
        // Teredo (RFC 4380) and 6to4 (RFC 3056) end at IPv4 addresses that a stranger chose; both are retired.
        [0x2001, 0, ..] | [0x2002, ..] => Some(Network::Tunnel),
        // IETF protocol assignments (RFC 2928): ORCHID, AMT and the like, none a web server's.
        [0x2001, 0..=0x1ff, ..] => Some(Network::Reserved),
        // ISATAP (RFC 5214) carries its IPv4 address in any prefix.
        [_, _, _, _, 0 | 0x200, 0x5efe, high, low] => refused_v4(embedded(high, low)),
        // Global unicast; all else is unassigned, IPv4-compatible, discard-only or of segment routing.
        [0x2000..=0x3fff, ..] => None,
        _ => Some(Network::Reserved),
    }
}

fn embedded(high: u16, low: u16) -> Ipv4Addr {
    let [a, b] = high.to_be_bytes();
    let [c, d] = low.to_be_bytes();
    Ipv4Addr::new(a, b, c, d)
}
