//! Which pending rows are handed out in this process: a row is given to one task at a time.

/// Keeps a pending row from being handed out again; the last clone's drop frees it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hold;
