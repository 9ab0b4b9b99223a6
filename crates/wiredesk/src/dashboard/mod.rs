//! The page: static files, embedded; everything it shows comes from the API.
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

const INDEX: &str = include_str!("assets/index.html");

pub async fn index() -> Html<&'static str> {
    Html(INDEX)
}

pub async fn asset(Path(file): Path<String>) -> Response {
    let (kind, text) = match file.as_str() {
        "app.js" => ("text/javascript", include_str!("assets/app.js")),
        "marks.js" => ("text/javascript", include_str!("assets/marks.js")),
        "app.css" => ("text/css", include_str!("assets/app.css")),
        "icon.svg" => ("image/svg+xml", include_str!("assets/icon.svg")),
        _ => return (StatusCode::NOT_FOUND, "no such file\n").into_response(),
    };
    let headers = [
        (header::CONTENT_TYPE, format!("{kind}; charset=utf-8")),
        (header::CACHE_CONTROL, "no-cache".into()),
    ];
    (headers, text).into_response()
}
