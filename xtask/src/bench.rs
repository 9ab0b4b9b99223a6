//! Figures in release mode, asserted by nobody: end to end on loopback, and each stage on one core.
use anyhow::Result;

use crate::kafka::Broker;
use crate::run::{cargo, must};

pub fn run(arguments: &[&str]) -> Result<()> {
    must("release build", cargo().args(["build", "--release", "--locked", "--package", "wiredesk"]))?;
    let bench = ["run", "--release", "--locked", "--package", "wiredesk", "--", "bench"];
    must("newsroom to journal", cargo().args(bench).args(arguments))?;
    let broker = Broker::find()?;
    must(
        "newsroom to journal and kafka",
        cargo().args(bench).args(arguments).args(["--kafka", &broker.bootstrap]),
    )?;
    drop(broker);
    must(
        "stages on one core",
        cargo().args(["bench", "--locked", "--package", "wiredesk", "--bench", "stages"]),
    )
}
