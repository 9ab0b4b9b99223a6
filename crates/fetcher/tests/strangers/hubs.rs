//! What is sent to the hubs of WebSub: a form, never less than that, never in the clear where it was hidden, never told.
use fetcher::{Auth, FetchError, FetchErrorKind, RedirectError, Request, RequestKind};
use model::state::Validators;

use crate::kit::{Script, Server, Step, answer, config, fetcher, kind, request, text};

const FORM: &str = "hub.mode=subscribe&hub.topic=https%3A%2F%2Fnews.example%2Frss%3Fa%3D1%26b%3D%EB%89%B4%EC%8A%A4&hub.secret=open+sesame";

fn subscribe(url: &str) -> Request {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut request = request(url, RequestKind::Hub);
    request.form = Some(vec![
        pair("hub.mode", "subscribe"),
        pair("hub.topic", "https://news.example/rss?a=1&b=뉴스"),
        pair("hub.secret", "open sesame"),
    ]);
    request
}

#[tokio::test]
async fn a_form_is_posted_and_any_2xx_is_a_yes() {
    let server =
        Server::start(|path| answer(path.trim_start_matches('/').replace('-', " ").as_str(), "", "hub"))
            .await;
    let fetcher = fetcher(config());
    for status in [200, 202, 206, 226] {
        let mut request = subscribe(&server.url(&format!("/{status}-Yes")));
        // Nothing of this makes sense for a POST, and nothing is sent.
        request.validators = Validators { etag: Some("\"1\"".to_owned()), last_modified: None };
        request.delta = true;
        request.auth = Some(Auth::Bearer("key".to_owned()));
        let fetched = fetcher.fetch(request).await.unwrap();
        assert_eq!((fetched.status, text(&fetched).as_str()), (status, "hub"));
    }
    assert!(server.bodies().iter().all(|body| body == FORM), "{:?}", server.bodies());
    // Nobody asked for robots.txt.
    assert_eq!(server.heads().len(), 4);
    for head in server.heads() {
        assert!(head.starts_with("post /2"), "{head}");
        assert!(head.contains("content-type: application/x-www-form-urlencoded\r\n"), "{head}");
        assert!(head.contains("accept: */*\r\n") && head.contains("accept-encoding: identity\r\n"), "{head}");
        assert!(head.contains("authorization: bearer key\r\n"), "{head}");
        assert!(!head.contains("if-none-match") && !head.contains("a-im"), "{head}");
    }
    for status in [304, 400, 404, 500] {
        let outcome = fetcher.fetch(subscribe(&server.url(&format!("/{status}-No")))).await;
        assert_eq!(kind(outcome), FetchErrorKind::Status, "{status}");
    }
}

#[tokio::test]
async fn a_yes_without_a_body_and_one_without_an_end() {
    let server = Server::start(|path| match path {
        "/none" => vec![Step::Send(b"HTTP/1.1 204 No Content\r\n\r\n".to_vec())],
        _ => {
            let head = Step::Send(b"HTTP/1.1 202 Accepted\r\n\r\n".to_vec());
            vec![head, Step::Forever(b"accepted ".repeat(512))]
        }
    })
    .await;
    let fetcher = fetcher(config());
    assert_eq!(fetcher.fetch(subscribe(&server.url("/none"))).await.unwrap().body.wire.len(), 0);
    assert_eq!(fetcher.fetch(subscribe(&server.url("/endless"))).await.unwrap().body.wire.len(), 16 * 1024);
}

#[tokio::test]
async fn redirects_repeat_the_form_or_are_errors() {
    let to = |status: &str| -> Script { answer(status, "location: /moved\r\n", "") };
    let server = Server::start(move |path| match path {
        "/307" => to("307 Temporary Redirect"),
        "/308" => to("308 Permanent Redirect"),
        "/301" => to("301 Moved Permanently"),
        "/302" => to("302 Found"),
        "/303" => to("303 See Other"),
        _ => answer("202 Accepted", "", ""),
    })
    .await;
    let fetcher = fetcher(config());
    for path in ["/307", "/308"] {
        let fetched = fetcher.fetch(subscribe(&server.url(path))).await.unwrap();
        assert_eq!((fetched.status, fetched.url.path()), (202, "/moved"));
    }
    for path in ["/301", "/302", "/303"] {
        match fetcher.fetch(subscribe(&server.url(path))).await {
            Err(FetchError::Redirect { source, .. }) => assert_eq!(source, RedirectError::FormLost, "{path}"),
            other => panic!("{path}: {other:?}"),
        }
    }
    assert_eq!(server.paths(), ["/307", "/moved", "/308", "/moved", "/301", "/302", "/303"]);
    assert!(server.heads().iter().all(|head| head.starts_with("post ")));
    assert!(server.bodies().iter().all(|body| body == FORM));
}

#[tokio::test]
async fn what_is_in_the_form_never_shows() {
    let server = Server::start(|_| answer("403 Forbidden", "", "open sesame is wrong")).await;
    let request = subscribe(&server.url("/hub"));
    let shown = format!("{request:?}");
    assert!(shown.contains("hub.secret") && !shown.contains("sesame"), "{shown}");
    let error = fetcher(config()).fetch(request).await.unwrap_err();
    assert!(!format!("{error:?} {}", error.reason()).contains("sesame"));
}
