//! What can go wrong at the Kafka boundary, and in which of few ways.
use journal::JournalError;
use rdkafka::error::KafkaError;

use crate::verdict::Verdict;

pub type Result<T> = std::result::Result<T, SinkError>;

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SinkError {
    #[error("`kafka.{key}` {reason}")]
    Config { key: String, reason: String },
    /// A topic that exists is not fit for its purpose, or cannot be created.
    #[error("topic `{topic}` {reason}")]
    Topic { topic: String, reason: String, help: String },
    /// docs/delivery.md, rule 1.
    #[error("Kafka's position of journal `{journal}` is at row {seq}, which this journal did not write")]
    ForeignJournal { journal: String, seq: u64 },
    #[error("another producer has moved this journal's position in Kafka")]
    Displaced,
    #[error("Kafka refused to {doing}")]
    Kafka { doing: &'static str, source: KafkaError },
    #[error("no broker answers ({0})")]
    Unreachable(String),
    #[error("the journal failed under the publisher")]
    Journal(#[from] JournalError),
    #[error("a dead letter cannot be written as JSON")]
    Letter(#[from] serde_json::Error),
    #[error("the publisher panicked; its message is in the log")]
    Panicked,
    #[error("the publisher's thread cannot run")]
    Thread(#[from] std::io::Error),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// Someone has to change the configuration, the cluster or the data directory.
    Setup,
    /// Time or a new client can heal it.
    Broker,
    Journal,
    Internal,
}

impl ErrorKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            ErrorKind::Setup => "setup",
            ErrorKind::Broker => "broker",
            ErrorKind::Journal => "journal",
            ErrorKind::Internal => "internal",
        }
    }
}

impl SinkError {
    pub fn kind(&self) -> ErrorKind {
        match self {
            SinkError::Config { .. } | SinkError::Topic { .. } | SinkError::ForeignJournal { .. } => {
                ErrorKind::Setup
            }
            SinkError::Kafka { source, .. } if Verdict::of(source) == Verdict::Stop => ErrorKind::Setup,
            SinkError::Kafka { .. } | SinkError::Unreachable(_) | SinkError::Displaced => ErrorKind::Broker,
            SinkError::Journal(_) => ErrorKind::Journal,
            SinkError::Letter(_) | SinkError::Panicked | SinkError::Thread(_) => ErrorKind::Internal,
        }
    }

    /// What the publisher does about it.
    pub fn verdict(&self) -> Verdict {
        match self {
            SinkError::Kafka { source, .. } => Verdict::of(source),
            SinkError::Unreachable(_) | SinkError::Displaced => Verdict::Rebuild,
            // A full disk may be freed; the position in Kafka then says what had been published.
            SinkError::Journal(
                JournalError::Full(_) | JournalError::Database(_) | JournalError::Io { .. },
            ) => Verdict::Rebuild,
            _ => Verdict::Stop,
        }
    }

    /// What a person can do about it, where that is known.
    pub fn help(&self) -> Option<&str> {
        match self {
            SinkError::Topic { help, .. } => Some(help),
            SinkError::ForeignJournal { .. } => Some(
                "a copy of it published under the same id; stop the copy, or run `wiredesk adopt` here, which gives \
                 this journal an id of its own",
            ),
            _ => None,
        }
    }

    /// The error, its causes and its help in one line, for a status that outlives the error.
    pub fn sentence(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            let said = error.to_string();
            // rdkafka's Display repeats its source.
            if !text.ends_with(&said) {
                text.push_str(": ");
                text.push_str(&said);
            }
            cause = error.source();
        }
        if let Some(help) = self.help() {
            text.push_str("; ");
            text.push_str(help);
        }
        text
    }

    pub(crate) fn config(key: impl Into<String>, reason: impl Into<String>) -> Self {
        SinkError::Config { key: key.into(), reason: reason.into() }
    }

    pub(crate) fn kafka(doing: &'static str) -> impl Fn(KafkaError) -> Self {
        move |source| match source {
            // Said without the value, which may be a password.
            KafkaError::ClientConfig(_, fault, key, value) => {
                let fault =
                    if is_secret(&key) && !value.is_empty() { fault.replace(&value, "…") } else { fault };
                SinkError::config(format!("properties.`{key}`"), format!("is refused by librdkafka: {fault}"))
            }
            source => SinkError::Kafka { doing, source },
        }
    }
}

fn is_secret(key: &str) -> bool {
    ["password", "secret", "token", "key", "jaas", "oauth"].iter().any(|word| key.contains(word))
}

#[cfg(test)]
mod tests {
    use rdkafka::types::RDKafkaErrorCode;

    use super::*;

    #[test]
    fn a_sentence_says_each_cause_once() {
        let source = KafkaError::MetadataFetch(RDKafkaErrorCode::AllBrokersDown);
        let text = SinkError::Kafka { doing: "list the topics", source }.sentence();
        assert_eq!(text.matches("All broker connections are down").count(), 1, "{text}");
    }

    #[test]
    fn values_that_may_be_secret_are_not_said() {
        let mut settings = rdkafka::ClientConfig::new();
        settings.set("sasl.password.of.mine", "hunter2");
        let error = settings.create_native_config().err().map(SinkError::kafka("create a client"));
        let text = error.map(|error| error.sentence()).unwrap_or_default();
        assert!(text.contains("sasl.password.of.mine") && !text.contains("hunter2"), "{text}");
    }
}
