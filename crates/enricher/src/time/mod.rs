//! Time expressions and quantities, resolved against the date of the article.
