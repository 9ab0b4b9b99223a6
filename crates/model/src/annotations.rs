//! What the enricher finds in a text: entities, quotations, dates and quantities, linked by index until ids are given.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Timestamp, open::open_enum};

open_enum! {
    EntityType {
        Person = "person", Organization = "organization", Place = "place", Event = "event", Law = "law",
        Product = "product", Work = "work", Group = "group",
    }
}
open_enum! {
    MentionForm { Name = "name", Nominal = "nominal", Pronoun = "pronoun" }
}
open_enum! {
    QuoteKind { Direct = "direct", Mixed = "mixed", Indirect = "indirect" }
}
open_enum! {
    DateKind { Instant = "instant", Date = "date", Duration = "duration", Set = "set" }
}
open_enum! {
    QuantityKind { Money = "money", Percentage = "percentage", Count = "count", Measure = "measure" }
}

/// A place in the text: Unicode code points, half open.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

/// A surface with its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Surface {
    pub text: String,
    pub start: u32,
    pub end: u32,
}

/// Everything found in one text. Links between parts are indices into `entities`; `compose` turns them into ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    pub entities: Vec<FoundEntity>,
    pub quotes: Vec<FoundQuote>,
    pub dates: Vec<DateMention>,
    pub quantities: Vec<Quantity>,
    pub warnings: Vec<crate::Warning>,
}

/// One person or thing with all its mentions, in the order of their first mention.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundEntity {
    pub kind: EntityType,
    /// The fullest name in the text; a description where the text has no name.
    pub name: String,
    pub role: Option<String>,
    pub links: Vec<EntityLink>,
    /// 0–1, two decimals.
    pub salience: f64,
    pub place: Option<PlaceFacts>,
    pub mentions: Vec<Mention>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EntityLink {
    /// `wikidata`, `geonames`, or the scheme of a user's own table.
    pub scheme: String,
    pub id: String,
    /// 0–1, two decimals.
    pub confidence: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceFacts {
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// WGS 84 degrees.
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    pub text: String,
    pub start: u32,
    pub end: u32,
    pub form: MentionForm,
}

/// One utterance, in pieces when it was interrupted or runs over paragraphs.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundQuote {
    pub kind: QuoteKind,
    /// Inner texts without their marks, in order.
    pub spans: Vec<Span>,
    /// The pieces joined by a space.
    pub text: String,
    pub speaker: Option<FoundSpeaker>,
    pub cue: Option<Surface>,
    pub addressee: Option<FoundAddressee>,
    pub medium: Option<String>,
    /// 0–1, two decimals, calibrated.
    pub confidence: f64,
}

/// The words that say who speaks. A speaker known only from the context has no words, but an entity or a name.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundSpeaker {
    pub surface: Option<Surface>,
    pub entity: Option<usize>,
    pub name: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FoundAddressee {
    pub surface: Surface,
    pub entity: Option<usize>,
}

/// A time expression and what it means at the article's date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DateMention {
    pub text: String,
    pub start: u32,
    pub end: u32,
    pub kind: DateKind,
    /// Where it can be placed in time: its first instant, and its end when it is more than an instant.
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// TIMEX3 / ISO 8601 value.
    pub timex: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    pub text: String,
    pub start: u32,
    pub end: u32,
    pub kind: QuantityKind,
    pub value: Option<f64>,
    /// ISO 4217 for money, `%`, or a unit's symbol.
    pub unit: Option<String>,
}

/// Rounds a confidence or salience to the two decimals of the contract, within 0–1.
pub fn two_decimals(value: f64) -> f64 {
    if value.is_finite() { (value.clamp(0.0, 1.0) * 100.0).round() / 100.0 } else { 0.0 }
}
