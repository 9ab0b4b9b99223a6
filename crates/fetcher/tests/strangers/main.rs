//! The fetcher against servers that do not mean well: whom it reaches, how much it takes, when it gives up.
#![forbid(unsafe_code)]

mod bodies;
mod conditional;
mod heads;
mod hubs;
mod kit;
mod manners;
mod redirects;
mod robots;
mod ssrf;
mod tls;
