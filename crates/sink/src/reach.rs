//! Whether brokers answer at all: a look from outside, which changes nothing there.
use rdkafka::consumer::Consumer;

use crate::client::{CALL_TIMEOUT, Clients};
use crate::config::Config;
use crate::error::{Result, SinkError};

/// What answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Empty where the cluster tells none.
    pub cluster_id: String,
    pub brokers: usize,
}

/// Asks the brokers of a configuration who they are; waits for them some seconds.
///
/// # Errors
/// They do not answer, or settings that librdkafka refuses.
pub fn reach(config: &Config) -> Result<Reached> {
    let consumer = Clients::new(config, "wiredesk-check").position_keeper()?;
    let metadata =
        consumer.fetch_metadata(None, CALL_TIMEOUT).map_err(SinkError::kafka("ask the brokers"))?;
    let cluster_id = consumer.client().fetch_cluster_id(CALL_TIMEOUT).unwrap_or_default();
    Ok(Reached { cluster_id, brokers: metadata.brokers().len() })
}
