//! Signals: the first asks the worker to stop, the second ends the process at once.
use anyhow::Result;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Listens for SIGINT and SIGTERM from now on; the token is cancelled by the first.
pub fn watch_signals() -> Result<CancellationToken> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let asked = CancellationToken::new();
    let token = asked.clone();
    tokio::spawn(async move {
        let name = either(&mut interrupt, &mut terminate).await;
        tracing::info!(signal = name, "stopping; a second signal ends at once");
        token.cancel();
        let name = either(&mut interrupt, &mut terminate).await;
        tracing::warn!(signal = name, "ending at once; the next start goes on where the journal stands");
        std::process::exit(130);
    });
    Ok(asked)
}

/// SIGHUP, each time it comes.
pub fn hangups() -> Result<Signal> {
    Ok(signal(SignalKind::hangup())?)
}

async fn either(interrupt: &mut Signal, terminate: &mut Signal) -> &'static str {
    tokio::select! {
        _ = interrupt.recv() => "SIGINT",
        _ = terminate.recv() => "SIGTERM",
    }
}
