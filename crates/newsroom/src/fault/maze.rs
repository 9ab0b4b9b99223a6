//! A maze of redirects: hosts without number, every form of `Location`, and never the same address twice.
use crate::page::Page;

/// Every host below it is the maze.
const DOMAIN: &str = "maze.example";
const STATUSES: [u16; 5] = [302, 301, 307, 303, 308];

pub(crate) fn is_in(host: &str) -> bool {
    host.strip_suffix(DOMAIN).is_some_and(|rest| rest.ends_with('.'))
}

/// The turn after so many hops; `port` is the press's.
pub(crate) fn turn(hop: u32, port: &str) -> Page {
    let next = hop.saturating_add(1);
    let long = "further-".repeat(usize::try_from(next % 64).unwrap_or_default());
    let target = match hop % 5 {
        0 => format!("http://h{next}.{DOMAIN}:{port}/{long}?hop={next}"),
        1 => format!("/{long}in?hop={next}"),
        2 => format!("{long}deeper/?hop={next}"),
        3 => format!("//h{next}.{DOMAIN}:{port}/../{long}?hop={next}#end"),
        _ => format!("?hop={next}"),
    };
    let place = usize::try_from(hop).unwrap_or_default() % STATUSES.len();
    Page::plain(STATUSES[place]).with("location", target)
}
