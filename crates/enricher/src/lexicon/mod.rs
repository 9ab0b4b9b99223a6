//! The words that the rules know.
pub mod abbreviation;
