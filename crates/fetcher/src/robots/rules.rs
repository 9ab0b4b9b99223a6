//! robots.txt read for one product token: the rules of its group, longest match first (RFC 9309, section 2.2).
use std::time::Duration;

use memchr::memmem;
use url::Url;

/// Crawl-delay is no part of the RFC; what it asks for beyond this would stop a desk from reading at all.
const LONGEST_DELAY: Duration = Duration::from_secs(30);
/// Rules of one group that are kept.
const MAX_RULES: usize = 10_000;

/// What one file says to us. Empty: everything is allowed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    rules: Vec<Rule>,
    delay: Duration,
}

#[derive(Clone, Debug, PartialEq)]
struct Rule {
    pattern: Vec<u8>,
    allow: bool,
}

/// The rules of one kind of group, while reading.
#[derive(Default)]
struct Group {
    seen: bool,
    rules: Vec<Rule>,
    delay: Option<Duration>,
}

impl Rules {
    /// All groups that name `token` count as one; without any, those of `*` do.
    pub fn parse(bytes: &[u8], token: &str) -> Rules {
        let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
        let (mut ours, mut everyone) = (Group::default(), Group::default());
        let (mut is_ours, mut is_everyone, mut naming) = (false, false, false);
        for line in text.split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if matches!(key.as_str(), "user-agent" | "useragent" | "user agent") {
                if !std::mem::replace(&mut naming, true) {
                    (is_ours, is_everyone) = (false, false);
                }
                is_everyone |= value.starts_with('*');
                is_ours |= product(value).eq_ignore_ascii_case(token);
                ours.seen |= is_ours;
                continue;
            }
            let known = ["allow", "disallow", "crawl-delay"].contains(&key.as_str());
            // Lines of other kinds (`sitemap`) neither belong to a group nor end its names (section 2.2.4).
            naming &= !known;
            for (group, applies) in [(&mut ours, is_ours), (&mut everyone, is_everyone)] {
                if applies && known {
                    group.add(&key, value);
                }
            }
        }
        let group = if ours.seen { ours } else { everyone };
        Rules { rules: group.rules, delay: group.delay.unwrap_or_default().min(LONGEST_DELAY) }
    }

    /// The longest matching pattern decides; of two as long, the one that allows.
    pub fn allows(&self, url: &Url) -> bool {
        let mut target = url.path().to_owned();
        if target == "/robots.txt" {
            return true;
        }
        if let Some(query) = url.query() {
            target.push('?');
            target.push_str(query);
        }
        let target = literal(&normal(&target));
        let matching = self.rules.iter().filter(|rule| matches(&rule.pattern, &target));
        matching.max_by_key(|rule| (rule.pattern.len(), rule.allow)).is_none_or(|rule| rule.allow)
    }

    /// Zero when none is asked for.
    pub fn crawl_delay(&self) -> Duration {
        self.delay
    }

    pub(crate) fn size(&self) -> usize {
        self.rules.iter().map(|rule| rule.pattern.len() + size_of::<Rule>()).sum()
    }
}

impl Group {
    fn add(&mut self, key: &str, value: &str) {
        match key {
            "crawl-delay" => {
                let seconds = value.parse::<f64>().ok().filter(|seconds| seconds.is_finite());
                self.delay = seconds.map(|s| Duration::from_secs_f64(s.clamp(0.0, 86_400.0))).or(self.delay);
            }
            // An empty `disallow` forbids nothing.
            _ if value.is_empty() => {}
            _ if self.rules.len() >= MAX_RULES => {}
            _ => self.rules.push(Rule { pattern: pattern(value), allow: key == "allow" }),
        }
    }
}

/// `Wiredesk/1.0 (news)` names the product `Wiredesk`.
fn product(value: &str) -> &str {
    let end = value.find(|c: char| !(c.is_ascii_alphabetic() || c == '-' || c == '_')).unwrap_or(value.len());
    value.get(..end).unwrap_or(value)
}

/// `*` is any run of bytes, a `$` at the end is the end.
fn matches(pattern: &[u8], target: &[u8]) -> bool {
    let (pattern, anchored) = match pattern.strip_suffix(b"$") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split(|byte| *byte == b'*');
    let Some(mut rest) = pieces.next().and_then(|first| target.strip_prefix(first)) else { return false };
    let mut pieces = pieces.peekable();
    let mut starred = false;
    while let Some(piece) = pieces.next() {
        starred = true;
        if anchored && pieces.peek().is_none() {
            return rest.ends_with(piece);
        }
        // Leftmost is best: it leaves the most for the pieces that follow.
        match memmem::find(rest, piece).and_then(|at| rest.get(at + piece.len()..)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    starred || !anchored || rest.is_empty()
}

/// A `$` that is not at the end is an ordinary one.
fn pattern(value: &str) -> Vec<u8> {
    let normal = normal(value);
    match normal.split_last() {
        Some((b'$', rest)) => [replaced(rest, b'$', b"%24"), b"$".to_vec()].concat(),
        _ => replaced(&normal, b'$', b"%24"),
    }
}

/// An address has no wildcards: its `*` and `$` are what a rule writes as `%2A` and `%24` (section 2.2.3).
fn literal(target: &[u8]) -> Vec<u8> {
    replaced(&replaced(target, b'*', b"%2A"), b'$', b"%24")
}

fn replaced(bytes: &[u8], special: u8, escape: &[u8]) -> Vec<u8> {
    bytes.split(|byte| *byte == special).collect::<Vec<_>>().join(escape)
}

/// Percent-encoding as both sides are compared: escapes of unreserved characters undone, the rest in upper case,
/// bytes beyond ASCII escaped (section 2.2.2).
fn normal(text: &str) -> Vec<u8> {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let escape = |out: &mut Vec<u8>, byte: u8| {
        out.extend([b'%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
    };
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match (byte, escaped(bytes.get(at..at + 2))) {
            (b'%', Some(inner)) => {
                at += 2;
                let unreserved = inner.is_ascii_alphanumeric() || b"-._~".contains(&inner);
                if unreserved { out.push(inner) } else { escape(&mut out, inner) }
            }
            (0x21..=0x7e, _) => out.push(*byte),
            _ => escape(&mut out, *byte),
        }
    }
    out
}

/// The byte that two hexadecimal digits stand for.
fn escaped(digits: Option<&[u8]>) -> Option<u8> {
    let digits = std::str::from_utf8(digits?).ok()?;
    (digits.bytes().all(|digit| digit.is_ascii_hexdigit())).then(|| u8::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests;
