//! Whole pages of our own through `parser::page::read`: what is the same, what is no article, what a live page keeps.
#![forbid(unsafe_code)]

mod live;
mod outcomes;
mod sameness;

use parser::page::{self, PageContext, PageError};

/// Reads a page as if it had been fetched from `url`.
fn read(html: &str, url: &str) -> Result<model::article::Article, PageError> {
    page::read(html.as_bytes(), &PageContext { url, ..PageContext::default() })
}
