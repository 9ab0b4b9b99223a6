//! `wiredesk feeds`: what is known of the configured feeds, and how others come in and out.
mod add;
mod list;
mod opml;
mod table;

use crate::report::Failure;

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Every configured feed: health, why, and when it is polled
    #[command(after_help = "Example:\n  wiredesk feeds list --json | jq 'select(.health != \"ok\")'")]
    List(list::Arguments),
    /// Find the feeds of a site, or try one, and print the TOML that configures it
    #[command(
        after_help = "Examples:\n  wiredesk feeds add https://en.yna.co.kr/\n  wiredesk feeds add https://example.org/feed.xml --write -c wiredesk.toml"
    )]
    Add(add::Arguments),
    /// Turn a reader's list (OPML) into feeds
    #[command(after_help = "Example:\n  wiredesk feeds import subscriptions.opml --write -c wiredesk.toml")]
    Import(opml::Import),
    /// Print the configured feeds as OPML, for a reader
    #[command(after_help = "Example:\n  wiredesk feeds export -c wiredesk.toml > feeds.opml")]
    Export(opml::Export),
}

pub fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::List(arguments) => list::run(arguments),
        Command::Add(arguments) => add::run(arguments),
        Command::Import(arguments) => opml::import(arguments),
        Command::Export(arguments) => opml::export(arguments),
    }
}
