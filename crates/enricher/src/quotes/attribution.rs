//! What is known of one stretch between marks: who says it, how we know, and to which utterance it belongs.
use crate::document::Bytes;

/// By which pattern a quotation got its speaker; the confidence hangs on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum How {
    /// “…,” Moon said
    After,
    /// “…,” said Moon
    Inverted,
    /// Moon said: “…”
    Introduced,
    /// called the talks “frank”
    Embedded,
    /// a lunch, officials said, that was “mild”
    Around,
    /// Another quotation of the sentence has one.
    SameSentence,
    /// “…” — NAME; Moon, on the growth figure: “…”
    Verbless,
    /// “…” That was her answer.
    NextSentence,
    /// “…,” Moon said. “…”
    FollowOn,
    /// The paragraph before was left open.
    Resumed,
    /// A paragraph of its own after an attributed one.
    Alone,
    /// The turns of a dialogue.
    Dialogue,
    /// The subject of the sentence before.
    Context,
    /// Nobody.
    Nobody,
}

/// Who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Voice {
    Words(Bytes),
    /// As in the attribution of another quotation.
    Like(usize),
    Nobody,
}

#[derive(Clone, Debug)]
pub struct Attribution {
    pub how: How,
    pub mixed: bool,
    pub voice: Voice,
    pub cue: Option<Bytes>,
    pub addressee: Option<Bytes>,
    pub medium: Option<Bytes>,
    /// The quotation whose utterance this one goes on.
    pub joins: Option<usize>,
    /// Narration, sentence and report that it hangs on.
    pub report: Option<(usize, usize, usize)>,
}

impl Attribution {
    /// A whole utterance without a cue.
    pub fn by(how: How, voice: Voice) -> Self {
        Attribution {
            how,
            mixed: false,
            voice,
            cue: None,
            addressee: None,
            medium: None,
            joins: None,
            report: None,
        }
    }
}
