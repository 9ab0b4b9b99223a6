//! Who is who: names become entities, then pronouns and descriptions find theirs.
mod sorts;

mod clusters;

mod links;

mod gender;

mod roles;

mod profile;

mod phrases;

mod items;

mod tracks;

mod speakers;

mod descriptions;

mod resolve;

mod korean;

use model::annotations::MentionForm;

use crate::document::{Bytes, Cast, CastEntity, CastMention, Document};
use crate::names::{Aliases, Name};
use crate::places::Places;
pub use gender::GivenNames;
use profile::Profile;
pub use resolve::Scene;

/// The named entities of a document with what is known about them.
pub struct Known {
    pub cast: Cast,
    pub profiles: Vec<Profile>,
    pub appositions: Vec<Bytes>,
}

/// The entities of the names in a document; pronouns and descriptions come with [`resolve`].
pub fn known(
    document: &Document<'_>,
    places: &Places,
    given: &GivenNames,
    aliases: &Aliases,
    names: &[Name],
) -> Known {
    let mut cast = named(document, places, given, aliases, names);
    links::link(document, places, &mut cast);
    aliases.sign(document, &mut cast);
    let (profiles, appositions) = profile::profiles(document, places, given, &mut cast);
    Known { cast, profiles, appositions }
}

/// Adds the mentions by pronoun and description, and the people that only they name; returns the entity that speaks
/// each quotation.
pub fn resolve(scene: &Scene<'_>, cast: &mut Cast, profiles: &[Profile]) -> Vec<Option<usize>> {
    match scene.document.language {
        "ko" => korean::resolve(scene, cast),
        _ => resolve::resolve(scene, cast, profiles),
    }
}

fn named(
    document: &Document<'_>,
    places: &Places,
    given: &GivenNames,
    aliases: &Aliases,
    names: &[Name],
) -> Cast {
    let named = sorts::sort(document, places, names);
    let mut clusters = clusters::cluster(document, places, given, &named);
    aliases.join(document, named.iter().map(|name| &name.bytes), &mut clusters);
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
