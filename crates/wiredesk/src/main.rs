//! The wiredesk binary.
fn main() {}
