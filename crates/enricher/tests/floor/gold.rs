//! A Wiregold story: its text with what an annotator found in it, in the form that the enricher answers in.
use std::collections::BTreeMap;

use enricher::Input;
use model::annotations::{
    Annotations, DateKind, DateMention, EntityType, FoundAddressee, FoundEntity, FoundQuote, FoundSpeaker,
    Mention, MentionForm, QuoteKind, Surface,
};
use model::{Offset, Span, Timestamp};

use crate::markup::{self, Body, Tag};

pub struct Story {
    pub id: String,
    pub title: String,
    pub published_at: Timestamp,
    pub offset: Offset,
    pub text: String,
    pub gold: Annotations,
    /// What stands between marks and quotes nobody: scare quotes, titles, nicknames, terms.
    pub not_quotes: Vec<Span>,
}

impl Story {
    /// Reads a story, or says the first mistake in it.
    pub fn read(source: &str) -> Result<Story, String> {
        let (header, body) = source.split_once("\n\n").ok_or("no blank line after the header")?;
        let header = Header::read(header)?;
        let body = markup::read(body.trim_matches('\n'))?;
        let published = header.field("published")?;
        let story = Story {
            id: header.field("id")?.to_owned(),
            title: header.field("title")?.to_owned(),
            published_at: Timestamp::parse(published).ok_or("`published` is no time")?,
            offset: offset(published).ok_or("`published` has no offset")?,
            gold: header.gold(&body)?,
            not_quotes: body.tags.iter().filter(|tag| tag.letter == 'x').map(|tag| tag.span).collect(),
            text: body.text,
        };
        Ok(story)
    }

    /// What the enricher is given: nothing of the gold.
    pub fn input(&self) -> Input<'_> {
        Input {
            text: &self.text,
            title: Some(&self.title),
            published_at: Some(self.published_at),
            offset: Some(self.offset),
            ..Input::default()
        }
    }
}

fn offset(published: &str) -> Option<Offset> {
    Offset::parse(published.get("2026-03-12T09:30:00".len()..)?)
}

#[derive(Default)]
struct Header<'a> {
    fields: BTreeMap<&'a str, &'a str>,
    /// Id, type, name.
    entities: Vec<(&'a str, EntityType, &'a str)>,
    /// Id, who speaks.
    quotes: Vec<(&'a str, &'a str)>,
}

impl<'a> Header<'a> {
    fn read(source: &'a str) -> Result<Self, String> {
        let mut header = Header::default();
        for line in source.lines() {
            let (key, value) = line.split_once(':').ok_or_else(|| format!("no header line: `{line}`"))?;
            let value = value.trim();
            if let Some(id) = key.strip_prefix("entity ") {
                let mut parts = value.split('|').map(str::trim);
                let kind = EntityType::from(parts.next().unwrap_or_default());
                if let EntityType::Other(kind) = kind {
                    return Err(format!("{id}: unknown type `{kind}`"));
                }
                header.entities.push((id, kind, parts.next().unwrap_or_default()));
            } else if let Some(id) = key.strip_prefix("quote ") {
                let who = value.strip_prefix("speaker=").ok_or_else(|| format!("{id}: no `speaker=`"))?;
                header.quotes.push((id, who));
            } else {
                header.fields.insert(key, value);
            }
        }
        Ok(header)
    }

    fn field(&self, name: &str) -> Result<&'a str, String> {
        self.fields.get(name).copied().ok_or_else(|| format!("no `{name}`"))
    }

    fn entity(&self, id: &str) -> Option<usize> {
        self.entities.iter().position(|(known, ..)| *known == id)
    }

    fn gold(&self, body: &Body) -> Result<Annotations, String> {
        for tag in &body.tags {
            let is_known = |id: &str| match tag.letter {
                'e' | 'n' | 'r' => self.entity(id).is_some(),
                's' | 'c' | 'a' => self.quotes.iter().any(|(known, _)| *known == id),
                'q' => self.quotes.iter().any(|(known, _)| *known == id) || QuoteKind::KNOWN.contains(&id),
                _ => true,
            };
            if !tag.ids().all(is_known) {
                return Err(format!("`<{} {}>` is not declared", tag.letter, tag.argument));
            }
        }
        let mentioned =
            |(id, kind, name): &(&str, EntityType, &str)| found_entity(&body.tags, id, kind, name);
        let mut quotes = self
            .quotes
            .iter()
            .map(|(id, who)| self.quote(&body.tags, id, who))
            .collect::<Result<Vec<_>, _>>()?;
        quotes.sort_by_key(|quote| quote.spans.first().map(|span| span.start));
        Ok(Annotations {
            entities: self.entities.iter().map(mentioned).collect::<Result<_, _>>()?,
            quotes,
            dates: body.tags.iter().filter(|tag| tag.letter == 't').map(date).collect(),
            ..Annotations::default()
        })
    }

    fn quote(&self, tags: &[Tag], id: &str, who: &str) -> Result<FoundQuote, String> {
        let of = |letter: char| {
            tags.iter().filter(move |tag| tag.letter == letter && tag.ids().any(|own| own == id))
        };
        let surface = |letter: char| of(letter).next_back().map(surface);
        let pieces: Vec<&Tag> = of('q').collect();
        let mut kinds = pieces.iter().filter_map(|tag| tag.ids().nth(1));
        let kind = kinds.next().ok_or_else(|| format!("{id}: no kind, or not in the body"))?;
        if kinds.any(|other| other != kind) {
            return Err(format!("{id}: two kinds"));
        }
        let entity = self.entity(who);
        let name = match (who.strip_prefix("text:"), entity.and_then(|at| self.entities.get(at))) {
            (Some(words), _) => Some(words.trim().to_owned()),
            (None, Some((.., name))) => Some((*name).to_owned()),
            (None, None) if who == "none" => None,
            (None, None) => return Err(format!("{id}: no entity `{who}`")),
        };
        let words = surface('s');
        let speaker =
            (words.is_some() || name.is_some()).then_some(FoundSpeaker { surface: words, entity, name });
        Ok(FoundQuote {
            kind: QuoteKind::from(kind),
            spans: pieces.iter().map(|tag| tag.span).collect(),
            text: pieces.iter().map(|tag| tag.text.as_str()).collect::<Vec<_>>().join(" "),
            speaker,
            cue: surface('c'),
            addressee: surface('a').map(|surface| FoundAddressee { surface, entity: None }),
            medium: None,
            confidence: 1.0,
        })
    }
}

fn found_entity(tags: &[Tag], id: &str, kind: &EntityType, name: &str) -> Result<FoundEntity, String> {
    let mention = |tag: &Tag| {
        let form = match tag.letter {
            'e' => MentionForm::Name,
            'n' => MentionForm::Nominal,
            'r' => MentionForm::Pronoun,
            _ => return None,
        };
        let Span { start, end } = tag.span;
        (tag.argument == id).then(|| Mention { text: tag.text.clone(), start, end, form })
    };
    let mentions: Vec<Mention> = tags.iter().filter_map(mention).collect();
    if mentions.is_empty() {
        return Err(format!("{id}: never mentioned"));
    }
    Ok(FoundEntity {
        kind: kind.clone(),
        name: name.to_owned(),
        role: None,
        links: Vec::new(),
        salience: 0.0,
        place: None,
        mentions,
    })
}

fn surface(tag: &Tag) -> Surface {
    Surface { text: tag.text.clone(), start: tag.span.start, end: tag.span.end }
}

fn date(tag: &Tag) -> DateMention {
    let value = tag.argument.as_str();
    let kind = match value {
        "PAST_REF" | "PRESENT_REF" => DateKind::Date,
        _ if value.starts_with('P') => DateKind::Duration,
        _ if value.contains('T') && !value.ends_with("_REF") => DateKind::Instant,
        _ => DateKind::Date,
    };
    let Span { start, end } = tag.span;
    DateMention {
        text: tag.text.clone(),
        start,
        end,
        kind,
        from: None,
        to: None,
        timex: Some(value.to_owned()),
    }
}
