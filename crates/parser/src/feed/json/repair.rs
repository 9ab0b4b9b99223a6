//! Makes JSON that was written by hand parse again: trailing commas, raw control characters, escapes that are none.

/// The text repaired, in one pass. Strings keep all that JSON can say.
pub fn repair(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    let mut in_string = false;
    while let Some(c) = rest.next() {
        match c {
            '"' => {
                in_string = !in_string;
                out.push(c);
            }
            '\\' if in_string => escape(&mut rest, &mut out),
            '}' | ']' if !in_string => {
                let end = out.trim_end().len();
                if out[..end].ends_with(',') {
                    out.truncate(end - 1);
                }
                out.push(c);
            }
            c if in_string && c.is_ascii_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// What stands behind a backslash: an escape of JSON, a half of UTF-16 with its other half, or the character itself.
fn escape(rest: &mut std::str::Chars<'_>, out: &mut String) {
    let Some(c) = rest.next() else { return };
    match c {
        '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => out.extend(['\\', c]),
        'u' => {
            let Some(unit) = unit(rest.as_str()) else { return };
            *rest = rest.as_str().get(4..).unwrap_or("").chars();
            let low = rest.as_str().strip_prefix("\\u").and_then(self::unit);
            let decoded = match low {
                Some(low) if (0xD800..0xDC00).contains(&unit) && (0xDC00..0xE000).contains(&low) => {
                    *rest = rest.as_str().get(6..).unwrap_or("").chars();
                    char::from_u32(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
                }
                _ => char::from_u32(unit),
            };
            match decoded.unwrap_or('\u{FFFD}') {
                special @ ('"' | '\\') => out.extend(['\\', special]),
                control if control.is_ascii_control() => out.push(' '),
                plain => out.push(plain),
            }
        }
        c if c.is_ascii_control() => out.push(' '),
        c => out.push(c),
    }
}

fn unit(text: &str) -> Option<u32> {
    let digits = text.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    u32::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_json_forbids_goes_and_the_rest_stays() {
        for (text, expect) in [
            (r#"{"a": [1, 2,], }"#, r#"{"a": [1, 2] }"#),
            ("{\"a\": \"x\ny\\\tz\"}", r#"{"a": "x y z"}"#),
            (r#"{"a": "},] \' \x \" \\"}"#, r#"{"a": "},] ' x \" \\"}"#),
            (r#"{"a": "\ud83d\ude00 \ud83d \u00e9 \u0022 \u12"}"#, "{\"a\": \"😀 \u{FFFD} é \\\" 12\"}"),
        ] {
            let repaired = repair(text);
            assert_eq!(repaired.replace(" }", "}"), expect.replace(" }", "}"), "{text}");
            assert!(serde_json::from_str::<serde_json::Value>(&repaired).is_ok(), "{repaired}");
        }
    }
}
