//! The states of all feeds in memory, packed: 100,000 of them are asked for one at a time.
use std::collections::HashMap;

use model::{FeedId, FeedState};

/// Feed states by id, each in a third of the memory that it takes unpacked. Packing one and unpacking it cost about as
/// much as a clone. Nothing of it is stored: its form is nobody's contract.
#[derive(Debug, Default)]
pub struct Roster {
    states: HashMap<FeedId, Box<[u8]>>,
}

impl Roster {
    pub fn get(&self, feed: &FeedId) -> Option<FeedState> {
        self.states.get(feed).and_then(|packed| unpack(packed))
    }

    /// Puts a state in the place of an older one.
    pub fn insert(&mut self, state: &FeedState) {
        if let Some(packed) = pack(state) {
            self.states.insert(state.id.clone(), packed);
        }
    }

    pub fn remove(&mut self, feed: &FeedId) -> bool {
        self.states.remove(feed).is_some()
    }

    pub fn len(&self) -> usize {
        self.states.len()
    }

    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }

    /// All of them, in no order, unpacked one by one.
    pub fn iter(&self) -> impl Iterator<Item = FeedState> {
        self.states.values().filter_map(|packed| unpack(packed))
    }
}

impl<'a> FromIterator<&'a FeedState> for Roster {
    fn from_iter<I: IntoIterator<Item = &'a FeedState>>(states: I) -> Self {
        let mut roster = Roster::default();
        states.into_iter().for_each(|state| roster.insert(state));
        roster
    }
}

/// `None` would be a type that postcard cannot write, which no value of a state changes: the test below tells.
fn pack(state: &FeedState) -> Option<Box<[u8]>> {
    postcard::to_allocvec(state).ok().map(Vec::into_boxed_slice)
}

fn unpack(packed: &[u8]) -> Option<FeedState> {
    postcard::from_bytes(packed).ok()
}

#[cfg(test)]
mod tests {
    use model::state::{Health, History, Validators};
    use model::{Domain, FeedHints, Hash64, Timestamp};

    use super::*;

    fn fresh() -> FeedState {
        let (url, domain) = ("https://a.example/rss.xml".to_owned(), Domain::named("a.example"));
        FeedState::new(FeedId::new("a"), url, domain, Timestamp::from_millis(1_795_545_990_600))
    }

    /// Each field is something: postcard skips what serde skips, and would read another field in its place.
    fn full() -> FeedState {
        let at = Some(Timestamp::from_millis(1_795_545_999_999));
        let text = |text: &str| Some(text.to_owned());
        FeedState {
            health: Health::Other("odd".to_owned()),
            reason: text("the server answered 500"),
            validators: Validators {
                etag: text("\"e\""),
                last_modified: text("Tue, 24 Nov 2026 10:21:00 GMT"),
            },
            body_hash: Some(Hash64(u64::MAX)),
            last_body: vec![Hash64(1), Hash64(2)],
            last_poll_at: at,
            last_success_at: at,
            last_new_item_at: at,
            interval_seconds: u64::MAX,
            items_a_day: 0.1,
            polls: 7,
            failures: 3,
            failing_since: at,
            unchanged: 2,
            moved_to: Some(("https://b.example/".to_owned(), 2)),
            not_before: at,
            hints: FeedHints {
                ttl_minutes: Some(15),
                skip_hours: vec![1, 2],
                skip_days: vec![6],
                update_every_seconds: Some(60),
                hubs: vec!["https://hub.example/".to_owned()],
                self_url: text("https://a.example/self"),
                cloud: text("a.example:80/rpc"),
                next_page: text("https://a.example/2"),
                prev_archive: text("https://a.example/1"),
                complete: true,
            },
            title: text("A"),
            site: text("https://a.example/"),
            history: serde_json::from_value::<Option<History>>(serde_json::json!({
                "next": "https://a.example/3", "pages": 2, "failures": 1, "barren": 1, "feed_due_at": "2026-11-24T10:21:00.000Z"
            }))
            .expect("a history as it is stored"),
            ..fresh()
        }
    }

    #[test]
    fn what_goes_in_comes_out() {
        let mut roster: Roster = [&fresh()].into_iter().collect();
        for state in [fresh(), full(), fresh()] {
            roster.insert(&state);
            assert_eq!(roster.get(&state.id), Some(state.clone()));
            assert_eq!(roster.iter().collect::<Vec<_>>(), [state]);
        }
        assert!(roster.remove(&fresh().id) && !roster.remove(&fresh().id) && roster.is_empty());
    }
}
