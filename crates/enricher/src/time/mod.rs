//! Times: dates, clock times, durations and sets, resolved against the article's date; money, percentages and counts.
use crate::document::{Document, TimeAnchor, Times};

/// All times and quantities of the document, in order.
pub fn find(_document: &Document, _anchor: &TimeAnchor) -> Times {
    Times::default()
}
