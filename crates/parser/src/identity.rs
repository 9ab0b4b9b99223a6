//! The names that items of a feed are known by.
