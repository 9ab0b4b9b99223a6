//! Feeds that move to another address of their publisher, or go away.
use super::{Address, Desk};
use crate::press::PressError;

/// What the old address of a feed says once the feed has moved. The front page announces the new one in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// A redirect with this status: 301, 302, 303, 307, 308.
    Redirect(u16),
    /// 410 and no word of the new address.
    Gone,
    /// 404 and no word of the new address.
    NotFound,
}

impl Desk {
    pub(crate) fn move_feed(&mut self, id: &str, path: &str, moved: Moved) -> Result<String, PressError> {
        let place = self.feed_place(id)?;
        let channel = &mut self.channels[place];
        let domain = &self.publishers[channel.publisher].domain;
        let (old, new) = (format!("{domain}{}", channel.feed.path), format!("{domain}{path}"));
        let is_taken = !matches!(self.addresses.get(&new), None | Some(Address::Moved(..)));
        if is_taken || !path.starts_with('/') {
            return Err(PressError::Path(path.to_owned()));
        }
        channel.feed.path = path.to_owned();
        // The documents say where they stand.
        channel.rendered.clear();
        self.addresses.insert(old, Address::Moved(place, moved));
        self.addresses.insert(new, Address::Feed(place, super::Document::Current));
        Ok(self.feed_url(&self.channels[place]))
    }

    pub(crate) fn remove_feed(&mut self, id: &str, status: u16) -> Result<(), PressError> {
        let place = self.feed_place(id)?;
        self.feed_ids.remove(id);
        self.live.retain(|live| *live != place);
        self.channels[place].is_removed = true;
        for address in self.addresses.values_mut() {
            if matches!(*address, Address::Feed(feed, _) | Address::Moved(feed, _) if feed == place) {
                *address = Address::Removed(status);
            }
        }
        Ok(())
    }
}
