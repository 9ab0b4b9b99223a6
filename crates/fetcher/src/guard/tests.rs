//! The guard's own tables; the long one of targets stands in tests/strangers/ssrf.rs, where it meets real connections.
use super::*;

fn check(url: &str, allowed: &[&str], expect: Result<(), &str>) {
    let allowed: Vec<AddressRange> = allowed.iter().map(|text| text.parse().unwrap()).collect();
    let verdict = check_url(&Url::parse(url).unwrap(), &allowed).map_err(|why| why.to_string());
    assert_eq!(verdict, expect.map_err(str::to_owned), "{url}");
}

#[test]
fn the_public_internet_is_open() {
    for url in [
        "https://news.example/feed",
        "http://news.example:8080/",
        "https://xn--9n2bp8q.example/",
        "http://93.184.216.34/",
        "http://1.1.1.1:8443/",
        "http://172.15.255.255/",
        "http://172.32.0.1/",
        "http://100.63.255.255/",
        "http://192.0.1.1/",
        "http://223.255.255.255/",
        "http://[2606:2800:220:1:248:1893:25c8:1946]/",
        "http://[2a00:1450::1]/",
        "http://[64:ff9b::93.184.216.34]/",
        "http://[::ffff:93.184.216.34]/",
        "http://[2606:4700::5efe:93.184.216.34]/",
    ] {
        check(url, &[], Ok(()));
    }
}

#[test]
fn refusals_say_what_is_wrong() {
    check("ftp://news.example/", &[], Err("`ftp` is neither http nor https"));
    check("http://news.example:6667/", &[], Err("port 6667 belongs to another protocol"));
    check("http://0x7f.1/", &[], Err("127.0.0.1 is this machine; `allow_private` lets it in"));
    check("http://[::ffff:10.0.0.1]/", &[], Err("10.0.0.1 is a private network; `allow_private` lets it in"));
    check("http://a.LOCALHOST./", &[], Err("`a.localhost` names this machine; `allow_private` lets it in"));
    check(&format!("http://news.example/{}", "x".repeat(9000)), &[], Err("it is 9020 bytes long"));
}

#[test]
fn what_is_allowed_is_allowed_by_address_and_never_by_port_or_scheme() {
    check("http://127.0.0.1:8470/", &["127.0.0.0/8"], Ok(()));
    check("http://localhost:8470/", &["127.0.0.1"], Ok(()));
    check("http://localhost:8470/", &["::1/128"], Ok(()));
    check("http://[fd00::7]/", &["fd00::/8"], Ok(()));
    check("http://127.0.0.1:22/", &["0.0.0.0/0"], Err("port 22 belongs to another protocol"));
    check("file:///etc/passwd", &["0.0.0.0/0"], Err("`file` is neither http nor https"));
    check(
        "http://[64:ff9b::127.0.0.1]/",
        &["127.0.0.1"],
        Err("64:ff9b::7f00:1 is this machine; `allow_private` lets it in"),
    );
}

#[test]
fn bad_ports_are_sorted_for_the_search() {
    assert!(literal::BAD_PORTS.is_sorted());
}

#[test]
fn ranges_as_operators_write_them() {
    for (text, expect) in [
        ("127.0.0.0/8", Ok("127.0.0.0/8")),
        (" 10.0.0.7 ", Ok("10.0.0.7/32")),
        ("::1/128", Ok("::1/128")),
        ("fd00::/8", Ok("fd00::/8")),
        ("0.0.0.0/0", Ok("0.0.0.0/0")),
        ("::/0", Ok("::/0")),
        ("127.0.0.1/8", Err("`127.0.0.1/8` has bits set beyond its prefix; the network is `127.0.0.0/8`")),
        ("10.0.0.0/33", Err("`/33` is no prefix of an address of 32 bits")),
        ("10.0.0.0/", Err("`/` is no prefix of an address of 32 bits")),
        ("localhost", Err("`localhost` is no IP address")),
        ("", Err("`` is no IP address")),
    ] {
        let range =
            text.parse::<AddressRange>().map(|range| range.to_string()).map_err(|error| error.to_string());
        assert_eq!(range, expect.map(str::to_owned).map_err(str::to_owned), "{text}");
    }
}
