//! Positions of publishers: one for each Kafka cluster and prefix (DELIVERY.md, rules 2 and 3).

/// Where records are published to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sink {
    pub cluster_id: String,
    pub prefix: String,
    /// For a sink that is new: whether records from before are published.
    pub backlog: Backlog,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Backlog {
    #[default]
    Retained,
    None,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SinkOpened {
    pub new: bool,
    /// The last acknowledged `seq`.
    pub position: u64,
    /// Rows after the position that retention deleted while no sink was present.
    pub gone: u64,
    /// States appended as a snapshot.
    pub states: u64,
}
