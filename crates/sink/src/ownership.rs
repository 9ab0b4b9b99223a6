//! Which partitions of publishers this worker owns: the scheduler polls by it, the publisher publishes by it.
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use rdkafka::consumer::ConsumerGroupMetadata;

/// Captured when the group assigns, and never asked afresh: fresh metadata let an old owner write (docs/delivery.md, rule 8).
#[derive(Clone, Default)]
pub enum Owned {
    /// One worker without a group.
    #[default]
    All,
    /// A member of the group.
    Some {
        /// The tenure of each owned partition; rows of an earlier one are offered to the new owner (rule 10).
        tenures: BTreeMap<u32, u64>,
        /// Goes into each transaction, so that a worker that has lost its membership is refused.
        metadata: Arc<ConsumerGroupMetadata>,
    },
}

impl Owned {
    /// Whether feeds of this partition are polled here.
    pub fn owns(&self, partition: u32) -> bool {
        match self {
            Owned::All => true,
            Owned::Some { tenures, .. } => tenures.contains_key(&partition),
        }
    }

    /// Whether a row of this partition, committed under this tenure, may be published as it is.
    pub fn holds(&self, partition: u32, tenure: u64) -> bool {
        match self {
            Owned::All => true,
            Owned::Some { tenures, .. } => tenures.get(&partition) == Some(&tenure),
        }
    }
}

impl fmt::Debug for Owned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Owned::All => f.write_str("All"),
            Owned::Some { tenures, .. } => f.debug_tuple("Some").field(tenures).finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use rdkafka::ClientConfig;
    use rdkafka::consumer::{BaseConsumer, Consumer};

    use super::*;

    #[test]
    fn an_ended_tenure_holds_nothing() {
        let consumer: BaseConsumer =
            ClientConfig::new().set("group.id", "g").create().expect("no broker is needed");
        let metadata = Arc::new(consumer.group_metadata().expect("it has a group"));
        let some = Owned::Some { tenures: BTreeMap::from([(3, 7)]), metadata };
        for (owned, partition, tenure, owns, holds) in [
            (&Owned::All, 3, 0, true, true),
            (&some, 3, 7, true, true),
            (&some, 3, 6, true, false),
            (&some, 4, 7, false, false),
        ] {
            assert_eq!(owned.owns(partition), owns, "{owned:?} {partition}");
            assert_eq!(owned.holds(partition, tenure), holds, "{owned:?} {partition} {tenure}");
        }
    }
}
