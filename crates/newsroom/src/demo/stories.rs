//! Table: the written stories, in the order in which they are told.
use super::written::Written;
use crate::press::PressError;

macro_rules! stories {
    ($($name:literal),* $(,)?) => {
        const STORIES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../stories/", $name, ".md")))),*];
    };
}

stories!["01-strait-talks"];

pub(super) fn all() -> Result<Vec<Written>, PressError> {
    STORIES.iter().map(|(name, text)| Written::parse(name, text)).collect()
}
