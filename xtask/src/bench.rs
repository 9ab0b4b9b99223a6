//! Figures in release mode, asserted by nobody: end to end on loopback, and each stage on one core.
use anyhow::Result;

use crate::run::{cargo, must};

pub fn run(arguments: &[&str]) -> Result<()> {
    must(
        "stages on one core",
        cargo().args([
            "bench",
            "--locked",
            "--package",
            "parser",
            "--package",
            "enricher",
            "--bench",
            "stages",
        ]),
    )?;
    must("release build", cargo().args(["build", "--release", "--locked", "--package", "wiredesk"]))?;
    must(
        "end to end",
        cargo()
            .args(["run", "--release", "--locked", "--package", "wiredesk", "--", "bench"])
            .args(arguments),
    )
}
