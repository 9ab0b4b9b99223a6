//! A server that speaks HTTP/2 and HTTP/1.1 over TLS, with a certificate for `news.example`, signed by itself.
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hyper::body::{Body, Bytes, Incoming};
use hyper::{Request, Response, service::service_fn};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// Serves until it is dropped.
pub struct SecureServer {
    pub address: SocketAddr,
    pub certificate: Vec<u8>,
    connections: Arc<AtomicUsize>,
    _tasks: JoinSet<()>,
}

impl SecureServer {
    pub async fn start<B>(
        say: impl Fn(&Request<Incoming>) -> Response<B> + Send + Sync + 'static,
    ) -> SecureServer
    where
        B: Body<Data = Bytes, Error = Infallible> + Send + 'static,
    {
        let own = rcgen::generate_simple_self_signed(vec!["news.example".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
        let chain = vec![own.cert.der().clone()];
        let mut tls = ServerConfig::builder().with_no_client_auth().with_single_cert(chain, key).unwrap();
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let connections = Arc::<AtomicUsize>::default();
        let mut tasks = JoinSet::new();
        tasks.spawn(serve(listener, TlsAcceptor::from(Arc::new(tls)), connections.clone(), Arc::new(say)));
        SecureServer { address, certificate: own.cert.pem().into_bytes(), connections, _tasks: tasks }
    }

    /// By the name of its certificate.
    pub fn url(&self, path: &str) -> String {
        format!("https://news.example:{}{path}", self.address.port())
    }

    /// Handshakes that succeeded.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}

async fn serve<F, B>(listener: TcpListener, acceptor: TlsAcceptor, connections: Arc<AtomicUsize>, say: Arc<F>)
where
    F: Fn(&Request<Incoming>) -> Response<B> + Send + Sync + 'static,
    B: Body<Data = Bytes, Error = Infallible> + Send + 'static,
{
    let mut tasks = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let (acceptor, connections, say) = (acceptor.clone(), connections.clone(), say.clone());
        tasks.spawn(async move {
            // A client that does not believe us leaves in the handshake.
            let Ok(stream) = acceptor.accept(stream).await else { return };
            connections.fetch_add(1, Ordering::Relaxed);
            let answer = service_fn(|request| {
                let response = say(&request);
                async move { Ok::<_, Infallible>(response) }
            });
            let builder = auto::Builder::new(TokioExecutor::new());
            let _ = builder.serve_connection(TokioIo::new(stream), answer).await;
        });
    }
}
