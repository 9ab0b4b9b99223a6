//! Names in Korean: words are taken apart into stem and particle; titles, ages and the endings of bodies say what they are.
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Name, NameKind};
use crate::document::{Document, TokenKind};
use crate::lexicon::{korean, organisations};
use crate::places::Places;

/// Most words between a name and its title ("김민재 | 외교부 | 장관").
const LONGEST_ROLE: usize = 4;

pub fn find(document: &Document<'_>, places: &Places) -> Vec<Name> {
    let reader = Reader { document, places };
    let mut names: Vec<Name> = Vec::new();
    for sentence in &document.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            match reader.name_at(at, sentence.tokens.clone()) {
                Some(name) => {
                    at = name.tokens.end.max(at + 1);
                    names.push(name);
                }
                None => at += 1,
            }
        }
    }
    byline(document, &mut names);
    find_again(document, &mut names);
    names
}

struct Reader<'a, 'd> {
    document: &'a Document<'d>,
    places: &'a Places,
}

impl Reader<'_, '_> {
    fn word(&self, at: usize) -> &str {
        self.document.token(at)
    }

    fn name_at(&self, at: usize, sentence: Range<usize>) -> Option<Name> {
        let word = self.word(at);
        if self.document.kind(at) != TokenKind::Word {
            return None;
        }
        if !is_hangul(word) {
            return self.latin(at);
        }
        self.person(at, sentence).or_else(|| {
            let stem = korean::stems(word).find(|stem| self.is_place(stem));
            let body = korean::stems(word).find(|stem| korean::is_body(stem));
            match (body, stem) {
                (Some(body), place) if place.is_none_or(|p| p.len() <= body.len()) => {
                    Some(named(self.document, at..at + 1, body.len(), NameKind::Organization))
                }
                (_, Some(place)) => Some(named(self.document, at..at + 1, place.len(), NameKind::Place)),
                _ => None,
            }
        })
    }

    /// "IMF", "SK하이닉스".
    fn latin(&self, at: usize) -> Option<Name> {
        let tokens = self.document.tokens.get(at..at + 2);
        if let Some([first, second]) = tokens
            && first.end == second.start
        {
            let rest = self.word(at + 1);
            if let Some(stem) =
                korean::stems(rest).find(|stem| korean::is_body(stem) || korean::is_known_place(stem))
            {
                return Some(named(self.document, at..at + 2, stem.len(), NameKind::Organization));
            }
        }
        let is_body =
            organisations::known(self.word(at)).is_some() && !organisations::is_common(self.word(at));
        is_body.then(|| named(self.document, at..at + 1, self.word(at).len(), NameKind::Organization))
    }

    fn is_place(&self, stem: &str) -> bool {
        stem.chars().count() >= 2
            && !korean::is_common_word(stem)
            && (korean::is_known_place(stem)
                || korean::is_district(stem)
                || self.places.is_prominent(stem)
                || self.places.is_in(stem, "KR"))
    }

    fn person(&self, at: usize, sentence: Range<usize>) -> Option<Name> {
        let word = self.word(at);
        let next = self.word(at + 1);
        let full = |stem: &str| korean::is_full_name(stem);
        let whole = |stem: &str| named(self.document, at..at + 1, stem.len(), NameKind::Person);
        // 구말순(78)씨
        if full(word)
            && next == "("
            && self.document.kind(at + 2) == TokenKind::Number
            && self.word(at + 3) == ")"
        {
            return Some(whole(word));
        }
        // 김민수씨는
        if let Some(stem) =
            korean::stems(word).filter_map(|s| s.strip_suffix(['씨', '양', '군'])).find(|s| full(s))
        {
            return Some(whole(stem));
        }
        // 김민재 외교부 장관은; the words between carry no particle.
        if full(word) && self.title_follows(at + 1, sentence.end) {
            return Some(whole(word));
        }
        // 주장 민재호는
        let before = at.checked_sub(1).filter(|b| *b >= sentence.start).map_or("", |b| self.word(b));
        if korean::is_title(before) {
            return korean::stems(word)
                .filter(|stem| *stem != word || next != "(")
                .find(|s| full(s))
                .map(whole);
        }
        None
    }

    fn title_follows(&self, from: usize, end: usize) -> bool {
        for at in from..end.min(from + LONGEST_ROLE) {
            let word = self.word(at);
            if self.document.kind(at) == TokenKind::Punctuation
                || !is_hangul(word) && self.document.kind(at) != TokenKind::Word
            {
                return false;
            }
            if korean::title_of(word).is_some() {
                return true;
            }
            let is_between = self.is_place(word)
                || korean::is_body(word)
                || word.chars().count() >= 4
                || matches!(word, "전" | "신임" | "현" | "수석" | "소속" | "제");
            if !is_between {
                return false;
            }
        }
        false
    }
}

fn is_hangul(word: &str) -> bool {
    word.starts_with(|c: char| ('\u{ac00}'..='\u{d7a3}').contains(&c))
}

/// A name of these tokens whose last is cut to `length` bytes.
fn named(document: &Document<'_>, tokens: Range<usize>, length: usize, kind: NameKind) -> Name {
    let start = document.tokens.get(tokens.start).map_or(0, |t| t.start);
    let last = document.tokens.get(tokens.end - 1).map_or(start, |t| t.start);
    Name { bytes: start..last + length, tokens, kind }
}

/// "(서울=한들통신) 한도윤 기자 =", "[미르경제=문가람 기자]": what stands at the equals sign is the publisher.
fn byline(document: &Document<'_>, names: &mut Vec<Name>) {
    let Some(equals) = (0..document.tokens.len().min(12)).find(|&at| document.token(at) == "=") else {
        return;
    };
    let is_place = |at: usize| names.iter().any(|n| n.tokens.contains(&at) && n.kind == NameKind::Place);
    let Some(before) = equals.checked_sub(1) else { return };
    let publisher = if is_place(before) { equals + 1 } else { before };
    if names.iter().any(|n| n.tokens.contains(&publisher)) || !is_hangul(document.token(publisher)) {
        return;
    }
    names.push(named(
        document,
        publisher..publisher + 1,
        document.token(publisher).len(),
        NameKind::Organization,
    ));
    names.sort_by_key(|n| n.bytes.start);
}

/// A name that was seen once is one everywhere, whatever particle follows; the short form in brackets too.
fn find_again(document: &Document<'_>, names: &mut Vec<Name>) {
    let mut known: FxHashMap<&str, NameKind> = FxHashMap::default();
    for name in names.iter().filter(|n| n.tokens.len() == 1) {
        known.entry(document.slice(&name.bytes)).or_insert(name.kind);
        let after = name.tokens.end;
        let is_short = document.token(after) == "("
            && document.token(after + 2) == ")"
            && is_hangul(document.token(after + 1));
        if is_short && name.kind == NameKind::Organization {
            known.insert(document.token(after + 1), NameKind::Organization);
        }
    }
    let mut covered = vec![false; document.tokens.len()];
    for name in names.iter() {
        covered[name.tokens.clone()].fill(true);
    }
    for at in (0..document.tokens.len()).filter(|at| !covered[*at] && is_hangul(document.token(*at))) {
        let word = document.token(at);
        if let Some(stem) =
            korean::stems(word).find(|stem| stem.chars().count() >= 2 && known.contains_key(stem))
        {
            names.push(named(document, at..at + 1, stem.len(), known[stem]));
        }
    }
    names.sort_by_key(|n| n.bytes.start);
}
