//! The broker of the tests: the shared one that `cargo xtask test` starts, and nodes of a test's own that may be hurt.
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

/// The shared broker. Never skipped: without one the test says what to run.
pub fn bootstrap() -> String {
    std::env::var("KAFKA_BOOTSTRAP").unwrap_or_else(|_| panic!("no KAFKA_BOOTSTRAP: run `cargo xtask test`"))
}

/// A topic prefix that no other test or run has.
pub fn prefix(name: &str) -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("{name}-{}-{}.", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// The configuration that publishes there.
pub fn section(bootstrap: &str, prefix: &str) -> String {
    format!("[kafka]\nbrokers = [\"{bootstrap}\"]\nprefix = \"{prefix}\"\n")
}

/// One node for one test, which may stop it.
pub struct Node {
    dir: tempfile::TempDir,
    pub bootstrap: String,
}

impl Node {
    pub fn start() -> Node {
        let dir = tempfile::tempdir().expect("a folder");
        let port = loop {
            let port = super::free_port();
            if port < 60_000 && std::net::TcpListener::bind(("127.0.0.1", port + 1000)).is_ok() {
                break port;
            }
        };
        let node = Node { dir, bootstrap: format!("127.0.0.1:{port}") };
        node.run(&["up", &node.path(), "1", &port.to_string()]);
        node
    }

    pub fn stop(&self) {
        self.run(&["node", &self.path(), "1", "stop"]);
    }

    pub fn go_on(&self) {
        self.run(&["node", &self.path(), "1", "start"]);
    }

    fn path(&self) -> String {
        self.dir.path().display().to_string()
    }

    fn run(&self, words: &[&str]) {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/kafka/kraft.sh");
        let output = Command::new(script).args(words).output().expect("kraft.sh can be started");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "kraft.sh {words:?} (a test that hurts its broker needs a JDK 17 and Maven): {said}"
        );
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.run(&["down", &self.path()]);
    }
}
