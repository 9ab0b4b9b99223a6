//! The bodies of a crowd: one RSS feed of generated stories, built at several times.
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};

use crate::desk::{Desk, DeskConfig};
use crate::press::PressError;
use crate::publisher::{Format, test_publishers};
use crate::render;

pub(super) struct Body {
    pub bytes: Bytes,
    pub content_type: &'static str,
}

/// Neighbours differ in when they were built, and in nothing else.
const VARIANTS: i64 = 4;
/// What stands in a full-text feed at most, however large it shall be.
const MOST_ITEMS: usize = 2_000;

/// A feed with as many stories as make `bytes`.
pub(super) fn bodies(bytes: usize, port: u16) -> Result<Vec<Body>, PressError> {
    let mut publishers = test_publishers(1, 1);
    for feed in publishers.iter_mut().flat_map(|publisher| &mut publisher.feeds) {
        (feed.format, feed.full_text) = (Format::Rss, true);
    }
    // The same bytes in every run.
    let opened_at = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * 365 * 56);
    let config = DeskConfig { publishers, newest: MOST_ITEMS, markers: false, seed: 1, port, opened_at };
    let mut desk = Desk::new(config);
    for number in 0..MOST_ITEMS {
        desk.publish_by_chance(&[0], opened_at + SignedDuration::from_mins(number as i64))?;
        if variant(&desk, 0).is_none_or(|body| body.bytes.len() >= bytes) {
            break;
        }
    }
    let built_at = desk.channels.first().map_or(opened_at, |channel| channel.changed_at);
    let mut built = |minutes| {
        desk.channels.first_mut()?.changed_at = built_at + SignedDuration::from_mins(minutes);
        variant(&desk, 0)
    };
    Ok((0..VARIANTS).filter_map(&mut built).collect())
}

fn variant(desk: &Desk, channel: usize) -> Option<Body> {
    let rendered = render::feed(desk, desk.channels.get(channel)?);
    Some(Body { bytes: rendered.body, content_type: rendered.content_type })
}
