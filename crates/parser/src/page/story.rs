//! Judged blocks to the story: its paragraphs, and what was set apart from them on the way (credit, rights, notices).
use model::Timestamp;
use model::article::{FieldSource, Notice, ParagraphKind};

use super::block::{Block, BlockKind};
use super::facts::Update;
use super::prune::letters;
use super::text::Draft;
use super::when;
use super::zone::Zone;
use crate::{agency, byline, credit, notice, rights};

/// Rules that drop the page's frame: nothing in it is about the story.
const FRAME: &[&str] = &[
    "outside the content",
    "hidden",
    "nav",
    "links",
    "link list",
    "labelled link",
    "related",
    "popular",
    "comments",
    "advert",
];

/// Whether a line says that only those who pay read on.
fn sells(line: &str) -> bool {
    let lower = line.to_lowercase();
    line.chars().count() <= 400 && PAID.iter().any(|words| lower.contains(words))
}

#[rustfmt::skip]
const PAID: &[&str] = &[
    "continue reading", "to read the full", "subscribe to continue", "subscribe to read", "subscribe now to", "subscribers only", "subscriber-only", "exclusive to subscribers", "only available to subscribers", "already a subscriber",
    "register to continue", "sign in to continue", "réservé aux abonnés", "réservée aux abonnés", "pour lire la suite", "déjà abonné", "bereits abonnent", "jetzt weiterlesen", "um weiterzulesen", "nur für abonnenten",
    "mit einem abo weiterlesen", "para seguir leyendo", "exclusivo para suscriptores", "solo para suscriptores", "exclusivo para assinantes", "per continuare a leggere", "riservato agli abbonati", "alleen voor abonnees", "om verder te lezen",
    "för att läsa vidare", "for å lese videre", "for at læse videre", "aby czytać dalej", "有料会員", "会員限定", "続きを読むには", "구독자 전용", "유료 회원", "订阅后", "付费阅读",
];

/// A page's story before its fields are put to it.
#[derive(Default)]
pub struct Story {
    pub drafts: Vec<Draft>,
    pub credit: Option<String>,
    pub notices: Vec<Notice>,
    pub rights: Option<String>,
    pub standfirst: Option<String>,
    /// A name alone in bold before the story.
    pub signed: Option<String>,
    /// The page sells a subscription among its paragraphs.
    pub offer: bool,
}

/// Reads the story out of all blocks of a page.
pub fn read(blocks: Vec<Block>) -> Story {
    let mut story = Story::default();
    let last_kept = blocks.iter().rposition(|block| block.dropped.is_none()).unwrap_or(0);
    for (at, block) in blocks.into_iter().enumerate() {
        match block.dropped {
            Some(rule) => story.set_apart(&block, rule, at > last_kept),
            None if rights::is_notice(&block.text) => story.note_rights(&block.text),
            None => match notice::read(&block.text) {
                Some(notice) => story.note(notice),
                None => story.drafts.push(draft(block)),
            },
        }
    }
    story.take_credit();
    story
}

/// A block as a paragraph.
pub fn draft(block: Block) -> Draft {
    let kind = match block.kind {
        _ if block.at.is_some() => ParagraphKind::Entry,
        BlockKind::Heading => ParagraphKind::Heading,
        BlockKind::Item => ParagraphKind::List,
        _ => ParagraphKind::Text,
    };
    Draft { text: block.text, kind, at: block.at }
}

impl Story {
    /// What a dropped block still says of the article.
    fn set_apart(&mut self, block: &Block, rule: &str, after_story: bool) {
        match rule {
            "hidden" => {}
            // A newsletter's box sells nothing; a paywall stands where the story stops.
            "paywall" if after_story => self.offer = true,
            "offer" | "sign-up" | "disclaimer" | "pointer" | "box" | "related" if after_story => {
                self.offer |= sells(&block.text);
            }
            "standfirst" => {
                self.standfirst.get_or_insert_with(|| block.text.clone());
            }
            "before the story" if block.is_bold() && byline::is_name(&block.text) => {
                self.signed.get_or_insert_with(|| block.text.clone());
            }
            "signature" | "credit line" if after_story && self.credit.is_none() => {
                self.credit = agency::within(&block.text);
            }
            _ => {}
        }
        // Of the page's frame only a line of rights is looked at, and only where it can be one.
        if block.chars <= 300
            && (rule != "outside the content" || rights::has_mark(&block.text))
            && rights::is_notice(&block.text)
        {
            self.note_rights(&block.text);
        } else if block.chars > 20
            && !FRAME.contains(&rule)
            && let Some(notice) = notice::read(&block.text)
        {
            self.note(notice);
        }
    }

    /// The notice nearest the story counts before one of the page's foot.
    fn note_rights(&mut self, line: &str) {
        self.rights.get_or_insert_with(|| line.to_owned());
    }

    fn note(&mut self, notice: Notice) {
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    fn take_credit(&mut self) {
        while let Some(last) = self.drafts.last_mut() {
            let (text, credit) = credit::strip(&last.text);
            let Some(credit) = credit else { return };
            let text = text.to_owned();
            self.credit = Some(credit);
            if !text.is_empty() {
                last.text = text;
                return;
            }
            self.drafts.pop();
        }
    }

    /// The first line of a page without any title, where it reads like one: short, no sentence, a story below it.
    pub fn untitled(&mut self) -> Option<String> {
        let first = self.drafts.first()?;
        let line = first.text.chars().count() <= 150
            && !first.text.ends_with(['.', '!', '"', '”', ':', ';', '。', '」']);
        (line && self.drafts.len() > 3).then(|| self.drafts.remove(0).text)
    }

    /// Gives the entries of a live page their times: by headline, or the whole entries where the page shows none of them.
    pub fn put_updates(&mut self, updates: &[Update], zone: Option<Zone>) {
        let at = |update: &Update| -> Option<Timestamp> {
            when::read(update.at.as_deref()?, zone, FieldSource::JsonLd).map(|time| time.at)
        };
        let stated: usize = updates.iter().filter_map(|update| update.body.as_deref()).map(str::len).sum();
        let kept: usize = self.drafts.iter().map(|draft| draft.text.len()).sum();
        if stated > 2 * kept {
            for update in updates {
                let lines = update.body.iter().flat_map(|body| body.lines().filter_map(super::facts::line));
                let headline = update.headline.clone();
                for (nth, text) in headline.into_iter().chain(lines).enumerate() {
                    let kind = if nth == 0 { ParagraphKind::Entry } else { ParagraphKind::Text };
                    self.drafts.push(Draft { text, kind, at: at(update) });
                }
            }
            return;
        }
        for draft in &mut self.drafts {
            let text = letters(&draft.text);
            let same = |update: &&Update| {
                update.headline.as_deref().is_some_and(|headline| letters(headline) == text)
            };
            if let Some(update) = updates.iter().find(same) {
                (draft.kind, draft.at) = (ParagraphKind::Entry, at(update));
            }
        }
    }
}
