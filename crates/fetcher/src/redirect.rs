//! Following redirects hop by hop: where to, how often, and what must not travel along.
use url::{Origin, Url};

use crate::error::RedirectError;
use crate::fetched::Hop;

/// The way from the address that was asked for to where the body is.
pub(crate) struct Trail {
    origin: Origin,
    here: Url,
    hops: Vec<Hop>,
    most: usize,
    /// A form goes along, with what is secret in it.
    form: bool,
}

/// The statuses that send a GET elsewhere; 300, 304, 305 and 306 do not.
pub(crate) fn redirects(status: u16) -> bool {
    matches!(status, 301 | 302 | 303 | 307 | 308)
}

impl Trail {
    pub(crate) fn new(url: &Url, most: usize, form: bool) -> Self {
        let here = without_credentials(url.clone());
        Trail { origin: here.origin(), here, hops: Vec::new(), most, form }
    }

    pub(crate) fn here(&self) -> &Url {
        &self.here
    }

    /// Custom headers and credentials go to the first origin alone, and not again once it was left.
    pub(crate) fn is_home(&self) -> bool {
        self.hops.iter().all(|hop| hop.to.origin() == self.origin)
    }

    /// Goes where `location` says; `location` is the header's bytes.
    pub(crate) fn follow(&mut self, status: u16, location: Option<&[u8]>) -> Result<(), RedirectError> {
        if self.hops.len() >= self.most {
            return Err(RedirectError::TooMany(self.most));
        }
        let location = location.filter(|bytes| !bytes.is_empty()).ok_or(RedirectError::NoTarget)?;
        let target = self.here.join(&as_text(location)).map_err(|_| RedirectError::BadTarget)?;
        let target = without_credentials(target);
        if self.form {
            self.check_form(status, &target)?;
        }
        if target == self.here || self.hops.iter().any(|hop| hop.from == target) {
            return Err(RedirectError::Loop);
        }
        let from = std::mem::replace(&mut self.here, target.clone());
        self.hops.push(Hop { status, from, to: target });
        Ok(())
    }

    /// 301, 302 and 303 would make a GET of it, which asks for something else (RFC 9110, section 15.4).
    fn check_form(&self, status: u16, target: &Url) -> Result<(), RedirectError> {
        match status {
            307 | 308 if self.here.scheme() == "https" && target.scheme() != "https" => {
                Err(RedirectError::FormInClear)
            }
            307 | 308 => Ok(()),
            _ => Err(RedirectError::FormLost),
        }
    }

    pub(crate) fn into_parts(self) -> (Url, Vec<Hop>) {
        (self.here, self.hops)
    }
}

/// A stranger's redirect gives us no credentials to send; those of the operator travel as a header.
fn without_credentials(mut url: Url) -> Url {
    // Both fail only for URLs that cannot have credentials.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url.set_fragment(None);
    url
}

/// Servers write raw UTF-8 or Latin-1 into `Location`; the URL parser percent-encodes what it must.
fn as_text(location: &[u8]) -> String {
    match std::str::from_utf8(location) {
        Ok(text) => text.to_owned(),
        Err(_) => location.iter().map(|byte| char::from(*byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(start: &str, steps: &[(u16, &[u8])], expect: Result<(&str, bool), RedirectError>) {
        follow(Trail::new(&Url::parse(start).unwrap(), 5, false), steps, expect);
    }

    fn follow(mut trail: Trail, steps: &[(u16, &[u8])], expect: Result<(&str, bool), RedirectError>) {
        let outcome = steps.iter().try_for_each(|(status, location)| {
            trail.follow(*status, (!location.is_empty()).then_some(location))
        });
        assert_eq!(outcome.map(|()| (trail.here().as_str(), trail.is_home())), expect, "{steps:?}");
    }

    #[test]
    fn targets_as_servers_write_them() {
        let a = "https://a.example/x/feed";
        check(a, &[(301, b"/rss")], Ok(("https://a.example/rss", true)));
        check(a, &[(301, b"rss?a=b#c")], Ok(("https://a.example/x/rss?a=b", true)));
        check(a, &[(302, b"//b.example/")], Ok(("https://b.example/", false)));
        check(a, &[(308, "/뉴스".as_bytes())], Ok(("https://a.example/%EB%89%B4%EC%8A%A4", true)));
        check(a, &[(301, b"/caf\xe9")], Ok(("https://a.example/caf%C3%A9", true)));
        check(a, &[(301, b"https://u:p@a.example/y")], Ok(("https://a.example/y", true)));
        check(a, &[(307, b"http://a.example/x/feed")], Ok(("http://a.example/x/feed", false)));
        // Home again is not home: the stranger in between chose the way.
        check(
            a,
            &[(302, b"https://b.example/"), (302, b"https://a.example/z")],
            Ok(("https://a.example/z", false)),
        );
        check(a, &[(302, b"")], Err(RedirectError::NoTarget));
        check(a, &[(302, b"http://[::1")], Err(RedirectError::BadTarget));
        check(a, &[(302, b"feed#top")], Err(RedirectError::Loop));
        check(a, &[(302, b"b"), (302, b"feed")], Err(RedirectError::Loop));
        let maze: Vec<(u16, &[u8])> =
            vec![(302, b"1"), (302, b"2"), (302, b"3"), (302, b"4"), (302, b"5"), (302, b"6")];
        check(a, &maze, Err(RedirectError::TooMany(5)));
    }

    #[test]
    fn a_form_goes_where_it_stays_one_and_stays_hidden() {
        let check = |start: &str, status: u16, location: &str, expect| {
            let trail = Trail::new(&Url::parse(start).unwrap(), 5, true);
            follow(trail, &[(status, location.as_bytes())], expect);
        };
        let (plain, hidden) = ("http://hub.example/", "https://hub.example/");
        check(plain, 307, "/new", Ok(("http://hub.example/new", true)));
        check(plain, 308, "https://hub.example/", Ok((hidden, false)));
        check(hidden, 308, "https://push.example/", Ok(("https://push.example/", false)));
        check(hidden, 307, plain, Err(RedirectError::FormInClear));
        for status in [301, 302, 303] {
            check(plain, status, "/new", Err(RedirectError::FormLost));
        }
    }
}
