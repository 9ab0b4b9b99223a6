//! Everything that must hold before a change lands: formatting, clippy, tidy, docs, and all tests with a real Kafka.
use anyhow::{Result, bail};

use crate::kafka::Broker;
use crate::run::{cargo, must};
use crate::{docs, tidy};

/// Tests and the binary under test are built optimised, with failpoints (never in a release).
const BUILD: &[&str] = &["--profile", "ci", "--features", "wiredesk/faults"];

pub fn run(arguments: &[&str]) -> Result<()> {
    let filter: Vec<&str> = arguments.to_vec();
    if filter.iter().any(|word| word.starts_with("--")) {
        bail!("usage: cargo xtask test [FILTER]");
    }
    if filter.is_empty() {
        must("formatting", cargo().args(["fmt", "--all", "--check"]))?;
        let clippy = ["clippy", "--workspace", "--all-targets", "--locked"];
        must("clippy", cargo().args(clippy).args(BUILD).args(["--", "--deny", "warnings"]))?;
        eprintln!("--- tidy");
        tidy::run()?;
    }
    let build = ["build", "--package", "wiredesk", "--locked"];
    must("the binary under test", cargo().args(build).args(BUILD))?;
    if filter.is_empty() {
        docs::run(&["--check"])?;
    }
    let broker = Broker::find()?;
    let tests = ["test", "--workspace", "--locked"];
    must(
        "tests",
        cargo().args(tests).args(BUILD).arg("--").args(filter).env("KAFKA_BOOTSTRAP", &broker.bootstrap),
    )
}
