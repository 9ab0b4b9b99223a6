//! Days whose names are several words (a pure table).
use super::lexeme::Holiday;

/// Names of days in several words: what follows the first.
pub const NAMED_DAYS: &[(&str, Holiday)] = &[
    ("new year's day", Holiday::Fixed(1, 1)),
    ("new year's eve", Holiday::Fixed(12, 31)),
    ("christmas eve", Holiday::Fixed(12, 24)),
    ("christmas day", Holiday::Fixed(12, 25)),
    ("boxing day", Holiday::Fixed(12, 26)),
    ("valentine's day", Holiday::Fixed(2, 14)),
    ("st patrick's day", Holiday::Fixed(3, 17)),
    ("independence day", Holiday::Fixed(7, 4)),
    ("veterans day", Holiday::Fixed(11, 11)),
    ("remembrance day", Holiday::Fixed(11, 11)),
    ("labor day", Holiday::Nth(9, 1, 1)),
    ("memorial day", Holiday::Nth(5, 1, -1)),
    ("thanksgiving day", Holiday::Nth(11, 4, 4)),
    ("election day", Holiday::Nth(11, 1, 9)),
    ("town meeting day", Holiday::Nth(3, 2, 1)),
    ("mother's day", Holiday::Nth(5, 7, 2)),
    ("father's day", Holiday::Nth(6, 7, 3)),
    ("good friday", Holiday::Easter(-2)),
    ("easter sunday", Holiday::Easter(0)),
    ("easter monday", Holiday::Easter(1)),
    ("ash wednesday", Holiday::Easter(-46)),
    ("palm sunday", Holiday::Easter(-7)),
    ("may day", Holiday::Fixed(5, 1)),
];
