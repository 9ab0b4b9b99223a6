//! Makes JSON that was written by hand or cut off parse again, keeping every element that was whole.

/// The feed's object and its array of items: what breaks off deeper than this is half an item, and dropped.
const ITEMS_DEPTH: usize = 2;

/// The text repaired, and what was done. One pass; strings are never changed but for raw control characters.
pub fn repair(text: &str) -> (String, &'static str) {
    let mut out = String::with_capacity(text.len());
    let mut open: Vec<char> = Vec::new();
    // Behind the last element that is whole: length of the output, and how many containers were open there.
    let mut whole = (0, 0);
    let mut in_string = false;
    let mut escaped = false;
    for c in text.chars() {
        if in_string {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_string = false,
                _ => {}
            }
            out.push(if c.is_ascii_control() { ' ' } else { c });
            continue;
        }
        match c {
            '"' => in_string = true,
            '{' | '[' => {
                open.push(if c == '{' { '}' } else { ']' });
                if open.len() <= ITEMS_DEPTH {
                    whole = (out.len() + 1, open.len());
                }
            }
            '}' | ']' => {
                drop_trailing_comma(&mut out);
                if open.pop().is_none() {
                    break;
                }
            }
            _ => {}
        }
        out.push(c);
        if matches!(c, '}' | ']') && open.len() <= ITEMS_DEPTH {
            whole = (out.len(), open.len());
            if open.is_empty() {
                break;
            }
        }
    }
    if open.is_empty() {
        return (out, "json-repaired");
    }
    out.truncate(whole.0);
    open.truncate(whole.1);
    out.extend(open.iter().rev());
    (out, "truncated")
}

fn drop_trailing_comma(out: &mut String) {
    let end = out.trim_end().len();
    if out[..end].ends_with(',') {
        out.truncate(end - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_line_ends_and_cut_ends() {
        for (text, expect) in [
            ("{\"a\": [1, 2,], }", "{\"a\": [1, 2] }"),
            ("{\"a\": \"x\ny\"}", "{\"a\": \"x y\"}"),
            ("{\"a\": \"}],\"} trailing", "{\"a\": \"}],\"}"),
            ("{\"items\": [{\"id\": \"1\"}, {\"id\": \"2", "{\"items\": [{\"id\": \"1\"}]}"),
            ("{\"items\": [{\"id\": \"1\", \"tags\": [\"a\"], \"t", "{\"items\": []}"),
        ] {
            let (repaired, _) = repair(text);
            assert_eq!(repaired.replace(" }", "}"), expect.replace(" }", "}"), "{text}");
            assert!(serde_json::from_str::<serde_json::Value>(&repaired).is_ok(), "{repaired}");
        }
    }
}
