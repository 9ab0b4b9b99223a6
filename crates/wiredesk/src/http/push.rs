//! `/push/TOKEN`: what hubs of WebSub call. The token is the right to call it, so neither bearer token nor host counts.
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Shared;
use crate::pipeline::push::{self, Answer, Verification};

/// A hub verifies what it was asked for, or denies it.
pub async fn verify(
    State(shared): State<Shared>,
    Path(token): Path<String>,
    Query(asked): Query<Verification>,
) -> Response {
    answer(push::verify(&shared.desk, &token, asked).await)
}

/// A hub pushes a body.
pub async fn receive(
    State(shared): State<Shared>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let content_type = text(header::CONTENT_TYPE.as_str());
    let signed = text("x-hub-signature");
    answer(push::receive(&shared.desk, &token, content_type, signed, body.to_vec()).await)
}

fn answer(outcome: Result<Answer, journal::JournalError>) -> Response {
    match outcome {
        Ok(Answer::Challenge(challenge)) => challenge.into_response(),
        Ok(Answer::Accepted) => StatusCode::ACCEPTED.into_response(),
        Ok(Answer::Unknown) => StatusCode::NOT_FOUND.into_response(),
        Ok(Answer::Gone) => StatusCode::GONE.into_response(),
        Ok(Answer::Later) => (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "60")]).into_response(),
        Err(error) => {
            tracing::error!(error = %crate::report::chain(&error), "a push was not admitted; its hub tries again");
            (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "60")]).into_response()
        }
    }
}
