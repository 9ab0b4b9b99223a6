//! The one writing connection: a thread that gathers jobs into commits.
