//! The words that the rules know.
pub mod abbreviation;

pub mod given_names;

pub mod korean;

pub mod linked;

pub mod nations;

pub mod organisations;

pub mod people;

pub mod titles;

pub mod wikidata;

pub mod words;
