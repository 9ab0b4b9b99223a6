//! Japanese and Chinese: no spaces, so words of saying are looked for as strings beside the marks.
use model::annotations::QuoteKind;

use super::{marks::Quoted, page::Page};
use crate::document::{Bytes, QuoteDraft, SpeakerDraft};

/// What a language says after or before a quotation.
struct Habits {
    /// What hangs on the closing mark before the verb; empty where the verb follows a comma.
    quotatives: &'static [&'static str],
    cues: &'static [&'static str],
    /// Ends the words of the speaker before the quotation.
    topics: &'static [&'static str],
}

const JAPANESE: Habits = Habits {
    quotatives: &["との", "などと", "と"],
    cues: &[
        "認識を示した",
        "考えを示した",
        "意向を示した",
        "見方を示した",
        "明らかにした",
        "くぎを刺した",
        "声をかけた",
        "期待を寄せた",
        "自信を見せた",
        "述べた",
        "述べ",
        "語った",
        "語る",
        "話した",
        "話す",
        "言った",
        "強調した",
        "説明した",
        "説明している",
        "指摘した",
        "主張した",
        "反論した",
        "追及した",
        "迫った",
        "訴えた",
        "訴え",
        "呼びかけた",
        "求めた",
        "指示した",
        "約束した",
        "警告した",
        "非難した",
        "批判した",
        "評価した",
        "評価する",
        "評した",
        "絶賛した",
        "たたえる",
        "たたえた",
        "明かした",
        "明かす",
        "振り返った",
        "振り返る",
        "漏らした",
        "こぼした",
        "言い切った",
        "明言した",
        "一蹴した",
        "切り捨てた",
        "報じた",
        "発表した",
        "コメントした",
        "記した",
        "位置づける",
        "答えた",
        "答える",
        "書いた",
        "思った",
        "つぶやいた",
        "尋ねた",
        "叫んだ",
        "問い",
        "言葉",
        "分析",
        "説明",
    ],
    topics: &["は", "が", "も"],
};

const CHINESE: Habits = Habits {
    quotatives: &[],
    cues: &[
        "回应称",
        "介绍说",
        "回忆说",
        "补充说",
        "笑着说",
        "告诉",
        "表示",
        "指出",
        "透露",
        "强调",
        "认为",
        "坦言",
        "直言",
        "回忆",
        "补充",
        "解释",
        "感叹",
        "承认",
        "呼吁",
        "宣布",
        "写道",
        "警告",
        "否认",
        "形容",
        "称作",
        "称为",
        "说",
        "称",
        "问",
        "答",
    ],
    topics: &[],
};

pub fn speaks(language: &str) -> bool {
    matches!(language, "ja" | "zh")
}

/// All quotations of a text, in order.
pub fn find(page: &Page, language: &str, paragraphs: &[Bytes]) -> Vec<QuoteDraft> {
    let habits = if language == "ja" { &JAPANESE } else { &CHINESE };
    let mut drafts: Vec<QuoteDraft> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    for quoted in page.quoted.iter().filter(|quoted| quoted.parent.is_none() && !quoted.title) {
        let Some(paragraph) = paragraphs.get(quoted.paragraph) else { continue };
        let around = Around::new(page, quoted, paragraph);
        let cue = around.cue_after(habits).or_else(|| around.cue_before(habits));
        let inner = page.text.get(quoted.inner.clone()).unwrap_or("");
        let whole = inner.ends_with(['。', '！', '？', '，', '、']) || inner.chars().count() >= 12;
        let alone = around.left.trim().is_empty() && around.right.trim().is_empty();
        if cue.is_none() && !(alone && whole) {
            continue;
        }
        let words = around.speaker(habits, cue.as_ref());
        let carried = last.filter(|(_, place)| place + 2 > quoted.paragraph).map(|(draft, _)| draft);
        let known = words.is_some();
        let speaker = words.map(SpeakerDraft::Words).or_else(|| carried.map(SpeakerDraft::SameAs));
        // “A，”他说，“B。”: one utterance.
        let goes_on = carried.filter(|_| around.interrupts());
        if let Some(draft) = goes_on.and_then(|draft| drafts.get_mut(draft)) {
            draft.spans.push(quoted.inner.clone());
            continue;
        }
        last = Some((drafts.len(), quoted.paragraph));
        drafts.push(QuoteDraft {
            kind: if whole { QuoteKind::Direct } else { QuoteKind::Mixed },
            spans: vec![quoted.inner.clone()],
            confidence: if cue.is_some() && known { 0.75 } else { 0.5 },
            speaker,
            cue,
            addressee: None,
            medium: None,
        });
    }
    drafts
}

/// The sentence on both sides of a quotation.
struct Around<'a> {
    left: &'a str,
    left_start: usize,
    right: &'a str,
    right_start: usize,
}

/// No clause of a news sentence is longer.
const REACH: usize = 300;

impl<'a> Around<'a> {
    fn new(page: &Page<'a>, quoted: &Quoted, paragraph: &Bytes) -> Self {
        let text = page.text;
        let mut low = paragraph.start.max(quoted.outer.start.saturating_sub(REACH));
        while !text.is_char_boundary(low) {
            low += 1;
        }
        let mut high = paragraph.end.min(quoted.outer.end + REACH);
        while !text.is_char_boundary(high) {
            high -= 1;
        }
        let before = text.get(low..quoted.outer.start).unwrap_or("");
        let after = text.get(quoted.outer.end..high.max(quoted.outer.end)).unwrap_or("");
        let cut = before
            .rfind(['。', '！', '？', '\n'])
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let end = after.find(['。', '\n', '「', '“']).unwrap_or(after.len());
        Around {
            left: &before[cut..],
            left_start: low + cut,
            right: &after[..end],
            right_start: quoted.outer.end,
        }
    }

    /// The quotation goes on with one before it in the sentence: only a comma stands between.
    fn interrupts(&self) -> bool {
        self.left.ends_with(['，', '、']) && self.left.contains(['”', '」'])
    }

    fn cue_after(&self, habits: &Habits) -> Option<Bytes> {
        let rest = match habits.quotatives {
            [] => self.right.trim_start_matches(['，', ',']),
            quotatives => quotatives.iter().find_map(|quotative| self.right.strip_prefix(quotative))?,
        };
        let skipped = self.right.len() - rest.len();
        let (at, cue) = habits
            .cues
            .iter()
            .filter_map(|cue| rest.find(cue).map(|at| (at, *cue)))
            .min_by_key(|(at, cue)| (*at, std::cmp::Reverse(cue.len())))?;
        let near = habits.quotatives.is_empty() && at > 60;
        let start = self.right_start + skipped + at;
        (!near).then(|| start..start + cue.len())
    }

    /// X表示：“…”
    fn cue_before(&self, habits: &Habits) -> Option<Bytes> {
        if !habits.quotatives.is_empty() {
            return None;
        }
        let clause = self.left.trim_end_matches(['：', '，', ':', '，', '这', '是', '为']);
        let cue = habits.cues.iter().find(|cue| clause.ends_with(**cue))?;
        let end = self.left_start + clause.len();
        Some(end - cue.len()..end)
    }

    /// The words before the cue, or the topic of the sentence.
    fn speaker(&self, habits: &Habits, cue: Option<&Bytes>) -> Option<Bytes> {
        if habits.topics.is_empty() {
            let cue = cue?;
            let (text, start) = match cue.start >= self.right_start {
                true => (self.right.get(..cue.start - self.right_start)?, self.right_start),
                false => (self.left.get(..cue.start.checked_sub(self.left_start)?)?, self.left_start),
            };
            let from = text
                .rfind(['，', '、', '”', '：'])
                .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
            let words = text.get(from..)?;
            // 在说明会上表示: where it was said is no name.
            let words = words.split('在').next().unwrap_or(words);
            return (!words.is_empty() && words.chars().count() <= 20)
                .then(|| start + from..start + from + words.len());
        }
        let (at, _) = habits.topics.iter().find_map(|topic| {
            let at = self.left.find(topic)?;
            (at > 0).then_some((at, topic))
        })?;
        let head = self.left.get(..at)?;
        // A verb before the noun ("訪問中の", "務める") is no part of the name.
        let mark = head
            .rfind(['、', '】', '」', '。'])
            .map_or(0, |cut| cut + head[cut..].chars().next().map_or(1, char::len_utf8));
        let clause = ["中の", "する", "した", "れた", "める", "いる"]
            .iter()
            .filter_map(|end| head.rfind(end).map(|cut| cut + end.len()))
            .max();
        let from = clause.filter(|cut| *cut < head.len()).unwrap_or(0).max(mark);
        let words = head.get(from..)?;
        (!words.is_empty() && words.chars().count() <= 24)
            .then(|| self.left_start + from..self.left_start + at)
    }
}
