//! Pauses that double up to a limit, with jitter, so that many workers do not return to a broker at once.
use std::time::Duration;

use rand::Rng;

pub(crate) struct Backoff {
    first: Duration,
    longest: Duration,
    next: Duration,
}

impl Backoff {
    pub(crate) fn new((first, longest): (Duration, Duration)) -> Self {
        Backoff { first, longest, next: first }
    }

    /// Between half and all of the current pause.
    pub(crate) fn pause(&mut self) -> Duration {
        let pause = self.next.min(self.longest);
        self.next = pause.saturating_mul(2);
        pause.mul_f64(rand::rng().random_range(0.5..=1.0))
    }

    pub(crate) fn reset(&mut self) {
        self.next = self.first;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_to_the_longest_and_starts_again() {
        let mut backoff = Backoff::new((Duration::from_millis(100), Duration::from_secs(1)));
        let mut check = |limit: u64| {
            let pause = backoff.pause().as_millis() as u64;
            assert!(pause >= limit / 2 && pause <= limit, "{pause} of {limit}");
        };
        for limit in [100, 200, 400, 800, 1000, 1000] {
            check(limit);
        }
        backoff.reset();
        assert!(backoff.pause() <= Duration::from_millis(100));
    }
}
