//! Quotations: who said what to whom.
use crate::document::{Cast, Document, QuoteDraft};

/// All quotations of the text, in order. The cast holds the clusters of names; pronouns and descriptions are
/// resolved after this step.
pub fn find(_document: &Document<'_>, _cast: &Cast) -> Vec<QuoteDraft> {
    Vec::new()
}
