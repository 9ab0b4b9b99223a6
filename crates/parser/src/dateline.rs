//! The dateline before a story, "SEOUL, Nov. 21 (Yonhap) --": place, date and agency; it stays in the text.
use model::article::Dateline;

use crate::agency;

/// What a first paragraph's dateline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    pub place: Option<String>,
    /// As written: "Nov. 21".
    pub date: Option<String>,
    pub agency: Option<String>,
    /// Bytes up to the story itself.
    pub len: usize,
}

/// No dateline is longer.
const MAX_CHARS: usize = 90;

/// Reads the dateline at the start of a paragraph.
pub fn read(paragraph: &str) -> Option<Stated> {
    let head_end = paragraph.char_indices().nth(MAX_CHARS).map_or(paragraph.len(), |(at, _)| at);
    let head = &paragraph[..head_end];
    korean(head).or_else(|| dashed(head)).or_else(|| bracketed(head))
}

/// The paragraph after its dateline.
pub fn after(paragraph: &str) -> &str {
    read(paragraph).and_then(|stated| paragraph.get(stated.len..)).unwrap_or(paragraph)
}

/// "(서울=연합뉴스) 홍길동 기자 = "
fn korean(head: &str) -> Option<Stated> {
    let rest = head.strip_prefix(['(', '[', '（'])?;
    let close = rest.find([')', ']', '）'])?;
    let (place, name) = rest[..close].split_once('=')?;
    let mut len = head.len() - rest.len() + close + 1;
    // The reporter stands between the bracket and a second equals sign.
    let tail = &head[len..];
    if let Some(at) =
        tail.find('=').filter(|at| tail[..*at].contains("기자") || tail[..*at].contains("특파원"))
    {
        len += at + 1;
    }
    len += head[len..].len() - head[len..].trim_start().len();
    let agency = agency::named(name).or_else(|| Some(name.trim().to_owned()));
    Some(Stated { place: text(place), date: None, agency, len })
}

/// "SEOUL, Nov. 21 (Yonhap) -- ", "WASHINGTON (AP) — ", "PARIS — ", "Berlin (dpa) - "
fn dashed(head: &str) -> Option<Stated> {
    let (at, dash) = [" -- ", " — ", " – ", " - ", "--", "— ", "—"]
        .iter()
        .filter_map(|dash| head.find(dash).map(|at| (at, *dash)))
        .min()?;
    let (before, len) = (&head[..at], at + dash.len());
    let (place_and_date, agency) = match before.trim_end().strip_suffix(')').and_then(|b| b.rsplit_once('('))
    {
        Some((place, name)) => (place, Some(agency::named(name).or_else(|| agency::plausible(name))?)),
        None => (before, None),
    };
    let (place, date) = split(place_and_date)?;
    // Without an agency only a place in capitals tells a dateline from a sentence with a dash.
    let capital = place.chars().filter(|c| c.is_alphabetic()).all(|c| !c.is_lowercase())
        && place.chars().any(char::is_uppercase);
    (agency.is_some() || capital).then(|| Stated { place: text(&place), date, agency, len })
}

/// "Hamburg (dpa/lno). ", "Hong Kong (AFP) "
fn bracketed(head: &str) -> Option<Stated> {
    let open = head.find('(')?;
    let close = open + head[open..].find(')')?;
    let agency = agency::named(&head[open + 1..close])?;
    let (place, date) = split(&head[..open])?;
    let rest = head[close + 1..].trim_start_matches(['.', ':', ' ', '-', '–', '—']);
    // "The company (AP) was" goes on in its sentence.
    if rest.starts_with(char::is_lowercase) {
        return None;
    }
    Some(Stated { place: text(&place), date, agency: Some(agency), len: head.len() - rest.len() })
}

/// Place and date of what stands before agency or dash: at most five words of place, then a month and a day.
fn split(before: &str) -> Option<(String, Option<String>)> {
    let before = before.trim().trim_end_matches([',', '.', ':', '/', '-']).trim();
    if before.is_empty() || !before.chars().next()?.is_uppercase() || before.contains(['"', '“', '?', '!'])
    {
        return None;
    }
    let parts: Vec<&str> = before.split(',').map(str::trim).collect();
    let is_date = |part: &str| part.chars().any(|c| c.is_ascii_digit());
    let place: Vec<&str> = parts.iter().copied().take_while(|part| !is_date(part)).collect();
    let date = parts.get(place.len()..).filter(|rest| !rest.is_empty()).map(|rest| rest.join(", "));
    let words: usize = place.iter().map(|part| part.split_whitespace().count()).sum();
    (1..=5).contains(&words).then(|| (place.join(", "), date))
}

fn text(place: &str) -> Option<String> {
    Some(place.trim().to_owned()).filter(|place| !place.is_empty())
}

/// The record's dateline; a month and a day take their year from the day of publication.
pub fn resolve(stated: &Stated, published_day: Option<&str>) -> Dateline {
    let date = stated.date.as_deref().and_then(month_and_day).and_then(|(month, day)| {
        let (year, rest) = published_day?.split_once('-')?;
        let (mut year, published_month): (i32, u32) = (year.parse().ok()?, rest.get(..2)?.parse().ok()?);
        // A December dateline published in January is last year's.
        if month == 12 && published_month == 1 {
            year -= 1;
        }
        Some(format!("{year:04}-{month:02}-{day:02}"))
    });
    Dateline { place: stated.place.clone(), date }
}

fn month_and_day(text: &str) -> Option<(u32, u32)> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = text.to_lowercase();
    let month = lower
        .split(|c: char| !c.is_alphabetic())
        .find_map(|word| MONTHS.iter().position(|m| word.starts_with(m)))?;
    let day: u32 = lower.split(|c: char| !c.is_ascii_digit()).find_map(|digits| digits.parse().ok())?;
    (1..=31).contains(&day).then_some((month as u32 + 1, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_of_many_wires() {
        for (paragraph, expect) in [
            (
                "SEOUL, Nov. 21 (Yonhap) -- The minister",
                Some(("SEOUL", Some("Nov. 21"), Some("Yonhap"), "The minister")),
            ),
            ("WASHINGTON (AP) — The court", Some(("WASHINGTON", None, Some("AP"), "The court"))),
            ("NEW DELHI — Rain fell", Some(("NEW DELHI", None, None, "Rain fell"))),
            ("Hamburg (dpa/lno) - Der Senat", Some(("Hamburg", None, Some("dpa"), "Der Senat"))),
            ("(서울=연합뉴스) 홍길동 기자 = 정부는", Some(("서울", None, Some("연합뉴스"), "정부는"))),
            ("He said - twice - that", None),
            ("The company (AP) was", None),
            ("“I know – he said", None),
            ("", None),
        ] {
            let stated = read(paragraph);
            let found = stated.as_ref().map(|s| {
                (
                    s.place.as_deref().unwrap_or(""),
                    s.date.as_deref(),
                    s.agency.as_deref(),
                    &paragraph[s.len..],
                )
            });
            assert_eq!(found, expect, "{paragraph}");
        }
    }

    #[test]
    fn the_year_comes_from_the_day_of_publication() {
        let stated = |date: &str| Stated { date: Some(date.to_owned()), ..Stated::default() };
        for (date, published, expect) in [
            ("Nov. 21", Some("2019-11-22"), Some("2019-11-21")),
            ("31 December", Some("2020-01-01"), Some("2019-12-31")),
            ("Nov. 21", None, None),
            ("soon", Some("2019-11-22"), None),
        ] {
            assert_eq!(resolve(&stated(date), published).date.as_deref(), expect, "{date}");
        }
    }
}
