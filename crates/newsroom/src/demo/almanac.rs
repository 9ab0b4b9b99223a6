//! Days in the written stories: `{today}`, `{date-1}`, `{ko:date}` become real ones on the day of showing.
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use crate::clock::Zone;
use crate::story::{Image, Story};

/// The calendar of one desk on one day.
pub(super) struct Almanac {
    today: Date,
}

/// Months as the Associated Press shortens them before a day.
const MONTHS: [&str; 12] =
    ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."];

impl Almanac {
    pub(super) fn new(zone: Zone, at: Timestamp) -> Self {
        Almanac { today: zone.at(at).date() }
    }

    pub(super) fn story(&self, story: &Story) -> Story {
        let mut story = story.clone();
        let image = |image: Image| Image { caption: self.fill(&image.caption), ..image };
        story.title = self.fill(&story.title);
        story.subtitle = story.subtitle.map(|text| self.fill(&text));
        story.summary = self.fill(&story.summary);
        story.image = story.image.map(image);
        for block in &mut story.blocks {
            let text = self.fill(block.text());
            *block.text_mut() = text;
        }
        story
    }

    /// Fills every `{…}` that it knows and leaves the others, which a test of the stories then finds.
    pub(super) fn fill(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            match after.split_once('}').and_then(|(name, after)| Some((self.look_up(name)?, after))) {
                Some((filled, after)) => {
                    out.push_str(&filled);
                    rest = after;
                }
                None => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }

    /// `today`, `tomorrow`, `day`, `date`, `month`, `year`, `ko:day`, `ko:date`, `ko:month`, each with `+n` or `-n`.
    fn look_up(&self, name: &str) -> Option<String> {
        let split = name.find(['+', '-']).unwrap_or(name.len());
        let (word, offset) = name.split_at(split);
        let offset: i32 = if offset.is_empty() { 0 } else { offset.parse().ok()? };
        let day = self.today.checked_add(offset.days()).ok()?;
        let month = || self.today.first_of_month().checked_add(offset.months()).ok();
        Some(match word {
            "today" | "day" => day.strftime("%A").to_string(),
            "tomorrow" => self.today.tomorrow().ok()?.strftime("%A").to_string(),
            "date" => format!("{} {}", MONTHS.get(day.month() as usize - 1)?, day.day()),
            "month" => month()?.strftime("%B").to_string(),
            "year" => (i32::from(self.today.year()) + offset).to_string(),
            "ko:day" => format!("{}요일", ["일", "월", "화", "수", "목", "금", "토"].get(sunday_based(day))?),
            "ko:date" if day.month() == self.today.month() => format!("{}일", day.day()),
            "ko:date" => format!("{}월 {}일", day.month(), day.day()),
            "ko:month" => format!("{}월", month()?.month()),
            _ => return None,
        })
    }
}

fn sunday_based(day: Date) -> usize {
    day.weekday().to_sunday_zero_offset() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        // A Tuesday in Seoul, still Monday in London.
        let at: Timestamp = "2026-11-23T16:00:00Z".parse().unwrap();
        assert_eq!(Almanac::new(Zone(540), at).fill(text), expect);
    }

    #[test]
    fn days() {
        check("on {today}", "on Tuesday");
        check("SEOUL, {date} (Hanbit)", "SEOUL, Nov. 24 (Hanbit)");
        check("{day-1}, {day+4}, {tomorrow}", "Monday, Saturday, Wednesday");
        check("{date+7} and {date-60}", "Dec. 1 and Sept. 25");
        check("in {month+1} {year} or {year-3}", "in December 2026 or 2023");
        check("{ko:date}({ko:day}), {ko:date+10}, {ko:month-1}", "24일(화요일), 12월 4일, 10월");
        check("left: {nothing} { and {today", "left: {nothing} { and {today");
    }
}
