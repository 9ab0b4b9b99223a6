//! What the journal tells an operator: one log line and one metric for each event.
