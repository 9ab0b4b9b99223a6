//! A mistake in the configuration, shown where it stands: file:line:column, the line, a caret, and what to do.
use std::ops::Range;
use std::rc::Rc;

use annotate_snippets::{AnnotationKind, Level, Padding, Renderer, Snippet};

/// One file of the configuration, kept for the messages that point into it.
#[derive(Debug)]
pub struct SourceFile {
    pub name: String,
    pub text: String,
}

/// A place in a file, in bytes.
#[derive(Clone, Debug)]
pub struct Place {
    pub file: Rc<SourceFile>,
    pub span: Range<usize>,
    /// The value is a secret: its characters never show in a message.
    pub secret: bool,
}

/// A mistake, and what to do about it.
#[derive(Clone, Debug)]
pub struct Problem {
    pub message: String,
    /// What stands at the place, in a few words beside the caret.
    pub label: Option<String>,
    pub help: Option<String>,
    pub place: Option<Place>,
}

impl Problem {
    pub fn new(message: impl Into<String>) -> Self {
        Problem { message: message.into(), label: None, help: None, place: None }
    }

    pub fn at(mut self, place: &Place) -> Self {
        self.place = Some(place.clone());
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// `file:line:column`, counted from 1 in characters.
    pub fn location(&self) -> Option<String> {
        let place = self.place.as_ref()?;
        let before = place.file.text.get(..place.span.start)?;
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Some(format!("{}:{line}:{column}", place.file.name))
    }

    /// As rustc shows its errors; without colours unless `colour`.
    pub fn render(&self, colour: bool) -> String {
        let mut group = match &self.place {
            None => Level::ERROR.primary_title(self.message.as_str()).elements(None::<Padding>),
            Some(place) => {
                let mut caret = AnnotationKind::Primary.span(place.span.clone());
                if let Some(label) = &self.label {
                    caret = caret.label(label.as_str());
                }
                Level::ERROR
                    .primary_title(self.message.as_str())
                    .element(Snippet::source(masked(place)).path(place.file.name.as_str()).annotation(caret))
            }
        };
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }
}

/// The file's text; a secret's characters are replaced, so that no message shows them.
fn masked(place: &Place) -> String {
    if !place.secret {
        return place.file.text.clone();
    }
    let hide = |(at, c): (usize, char)| match c {
        '\n' | '"' | '\'' => c,
        _ if place.span.contains(&at) => '*',
        _ => c,
    };
    // One byte for one character keeps the caret in place only for ASCII; pad the rest.
    place
        .file
        .text
        .char_indices()
        .flat_map(|(at, c)| {
            let shown = hide((at, c));
            std::iter::repeat_n(shown, if shown == c { 1 } else { c.len_utf8() })
        })
        .collect()
}

/// The known word nearest to what was written, if it is near enough to be meant.
pub fn did_you_mean<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(written, word), word))
        .filter(|(distance, word)| *distance <= 1 + word.chars().count() / 4)
        .min()
        .map(|(_, word)| word)
}
