//! The broker of the tests: one that is named, else one of our own from Maven artifacts, else docker, else what Debian installs.
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::run::{command, have, must, output, root};

/// A broker for the length of a test run; ended when dropped, if it is ours.
pub struct Broker {
    pub bootstrap: String,
    stop: Option<Stop>,
}

enum Stop {
    Kraft(PathBuf),
    Compose,
}

impl Broker {
    /// The order of choice: `KAFKA_BOOTSTRAP`, Maven and Java, docker compose, installing Maven and a JDK on Debian as root.
    pub fn find() -> Result<Broker> {
        if let Ok(bootstrap) = std::env::var("KAFKA_BOOTSTRAP") {
            eprintln!("--- kafka: using KAFKA_BOOTSTRAP={bootstrap}");
            return Ok(Broker { bootstrap, stop: None });
        }
        if have("mvn") && have("java") {
            return Self::kraft();
        }
        if docker_answers() {
            must(
                "kafka: docker compose up",
                command("docker").args(["compose", "up", "-d", "--wait", "kafka"]),
            )?;
            return Ok(Broker { bootstrap: "127.0.0.1:9092".into(), stop: Some(Stop::Compose) });
        }
        if have("apt-get") && is_root() {
            must("kafka: apt-get update", command("apt-get").args(["-q", "update"]))?;
            let packages = ["-qy", "--no-install-recommends", "install", "maven", "default-jdk-headless"];
            must(
                "kafka: apt-get install maven",
                command("apt-get").args(packages).env("DEBIAN_FRONTEND", "noninteractive"),
            )?;
            return Self::kraft();
        }
        bail!(
            "the tests need a Kafka broker and none can be had. Do one of: set KAFKA_BOOTSTRAP=host:port of a Kafka 4 \
             without data that matters; install a JDK 17 and Maven; start a docker engine with docker compose"
        )
    }

    fn kraft() -> Result<Broker> {
        let dir = root().join("target/kafka").join(std::process::id().to_string());
        let port = free_port()?;
        eprintln!("--- kafka: starting one node on 127.0.0.1:{port}");
        let script = root().join("tests/kafka/kraft.sh");
        let started = output(
            "kafka: kraft.sh up",
            command(&script.to_string_lossy()).arg("up").arg(&dir).args(["1", &port.to_string()]),
        )?;
        let bootstrap = started.lines().find_map(|line| line.strip_prefix("KAFKA_BOOTSTRAP="));
        let bootstrap = bootstrap.context("kraft.sh did not say where the broker listens")?.trim().to_owned();
        Ok(Broker { bootstrap, stop: Some(Stop::Kraft(dir)) })
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        let stopped = match &self.stop {
            None => return,
            Some(Stop::Kraft(dir)) => {
                let script = root().join("tests/kafka/kraft.sh");
                let ended =
                    output("kafka: kraft.sh down", command(&script.to_string_lossy()).arg("down").arg(dir));
                ended.and_then(|_| std::fs::remove_dir_all(dir).context("kafka: removing its data"))
            }
            Some(Stop::Compose) => {
                output("kafka: down", command("docker").args(["compose", "stop", "kafka"])).map(|_| ())
            }
        };
        if let Err(error) = stopped {
            eprintln!("xtask: {error:#}");
        }
    }
}

fn docker_answers() -> bool {
    let quiet =
        |words: &[&str]| command("docker").args(words).output().is_ok_and(|output| output.status.success());
    have("docker") && quiet(&["info"]) && quiet(&["compose", "version"])
}

fn is_root() -> bool {
    output("id", command("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

/// A port such that its neighbour for the controller (+1000) is free too.
fn free_port() -> Result<u16> {
    for _ in 0..50 {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        if port < 60_000 && std::net::TcpListener::bind(("127.0.0.1", port + 1000)).is_ok() {
            return Ok(port);
        }
    }
    bail!("no two free ports on loopback")
}
