//! HTTPS: certificates that prove nothing, authorities that the operator adds, and HTTP/2 where both sides know it.
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use fetcher::{Config, FetchErrorKind, RequestKind};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::{Response, service::service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::kit::{NameServer, Server, answer, config, feed, fetcher, kind, request, text};

/// Speaks HTTP/2 and HTTP/1.1, says which it was, and shows a certificate for `news.example`, signed by itself.
struct SecureServer {
    address: SocketAddr,
    certificate: Vec<u8>,
    _tasks: JoinSet<()>,
}

impl SecureServer {
    async fn start() -> SecureServer {
        let own = rcgen::generate_simple_self_signed(vec!["news.example".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
        let chain = vec![own.cert.der().clone()];
        let mut tls = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key).unwrap();
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut tasks = JoinSet::new();
        tasks.spawn(serve(listener, TlsAcceptor::from(Arc::new(tls))));
        SecureServer { address, certificate: own.cert.pem().into_bytes(), _tasks: tasks }
    }
}

async fn serve(listener: TcpListener, acceptor: TlsAcceptor) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let acceptor = acceptor.clone();
        connections.spawn(async move {
            // A client that does not believe us leaves in the handshake.
            let Ok(stream) = acceptor.accept(stream).await else { return };
            let say = service_fn(|request: hyper::Request<hyper::body::Incoming>| async move {
                let body = Full::new(Bytes::from(format!("{:?}", request.version())));
                Ok::<_, Infallible>(Response::new(body))
            });
            let _ =
                auto::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), say).await;
        });
    }
}

#[tokio::test]
async fn an_unknown_authority_is_refused_and_an_added_one_believed_for_its_names() {
    let names = NameServer::start().await;
    names.tell("news.example", &["127.0.0.1"]);
    names.tell("other.example", &["127.0.0.1"]);
    let server = SecureServer::start().await;
    let url = |host: &str| format!("https://{host}:{}/", server.address.port());
    let with = |certificates: Vec<Vec<u8>>| {
        fetcher(Config { certificates, nameservers: vec![names.address], ..config() })
    };
    assert_eq!(kind(feed(&with(vec![]), &url("news.example")).await), FetchErrorKind::Tls);
    let believing = with(vec![server.certificate.clone()]);
    assert_eq!(text(&feed(&believing, &url("news.example")).await.unwrap()), "HTTP/2.0");
    assert_eq!(kind(feed(&believing, &url("other.example")).await), FetchErrorKind::Tls);
    assert_eq!(kind(feed(&believing, &url("127.0.0.1")).await), FetchErrorKind::Tls);
}

#[tokio::test]
async fn authorities_of_one_feed_are_believed_for_it_alone_by_any_way() {
    let names = NameServer::start().await;
    names.tell("news.example", &["127.0.0.1"]);
    let server = SecureServer::start().await;
    let url = format!("https://news.example:{}/", server.address.port());
    let fetcher = fetcher(Config { nameservers: vec![names.address], ..config() });
    let with = |pem: &[u8], proxy: Option<&Server>| {
        let mut request = request(&url, RequestKind::Feed);
        request.certificates = Some(Arc::from(pem));
        request.proxy = proxy.map(|proxy| url::Url::parse(&proxy.url("/")).unwrap());
        request.keep_head = true;
        request
    };
    for _ in 0..2 {
        let fetched = fetcher.fetch(with(&server.certificate, None)).await.unwrap();
        assert_eq!(text(&fetched), "HTTP/2.0");
        let head = fetched.head.unwrap();
        assert_eq!((head.http2, head.reason.as_str(), head.address), (true, "OK", Some(server.address.ip())));
    }
    assert_eq!(kind(feed(&fetcher, &url).await), FetchErrorKind::Tls);
    assert_eq!(
        kind(fetcher.fetch(with(b"-----BEGIN CERTIFICATE-----\n!!\n", None)).await),
        FetchErrorKind::Setup
    );
    // The client of these authorities and a proxy is another one, and asks that proxy.
    let proxy = Server::start(|_| answer("403 Forbidden", "", "")).await;
    assert_eq!(kind(fetcher.fetch(with(&server.certificate, Some(&proxy))).await), FetchErrorKind::Connect);
    assert!(proxy.heads()[0].starts_with("connect news.example:"), "{:?}", proxy.heads());
}

#[tokio::test]
async fn plain_http_where_tls_is_spoken() {
    let server = SecureServer::start().await;
    let outcome = feed(&fetcher(config()), &format!("http://{}/", server.address)).await;
    assert_eq!(kind(outcome), FetchErrorKind::Protocol);
}

#[test]
fn a_file_that_is_no_certificate_is_an_error_of_the_set_up() {
    let config = Config { certificates: vec![b"-----BEGIN CERTIFICATE-----\n!!\n".to_vec()], ..config() };
    let error = fetcher::Fetcher::new(config, model::Clock::system()).unwrap_err();
    assert_eq!(error.kind(), FetchErrorKind::Setup);
}
