//! All feeds' states in memory: packed, and counted by health, so that neither a poll nor a scrape unpacks the rest.
use std::collections::BTreeMap;

use journal::Roster;
use model::state::Health;
use model::{FeedId, FeedState};

#[derive(Debug, Default)]
pub struct States {
    roster: Roster,
    by_health: BTreeMap<Health, u64>,
}

impl States {
    pub fn get(&self, feed: &FeedId) -> Option<FeedState> {
        self.roster.get(feed)
    }

    /// Puts a state in the place of an older one.
    pub fn put(&mut self, state: &FeedState) {
        self.uncount(&state.id);
        self.roster.insert(state);
        *self.by_health.entry(state.health.clone()).or_default() += 1;
    }

    pub fn remove(&mut self, feed: &FeedId) {
        self.uncount(feed);
        self.roster.remove(feed);
    }

    /// How many feeds are in which health.
    pub fn by_health(&self) -> &BTreeMap<Health, u64> {
        &self.by_health
    }

    /// All states, by id.
    pub fn all(&self) -> Vec<FeedState> {
        let mut states: Vec<FeedState> = self.roster.iter().collect();
        states.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        states
    }

    fn uncount(&mut self, feed: &FeedId) {
        if let Some(before) = self.roster.get(feed)
            && let Some(count) = self.by_health.get_mut(&before.health)
        {
            *count = count.saturating_sub(1);
        }
    }
}

impl<'a> FromIterator<&'a FeedState> for States {
    fn from_iter<I: IntoIterator<Item = &'a FeedState>>(states: I) -> Self {
        let mut all = States::default();
        states.into_iter().for_each(|state| all.put(state));
        all
    }
}

#[cfg(test)]
mod tests {
    use model::{Domain, Timestamp};

    use super::*;

    fn state(id: &str, health: Health) -> FeedState {
        let (url, domain) = (format!("https://{id}.example/"), Domain::named("example"));
        FeedState { health, ..FeedState::new(FeedId::new(id), url, domain, Timestamp::from_millis(0)) }
    }

    #[test]
    fn each_feed_is_counted_once_by_the_health_that_it_has_now() {
        let mut states: States = [&state("b", Health::New), &state("a", Health::New)].into_iter().collect();
        states.put(&state("a", Health::Ok));
        states.put(&state("a", Health::Ok));
        states.put(&state("c", Health::Failing));
        states.remove(&FeedId::new("c"));
        states.remove(&FeedId::new("d"));
        let counted = |health| states.by_health().get(&health).copied().unwrap_or(0);
        assert_eq!([Health::New, Health::Ok, Health::Failing].map(counted), [1, 1, 0]);
        assert_eq!(states.all(), [state("a", Health::Ok), state("b", Health::New)]);
        assert_eq!(states.get(&FeedId::new("c")), None);
    }
}
