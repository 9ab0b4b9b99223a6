//! Korean: the speaker is the topic far before the quotation, the cue is the verb after the particle on its mark.
mod clause;
mod words;

use std::ops::Range;

use model::annotations::QuoteKind;

use super::{
    filter,
    narration::{Item, Shape},
    page::{Page, Told},
};
use crate::document::{Bytes, QuoteDraft, SpeakerDraft};
use words::Quotative;

/// All quotations of a Korean text, in order.
pub fn find(page: &Page) -> Vec<QuoteDraft> {
    let mut story = Story { page, drafts: Vec::new(), last: None, left_open: None };
    for (number, told) in page.narrations.iter().enumerate().filter(|(_, told)| told.within.is_none()) {
        for range in &told.narration.sentences {
            story.sentence(number, told, range);
        }
    }
    story.in_order()
}

/// What is known at a point of the story.
struct Story<'a> {
    page: &'a Page<'a>,
    drafts: Vec<QuoteDraft>,
    /// The draft that spoke last and its paragraph.
    last: Option<(usize, usize)>,
    left_open: Option<usize>,
}

/// A sentence of words between spaces, quotations folded.
pub struct Line<'a> {
    pub page: &'a Page<'a>,
    pub told: &'a Told,
    pub range: Range<usize>,
}

impl<'a> Line<'a> {
    pub fn items(&self) -> &'a [Item] {
        &self.told.narration.items
    }

    pub fn word(&self, at: usize) -> &'a str {
        match self.items().get(at).filter(|item| self.range.contains(&at) && item.is_word()) {
            Some(item) => self.page.word(item),
            None => "",
        }
    }

    pub fn shape(&self, at: usize) -> Option<Shape> {
        self.items().get(at).filter(|_| self.range.contains(&at)).map(|item| item.shape)
    }

    /// Bytes of items, the last one without its particle.
    pub fn bytes(&self, phrase: &Range<usize>, particle: usize) -> Option<Bytes> {
        let (first, last) = (self.items().get(phrase.start)?, self.items().get(phrase.end.checked_sub(1)?)?);
        let end = last.end.checked_sub(particle)?;
        (first.start < end).then_some(first.start..end)
    }

    /// The word hangs on the item before it.
    fn hangs(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.items().get(before));
        before.is_some_and(|before| self.items().get(at).is_some_and(|item| item.start == before.end))
    }

    /// The particle on the closing mark, and the item after it.
    pub fn quotative(&self, at: usize) -> Option<(Quotative, usize, &'a str)> {
        if !self.hangs(at + 1) {
            return None;
        }
        let word = self.word(at + 1);
        let (form, kind) = words::QUOTATIVES.iter().find(|(form, _)| word.starts_with(form))?;
        // "…"는지, "…"에서 are no quotatives.
        let rest = word.get(form.len()..).unwrap_or("");
        rest.is_empty().then_some((*kind, at + 2, *form))
    }

    /// The topic before `at`: the words that say who, and how long their particle is.
    pub fn topic(&self, at: usize) -> Option<(Range<usize>, usize)> {
        self.marked(at, &["께서는", "에서는", "측은", "은", "는"]).or_else(|| {
            // A subject only close by: further away it belongs to another clause.
            self.marked(at, &["께서", "이", "가"]).filter(|(phrase, _)| at <= phrase.end + 1)
        })
    }

    fn marked(&self, before: usize, particles: &[&str]) -> Option<(Range<usize>, usize)> {
        for at in (self.range.start..before).rev() {
            let word = self.word(at);
            let Some(particle) =
                particles.iter().find(|particle| word.ends_with(**particle) && word.len() > particle.len())
            else {
                continue;
            };
            // "질문에는", "의무화하느냐는": no subject.
            let stem = word.strip_suffix(*particle).unwrap_or(word);
            let oblique =
                ends_with_any(stem, &["에", "으로", "로", "부터", "까지", "냐", "고", "지", "면", "기"])
                    && *particle == "는";
            if oblique
                || words::NO_TOPIC.contains(&word)
                || !is_nominal(word, particle)
                || self.hangs(at) && self.quoted_before(at)
            {
                continue;
            }
            let keep = if *particle == "측은" { "은".len() } else { particle.len() };
            return Some((self.noun_phrase(at), keep));
        }
        None
    }

    fn quoted_before(&self, at: usize) -> bool {
        matches!(self.shape(at.wrapping_sub(1)), Some(Shape::Quote(_)))
    }

    /// From a noun back over the nouns before it.
    pub fn noun_phrase(&self, at: usize) -> Range<usize> {
        let mut start = at;
        while start > self.range.start && at - start < 6 {
            let before = start - 1;
            let word = self.word(before);
            let aside = self.shape(before) == Some(Shape::Aside);
            if !aside && (word.is_empty() || ends_phrase(word) || words::CONNECTORS.contains(&word)) {
                break;
            }
            start = before;
        }
        while start < at && self.shape(start) == Some(Shape::Aside) {
            start += 1;
        }
        start..at + 1
    }

    /// The cue in a stretch: its first verb of saying, with the word that an idiom needs.
    pub fn cue(&self, from: usize, to: usize) -> Option<Range<usize>> {
        for at in from..to.min(self.range.end) {
            let word = self.word(at);
            if word.is_empty() {
                if self.shape(at) == Some(Shape::Comma) || self.shape(at) == Some(Shape::Aside) {
                    continue;
                }
                break;
            }
            let idiom = words::IDIOMS.iter().any(|root| word.starts_with(root)) && at > from;
            if idiom && ends_with_any(self.word(at - 1), &["을", "를", "못", "의견을"]) {
                return Some(at - 1..at + 1);
            }
            if words::ACTS.iter().any(|root| word.starts_with(root)) {
                return None;
            }
            let verb = words::VERBS.iter().any(|root| word.starts_with(root));
            if verb {
                // "잘 라 말했다", "반문하기도 했다"
                let adverb = word.starts_with("말했") && self.word(at.wrapping_sub(1)) == "잘라"
                    || word.starts_with("했") && self.word(at.wrapping_sub(1)).ends_with("하기도");
                return Some(if adverb { at - 1..at + 1 } else { at..at + 1 });
            }
            let noun = words::NOUNS.iter().find(|noun| {
                word.strip_prefix(**noun)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with("이") || rest.starts_with('도'))
            });
            if noun.is_some() && self.word(at + 1).is_empty() {
                return Some(at..at + 1);
            }
        }
        None
    }
}

pub fn ends_with_any(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}

/// Before a topic particle stands a noun: 는 after an open syllable, 은 after a closed one, no verb ending.
fn is_nominal(word: &str, particle: &str) -> bool {
    let stem = word.strip_suffix(particle).unwrap_or(word);
    let Some(last) = stem.chars().next_back() else { return false };
    let closed = match u32::from(last) {
        syllable @ 0xac00..=0xd7a3 => (syllable - 0xac00) % 28 != 0,
        _ => return true,
    };
    let verbal = matches!(last, '하' | '되' | '있' | '없' | '받' | '않' | '겠' | '었' | '았' | '했' | '히');
    match particle {
        "은" => closed && !verbal && (stem.chars().count() > 1 || matches!(stem, "측" | "양" | "군" | "옹")),
        "는" => !closed && !verbal,
        "이" => closed && stem.chars().count() > 1,
        "가" => !closed,
        _ => true,
    }
}

/// Words behind which another phrase begins: with a case particle, an adnominal or a connective ending, a date.
fn ends_phrase(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "에서", "에게", "에", "를", "을", "으로", "와", "과", "하고", "이고", "라고", "다고", "며", "면서",
        "해서", "아서", "어서", "로서", "은", "는", "한", "된", "던", "할", "될", "까지", "부터", "지만",
        "하면", "되면", "하자", "되자", "나자", "묻자", "오자", "하게", "에게", "위해", "대해", "통해",
        "관해", "의해", "날", "쪽", "째", "온", "뒤", "후", "전", "가", "이", "로", "도", "인",
    ];
    const NOUNS: &[&str] = &[
        "학과",
        "내과",
        "외과",
        "결과",
        "성과",
        "효과",
        "교과",
        "북한",
        "남한",
        "대변인",
        "본인",
        "주인",
        "시인",
        "부인",
        "노인",
        "법인",
        "상인",
        "작가",
        "화가",
        "전문가",
        "평론가",
        "음악가",
        "활동가",
        "국가",
        "어린이",
        "아이",
        "제주도",
        "경기도",
        "강원도",
        "충청도",
        "전라도",
        "경상도",
        "여은",
        "시은",
        "가은",
        "지은",
        "다은",
        "하은",
        "예은",
    ];
    let dated = word.starts_with(|c: char| c.is_ascii_digit())
        && ends_with_any(word, &["일", "월", "년", "시", "분", "주", "살", "명", "개"]);
    // A single syllable is a surname before a title.
    dated || word.chars().count() > 1 && ends_with_any(word, ENDINGS) && !ends_with_any(word, NOUNS)
}

impl Story<'_> {
    fn sentence(&mut self, number: usize, told: &Told, range: &Range<usize>) {
        let line = Line { page: self.page, told, range: range.clone() };
        let mut open: Option<usize> = None;
        let mut spoke = false;
        for at in range.clone() {
            let Some(quote) = line.items()[at].quote() else { continue };
            if let Some(draft) = self.quotation(&line, number, at, quote, &mut open) {
                self.last = Some((draft, number));
                spoke = true;
            }
        }
        self.indirect(&line, number, spoke);
    }

    /// Returns the draft that the quotation went into.
    fn quotation(
        &mut self,
        line: &Line,
        number: usize,
        at: usize,
        quote: usize,
        open: &mut Option<usize>,
    ) -> Option<usize> {
        let quoted = self.page.quoted.get(quote)?;
        let inner = self.page.inner(quote);
        let left_open = self.left_open.take();
        if quoted.resumes
            && let Some(draft) =
                left_open.and_then(|draft| self.drafts.get_mut(draft).map(|known| (draft, known)))
        {
            draft.1.spans.push(quoted.inner.clone());
            self.left_open = (!quoted.closed).then_some(draft.0);
            return Some(draft.0);
        }
        let quotative = line.quotative(at);
        let alone = (line.range.start..line.range.end).all(|other| line.word(other).is_empty());
        let single = self
            .page
            .text
            .get(quoted.outer.start..)
            .is_some_and(|rest| rest.starts_with(['‘', '\'', '『', '《', '〈', '「']));
        let cue = quotative.and_then(|(_, after, _)| self.cue_after(line, after));
        let speech = !quoted.title
            && match quotative {
                Some((Quotative::Says | Quotative::Chain, ..)) => !single || cue.is_some(),
                Some((Quotative::Noun | Quotative::Object, ..)) => cue.is_some() && !single,
                None => !single && (alone && filter_alone(inner) || self.spoken_by_colon(line, at)),
            };
        if !speech {
            return None;
        }
        // "A"며 "B"고 말했다: one utterance.
        if let Some(draft) = open.take() {
            let own_topic = self.topic_between(line, at);
            if !own_topic && let Some(known) = self.drafts.get_mut(draft) {
                known.spans.push(quoted.inner.clone());
                known.cue = known.cue.take().or_else(|| cue.as_ref().and_then(|cue| line.bytes(cue, 0)));
                if matches!(quotative, Some((Quotative::Chain, ..))) && cue.is_none() {
                    *open = Some(draft);
                }
                return Some(draft);
            }
        }
        let topic = line.topic(at).and_then(|(phrase, particle)| line.bytes(&phrase, particle));
        let speaker = match topic {
            Some(words) => Some(SpeakerDraft::Words(words)),
            None => self.voice_after(line, at).or_else(|| {
                self.last
                    .filter(|(_, paragraph)| paragraph + 2 > number)
                    .map(|(draft, _)| SpeakerDraft::SameAs(draft))
            }),
        };
        let mixed = self.is_mixed(line, at, inner, quotative);
        let chain = matches!(quotative, Some((Quotative::Chain, ..)));
        self.drafts.push(QuoteDraft {
            kind: if mixed { QuoteKind::Mixed } else { QuoteKind::Direct },
            spans: vec![quoted.inner.clone()],
            confidence: if quotative.is_some() && speaker.is_some() { 0.8 } else { 0.6 },
            speaker,
            cue: cue.as_ref().and_then(|cue| line.bytes(cue, 0)),
            addressee: self.addressee(line, at),
            medium: None,
        });
        let draft = self.drafts.len() - 1;
        *open = (chain && cue.is_none()).then_some(draft);
        self.left_open = (!quoted.closed).then_some(draft);
        Some(draft)
    }

    fn cue_after(&self, line: &Line, after: usize) -> Option<Range<usize>> {
        let end = (after..line.range.end)
            .find(|at| matches!(line.shape(*at), Some(Shape::Quote(_))))
            .unwrap_or(line.range.end);
        line.cue(after, end)
    }

    /// A topic of its own stands between the quotation before and this one.
    fn topic_between(&self, line: &Line, at: usize) -> bool {
        let before =
            (line.range.start..at).rev().find(|before| matches!(line.shape(*before), Some(Shape::Quote(_))));
        let Some(before) = before else { return false };
        line.topic(at).is_some_and(|(phrase, _)| phrase.start > before + 1)
    }

    /// "…" X의 말이다.
    fn voice_after(&self, line: &Line, at: usize) -> Option<SpeakerDraft> {
        let possessor = (at + 1..line.range.end.min(at + 6))
            .find(|after| line.word(*after).ends_with('의') && line.word(after + 1).starts_with('말'))?;
        line.bytes(&line.noun_phrase(possessor), "의".len()).map(SpeakerDraft::Words)
    }

    /// X에게, X를 향해.
    fn addressee(&self, line: &Line, at: usize) -> Option<Bytes> {
        for before in (line.range.start..at).rev() {
            let word = line.word(before);
            if let Some(particle) = ["에게", "한테", "께"]
                .iter()
                .find(|particle| word.ends_with(**particle) && word.len() > particle.len())
            {
                return line.bytes(&line.noun_phrase(before), particle.len());
            }
            let met = matches!(line.word(before + 1), "만나" | "만난" | "향해")
                && ends_with_any(word, &["과", "와", "를", "을"]);
            if met {
                return line.bytes(&line.noun_phrase(before), "과".len());
            }
        }
        None
    }

    fn spoken_by_colon(&self, line: &Line, at: usize) -> bool {
        at > line.range.start && line.shape(at - 1) == Some(Shape::Colon)
    }

    /// An object before the mark, or a fragment behind which it is named or judged.
    fn is_mixed(
        &self,
        line: &Line,
        at: usize,
        inner: &str,
        quotative: Option<(Quotative, usize, &str)>,
    ) -> bool {
        let object = at > line.range.start && ends_with_any(line.word(at - 1), &["을", "를"]);
        let ending = inner.trim_end_matches(['.', '?', '!', '…', '’', '\'']);
        let nominal = !ends_with_any(
            ending,
            &["다", "까", "요", "것", "라", "자", "음", "죠", "네", "지", "가", "나", "오", "함"],
        );
        let short = inner.split_whitespace().count() <= 3;
        match quotative {
            Some((Quotative::Object, ..)) => true,
            Some((Quotative::Noun, ..)) => nominal && short,
            Some((..)) => nominal && (object || short),
            None => false,
        }
    }

    fn indirect(&mut self, line: &Line, number: usize, spoke: bool) {
        let Some(clause) = clause::find(line, spoke) else { return };
        let speaker = match &clause.speaker {
            Some((phrase, particle)) => line.bytes(phrase, *particle).map(SpeakerDraft::Words),
            None => self
                .last
                .filter(|(_, paragraph)| paragraph + 2 > number)
                .map(|(draft, _)| SpeakerDraft::SameAs(draft)),
        };
        let Some(content) = line.bytes(&clause.content, clause.ending) else { return };
        let taken =
            self.drafts.iter().rev().take(4).any(|draft| {
                draft.spans.iter().any(|span| span.start < content.end && content.start < span.end)
            });
        if taken {
            return;
        }
        self.drafts.push(QuoteDraft {
            kind: QuoteKind::Indirect,
            spans: vec![content],
            speaker,
            cue: line.bytes(&clause.cue, clause.cue_particle),
            addressee: None,
            medium: None,
            confidence: 0.7,
        });
        self.last = Some((self.drafts.len() - 1, number));
    }

    /// Drafts by their first words; references follow.
    fn in_order(self) -> Vec<QuoteDraft> {
        let mut order: Vec<usize> = (0..self.drafts.len()).collect();
        order.sort_by_key(|at| self.drafts[*at].spans.first().map_or(0, |span| span.start));
        let mut rank = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            rank[*old] = new;
        }
        let mut drafts: Vec<(usize, QuoteDraft)> = self
            .drafts
            .into_iter()
            .enumerate()
            .map(|(old, mut draft)| {
                if let Some(SpeakerDraft::SameAs(model)) = draft.speaker {
                    draft.speaker = (rank[model] < rank[old]).then_some(SpeakerDraft::SameAs(rank[model]));
                }
                (rank[old], draft)
            })
            .collect();
        drafts.sort_by_key(|(rank, _)| *rank);
        drafts.into_iter().map(|(_, draft)| draft).collect()
    }
}

fn filter_alone(inner: &str) -> bool {
    filter::is_utterance(inner) || inner.trim_end().ends_with('다') || inner.chars().count() >= 12
}
