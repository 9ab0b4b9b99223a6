//! Goes through the text and gives pronouns and descriptions to the people they mean.
use model::annotations::{EntityType, MentionForm};
use rustc_hash::FxHashMap;

use super::descriptions::{self, Holders};
use super::items::{self, Item, What};
use super::phrases::{Case, Description, Determiner, Pronoun};
use super::profile::Profile;
use super::speakers::Speakers;
use super::tracks::{self, Candidate, Tracks};
use crate::document::{Bytes, Cast, CastEntity, CastMention, Document, Gender, QuoteDraft, TokenKind};
use crate::lexicon::people::{self, Class};
use crate::places::Places;

/// What the steps know when pronouns and descriptions are resolved.
pub struct Scene<'a> {
    pub document: &'a Document<'a>,
    pub places: &'a Places,
    pub quotes: &'a [QuoteDraft],
    pub appositions: &'a [Bytes],
}

/// Adds the mentions by pronoun and description, and the people that only they name; returns the entity that speaks
/// each quotation.
pub fn resolve(scene: &Scene<'_>, cast: &mut Cast, profiles: &[Profile]) -> Vec<Option<usize>> {
    let (items, order) = items::collect(scene.document, scene.places, cast, scene.quotes, scene.appositions);
    // What the pronouns of a first reading say of gender holds for the second.
    let mut walk = Walk::new(scene, &items, cast, profiles);
    walk.go(&order);
    let genders = walk.genders();
    let mut walk = Walk::new(scene, &items, cast, profiles);
    walk.set_genders(&genders);
    walk.go(&order);
    let Walk { people, found, speakers, .. } = walk;
    let entities = publish(scene, cast, &items, &people, &found, &speakers);
    let published = |person: usize| entities.get(person).copied().flatten();
    (0..scene.quotes.len()).map(|quote| speakers.of(quote, &found).and_then(published)).collect()
}

/// A person as the walk knows them.
#[derive(Clone, Debug)]
pub struct Person {
    pub is_person: bool,
    pub is_named: bool,
    /// The lead described them before it named them.
    pub is_lead: bool,
    pub gender: Option<Gender>,
    pub profile: Profile,
    /// Heads of the descriptions that were given to them.
    pub heads: Vec<String>,
    /// Pronouns that were given to them: women's, men's.
    votes: [u32; 2],
}

struct Walk<'a> {
    scene: &'a Scene<'a>,
    items: &'a [Item],
    people: Vec<Person>,
    tracks: Tracks,
    found: Vec<Option<usize>>,
    /// "his wife": possessor and noun.
    relations: FxHashMap<(Option<usize>, String), usize>,
    speakers: Speakers,
    holders: Holders,
}

impl<'a> Walk<'a> {
    fn new(scene: &'a Scene<'a>, items: &'a [Item], cast: &Cast, profiles: &[Profile]) -> Self {
        let people = cast.entities.iter().zip(profiles).map(|(entity, profile)| Person {
            is_person: entity.kind == EntityType::Person,
            is_named: true,
            is_lead: false,
            gender: entity.gender,
            profile: profile.clone(),
            heads: Vec::new(),
            votes: [0; 2],
        });
        let people: Vec<Person> = people.collect();
        let mut holders = Holders::default();
        for (entity, person) in people.iter().enumerate() {
            holders.note(entity, person);
        }
        Walk {
            scene,
            items,
            people,
            holders,
            tracks: Tracks::default(),
            found: vec![None; items.len()],
            relations: FxHashMap::default(),
            speakers: Speakers::new(scene.document, scene.quotes, items, &|entity| {
                cast.entities.get(entity).is_some_and(|e| e.kind == EntityType::Person)
            }),
        }
    }

    fn go(&mut self, order: &[usize]) {
        for &at in order {
            let Some(item) = self.items.get(at) else { continue };
            let entity = match &item.what {
                What::Name(entity) => Some(*entity),
                What::Pronoun(pronoun) => self.pronoun(*pronoun, item),
                What::Description(description) if self.is_people(description) => None,
                What::Description(description) => Some(self.description(description, item, at)),
                What::They(entity) => self.tracks.recent().first().copied().filter(|e| e == entity),
                What::Relative => self.relative(at),
                What::Introduction(description, entity) => {
                    self.introduce(description, *entity, item, at);
                    None
                }
            };
            let Some(entity) = entity else { continue };
            self.found[at] = Some(entity);
            if self.speakers.is_head(at) {
                self.tracks.last_speaker = Some(entity);
            }
            if self.people.get(entity).is_some_and(|p| p.is_person) {
                self.tracks.see(self.scene.document, entity, item);
            }
        }
    }

    /// Genders that the pronouns of this reading showed, of the people whose gender was unknown.
    fn genders(&self) -> Vec<Option<Gender>> {
        let decide = |person: &Person| match (person.gender, person.votes) {
            (None, [f, m]) if f > m => Some(Gender::Female),
            (None, [f, m]) if m > f => Some(Gender::Male),
            _ => None,
        };
        self.people.iter().map(decide).collect()
    }

    fn set_genders(&mut self, genders: &[Option<Gender>]) {
        for (person, gender) in self.people.iter_mut().zip(genders) {
            person.gender = person.gender.or(*gender);
        }
    }

    fn pronoun(&mut self, pronoun: Pronoun, item: &Item) -> Option<usize> {
        let speaker = item.quote.and_then(|q| self.speakers.of(q, &self.found));
        let ahead = self
            .named_ahead(pronoun, item)
            .or_else(|| self.named_by_verb(pronoun, item))
            .or_else(|| self.survived(pronoun, item));
        if let Some(ahead) = ahead {
            return Some(ahead);
        }
        let fits = self.tracks.recent().iter().filter(|&&e| Some(e) != speaker).filter_map(|&entity| {
            let person = self.people.get(entity)?;
            let track = self.tracks.get(entity)?;
            let is_last_speaker = self.tracks.last_speaker == Some(entity);
            let candidate = Candidate { person, track, is_last_speaker };
            Some((entity, tracks::fit(self.scene.document, &candidate, pronoun, item)?))
        });
        let best = fits.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(entity, _)| entity);
        let best = best.or_else(|| self.opening(pronoun, item).filter(|e| Some(*e) != speaker))?;
        self.people[best].votes[usize::from(pronoun.gender == Gender::Male)] += 1;
        Some(best)
    }

    /// "Lindiwe, a nurse from Soweto who asked …": the last person before it in the sentence.
    fn relative(&self, at: usize) -> Option<usize> {
        let item = self.items.get(at)?;
        let before = self.items.get(..at)?.iter().zip(&self.found).rev();
        before
            .take(60)
            .take_while(|(i, _)| i.sentence == item.sentence)
            .find_map(|(_, found)| found.filter(|e| self.people.get(*e).is_some_and(|p| p.is_person)))
    }

    /// "Asked whether he would stay, Chae said": the one who is named after the comma.
    fn named_ahead(&self, pronoun: Pronoun, item: &Item) -> Option<usize> {
        let document = self.scene.document;
        let sentence = document.sentences.get(item.sentence)?;
        if !matches!(document.token(sentence.tokens.start), "Asked" | "Questioned" | "Pressed")
            || item.is_quoted()
        {
            return None;
        }
        let comma = (item.tokens.end..sentence.tokens.end).take(60).find(|&at| document.token(at) == ",")?;
        let next = self.items.iter().skip(self.items.partition_point(|i| i.tokens.start < comma)).take(3);
        let named = next.take_while(|i| i.tokens.start <= comma + 6).find_map(|i| match i.what {
            What::Name(entity) => Some(entity),
            _ => None,
        })?;
        let person = self.people.get(named).filter(|p| p.is_person)?;
        person.gender.is_none_or(|g| g == pronoun.gender).then_some(named)
    }

    /// "He is survived by his wife", "Besides a son, she leaves two grandsons": the one of whom the whole text tells.
    fn survived(&self, pronoun: Pronoun, item: &Item) -> Option<usize> {
        let document = self.scene.document;
        let next = |steps: usize| document.token(item.tokens.end + steps);
        let leaves = next(0) == "leaves"
            && (document.kind(item.tokens.end + 1) == TokenKind::Number || is_kin(next(2)));
        let survived = matches!(next(0), "is" | "was") && next(1) == "survived" && next(2) == "by";
        if pronoun.case != Case::Subject || item.is_quoted() || !(survived || leaves) {
            return None;
        }
        let fits = self.tracks.recent().iter().filter(|&&entity| {
            let person = self.people.get(entity);
            person.is_some_and(|p| p.is_named && p.gender.is_none_or(|g| g == pronoun.gender))
        });
        fits.copied().max_by_key(|&entity| self.tracks.get(entity).map_or(0, |track| track.count))
    }

    /// "She was Lupe Cantú".
    fn named_by_verb(&self, pronoun: Pronoun, item: &Item) -> Option<usize> {
        let document = self.scene.document;
        if pronoun.case != Case::Subject || !matches!(document.token(item.tokens.end), "is" | "was") {
            return None;
        }
        let next = self.items.get(self.items.partition_point(|i| i.tokens.start <= item.tokens.end))?;
        match next.what {
            What::Name(entity) if next.tokens.start == item.tokens.end + 1 => {
                self.people
                    .get(entity)
                    .filter(|p| p.is_person && p.gender.is_none_or(|g| g == pronoun.gender))?;
                Some(entity)
            }
            _ => None,
        }
    }

    /// "He stands 6'2", but last night Jaxon Vale looked small": at the start of a text the name follows.
    fn opening(&self, pronoun: Pronoun, item: &Item) -> Option<usize> {
        let ahead =
            self.items.iter().skip(self.items.partition_point(|i| i.tokens.start <= item.tokens.start));
        if item.sentence >= 3 {
            return None;
        }
        let named =
            ahead.take(60).take_while(|i| i.sentence <= item.sentence + 1).find_map(|i| match i.what {
                What::Name(entity) if self.people.get(entity).is_some_and(|p| p.is_person) => Some(entity),
                _ => None,
            })?;
        let fits = self.people.get(named)?.gender.is_none_or(|g| g == pronoun.gender);
        fits.then_some(named)
    }

    /// The relation of a description ("his wife": he and "wife"), if it has one.
    fn relation(&self, description: &Description, item: &Item, at: usize) -> Option<(Option<usize>, String)> {
        let possessor = match description.determiner {
            Determiner::Possessive(_) => self.found_at(item.bytes.start, at),
            Determiner::OtherPossessive => item.quote.and_then(|q| self.speakers.of(q, &self.found)),
            Determiner::Named => self.found_at(item.bytes.start, at),
            _ => return None,
        };
        let noun = match description.head.as_str() {
            "mum" | "mom" | "mummy" => "mother",
            "dad" | "daddy" => "father",
            "widow" => "wife",
            "widower" => "husband",
            head => head,
        };
        Some((possessor, noun.to_owned()))
    }

    /// "Her father, Samuel Adeyemi": what the description says holds for the name.
    fn introduce(&mut self, description: &Description, entity: usize, item: &Item, at: usize) {
        if let Some(relation) = self.relation(description, item, at) {
            self.relations.insert(relation, entity);
        }
        if let Some(person) = self.people.get_mut(entity) {
            person.gender = person.gender.or(description.noun.gender);
            person.profile.add_role(self.scene.document, self.scene.places, &item.bytes);
            person.profile.age = person.profile.age.or(description.age);
            self.holders.note(entity, person);
        }
    }

    fn description(&mut self, description: &Description, item: &Item, at: usize) -> usize {
        let relation = self.relation(description, item, at);
        if let Some(&known) = relation.as_ref().and_then(|r| self.relations.get(r)) {
            return known;
        }
        let speaker = item.quote.and_then(|q| self.speakers.of(q, &self.found));
        let others = [relation.as_ref().and_then(|r| r.0), speaker];
        let found =
            descriptions::find(self.scene.document, description, item, &self.people, &self.tracks, &others);
        let near = found.as_ref().filter(|f| f.is_known).map(|f| f.entity);
        let known = near
            .or_else(|| descriptions::holder(description, &self.people, &self.holders, &others))
            .or_else(|| found.map(|f| f.entity))
            .or_else(|| {
                let named = self.lead(description, item, at)?;
                self.people[named].is_lead = true;
                Some(named)
            });
        let entity = known.unwrap_or_else(|| self.new_person(description.noun.gender));
        let person = &mut self.people[entity];
        person.gender = person.gender.or(description.noun.gender);
        if !person.heads.contains(&description.head) {
            person.heads.push(description.head.clone());
        }
        if !person.is_named {
            person.profile.add_role(self.scene.document, self.scene.places, &item.bytes);
            person.profile.age = person.profile.age.or(description.age);
        }
        if let Some(relation) = relation {
            self.relations.insert(relation, entity);
        }
        entity
    }

    /// "The Japanese bowed": nobody of that country was spoken of.
    fn is_people(&self, description: &Description) -> bool {
        description.is_people
            && !self.tracks.recent().iter().any(|&entity| {
                self.people
                    .get(entity)
                    .zip(description.nation)
                    .is_some_and(|(person, nation)| person.profile.nations.contains(nation))
            })
    }

    fn new_person(&mut self, gender: Option<Gender>) -> usize {
        self.people.push(Person {
            is_person: true,
            is_named: false,
            is_lead: false,
            gender,
            profile: Profile::default(),
            heads: Vec::new(),
            votes: [0; 2],
        });
        self.people.len() - 1
    }

    /// The lead speaks of "a Czech former banker" and the next paragraph names her: the first person named after it.
    fn lead(&self, description: &Description, item: &Item, at: usize) -> Option<usize> {
        let is_first = self.tracks.recent().is_empty();
        let introduces = match description.determiner {
            Determiner::Indefinite => true,
            Determiner::Definite => is_first,
            _ => false,
        };
        if item.sentence >= 2 || item.is_quoted() || !introduces {
            return None;
        }
        let is_free = |entity: &usize| {
            self.people.get(*entity).is_some_and(|p| {
                let same = |a: Option<Gender>, b: Option<Gender>| a.is_none() || b.is_none() || a == b;
                p.is_person && same(p.gender, description.noun.gender) && self.tracks.get(*entity).is_none()
            })
        };
        let ahead = self.items.iter().skip(at + 1).take(60).filter_map(|i| match i.what {
            What::Name(entity) => Some((entity, i)),
            _ => None,
        });
        let ahead: Vec<(usize, &Item)> = ahead.filter(|(e, _)| is_free(e)).collect();
        let by_role = ahead.iter().find(|(e, _)| self.people[*e].profile.words.contains(&description.head));
        // Nobody has been named yet: descriptions and names come in the same order.
        let is_lead = self.tracks.recent().iter().all(|e| self.people[*e].is_lead) || is_first;
        let next = ahead
            .iter()
            .find(|(e, i)| is_lead && i.sentence <= item.sentence + 5 && !is_official(&self.people[*e]));
        by_role.or(next).map(|(entity, _)| *entity)
    }

    /// Who the pronoun at the start of a description means ("his wife"): it stands next to it in the items.
    fn found_at(&self, start: usize, at: usize) -> Option<usize> {
        let near = at.saturating_sub(2)..(at + 3).min(self.items.len());
        near.filter(|&i| {
            i != at
                && matches!(self.items[i].what, What::Pronoun(_) | What::Name(_))
                && self.items[i].bytes.start == start
        })
        .find_map(|i| self.found[i])
    }
}

/// "a son", "two grandsons"
fn is_kin(noun: &str) -> bool {
    people::noun(noun.strip_suffix('s').unwrap_or(noun)).is_some_and(|noun| noun.class == Class::Kin)
}

/// Those who tell of others in the news.
fn is_official(person: &Person) -> bool {
    [
        "judge",
        "spokesman",
        "spokeswoman",
        "prosecutor",
        "detective",
        "lawyer",
        "attorney",
        "minister",
        "police",
        "officer",
        "sheriff",
    ]
    .iter()
    .any(|word| person.profile.words.contains(*word))
}

/// Writes the mentions into the cast; people without a name only where the text comes back to them or lets them speak.
/// Returns the entity of each person.
fn publish(
    scene: &Scene<'_>,
    cast: &mut Cast,
    items: &[Item],
    people: &[Person],
    found: &[Option<usize>],
    speakers: &Speakers,
) -> Vec<Option<usize>> {
    let mut counts = vec![0usize; people.len()];
    for entity in found.iter().flatten() {
        counts[*entity] += 1;
    }
    for (at, item) in items.iter().enumerate() {
        if let (What::Description(_), Some(person), true) = (&item.what, found[at], speakers.is_head(at)) {
            counts[person] += 1;
        }
    }
    let named = cast.entities.len();
    let mut entities: Vec<Option<usize>> =
        (0..people.len()).map(|person| (person < named).then_some(person)).collect();
    for (item, person) in items.iter().zip(found) {
        let Some(person) = *person else { continue };
        let form = match item.what {
            What::Name(_) | What::Introduction(..) => continue,
            What::Pronoun(_) | What::Relative | What::They(_) => MentionForm::Pronoun,
            What::Description(_) => MentionForm::Nominal,
        };
        if entities[person].is_none() && counts[person] >= 2 {
            let mut new = CastEntity::new(EntityType::Person);
            new.name = scene.document.slice(&item.bytes).to_owned();
            new.gender = people[person].gender;
            entities[person] = Some(cast.entities.len());
            cast.entities.push(new);
        }
        if let Some(entity) = entities[person] {
            cast.mentions.push(CastMention { bytes: item.bytes.clone(), form, entity });
        }
    }
    cast.mentions.sort_by_key(|m| (m.bytes.start, std::cmp::Reverse(m.bytes.end)));
    entities
}

/// The speakers where every item is a mention whose entity is known.
pub fn publish_known(scene: &Scene<'_>, speakers: &Speakers, items: &[Item]) -> Vec<Option<usize>> {
    let found: Vec<Option<usize>> = items
        .iter()
        .map(|item| match item.what {
            What::Name(entity) => Some(entity),
            _ => None,
        })
        .collect();
    (0..scene.quotes.len()).map(|quote| speakers.of(quote, &found)).collect()
}
