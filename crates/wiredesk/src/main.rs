//! `wiredesk`: turns the world's news feeds into a stream that programs can use.
#![forbid(unsafe_code)]

mod cli;
mod config;
mod dashboard;
mod http;
mod observe;
mod pipeline;
mod report;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
