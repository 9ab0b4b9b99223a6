//! A subscriber on loopback: it confirms what it is asked, and keeps what it is sent.
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub(super) struct Subscriber {
    pub address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    server: JoinHandle<()>,
}

struct Shared {
    /// The topic that it confirms; every other is refused.
    topic: Option<String>,
    /// Its answers to pushes in turn, the last for good.
    answers: Vec<u16>,
    questions: Vec<String>,
    pushes: Vec<Push>,
}

#[derive(Clone)]
pub(super) struct Push {
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Push {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a push in UTF-8")
    }
}

impl Subscriber {
    pub(super) async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Shared { topic: None, answers: vec![204], questions: Vec::new(), pushes: Vec::new() };
        let shared = Arc::new(Mutex::new(shared));
        let server = tokio::spawn(serve(listener, shared.clone()));
        Subscriber { address, shared, server }
    }

    pub(super) fn callback(&self) -> String {
        format!("http://{}/push?feed=1", self.address)
    }

    pub(super) fn confirm(&self, topic: &str) {
        self.shared.lock().unwrap().topic = Some(topic.to_owned());
    }

    pub(super) fn answer(&self, statuses: &[u16]) {
        self.shared.lock().unwrap().answers = statuses.to_vec();
    }

    pub(super) fn questions(&self) -> Vec<String> {
        self.shared.lock().unwrap().questions.clone()
    }

    pub(super) fn pushes(&self) -> Vec<Push> {
        self.shared.lock().unwrap().pushes.clone()
    }
}

impl Drop for Subscriber {
    fn drop(&mut self) {
        self.server.abort();
    }
}

async fn serve(listener: TcpListener, shared: Arc<Mutex<Shared>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let service = service_fn(|request| answer(shared.clone(), request));
        // The hub opens a connection for each request.
        let _ =
            hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
    }
}

async fn answer(
    shared: Arc<Mutex<Shared>>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
    let mut shared = shared.lock().unwrap();
    if head.method == Method::POST {
        shared.pushes.push(Push { headers: head.headers, body });
        let last = shared.answers.len() == 1;
        let status = if last { shared.answers[0] } else { shared.answers.remove(0) };
        return Ok(reply(status, Bytes::new()));
    }
    let query = head.uri.query().unwrap_or_default();
    shared.questions.push(query.to_owned());
    let field = |name: &str| {
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    };
    assert_eq!(field("feed").as_deref(), Some("1"), "the callback keeps its own query");
    match field("hub.challenge").filter(|_| field("hub.topic") == shared.topic) {
        Some(challenge) => Ok(reply(200, challenge.into())),
        None => Ok(reply(404, Bytes::new())),
    }
}

fn reply(status: u16, body: Bytes) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
    response
}
