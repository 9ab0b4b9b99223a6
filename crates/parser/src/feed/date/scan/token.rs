//! The pieces of a date in free form: numbers of any script, words in lower case, marks.

#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Number {
        value: u64,
        digits: usize,
    },
    Word(String),
    Mark(char),
    /// Claimed by a pattern.
    Used,
}

/// More tokens than any date has.
const TOKENS: usize = 48;

pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    // The first year of an era has a word for its number.
    let counted = text.contains("元年").then(|| text.replace("元年", "1年"));
    let mut chars = counted.as_deref().unwrap_or(text).chars().peekable();
    while let Some(c) = chars.next() {
        if tokens.len() == TOKENS {
            break;
        }
        if let Some(digit) = digit(c) {
            let (mut value, mut digits) = (u64::from(digit), 1);
            while let Some(digit) = chars.peek().and_then(|c| digit_of(*c)) {
                value = value.saturating_mul(10).saturating_add(u64::from(digit));
                digits += 1;
                chars.next();
            }
            tokens.push(Token::Number { value, digits });
        } else if is_unit(c) && matches!(tokens.last(), Some(Token::Number { .. })) {
            tokens.push(Token::Word(c.to_string()));
        } else if c.is_alphabetic() {
            let mut word: String = c.to_lowercase().collect();
            while let Some(next) =
                chars.peek().copied().filter(|next| is_word(*next) || (*next == '.' && is_thai(c)))
            {
                word.extend(next.to_lowercase());
                chars.next();
            }
            tokens.push(Token::Word(word));
        } else if !c.is_whitespace() {
            tokens.push(Token::Mark(if c == '−' || c == '–' { '-' } else { c }));
        }
    }
    tokens
}

fn digit(c: char) -> Option<u32> {
    digit_of(c)
}

/// Digits of ASCII, full width, Arabic, Persian and Devanagari.
fn digit_of(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}

/// Letters and their marks: vowel signs of Devanagari are no letters to Unicode's `Alphabetic` alone.
fn is_word(c: char) -> bool {
    c.is_alphabetic()
        || ('\u{900}'..='\u{963}').contains(&c)
        || ('\u{300}'..='\u{36F}').contains(&c)
        || is_thai(c)
}

/// Letters and vowel signs of Thai, whose abbreviations have a point inside: "พ.ย.".
fn is_thai(c: char) -> bool {
    ('\u{E01}'..='\u{E4E}').contains(&c)
}

fn is_unit(c: char) -> bool {
    "年月日時点时分秒년월일시분초".contains(c)
}
