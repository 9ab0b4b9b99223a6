//! Why a page gives no article, as a kind for the pipeline and a sentence for a person.
use thiserror::Error;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PageErrorKind {
    /// An index, a consent wall, an error page that says 200.
    NotAnArticle,
    /// No bytes, or no text in them: a page that a script fills.
    Empty,
    NotHtml,
    /// Its bytes are no text in any encoding.
    Unreadable,
}

impl PageErrorKind {
    pub fn as_str(self) -> &'static str {
        match self {
            PageErrorKind::NotAnArticle => "not_an_article",
            PageErrorKind::Empty => "empty",
            PageErrorKind::NotHtml => "not_html",
            PageErrorKind::Unreadable => "unreadable",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PageError {
    #[error("the page is no article: {0}")]
    NotAnArticle(&'static str),
    #[error("the page holds no text")]
    Empty,
    #[error("the page is not HTML")]
    NotHtml,
    #[error("the page's bytes cannot be read as text")]
    Unreadable,
}

impl PageError {
    pub fn kind(&self) -> PageErrorKind {
        match self {
            PageError::NotAnArticle(_) => PageErrorKind::NotAnArticle,
            PageError::Empty => PageErrorKind::Empty,
            PageError::NotHtml => PageErrorKind::NotHtml,
            PageError::Unreadable => PageErrorKind::Unreadable,
        }
    }
}
