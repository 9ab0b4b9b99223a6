//! Tells feed, page and other apart.
