//! The journal through its public face: the rules of delivery, pending items, readers, retention.
mod kit;
mod novelty;
mod parts;
mod pending;
mod publisher;
mod reading;
mod retention;
mod rules;
mod storage;
mod subscriptions;
