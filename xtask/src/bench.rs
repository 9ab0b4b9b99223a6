//! Figures in release mode, asserted by nobody: end to end on loopback, each stage on one core, and many feeds.
use anyhow::Result;

use crate::kafka::Broker;
use crate::run::{cargo, must};

pub fn run(arguments: &[&str]) -> Result<()> {
    must("release build", cargo().args(["build", "--release", "--locked", "--package", "wiredesk"]))?;
    let bench = ["run", "--release", "--locked", "--package", "wiredesk", "--", "bench"];
    if arguments.first() == Some(&"polls") {
        return must("many feeds, and what a poll costs", cargo().args(bench).args(arguments));
    }
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
