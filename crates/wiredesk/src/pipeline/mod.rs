//! From due feeds to committed records: two stories, [`poll`] and [`item`], and what carries them.
pub mod poll;

pub mod item;

pub mod archive;
pub mod compose;
pub mod cpu;
pub mod descriptors;
pub mod desk;
pub mod events;
pub mod floor;
pub mod import;
pub mod look;
pub mod park;
pub mod push;
pub mod records;
pub mod shutdown;
pub mod states;
pub mod supersede;
pub mod truncate;
pub mod verdict;
pub mod worker;
