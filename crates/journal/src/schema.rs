//! Tables of the journal, and how an older file becomes a newer one.
