//! Names in languages that the recogniser was not trained for: of what it finds, only what a table or a known given name
//! confirms.
use rustc_hash::FxHashSet;

use super::evidence::Evidence;
use super::{Name, NameKind};
use crate::lexicon::organisations;

pub fn confirmed(evidence: &Evidence<'_, '_>, names: Vec<Name>) -> Vec<Name> {
    let document = evidence.document;
    let is_full = |name: &Name| {
        let first = document.token(name.tokens.start);
        name.kind == NameKind::Person && name.tokens.len() > 1 && evidence.given_names.of(first).is_some()
    };
    let surnames: FxHashSet<&str> =
        names.iter().filter(|n| is_full(n)).map(|n| document.token(n.tokens.end - 1)).collect();
    let is_confirmed = |name: &Name| {
        let surface = document.slice(&name.bytes);
        match name.kind {
            NameKind::Person => is_full(name) || surnames.contains(surface),
            NameKind::Place => evidence.places.is_known(surface) && surface.chars().count() > 3,
            NameKind::Organization => {
                organisations::known(surface).is_some() && !organisations::is_common(surface)
            }
            NameKind::Other => false,
        }
    };
    names.into_iter().filter(|name| is_confirmed(name)).collect()
}
