//! The journal through its public face: the rules of delivery, pending items, readers, retention.
mod kit;
mod novelty;
mod pending;
mod publisher;
mod reading;
mod retention;
mod rules;
mod storage;
