//! Which addresses may be fetched: scheme, port, literal and resolved address, asked again on every hop.
//!
//! A resolver alone is no guard: hyper never asks it about an IP literal, and a literal has many spellings
//! (`2130706433`, `0x7f.1`, `[::ffff:127.0.0.1]`), so [`check_url`] judges the address that the URL parser made of
//! it. Names are judged where they are resolved ([`resolver::GuardedResolver`]), so that the address that was
//! checked is the address that is connected, whatever the name server says next.
mod address;
mod literal;
mod range;
mod resolver;

use url::{Host, Url};

pub use address::{Network, refused_network};
pub use range::{AddressRange, RangeError};
pub(crate) use resolver::{GuardedResolver, NameError};

/// No real address is longer; some servers redirect to megabytes.
pub const MAX_URL: usize = 8 * 1024;

/// Why an address is not fetched; reads on after "is not fetched because".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("`{0}` is neither http nor https")]
    Scheme(String),
    #[error("it names no host")]
    NoHost,
    #[error("port {0} belongs to another protocol")]
    Port(u16),
    #[error("it is {0} bytes long")]
    Length(usize),
    #[error("{address} is {network}; `allow_private` lets it in")]
    Private { address: std::net::IpAddr, network: Network },
    #[error("`{0}` names this machine; `allow_private` lets it in")]
    LocalName(String),
}

/// What can be judged without asking a name server: configuration checks and every hop begin here.
pub fn check_url(url: &Url, allowed: &[AddressRange]) -> Result<(), Refusal> {
    if url.as_str().len() > MAX_URL {
        return Err(Refusal::Length(url.as_str().len()));
    }
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Refusal::Scheme(url.scheme().to_owned()));
    }
    let port = url.port_or_known_default().unwrap_or(0);
    if literal::BAD_PORTS.binary_search(&port).is_ok() {
        return Err(Refusal::Port(port));
    }
    match url.host() {
        Some(Host::Ipv4(address)) => check_address(address.into(), allowed),
        Some(Host::Ipv6(address)) => check_address(address.into(), allowed),
        Some(Host::Domain(name)) => literal::check_name(name, allowed),
        None => Err(Refusal::NoHost),
    }
}

/// Judges one address, literal or resolved.
pub fn check_address(address: std::net::IpAddr, allowed: &[AddressRange]) -> Result<(), Refusal> {
    let address = address::plain(address);
    if allowed.iter().any(|range| range.contains(address)) {
        return Ok(());
    }
    match refused_network(address) {
        Some(network) => Err(Refusal::Private { address, network }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
