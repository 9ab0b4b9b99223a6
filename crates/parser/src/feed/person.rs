//! Takes name and address out of the ways in which feeds write a person.
use model::feed::Person;

/// "desk@a.example (Name)", "Name <desk@a.example>", "기자·hong@a.example", or a name alone.
pub fn parse(text: &str) -> Person {
    let text = text.trim();
    let Some((start, end)) = address(text) else {
        return Person { name: some(text), ..Person::default() };
    };
    let rest = format!("{} {}", &text[..start].trim_end_matches("mailto:"), &text[end..]);
    let name = rest.trim_matches(|c: char| c.is_whitespace() || "()<>[]·|,;:/-".contains(c));
    Person { name: some(name), email: some(&text[start..end]), url: None }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// Where the first e-mail address stands. Addresses in feeds are ASCII; what stands before one often is not.
fn address(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices('@') {
        let local = |b: &u8| b.is_ascii_alphanumeric() || b"._%+-".contains(b);
        let start = at - bytes[..at].iter().rev().take_while(|b| local(b)).count();
        let host = |b: &&u8| b.is_ascii_alphanumeric() || b".-".contains(b);
        let host = text[at + 1..].get(..bytes[at + 1..].iter().take_while(host).count()).unwrap_or("");
        let host = host.trim_end_matches(['.', '-']);
        if start < at && host.contains('.') {
            return Some((start, at + 1 + host.len()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_and_address_in_any_order() {
        for (text, name, email) in [
            ("Ida Berg (ida@a.example)", Some("Ida Berg"), Some("ida@a.example")),
            ("ida@a.example (Ida Berg)", Some("Ida Berg"), Some("ida@a.example")),
            ("Ida Berg <ida+news@a.example>", Some("Ida Berg"), Some("ida+news@a.example")),
            ("기자·hong@a.example", Some("기자"), Some("hong@a.example")),
            ("ida@a.example", None, Some("ida@a.example")),
            ("mailto:ida@a.example", None, Some("ida@a.example")),
            ("@ida at a desk", Some("@ida at a desk"), None),
            ("  Ida Berg ", Some("Ida Berg"), None),
            ("", None, None),
        ] {
            let person = parse(text);
            assert_eq!((person.name.as_deref(), person.email.as_deref()), (name, email), "{text}");
        }
    }
}
