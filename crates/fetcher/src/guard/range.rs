//! The addresses that an operator lets in though they are private: `127.0.0.0/8`, `::1/128`, `10.0.0.7`.
use std::{fmt, net::IpAddr, str::FromStr};

/// A network in CIDR notation, or a single address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AddressRange {
    first: IpAddr,
    prefix: u8,
}

impl AddressRange {
    /// Both families whole.
    pub(crate) const EVERYWHERE: [AddressRange; 2] = [
        AddressRange { first: IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED), prefix: 0 },
        AddressRange { first: IpAddr::V6(std::net::Ipv6Addr::UNSPECIFIED), prefix: 0 },
    ];

    pub fn contains(&self, address: IpAddr) -> bool {
        match (self.first, super::address::plain(address)) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                masked(first.to_bits().into(), self.prefix, 32)
                    == masked(address.to_bits().into(), self.prefix, 32)
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                masked(first.to_bits(), self.prefix, 128) == masked(address.to_bits(), self.prefix, 128)
            }
            _ => false,
        }
    }
}

/// The bits of the network alone.
fn masked(bits: u128, prefix: u8, width: u32) -> u128 {
    let dropped = width.saturating_sub(u32::from(prefix));
    bits.checked_shr(dropped).unwrap_or(0)
}

/// Why a text is no range of addresses.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RangeError {
    #[error("`{0}` is no IP address")]
    Address(String),
    #[error("`/{prefix}` is no prefix of an address of {width} bits")]
    Prefix { prefix: String, width: u8 },
    #[error("`{text}` has bits set beyond its prefix; the network is `{network}`")]
    HostBits { text: String, network: AddressRange },
}

impl FromStr for AddressRange {
    type Err = RangeError;

    fn from_str(text: &str) -> Result<Self, RangeError> {
        let text = text.trim();
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let first: IpAddr = address.parse().map_err(|_| RangeError::Address(address.to_owned()))?;
        let width = if first.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            None => width,
            Some(digits) => (digits.parse().ok().filter(|prefix| *prefix <= width))
                .ok_or_else(|| RangeError::Prefix { prefix: digits.to_owned(), width })?,
        };
        let network = AddressRange { first: network_of(first, prefix), prefix };
        if network.first != first {
            return Err(RangeError::HostBits { text: text.to_owned(), network });
        }
        Ok(network)
    }
}

fn network_of(address: IpAddr, prefix: u8) -> IpAddr {
    match address {
        IpAddr::V4(v4) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(prefix)).unwrap_or(0);
            IpAddr::V4((v4.to_bits() & mask).into())
        }
        IpAddr::V6(v6) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(prefix)).unwrap_or(0);
            IpAddr::V6((v6.to_bits() & mask).into())
        }
    }
}

impl fmt::Display for AddressRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.first, self.prefix)
    }
}
