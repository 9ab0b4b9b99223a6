//! Exclusive leases on articles by their aliases, first come first served.

#[derive(Debug)]
pub(crate) struct Lease;
