//! What a fetch costs this side in CPU time, medians of rounds: `cargo run --release -p fetcher --example cost [fetches] [rounds]`.
#![allow(clippy::print_stdout)]
use std::convert::Infallible;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use fetcher::{Config, Fetcher, Request, RequestKind, body};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::{Response, StatusCode, service::service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use model::{Clock, Domain, state::Validators};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use url::Url;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A feed of a usual size.
const FEED_BYTES: usize = 60 * 1024;
const ETAG: &str = "\"1\"";

fn main() -> Result<(), Failure> {
    let mut numbers = std::env::args().skip(1);
    let mut number = |default: usize| numbers.next().map_or(Ok(default), |text| text.parse());
    let (fetches, rounds) = (number(5_000)?, number(7)?);
    // The servers have threads of their own, so that this one's clock counts what fetching costs.
    let plain = plain_server()?;
    let (secure, certificate) = secure_server()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let keeping = fetcher(Config::default(), &runtime)?;
    let closing = fetcher(Config { max_idle: 0, ..Config::default() }, &runtime)?;
    let believing = Config { certificates: vec![certificate], ..Config::default() };
    let secure_keeping = fetcher(believing.clone(), &runtime)?;
    let secure_closing = fetcher(Config { max_idle: 0, ..believing }, &runtime)?;
    let bare = reqwest::Client::builder().no_proxy().build()?;

    let http = |path: &str| format!("http://{plain}{path}");
    let https = format!("https://localhost:{}/same", secure.port());
    println!("microseconds of CPU a fetch, the median of {rounds} rounds of {fetches} (least, most):");
    let say = |what: &str, fetches: usize, one: &dyn Fn() -> Result<(), Failure>| {
        measure(rounds, fetches, one).map(|cost| println!("{what:<44}{cost}"))
    };
    say("304, connection kept, bare reqwest", fetches, &|| {
        runtime.block_on(async {
            bare.get(http("/same")).header("if-none-match", ETAG).send().await?.bytes().await
        })?;
        Ok(())
    })?;
    let fetch = |fetcher: &Fetcher, url: &str| runtime.block_on(once(fetcher, url));
    say("304, connection kept", fetches, &|| fetch(&keeping, &http("/same")))?;
    say("304, new connection", fetches, &|| fetch(&closing, &http("/same")))?;
    say("304, TLS and HTTP/2, connection kept", fetches, &|| fetch(&secure_keeping, &https))?;
    say("304, TLS and HTTP/2, new connection", fetches / 10, &|| fetch(&secure_closing, &https))?;
    say("200 with 60 KB, plain", fetches, &|| fetch(&keeping, &http("/plain")))?;
    say("200 with 60 KB, gzip, unpacked", fetches, &|| fetch(&keeping, &http("/gzip")))?;
    Ok(())
}

fn fetcher(config: Config, runtime: &tokio::runtime::Runtime) -> Result<Fetcher, Failure> {
    let _inside = runtime.enter();
    let allow_private = vec!["127.0.0.0/8".parse()?, "::1".parse()?];
    Ok(Fetcher::new(Config { allow_private, domain_spacing: Duration::ZERO, ..config }, Clock::system())?)
}

async fn once(fetcher: &Fetcher, url: &str) -> Result<(), Failure> {
    let url = Url::parse(url)?;
    let domain = Domain::of_url(&url).ok_or("no domain")?;
    let mut request = Request::new(url, domain, RequestKind::Feed);
    request.validators = Validators { etag: Some(ETAG.to_owned()), last_modified: None };
    let fetched = fetcher.fetch(request).await?;
    if !fetched.not_modified() && body::decode(&fetched.body, 1 << 20)?.len() != FEED_BYTES {
        return Err("the body is another".into());
    }
    Ok(())
}

/// Least, median and most of the rounds.
fn measure(rounds: usize, fetches: usize, one: impl Fn() -> Result<(), Failure>) -> Result<String, Failure> {
    let mut costs = Vec::new();
    // The first round warms up, and is not counted.
    for _ in 0..=rounds {
        let before = cpu_time()?;
        (0..fetches).try_for_each(|_| one())?;
        costs.push((cpu_time()? - before).as_secs_f64() * 1e6 / fetches as f64);
    }
    let mut costs = costs.split_off(1);
    costs.sort_by(f64::total_cmp);
    let at = |place: usize| costs.get(place).copied().unwrap_or_default();
    Ok(format!("{:7.1}  ({:.1}, {:.1})", at(rounds / 2), at(0), at(rounds.saturating_sub(1))))
}

/// What this thread has used (`proc_pid_schedstat(5)`, Linux).
fn cpu_time() -> Result<Duration, Failure> {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(Duration::from_nanos(stat.split(' ').next().unwrap_or_default().parse()?))
}

/// Markup that packs about as well as a feed does: to a sixth.
fn feed() -> Vec<u8> {
    let items = (0u64..).map(|n| {
        let words = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        format!("<item><title>Harbour {words:x}</title><link>https://news.example/{n}</link><guid>{words}</guid></item>\n")
    });
    let mut feed: Vec<u8> = items.take(1000).collect::<String>().into_bytes();
    feed.truncate(FEED_BYTES);
    feed
}

/// Says the same again and again; a thread for each connection.
fn plain_server() -> Result<SocketAddr, Failure> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(&feed())?;
    let packed = packer.finish()?;
    let answer = |headers: &str, body: &[u8]| {
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/rss+xml\r\n{headers}content-length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body].concat()
    };
    let answers = Arc::new([
        ("GET /plain", answer("", &feed())),
        ("GET /gzip", answer("content-encoding: gzip\r\n", &packed)),
        ("GET /same", b"HTTP/1.1 304 Not Modified\r\netag: \"1\"\r\n\r\n".to_vec()),
    ]);
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answers = answers.clone();
            thread::spawn(move || serve(stream, &*answers));
        }
    });
    Ok(address)
}

fn serve(mut stream: TcpStream, answers: &[(&str, Vec<u8>)]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (mut head, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let length = stream.read(&mut piece)?;
        head.extend_from_slice(piece.get(..length).unwrap_or_default());
        if length == 0 {
            return Ok(());
        }
        if head.ends_with(b"\r\n\r\n") {
            if let Some((_, answer)) = answers.iter().find(|(start, _)| head.starts_with(start.as_bytes())) {
                stream.write_all(answer)?;
            }
            head.clear();
        }
    }
}

/// Says 304 over TLS; a runtime on a thread of its own.
fn secure_server() -> Result<(SocketAddr, Vec<u8>), Failure> {
    let own = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()])?;
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der())?;
    let mut tls =
        ServerConfig::builder().with_no_client_auth().with_single_cert(vec![own.cert.der().clone()], key)?;
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(tls));
    let listener = TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    thread::spawn(move || runtime.block_on(serve_secure(listener, acceptor)));
    Ok((address, own.cert.pem().into_bytes()))
}

async fn serve_secure(listener: TcpListener, acceptor: TlsAcceptor) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let mut connections = tokio::task::JoinSet::new();
    loop {
        let (stream, _) = listener.accept().await?;
        while connections.try_join_next().is_some() {}
        let acceptor = acceptor.clone();
        connections.spawn(async move {
            let Ok(stream) = acceptor.accept(stream).await else { return };
            let say = service_fn(|_| async {
                let mut response = Response::new(Full::new(Bytes::new()));
                *response.status_mut() = StatusCode::NOT_MODIFIED;
                Ok::<_, Infallible>(response)
            });
            let _ =
                auto::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), say).await;
        });
    }
}
