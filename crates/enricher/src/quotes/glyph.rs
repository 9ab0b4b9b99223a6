//! Reads each quotation mark with its neighbours: can it open, can it close, or is it an apostrophe or a measure?
use crate::document::Bytes;

/// The mark as it is printed, brought to what it pairs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Glyph {
    /// `"`, and `''` in houses that print two apostrophes.
    Straight,
    /// “ and what closes it; `` too.
    Curly,
    /// „ as in German, closed by “ or ”.
    Low,
    /// « and »; » and « in German books.
    Guillemet,
    /// 「」
    Corner,
    /// 『』
    WhiteCorner,
    /// 《》 and 〈〉: works, never speech.
    Title,
    /// ‘ ’, ‚ ‘
    SingleCurly,
    /// `'`, and the backtick that old wires open with.
    SingleStraight,
    /// ‹ ›
    SingleGuillemet,
}

impl Glyph {
    /// Typists mix curly and straight marks of one width.
    pub fn is_closed_by(self, closer: Glyph) -> bool {
        use Glyph::*;
        match self {
            Straight | Curly | Low => matches!(closer, Straight | Curly | Low),
            SingleCurly | SingleStraight => matches!(closer, SingleCurly | SingleStraight),
            other => other == closer,
        }
    }

    /// Printed only to quote; a single mark may always have been an apostrophe.
    pub fn is_firm(self) -> bool {
        !matches!(self, Glyph::SingleCurly | Glyph::SingleStraight | Glyph::SingleGuillemet)
    }

    pub fn is_title(self) -> bool {
        self == Glyph::Title
    }
}

/// One mark in its place.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub at: usize,
    pub len: usize,
    pub glyph: Glyph,
    pub opens: bool,
    pub closes: bool,
    /// For marks that may be apostrophes: something later in the paragraph can close it. Always true for the others.
    pub has_closer: bool,
}

/// What the house does throughout the text, and no single mark can show.
#[derive(Clone, Copy, Debug, Default)]
pub struct House {
    /// Two apostrophes stand for a double mark.
    doubled_apostrophes: bool,
    /// » opens and « closes.
    inward_guillemets: bool,
    /// “ closes what „ opened.
    low_opens: bool,
}

impl House {
    pub fn of(text: &str) -> Self {
        let (mut doubled, mut inward, mut outward, mut low) = (0usize, 0usize, 0usize, false);
        let mut before = ' ';
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let after = chars.peek().copied().unwrap_or(' ');
            match c {
                '\'' if after == '\'' => doubled += usize::from(before != '\''),
                // French sets its guillemets off by spaces, so only what follows directly shows which one opens.
                '»' if after.is_alphanumeric() && !before.is_alphanumeric() => inward += 1,
                '«' if !before.is_alphanumeric() && !matches!(after, '.' | ',') => outward += 1,
                '„' => low = true,
                _ => {}
            }
            before = c;
        }
        House { doubled_apostrophes: doubled > 1, inward_guillemets: inward > outward, low_opens: low }
    }
}

/// The marks of one paragraph, in order.
pub fn read(text: &str, paragraph: &Bytes, house: &House) -> Vec<Reading> {
    let body = text.get(paragraph.clone()).unwrap_or("");
    let mut readings: Vec<(Reading, Single)> = Vec::new();
    let mut skip_to = 0;
    for (at, c) in body.char_indices() {
        if at < skip_to || !may_be_mark(c) {
            continue;
        }
        let Some((glyph, len)) = glyph_at(body, at, c, house) else { continue };
        skip_to = at + len;
        let around = Around::new(body, at, len);
        let (opens, closes, single) = if glyph.is_firm() {
            let (opens, closes) = firm(c, glyph, &around, house);
            (opens, closes, Single::No)
        } else {
            single(c, glyph, &around)
        };
        if opens || closes {
            let at = paragraph.start + at;
            readings.push((Reading { at, len, glyph, opens, closes, has_closer: true }, single));
        }
    }
    settle_apostrophes(&mut readings);
    readings.into_iter().map(|(reading, _)| reading).filter(|r| r.opens || r.closes).collect()
}

fn may_be_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '«' | '»')
        || matches!(c, '\u{2018}'..='\u{203a}' | '\u{3008}'..='\u{300f}' | '＂')
}

fn glyph_at(body: &str, at: usize, c: char, house: &House) -> Option<(Glyph, usize)> {
    let rest = body.get(at + c.len_utf8()..).unwrap_or("");
    let glyph = match c {
        '"' | '＂' => Glyph::Straight,
        '\'' if rest.starts_with('\'') && house.doubled_apostrophes => return Some((Glyph::Straight, 2)),
        '`' if rest.starts_with('`') => return Some((Glyph::Curly, 2)),
        '“' | '”' | '‟' => Glyph::Curly,
        '„' => Glyph::Low,
        '«' | '»' => Glyph::Guillemet,
        '「' | '」' => Glyph::Corner,
        '『' | '』' => Glyph::WhiteCorner,
        '《' | '》' | '〈' | '〉' => Glyph::Title,
        '‘' | '’' | '‚' | '‛' => Glyph::SingleCurly,
        '\'' | '`' => Glyph::SingleStraight,
        '‹' | '›' => Glyph::SingleGuillemet,
        _ => return None,
    };
    Some((glyph, c.len_utf8()))
}

/// The characters beside a mark.
struct Around<'a> {
    before: char,
    after: char,
    /// Up to the mark.
    left: &'a str,
    right: &'a str,
}

impl<'a> Around<'a> {
    fn new(body: &'a str, at: usize, len: usize) -> Self {
        let left = body.get(..at).unwrap_or("");
        let right = body.get(at + len..).unwrap_or("");
        Around {
            before: left.chars().next_back().unwrap_or('\n'),
            after: right.chars().next().unwrap_or('\n'),
            left,
            right,
        }
    }

    fn opens(&self) -> bool {
        is_gap(self.before) && !self.after.is_whitespace()
    }

    fn closes(&self) -> bool {
        !self.before.is_whitespace() && !matches!(self.before, '(' | '[')
    }

    /// 6'2", 12": feet and inches, not speech.
    fn is_measure(&self) -> bool {
        let digits = self.left.trim_end_matches(|c: char| c.is_ascii_digit());
        digits.len() < self.left.len() && digits.ends_with(['\'', '’', '′'])
    }
}

/// White space, a bracket, a dash or another mark: what may stand before an opening mark.
fn is_gap(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '…' | '¿' | '¡')
        || may_be_mark(c)
}

fn firm(c: char, glyph: Glyph, around: &Around, house: &House) -> (bool, bool) {
    match c {
        '「' | '『' | '《' | '〈' | '„' | '`' => (true, false),
        '」' | '』' | '》' | '〉' => (false, true),
        '«' | '»' => {
            let opener = if house.inward_guillemets { '»' } else { '«' };
            (c == opener, c != opener)
        }
        // „…“ closes with the mark that opens in English; and typists put “ for ”.
        '“' | '‟' => {
            let ends =
                !around.before.is_whitespace() && !around.after.is_alphanumeric() && !is_gap(around.before);
            (!house.low_opens || around.opens(), house.low_opens || ends)
        }
        // "” … it is late”": typists close before they have opened, at the start of a paragraph.
        '”' => {
            (around.before.is_whitespace() && around.after.is_alphanumeric() || around.left.is_empty(), true)
        }
        _ if glyph == Glyph::Straight => straight(around),
        _ => (false, false),
    }
}

fn straight(around: &Around) -> (bool, bool) {
    if around.is_measure() {
        return (false, false);
    }
    let (opens, closes) = (around.opens(), around.closes());
    let inches = around.before.is_ascii_digit() && !opens;
    match (opens, closes) {
        // Tokenised text has white space on both sides, CJK text on neither: the state decides.
        (false, false) => (true, true),
        (false, true) => (!inches && is_cjk(around.before), true),
        // A dash or a mark before, a letter after: it opens, unless one is open that could end here.
        (true, true) => (true, !around.after.is_alphanumeric() || may_be_mark(around.before)),
        both => both,
    }
}

/// How sure a single mark is of its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Single {
    No,
    Opens,
    Closes,
    /// "the players' faces", "nothin' doing": an apostrophe, or the end of a quotation.
    Doubtful,
}

fn single(c: char, glyph: Glyph, around: &Around) -> (bool, bool, Single) {
    if glyph == Glyph::SingleGuillemet {
        return (c == '‹', c == '›', Single::No);
    }
    let joined = |c: char| c.is_alphanumeric() && !is_cjk(c);
    if joined(around.before) && joined(around.after) {
        return (false, false, Single::No);
    }
    match c {
        '‚' => return (true, false, Single::No),
        '‘' | '‛' | '`' if !around.before.is_alphanumeric() || is_cjk(around.before) => {
            let opens = !is_elision(around.right);
            return (opens, false, if opens { Single::Opens } else { Single::No });
        }
        _ => {}
    }
    if c == '\'' && around.opens() && !around.after.is_whitespace() {
        let compound = around.before == '-' && joined(around.after);
        let opens = !is_elision(around.right) && !compound;
        // The marks of tokenised text (` foo ' bar `) are not looked for: an apostrophe stands there as often.
        if opens && (around.after.is_alphanumeric() || is_gap(around.after) || "£$€[".contains(around.after))
        {
            return (true, false, Single::Opens);
        }
    }
    // rock 'n' roll
    let and = around.left.ends_with("'n") || around.left.ends_with("’n") || around.left.ends_with("‘n");
    if !around.closes() || around.is_measure() || and {
        return (false, false, Single::No);
    }
    (false, true, if is_doubtful(around) { Single::Doubtful } else { Single::Closes })
}

/// A plural's possessive or a dropped g before a further word.
fn is_doubtful(around: &Around) -> bool {
    let possessive = matches!(around.before, 's' | 'S' | 'z' | 'x');
    let dropped = around.left.ends_with("in") || around.left.ends_with(" o") || around.left.ends_with(" th");
    let word_follows = around.after == ' ' && around.right[1..].starts_with(|c: char| c.is_alphanumeric());
    (possessive || dropped) && word_follows
}

/// Words that begin with an apostrophe: '90s, 'em, 'til, rock 'n' roll.
fn is_elision(right: &str) -> bool {
    let word: &str = right.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let decade = word.strip_suffix('s').unwrap_or(word);
    if decade.len() == 2 && decade.bytes().all(|b| b.is_ascii_digit()) {
        return true;
    }
    const ELISIONS: [&str; 17] = [
        "em", "til", "tis", "twas", "cause", "n", "bout", "round", "cos", "coz", "ere", "neath", "fraid",
        "nuff", "ello", "ow", "tween",
    ];
    ELISIONS.iter().any(|known| known.eq_ignore_ascii_case(word) && word.len() <= 5)
        && !(word.starts_with(|c: char| c.is_uppercase()) && word.len() > 2)
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

/// A doubtful single mark is an apostrophe when a surer closer still comes before the next opener; and an opener with
/// nothing after it that could close it opens nothing. One pass from the end, so that a million marks cost no more.
fn settle_apostrophes(readings: &mut [(Reading, Single)]) {
    let mut ahead = Single::No;
    let mut any_closer = false;
    for (reading, single) in readings.iter_mut().rev() {
        match single {
            Single::No => continue,
            Single::Opens => {
                reading.has_closer = any_closer;
                ahead = Single::Opens;
            }
            Single::Closes => {
                any_closer = true;
                ahead = Single::Closes;
            }
            Single::Doubtful => {
                if ahead == Single::Closes {
                    reading.closes = false;
                } else {
                    any_closer = true;
                    ahead = Single::Closes;
                }
            }
        }
    }
}
