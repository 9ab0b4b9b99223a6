//! How failures are told: one place prints error chains and configuration problems, and chooses the exit code.
use std::error::Error;
use std::io::IsTerminal;
use std::process::ExitCode;

use crate::config::Problem;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// Wrong usage: exit code 2.
    Usage(String),
    /// Mistakes in the configuration, all of them: exit code 2.
    Configuration(Vec<Problem>),
    /// Everything else: exit code 1.
    Failed(anyhow::Error),
    /// Already told; only the exit code 1 is left.
    Told,
    /// The reader of our output has gone away (`| head`): no failure to speak of.
    Hung,
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        let error = error.into();
        let hung = error.chain().any(|cause| {
            cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
        });
        if hung { Failure::Hung } else { Failure::Failed(error) }
    }
}

/// Prints a failure on standard error.
#[allow(clippy::print_stderr)] // the one place that may
pub fn report(failure: &Failure) -> ExitCode {
    match failure {
        Failure::Usage(message) => {
            eprintln!("wiredesk: {message}");
            ExitCode::from(2)
        }
        Failure::Configuration(problems) => {
            let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            for problem in problems {
                eprintln!("{}\n", problem.render(colour));
            }
            let plural = if problems.len() == 1 { "mistake" } else { "mistakes" };
            eprintln!("wiredesk: {} {plural} in the configuration", problems.len());
            ExitCode::from(2)
        }
        Failure::Failed(error) => {
            eprintln!("wiredesk: {}", chain(error.as_ref()));
            ExitCode::FAILURE
        }
        Failure::Told => ExitCode::FAILURE,
        Failure::Hung => ExitCode::SUCCESS,
    }
}

/// An error and what caused it, in one line; Display of our errors never repeats the source.
pub fn chain(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
