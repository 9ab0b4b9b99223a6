//! The project's own tasks: `cargo xtask test | tidy | docs | score | bench`.
#![forbid(unsafe_code)]

mod bench;
mod docs;
mod kafka;
mod run;
mod score;
mod test;
mod tidy;

use std::process::ExitCode;

const USAGE: &str = "usage: cargo xtask COMMAND

  test [--no-kafka-start] [FILTER]  formatting, clippy, tidy, docs, and all tests, with a real Kafka
  tidy                              dependency direction, file lengths, module docs
  docs [--check]                    writes docs/schema, docs/config.md and the code map; --check: only compares
  score --data DIR                  scores the dev sets in DIR (see docs/scoring.md)
  bench [--feeds N] [--articles N]  end to end and per stage, in release mode; reports figures, asserts none
  bench polls [--feeds N] [--rate N]  many feeds in one worker, and what a poll costs";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.split_first() {
        Some((&"test", rest)) => test::run(rest),
        Some((&"tidy", [])) => tidy::run(),
        Some((&"docs", rest)) => docs::run(rest),
        Some((&"score", rest)) => score::run(rest),
        Some((&"bench", rest)) => bench::run(rest),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
