//! Whom strangers cannot send us to: a table of targets, each as literal, as redirect and as answer of a name server;
//! as feed, as hub, and over a client of its own.
use std::net::TcpListener;
use std::sync::Arc;

use fetcher::{Config, FetchErrorKind, Request, RequestKind};
use model::Domain;
use url::Url;

use crate::kit::{NameServer, Server, Step, answer, config, feed, fetcher, kind, text};

/// Spellings of hosts that lead to private places; `{}` is the trap's port.
const HOSTS: &[&str] = &[
    // This machine, as inet_aton reads it.
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "127.0.0.1.",
    "127.255.255.254",
    "127.127.127.127",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0x7f.0.0.1",
    "0X7F.0X0.0X0.0X1",
    "017700000001",
    "0177.0.0.1",
    "0177.1",
    "0177.0x0.0.1",
    "127.0x1",
    "00000177.0.0.1",
    "1%327.0.0.1",
    "127%2e0%2e0%2e1",
    "%31%32%37.0.0.1",
    "127。0。0。1",
    "１２７.０.０.１",
    "①②⑦.⓪.⓪.①",
    "127.0.0.0x1",
    "0x7f.0x00.0x00.0x01",
    // The unspecified address connects to this machine.
    "0.0.0.0",
    "0",
    "0x0",
    "00",
    "0.0",
    "0.0.0",
    "000.000.000.000",
    "0.1.2.3",
    // Private, shared, link-local, benchmarks, documentation, reserved, multicast.
    "10.0.0.1",
    "10.255.255.255",
    "0xa.1",
    "167772161",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.0.1",
    "192.168.1.1",
    "0xc0a80001",
    "3232235521",
    "100.64.0.1",
    "100.127.255.255",
    "100.100.100.200",
    "169.254.0.1",
    "169.254.169.254",
    "0xa9fea9fe",
    "2852039166",
    "0251.0376.0251.0376",
    "169.254.170.2",
    "168.63.129.16",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "198.51.100.1",
    "203.0.113.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.19.255.255",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "0xffffffff",
    "4294967295",
    // IPv6, plain and with an IPv4 address inside.
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[0000:0000::0001]",
    "[::]",
    "[0::0]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:7f00:0001]",
    "[::ffff:10.0.0.1]",
    "[::ffff:192.168.0.1]",
    "[::ffff:169.254.169.254]",
    "[::ffff:0.0.0.0]",
    "[::127.0.0.1]",
    "[::7f00:1]",
    "[::10.0.0.1]",
    "[64:ff9b::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::10.0.0.1]",
    "[64:ff9b::169.254.169.254]",
    "[64:ff9b:1::1]",
    "[64:ff9b:1:7f00:0:100::]",
    "[2002:7f00:1::]",
    "[2002:7f00:1::1]",
    "[2002:a00:1::]",
    "[2002:c0a8:1::1]",
    "[2002:a9fe:a9fe::]",
    "[2001::1]",
    "[2001:0:4136:e378:8000:63bf:80ff:fffe]",
    "[2001:10::1]",
    "[2001:20::1]",
    "[2001:2::1]",
    "[2001:db8::1]",
    "[3fff::1]",
    "[fe80::1]",
    "[febf::1]",
    "[fec0::1]",
    "[fc00::1]",
    "[fd00::1]",
    "[fd00:ec2::254]",
    "[fd20:ce::254]",
    "[fdff:ffff::1]",
    "[ff02::1]",
    "[ff0e::1]",
    "[100::1]",
    "[5f00::1]",
    "[4000::1]",
    "[8000::1]",
    "[2606:4700::5efe:127.0.0.1]",
    "[2606:4700::200:5efe:10.0.0.1]",
    "[fe80::5efe:192.168.0.1]",
    "[::ffff:0:7f00:1]",
    // Names that are this machine wherever they are asked.
    "localhost",
    "LOCALHOST",
    "localhost.",
    "a.localhost",
    "a.b.localhost.",
    "ⓛocalhost",
    "local%68ost",
    // Names of a zone that a stranger keeps.
    "loopback.evil.example",
    "mapped.evil.example",
    "private.evil.example",
    "metadata.evil.example",
    "six.evil.example",
    "unique.evil.example",
    "nat64.evil.example",
    "zero.evil.example",
    "many.evil.example",
    "both.evil.example",
];

/// Whole URLs that no one may be sent to, whatever their host.
const URLS: &[&str] = &[
    "file:///etc/passwd",
    "ftp://ftp.example/feed",
    "gopher://127.0.0.1:70/_GET",
    "dict://127.0.0.1:11211/stats",
    "ldap://127.0.0.1/",
    "data:text/xml,<rss/>",
    "javascript:alert(1)",
    "ws://news.example/",
    "unix:/run/docker.sock",
    "blob:https://news.example/1",
    "about:blank",
    "jar:http://news.example!/",
    "http://news.example:22/",
    "http://news.example:25/",
    "http://news.example:0/",
    "http://news.example:6000/",
    "http://news.example:10080/",
    "http://news.example:6667/",
    "http://news.example:2049/",
    "https://news.example:993/",
];

/// No address of these may ever be connected, though all lead to the trap or beyond.
fn zone(names: &NameServer) {
    for (name, addresses) in [
        ("loopback", &["127.0.0.1"][..]),
        ("mapped", &["::ffff:127.0.0.1"]),
        ("private", &["10.0.0.1", "192.168.0.1"]),
        ("metadata", &["169.254.169.254", "fd00:ec2::254"]),
        ("six", &["::1"]),
        ("unique", &["fd00::1", "fe80::1"]),
        ("nat64", &["64:ff9b::7f00:1"]),
        ("zero", &["0.0.0.0", "::"]),
        ("many", &["127.0.0.1", "127.0.0.1", "10.0.0.1", "100.64.0.1"]),
        ("both", &["127.0.0.1", "::1"]),
    ] {
        names.tell(&format!("{name}.evil.example"), addresses);
    }
}

/// Listens on loopback, both families where there are two, and must never see anyone.
struct Trap {
    listeners: Vec<TcpListener>,
    port: u16,
}

impl Trap {
    fn set(port: u16) -> Trap {
        let first = TcpListener::bind(("127.0.0.1", port)).unwrap();
        let port = first.local_addr().unwrap().port();
        let listeners: Vec<_> =
            [Some(first), TcpListener::bind(("::1", port)).ok()].into_iter().flatten().collect();
        listeners.iter().for_each(|listener| listener.set_nonblocking(true).unwrap());
        Trap { listeners, port }
    }

    /// Whoever connected waits in the queue of the kernel.
    fn is_empty(&self) -> bool {
        self.listeners.iter().all(|listener| listener.accept().is_err())
    }
}

/// Only the stranger's own server, 127.0.0.2, is let in: it stands for the public internet.
fn public(names: &NameServer) -> Config {
    Config { allow_private: vec!["127.0.0.2".parse().unwrap()], nameservers: vec![names.address], ..config() }
}

/// All targets as addresses, for a trap at `port`.
fn targets(port: u16) -> Vec<String> {
    let plain = HOSTS.iter().map(|host| format!("http://{host}:{port}/feed"));
    let secure = HOSTS.iter().step_by(3).map(|host| format!("https://u:p@{host}:{port}/feed"));
    plain.chain(secure).chain(URLS.iter().map(|url| (*url).to_owned())).collect()
}

/// How a stranger's address comes to be asked for.
#[derive(Clone, Copy, Debug)]
enum By {
    Feed,
    /// A hub that a feed names, told a form.
    Hub,
    /// A feed with authorities of its own has a client of its own.
    OwnClient,
}

impl By {
    fn request(self, url: &Url, pem: &Arc<[u8]>) -> Request {
        let domain = Domain::of_url(url).unwrap_or_else(|| Domain::named("evil.example"));
        let kind = if matches!(self, By::Hub) { RequestKind::Hub } else { RequestKind::Feed };
        let mut request = Request::new(url.clone(), domain, kind);
        match self {
            By::Feed => {}
            By::Hub => request.form = Some(vec![("hub.secret".to_owned(), "open sesame".to_owned())]),
            By::OwnClient => request.certificates = Some(pem.clone()),
        }
        request
    }
}

#[tokio::test]
async fn no_target_is_reached() {
    let names = NameServer::start().await;
    zone(&names);
    let trap = Trap::set(0);
    let targets = targets(trap.port);
    let listed = targets.clone();
    // A redirect that a form follows as well.
    let stranger = Server::at("127.0.0.2", move |path| {
        let number: usize = path.trim_start_matches('/').parse().unwrap();
        answer("307 Temporary Redirect", &format!("location: {}\r\n", listed[number]), "")
    })
    .await;
    let own = rcgen::generate_simple_self_signed(vec!["evil.example".to_owned()]).unwrap();
    let pem = Arc::from(own.cert.pem().into_bytes());
    let fetcher = fetcher(public(&names));
    for by in [By::Feed, By::Hub, By::OwnClient] {
        let mut asked = 0;
        for (number, target) in targets.iter().enumerate() {
            // As a link in a feed, a sitemap or a hub would lead there; what is no URL leads nowhere.
            if let Ok(url) = Url::parse(target) {
                let outcome = fetcher.fetch(by.request(&url, &pem)).await;
                assert_eq!(kind(outcome), FetchErrorKind::Refused, "{by:?}: {target}");
                asked += 1;
            }
            let way = Url::parse(&stranger.url(&format!("/{number}"))).unwrap();
            let outcome = kind(fetcher.fetch(by.request(&way, &pem)).await);
            let refused = matches!(outcome, FetchErrorKind::Refused | FetchErrorKind::Redirect);
            assert!(refused, "{by:?}: {target}: {outcome:?}");
        }
        assert!(asked >= 150, "{asked} of {} targets are URLs", targets.len());
    }
    assert_eq!(stranger.paths().len(), targets.len() * 3);
    assert!(trap.is_empty());
}

#[tokio::test]
async fn an_answer_that_flips_is_judged_each_time_and_a_mixed_one_by_its_parts() {
    let names = NameServer::start().await;
    let stranger = Server::at("127.0.0.2", |_| {
        let mut script = answer("200 OK", "connection: close\r\n", "<rss/>");
        script.push(Step::Close);
        script
    })
    .await;
    let port = stranger.address.port();
    let trap = Trap::set(port);
    names.tell("mixed.evil.example", &["127.0.0.1", "127.0.0.2", "::1"]);
    let fetcher = fetcher(public(&names));
    let own = rcgen::generate_simple_self_signed(vec!["evil.example".to_owned()]).unwrap();
    let pem = Arc::from(own.cert.pem().into_bytes());
    for by in [By::Feed, By::Hub, By::OwnClient] {
        let name = format!("flip-{by:?}.evil.example").to_lowercase();
        names.tell_in_turn(&name, &[&["127.0.0.2"], &["127.0.0.1"]]);
        let flip = Url::parse(&format!("http://{name}:{port}/")).unwrap();
        assert_eq!(text(&fetcher.fetch(by.request(&flip, &pem)).await.unwrap()), "<rss/>");
        assert_eq!(kind(fetcher.fetch(by.request(&flip, &pem)).await), FetchErrorKind::Refused, "{by:?}");
    }
    let mixed = feed(&fetcher, &format!("http://mixed.evil.example:{port}/")).await.unwrap();
    assert_eq!(text(&mixed), "<rss/>");
    assert!(trap.is_empty());
}

#[tokio::test]
async fn a_name_that_nobody_knows_is_a_matter_of_dns() {
    let names = NameServer::start().await;
    names.tell("empty.example", &[]);
    let fetcher = fetcher(public(&names));
    for name in ["missing.example", "empty.example"] {
        let error = feed(&fetcher, &format!("http://{name}/")).await.unwrap_err();
        assert_eq!(error.kind(), FetchErrorKind::Dns);
        assert_eq!(error.reason(), format!("http://{name}/ has no address: no name server knows `{name}`"));
    }
}

#[tokio::test]
async fn an_allowed_range_lets_in_what_it_names_and_nothing_else() {
    let server = Server::start(|_| answer("200 OK", "", "in")).await;
    let allow = |ranges: &[&str]| {
        let allow_private = ranges.iter().map(|range| range.parse().unwrap()).collect();
        fetcher(Config { allow_private, ..config() })
    };
    let port = server.address.port();
    for (ranges, host, expect) in [
        (&["127.0.0.0/8"][..], "127.0.0.1", true),
        (&["127.0.0.0/8"], "[::ffff:127.0.0.1]", true),
        (&["127.0.0.0/8"], "localhost", true),
        (&["0.0.0.0/0"], "2130706433", true),
        (&["127.0.0.1"], "127.0.0.1", true),
        (&["127.0.0.2/32", "10.0.0.0/8"], "127.0.0.1", false),
        (&["::/0"], "127.0.0.1", false),
        (&["::1"], "[::ffff:127.0.0.1]", false),
        (&[], "localhost", false),
    ] {
        let outcome = feed(&allow(ranges), &format!("http://{host}:{port}/")).await;
        match expect {
            true => assert_eq!(text(&outcome.unwrap()), "in"),
            false => assert_eq!(kind(outcome), FetchErrorKind::Refused, "{ranges:?} {host}"),
        }
    }
}
