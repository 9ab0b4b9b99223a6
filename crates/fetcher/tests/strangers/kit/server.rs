//! A server of raw bytes: for each request a script of what goes over the wire.
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// One thing that a server does.
#[derive(Clone)]
pub enum Step {
    Send(Vec<u8>),
    /// The same bytes until the other side has enough.
    Forever(Vec<u8>),
    /// Neither a byte nor an end.
    Hang,
    Close,
}

pub type Script = Vec<Step>;
type Play = dyn Fn(&str) -> Script + Send + Sync;

/// Serves until it is dropped.
pub struct Server {
    pub address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
    _tasks: JoinSet<()>,
}

impl Server {
    pub async fn start(play: impl Fn(&str) -> Script + Send + Sync + 'static) -> Server {
        Server::at("127.0.0.1", play).await
    }

    pub async fn at(host: &str, play: impl Fn(&str) -> Script + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind((host, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let heads = Arc::<Mutex<Vec<String>>>::default();
        let mut tasks = JoinSet::new();
        tasks.spawn(accept(listener, Arc::new(play), heads.clone()));
        Server { address, heads, _tasks: tasks }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The heads of all requests so far, lower-cased.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }

    /// The paths of all requests so far.
    pub fn paths(&self) -> Vec<String> {
        self.heads().iter().filter_map(|head| head.split(' ').nth(1).map(str::to_owned)).collect()
    }
}

async fn accept(listener: TcpListener, play: Arc<Play>, heads: Arc<Mutex<Vec<String>>>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        connections.spawn(serve(stream, play.clone(), heads.clone()));
    }
}

async fn serve(mut stream: TcpStream, play: Arc<Play>, heads: Arc<Mutex<Vec<String>>>) {
    while let Some(head) = read_head(&mut stream).await {
        let path = head.split(' ').nth(1).unwrap_or("/").to_owned();
        heads.lock().unwrap().push(head.to_ascii_lowercase());
        for step in play(&path) {
            let alive = match step {
                Step::Send(bytes) => stream.write_all(&bytes).await.is_ok(),
                Step::Forever(bytes) => {
                    while stream.write_all(&bytes).await.is_ok() {}
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

async fn read_head(stream: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    Some(String::from_utf8_lossy(&head).into_owned())
}
