//! From an article's text to the people, organisations, places, quotations, dates and quantities in it: pure, no I/O.
#![forbid(unsafe_code)]

pub mod document;

pub mod names;

pub mod quotes;

pub mod time;

mod lexicon;
mod sentence;
mod token;
