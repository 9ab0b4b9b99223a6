//! The usual zone of a publisher's clock, for times stated without one: by country, with Europe's summer time.
use model::Offset;
use url::Url;

/// Minutes east of UTC in winter, and whether the country keeps European summer time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone {
    winter: i32,
    european_summer: bool,
}

/// By the country of the host's top-level domain; `None` where a country has several zones or the domain says nothing.
pub fn usual(url: &str) -> Option<Zone> {
    of_country(&country(url)?)
}

/// The last label of the host of `url`, which is a country's code where the domain says one.
pub fn country(url: &str) -> Option<String> {
    let host = Url::parse(url).ok()?.host_str()?.to_ascii_lowercase();
    host.trim_end_matches('.').rsplit('.').next().map(str::to_owned)
}

/// By the region of a language tag ("en-IN"), else by a language that is at home in one zone.
pub fn of_language(tag: &str) -> Option<Zone> {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or("");
    let region = parts.find(|part| part.len() == 2);
    let home = || HOMES.iter().find(|(known, _)| *known == language).map(|(_, country)| *country);
    of_country(region.or_else(home)?)
}

fn of_country(country: &str) -> Option<Zone> {
    let entry = ZONES.iter().find(|(countries, ..)| countries.split(' ').any(|code| code == country))?;
    Some(Zone { winter: entry.1, european_summer: entry.2 })
}

impl Zone {
    /// The offset on a day, `YYYY-MM-DD`. The hour in which the clocks change does not matter to a byline.
    pub fn on(self, day: &str) -> Option<Offset> {
        let summer = self.european_summer && is_summer(day)?;
        Offset::from_minutes(self.winter + if summer { 60 } else { 0 })
    }
}

/// From the last Sunday of March to the last Sunday of October (Directive 2000/84/EC).
fn is_summer(day: &str) -> Option<bool> {
    let date: jiff::civil::Date = day.parse().ok()?;
    let last_sunday = |month: i8| {
        let last = jiff::civil::Date::new(date.year(), month, 31).ok()?;
        last.checked_sub(jiff::Span::new().days(i64::from(last.weekday().to_sunday_zero_offset()))).ok()
    };
    Some(last_sunday(3)? <= date && date < last_sunday(10)?)
}

/// Languages whose press is nearly all in one zone, with a country of it.
const HOMES: &[(&str, &str)] = &[
    ("ko", "kr"),
    ("ja", "jp"),
    ("zh", "cn"),
    ("th", "th"),
    ("vi", "vn"),
    ("hi", "in"),
    ("bn", "bd"),
    ("tr", "tr"),
    ("de", "de"),
    ("it", "it"),
    ("nl", "nl"),
    ("pl", "pl"),
    ("cs", "cz"),
    ("sk", "sk"),
    ("hu", "hu"),
    ("sv", "se"),
    ("da", "dk"),
    ("no", "no"),
    ("nb", "no"),
    ("fi", "fi"),
    ("el", "gr"),
    ("bg", "bg"),
    ("ro", "ro"),
    ("uk", "ua"),
];

#[rustfmt::skip]
const ZONES: &[(&str, i32, bool)] = &[
    ("uk ie pt", 0, true),
    ("de at ch fr it es nl be lu dk no se pl cz sk hu si hr rs ba mk al li mt va sm", 60, true),
    ("fi ee lv lt gr ro bg cy ua md", 120, true),
    ("is gh sn ci ml", 0, false),
    ("ng dz tn cm", 60, false),
    ("za eg ly zw zm na bw", 120, false),
    ("tr by sa iq kw qa bh ye ke et tz ug so", 180, false),
    ("ir", 210, false),
    ("ae om am ge az", 240, false),
    ("af", 270, false),
    ("pk uz", 300, false),
    ("in lk", 330, false),
    ("np", 345, false),
    ("bd kg", 360, false),
    ("mm", 390, false),
    ("th vn kh la", 420, false),
    ("cn hk mo tw sg my ph bn", 480, false),
    ("jp kr kp", 540, false),
    ("pe co ec pa", -300, false),
    ("ve bo do pr", -240, false),
    ("ar uy py", -180, false),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_and_a_day_give_an_offset() {
        for (url, day, expect) in [
            ("https://news.example.kr/a", "2024-07-01", Some("+09:00")),
            ("https://news.example.de/a", "2024-07-01", Some("+02:00")),
            ("https://news.example.de/a", "2024-03-30", Some("+01:00")),
            ("https://news.example.de/a", "2024-03-31", Some("+02:00")),
            ("https://news.example.co.uk/a", "2024-12-01", Some("+00:00")),
            ("https://news.example.com/a", "2024-12-01", None),
            ("nonsense", "2024-12-01", None),
        ] {
            let offset = usual(url).and_then(|zone| zone.on(day)).map(|offset| offset.to_string());
            assert_eq!(offset.as_deref(), expect, "{url} {day}");
        }
    }

    #[test]
    fn a_region_goes_before_a_language() {
        for (tag, expect) in [
            ("ko", Some("+09:00")),
            ("ko-US", None),
            ("en", None),
            ("en-in", Some("+05:30")),
            ("zh-Hant-TW", Some("+08:00")),
            ("de", Some("+01:00")),
            ("", None),
        ] {
            let offset =
                of_language(tag).and_then(|zone| zone.on("2024-12-01")).map(|offset| offset.to_string());
            assert_eq!(offset.as_deref(), expect, "{tag}");
        }
    }
}
