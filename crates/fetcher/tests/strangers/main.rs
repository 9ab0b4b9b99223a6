//! The fetcher against servers that do not mean well: whom it reaches, how much it takes, when it gives up.
#![forbid(unsafe_code)]

mod bodies;
mod bombs;
mod conditional;
mod framing;
mod heads;
mod http2;
mod hubs;
mod kit;
mod manners;
mod names;
mod redirects;
mod robots;
mod slow;
mod ssrf;
mod tls;
