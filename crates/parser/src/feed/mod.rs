//! Feed bytes to a document.
