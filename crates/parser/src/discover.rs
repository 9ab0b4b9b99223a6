//! Finds the feeds that a page announces.
