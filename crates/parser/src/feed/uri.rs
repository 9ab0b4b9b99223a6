//! Resolves references against a base by RFC 3986 §5.2, on strings: what is absolute already stays as it was written, IRIs too.
use std::borrow::Cow;

/// `reference` made absolute. It stays as it is when it is absolute, or when `base` is no hierarchical URL.
pub fn join<'a>(base: &str, reference: &'a str) -> Cow<'a, str> {
    let kept = Cow::Borrowed(reference);
    if scheme(reference).is_some() {
        return kept;
    }
    let Some(base) = Base::of(base) else { return kept };
    let joined = if reference.starts_with("//") {
        format!("{}:{reference}", base.scheme)
    } else if reference.is_empty() || reference.starts_with('#') {
        format!("{}{}{}{reference}", base.root, base.path, base.query)
    } else if reference.starts_with('?') {
        format!("{}{}{reference}", base.root, base.path)
    } else {
        let end = reference.find(['?', '#']).unwrap_or(reference.len());
        let (path, rest) = reference.split_at(end);
        let merged = match path.starts_with('/') {
            true => without_dots(path),
            false => {
                without_dots(&format!("{}/{path}", base.path.rsplit_once('/').map_or("", |(dir, _)| dir)))
            }
        };
        format!("{}{merged}{rest}", base.root)
    };
    Cow::Owned(joined)
}

/// The link that was meant: one scheme, its slashes, no reference that was escaped twice.
pub fn mended(link: &str) -> Cow<'_, str> {
    let mut rest = link;
    let mut found = None;
    // "http://https://a.example": of two schemes the inner one is the author's, the outer a form's.
    while let Some((name, after)) = scheme_and_slashes(rest) {
        found = Some((name, after, rest));
        rest = after;
    }
    let mended = match found {
        Some((name, after, from)) if from.get(name.len()..).is_some_and(|tail| !tail.starts_with("://")) => {
            Cow::Owned(format!("{name}://{after}"))
        }
        Some((.., from)) => Cow::Borrowed(from),
        None if link.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) => {
            Cow::Owned(format!("http://{link}"))
        }
        None => Cow::Borrowed(link),
    };
    if mended.contains("&amp;") { Cow::Owned(mended.replace("&amp;", "&")) } else { mended }
}

/// "http://", "http:/", "http//", and "http:" before another scheme.
fn scheme_and_slashes(text: &str) -> Option<(&str, &str)> {
    let length = [5, 4].into_iter().find(|length| {
        let name = text.get(..*length).unwrap_or("");
        name.eq_ignore_ascii_case("https") || name.eq_ignore_ascii_case("http")
    })?;
    let (name, tail) = text.split_at(length);
    let after = match tail.strip_prefix(':') {
        Some(after) if after.starts_with('/') => after.trim_start_matches('/'),
        Some(after) if after.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("http")) => after,
        Some(_) => return None,
        None => tail.strip_prefix("//")?,
    };
    Some((name, after))
}

/// `scheme` of `scheme:…`.
pub fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let mut bytes = scheme.bytes();
    let valid = bytes.next()?.is_ascii_alphabetic()
        && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    valid.then_some(scheme)
}

pub fn is_http(text: &str) -> bool {
    scheme(text).is_some_and(|s| s.eq_ignore_ascii_case("http") || s.eq_ignore_ascii_case("https"))
}

struct Base<'b> {
    scheme: &'b str,
    /// Scheme and authority.
    root: &'b str,
    path: &'b str,
    query: &'b str,
}

impl<'b> Base<'b> {
    fn of(text: &'b str) -> Option<Self> {
        if !is_http(text) {
            return None;
        }
        let text = text.split('#').next().unwrap_or(text);
        let scheme = scheme(text)?;
        let authority = scheme.len() + "://".len();
        if !text[scheme.len()..].starts_with("://") {
            return None;
        }
        let host_end = text[authority..].find(['/', '?']).map_or(text.len(), |end| authority + end);
        let (root, rest) = text.split_at(host_end);
        let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
        Some(Base { scheme, root, path: if path.is_empty() { "/" } else { path }, query })
    }
}

/// RFC 3986 §5.2.4.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." => {}
            ".." => {
                kept.pop();
            }
            other => {
                kept.push(other);
                continue;
            }
        }
        if last {
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolves_the_examples_of_rfc_3986() {
        let base = "http://a/b/c/d;p?q";
        for (reference, expect) in [
            ("g", "http://a/b/c/g"),
            ("./g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../../../g", "http://a/g"),
            ("g;x=1/../y", "http://a/b/c/y"),
            ("mailto:desk@a", "mailto:desk@a"),
        ] {
            assert_eq!(join(base, reference), expect, "{reference}");
        }
    }

    #[test]
    fn the_link_that_was_meant() {
        for (link, expect) in [
            ("http:/a.example/1", "http://a.example/1"),
            ("http//a.example/1", "http://a.example/1"),
            ("https:///a.example/1", "https:///a.example/1"),
            ("https:https://a.example/1", "https://a.example/1"),
            ("http://https://a.example/1", "https://a.example/1"),
            ("http://http//a.example/1", "http://a.example/1"),
            ("www.a.example/1", "http://www.a.example/1"),
            ("https://a.example/?a=1&amp;b=2", "https://a.example/?a=1&b=2"),
            ("https://a.example/go?https://b.example/", "https://a.example/go?https://b.example/"),
            ("HTTP://a.example/1", "HTTP://a.example/1"),
            ("http-news/1", "http-news/1"),
            ("httpd//1", "httpd//1"),
            ("/www.html", "/www.html"),
            ("mailto:x", "mailto:x"),
            ("", ""),
        ] {
            assert_eq!(mended(link), expect, "{link}");
        }
    }

    #[test]
    fn keeps_what_needs_no_base_or_has_none() {
        for (base, reference, expect) in [
            ("http://뉴스.example", "기사/1", "http://뉴스.example/기사/1"),
            ("javascript:alert(1)", "a", "a"),
            ("", "a/b", "a/b"),
            ("http://a/b", "HTTP://B.example/%7e", "HTTP://B.example/%7e"),
        ] {
            assert_eq!(join(base, reference), expect, "{base} {reference}");
        }
    }
}
