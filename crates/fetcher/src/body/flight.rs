//! Bytes in flight: how many bodies, small and large, may be in memory at once (ARCHITECTURE.md).
use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// What every request takes when it starts; most feeds fit.
pub(crate) const SMALL: usize = 256 * 1024;

/// Two pools, so that large bodies wait for each other and never stop the small ones.
///
/// Whoever waits for the second pool holds one permit of the first and waits for nothing afterwards: no circle.
#[derive(Clone, Debug)]
pub(crate) struct Flight {
    small: Arc<Semaphore>,
    large: Arc<Semaphore>,
}

/// A body's share of the bytes in flight, given back when the body is dropped.
#[derive(Debug)]
pub(crate) struct Load {
    held: Option<OwnedSemaphorePermit>,
    large: bool,
}

impl Flight {
    /// Half of `bytes` for small bodies, half for bodies of up to `max_wire`; at least one of each.
    pub(crate) fn new(bytes: usize, max_wire: usize) -> Self {
        let pool = |size: usize| Arc::new(Semaphore::new((bytes / 2 / size.max(1)).clamp(1, 1 << 20)));
        Flight { small: pool(SMALL), large: pool(max_wire) }
    }

    pub(crate) async fn board(&self) -> Load {
        // The pools are never closed; without a permit the load would merely go uncounted.
        Load { held: self.small.clone().acquire_owned().await.ok(), large: false }
    }

    /// Called before a body grows beyond `SMALL`; the second time does nothing.
    pub(crate) async fn enlarge(&self, load: &mut Load) {
        if !load.large {
            load.large = true;
            let held = self.large.clone().acquire_owned().await.ok();
            load.held = held;
        }
    }
}
