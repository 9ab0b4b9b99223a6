//! Records on a terminal: readable, with colours only there, and free of control characters from outside.
use std::io::{IsTerminal, Write};

use model::annotations::{EntityType, QuoteKind};
use model::record::Enriched;

/// How to print: colours, and whether at all for people.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    colour: bool,
}

impl Style {
    /// Colours on a terminal, unless `NO_COLOR` says no (no-color.org).
    pub fn of_stdout() -> Self {
        Style { colour: std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none() }
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Text from outside without what could move a cursor, ring a bell or reorder a line.
pub fn plain(text: &str) -> String {
    let harmless = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
    };
    text.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c }).filter(harmless).collect()
}

/// One article: title, source, people, organisations, places, quotations with their speakers.
pub fn article(out: &mut impl Write, record: &Enriched, style: Style) -> std::io::Result<()> {
    let head = &record.article;
    let title = head.title.as_deref().unwrap_or("(no title)");
    writeln!(out, "{}", style.paint("1", &plain(title)))?;
    let mut facts = vec![head.publisher.name.clone().unwrap_or_else(|| head.publisher.domain.clone())];
    facts.extend(head.published_at.map(|at| at.to_string()));
    facts.extend(head.language.clone());
    facts.push(format!("revision {}", head.revision));
    if let Some(take) = &head.take {
        facts.extend(take.label.clone());
        facts.extend(take.supersedes.as_ref().map(|id| format!("supersedes {id}")));
    }
    writeln!(out, "  {}", style.paint("2", &plain(&facts.join(" · "))))?;
    writeln!(out, "  {}", style.paint("2", &plain(&head.url)))?;
    for (label, kind, colour) in [
        ("people", EntityType::Person, "33"),
        ("organisations", EntityType::Organization, "36"),
        ("places", EntityType::Place, "32"),
    ] {
        let names: Vec<String> = (record.entities.iter())
            .filter(|entity| entity.kind == kind)
            .map(|entity| {
                let role = entity.role.as_ref().map(|role| format!(" ({})", plain(role))).unwrap_or_default();
                format!("{}{role}", style.paint(colour, &plain(&entity.name)))
            })
            .collect();
        if !names.is_empty() {
            writeln!(out, "  {label}: {}", names.join(", "))?;
        }
    }
    for quote in record.quotes.iter().filter(|quote| quote.kind != QuoteKind::Indirect) {
        let speaker =
            quote.speaker.as_ref().and_then(|speaker| speaker.name.clone().or(speaker.text.clone()));
        let who = speaker
            .map(|name| style.paint("1", &plain(&name)))
            .unwrap_or_else(|| "(nobody named)".to_owned());
        let to = quote.addressee.as_ref().map(|to| format!(" to {}", plain(&to.text))).unwrap_or_default();
        writeln!(out, "  “{}” — {who}{to}", plain(&quote.text))?;
    }
    let indirect = record.quotes.iter().filter(|quote| quote.kind == QuoteKind::Indirect).count();
    if indirect > 0 {
        writeln!(out, "  {}", style.paint("2", &format!("and {indirect} in indirect speech")))?;
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn nothing_from_outside_moves_the_cursor() {
        assert_eq!(plain("a\u{1b}[2Jb\u{7}\u{202e}c\nd"), "a[2Jbc d");
    }
}
