//! Time expressions and quantities, resolved against the date of the article.
use crate::document::{Document, TimeAnchor, Times};

/// All time expressions and quantities of the text, in order.
pub fn find(_document: &Document<'_>, _anchor: &TimeAnchor<'_>) -> Times {
    Times::default()
}
