//! Failpoints: places where a test build can be made to fail or to wait, and a release cannot.

/// `fault!("sink::produce")`: without the cargo feature `faults` it is nothing.
macro_rules! fault {
    ($name:literal) => {
        #[cfg(feature = "faults")]
        fail::fail_point!($name);
    };
}

pub(crate) use fault;
