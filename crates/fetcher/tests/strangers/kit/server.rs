//! A server of raw bytes: for each request a script of what goes over the wire.
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// One thing that a server does.
#[derive(Clone)]
pub enum Step {
    Send(Vec<u8>),
    /// The same bytes until the other side has enough.
    Forever(Vec<u8>),
    /// The same bytes every second.
    EachSecond(Vec<u8>),
    /// Neither a byte nor an end.
    Hang,
    Close,
}

pub type Script = Vec<Step>;
type Play = dyn Fn(&str) -> Script + Send + Sync;

/// What was asked, and over how many connections.
#[derive(Default)]
struct Seen {
    heads: Vec<String>,
    bodies: Vec<String>,
    connections: usize,
    open: usize,
}

impl Seen {
    fn add(&mut self, head: &str, body: Option<String>) {
        self.heads.push(head.to_ascii_lowercase());
        self.bodies.extend(body);
    }
}

/// Serves until it is dropped.
pub struct Server {
    pub address: SocketAddr,
    seen: Arc<Mutex<Seen>>,
    _tasks: JoinSet<()>,
}

impl Server {
    pub async fn start(play: impl Fn(&str) -> Script + Send + Sync + 'static) -> Server {
        Server::at("127.0.0.1", play).await
    }

    pub async fn at(host: &str, play: impl Fn(&str) -> Script + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind((host, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::<Mutex<Seen>>::default();
        let mut tasks = JoinSet::new();
        tasks.spawn(accept(listener, Arc::new(play), seen.clone()));
        Server { address, seen, _tasks: tasks }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The heads of all requests so far, lower-cased.
    pub fn heads(&self) -> Vec<String> {
        self.seen.lock().unwrap().heads.clone()
    }

    /// The bodies of all requests that had one.
    pub fn bodies(&self) -> Vec<String> {
        self.seen.lock().unwrap().bodies.clone()
    }

    /// Connections so far.
    pub fn connections(&self) -> usize {
        self.seen.lock().unwrap().connections
    }

    /// Connections that the other side has not closed.
    pub fn open(&self) -> usize {
        self.seen.lock().unwrap().open
    }

    /// The paths of all requests so far.
    pub fn paths(&self) -> Vec<String> {
        self.heads().iter().filter_map(|head| head.split(' ').nth(1).map(str::to_owned)).collect()
    }
}

async fn accept(listener: TcpListener, play: Arc<Play>, seen: Arc<Mutex<Seen>>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(serve(stream, play.clone(), seen.clone()));
    }
}

async fn serve(stream: TcpStream, play: Arc<Play>, seen: Arc<Mutex<Seen>>) {
    seen.lock().unwrap().connections += 1;
    seen.lock().unwrap().open += 1;
    answer_all(stream, play, &seen).await;
    seen.lock().unwrap().open -= 1;
}

async fn answer_all(mut stream: TcpStream, play: Arc<Play>, seen: &Mutex<Seen>) {
    while let Some((head, body)) = read_request(&mut stream).await {
        let path = head.split(' ').nth(1).unwrap_or("/").to_owned();
        seen.lock().unwrap().add(&head, body);
        for step in play(&path) {
            let alive = match step {
                Step::Send(bytes) => stream.write_all(&bytes).await.is_ok(),
                Step::Forever(bytes) => {
                    while stream.write_all(&bytes).await.is_ok() {}
                    false
                }
                Step::EachSecond(bytes) => {
                    while stream.write_all(&bytes).await.is_ok() {
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                    false
                }
                Step::Hang => {
                    // Until the other side goes away.
                    let mut byte = [0];
                    while matches!(stream.read(&mut byte).await, Ok(1)) {}
                    false
                }
                Step::Close => false,
            };
            if !alive {
                let _ = stream.shutdown().await;
                return;
            }
        }
    }
}

async fn read_request(stream: &mut TcpStream) -> Option<(String, Option<String>)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let length = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    let body = match length {
        Some(length) => {
            let mut body = vec![0; length];
            stream.read_exact(&mut body).await.ok()?;
            Some(String::from_utf8_lossy(&body).into_owned())
        }
        None => None,
    };
    Some((head, body))
}
