//! Who is who: names become entities, then pronouns and descriptions find theirs.
mod clusters;

mod sorts;

use crate::document::{Cast, CastEntity, CastMention, Document};
use crate::names::Name;
use crate::places::Places;
use model::annotations::MentionForm;

/// The entities of the names in a document; pronouns and descriptions come with [`resolve`].
pub fn cast(document: &Document<'_>, places: &Places, names: &[Name]) -> Cast {
    let named = sorts::sort(document, places, names);
    let clusters = clusters::cluster(document, places, &named);
    let mut cast = Cast::default();
    for (name, &cluster) in named.iter().zip(&clusters) {
        if cluster == cast.entities.len() {
            cast.entities.push(CastEntity::new(name.kind.clone()));
        }
        cast.mentions.push(CastMention {
            bytes: name.bytes.clone(),
            form: MentionForm::Name,
            entity: cluster,
        });
    }
    name_entities(document, &mut cast);
    cast
}

/// The fullest name stands for the entity; in capitals only where there is no other.
fn name_entities(document: &Document<'_>, cast: &mut Cast) {
    let weight =
        |name: &str| (name.chars().any(char::is_lowercase), name.split_whitespace().count(), name.len());
    for mention in cast.mentions.iter().filter(|m| m.form == MentionForm::Name) {
        let surface = document.slice(&mention.bytes);
        if let Some(entity) = cast.entities.get_mut(mention.entity)
            && weight(surface) > weight(&entity.name)
        {
            entity.name = surface.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
}
