//! The words that the rules know.
pub mod abbreviation;

pub mod nations;

pub mod titles;
