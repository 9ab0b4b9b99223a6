//! Running other programs, from the top of the checkout, with their failure as an error.
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The top of the checkout.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}

/// A command that runs at the top of the checkout.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// The cargo that runs this task.
pub fn cargo() -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}

/// Runs to the end, its output on ours; an error names the step.
pub fn must(step: &str, command: &mut Command) -> Result<()> {
    eprintln!("--- {step}");
    let status =
        command.status().with_context(|| format!("{step}: can not start {:?}", command.get_program()))?;
    if !status.success() {
        bail!("{step}: {status}");
    }
    Ok(())
}

/// Runs to the end and gives what it printed.
pub fn output(step: &str, command: &mut Command) -> Result<String> {
    let output =
        command.output().with_context(|| format!("{step}: can not start {:?}", command.get_program()))?;
    if !output.status.success() {
        bail!("{step}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program can be started.
pub fn have(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|dir| dir.join(program).is_file()))
}
