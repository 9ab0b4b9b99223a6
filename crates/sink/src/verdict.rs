//! What an error of Kafka leads to: one table that publisher, reader and exchange share.
use rdkafka::error::KafkaError;
use rdkafka::types::RDKafkaErrorCode as Code;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The same call again, after a pause: nothing was decided yet.
    Retry,
    /// Abort the transaction and publish its records in another: they are sound, the transaction is not.
    Repeat,
    /// Abort, and find the record that is at fault: it would abort every transaction that holds it.
    Suspect,
    /// Drop the producer, build another, read the position again. A fenced producer is never used again.
    Rebuild,
    /// No other try can succeed: the configuration or the cluster has to change.
    Stop,
}

impl Verdict {
    /// Of a failed call. What librdkafka says of a transaction's state comes before the meaning of the code.
    pub fn of(error: &KafkaError) -> Verdict {
        match error {
            KafkaError::Transaction(inner) => judge(
                inner.code(),
                Flags {
                    fatal: inner.is_fatal(),
                    abortable: inner.txn_requires_abort(),
                    retriable: inner.is_retriable(),
                },
            ),
            KafkaError::ClientConfig(..) | KafkaError::Nul(_) => Verdict::Stop,
            KafkaError::AdminOp(code) => judge(*code, Flags::default()),
            _ => match error.rdkafka_error_code() {
                Some(code) => judge(code, Flags::default()),
                None => Verdict::Rebuild,
            },
        }
    }

    /// Of what ended an attempt to publish, after the call was made again for as long as that could help.
    pub fn of_attempt(error: &KafkaError) -> Verdict {
        match Verdict::of(error) {
            // A record that found no broker in time may do so in the next transaction.
            Verdict::Retry if matches!(error, KafkaError::MessageProduction(_)) => Verdict::Repeat,
            Verdict::Retry => Verdict::Rebuild,
            verdict => verdict,
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Flags {
    fatal: bool,
    abortable: bool,
    retriable: bool,
}

fn judge(code: Code, flags: Flags) -> Verdict {
    let meaning = meaning(code);
    if meaning == Verdict::Stop {
        Verdict::Stop
    } else if flags.fatal {
        Verdict::Rebuild
    } else if flags.abortable {
        if meaning == Verdict::Suspect { Verdict::Suspect } else { Verdict::Repeat }
    } else if flags.retriable {
        Verdict::Retry
    } else {
        meaning
    }
}

fn meaning(code: Code) -> Verdict {
    match code {
        // Too large for the topic, or refused for what it is. `MessageBatchTooLarge` may blame a whole batch.
        Code::MessageSizeTooLarge
        | Code::MessageBatchTooLarge
        | Code::InvalidMessageSize
        | Code::InvalidRecord
        | Code::InvalidTimestamp
        | Code::UnsupportedForMessageFormat
        | Code::BadMessage => Verdict::Suspect,

        // Another producer has our id, or we slept longer than the transaction's timeout.
        Code::Fenced
        | Code::ProducerFenced
        | Code::InvalidProducerEpoch
        | Code::TransactionCoordinatorFenced
        | Code::InvalidProducerIdMapping
        | Code::InvalidTransactionalState
        | Code::UnknownProducerId
        | Code::OutOfOrderSequenceNumber
        | Code::DuplicateSequenceNumber
        | Code::GaplessGuarantee
        | Code::Inconsistent
        | Code::Fatal
        | Code::State
        | Code::Conflict
        | Code::BrokerDestroy
        | Code::DestroyBroker => Verdict::Rebuild,

        // A stale membership (docs/delivery.md, rule 8) and purged queues: this transaction is over, the next may succeed.
        Code::IllegalGeneration
        | Code::UnknownMemberId
        | Code::FencedInstanceId
        | Code::FencedMemberEpoch
        | Code::StaleMemberEpoch
        | Code::RebalanceInProgress
        | Code::AssignmentLost
        | Code::PurgeQueue
        | Code::PurgeInflight
        | Code::MessageTimedOut => Verdict::Repeat,

        // The broker is too old, or was told something that it will never take.
        Code::UnsupportedVersion
        | Code::UnsupportedFeature
        | Code::UnsupportedCompressionType
        | Code::UnsupportedSASLMechanism
        | Code::InvalidTransactionTimeout
        | Code::InvalidConfig
        | Code::InvalidPartitions
        | Code::InvalidReplicationFactor
        | Code::InvalidTopic
        | Code::InvalidGroupId
        | Code::InvalidRequiredAcks
        | Code::InvalidArgument
        | Code::NotConfigured
        | Code::NotImplemented => Verdict::Stop,

        // An administrator can grant these while we wait; librdkafka keeps the refusal, so with a new client.
        Code::Authentication
        | Code::SaslAuthenticationFailed
        | Code::IllegalSASLState
        | Code::SecurityDisabled
        | Code::SSL
        | Code::TopicAuthorizationFailed
        | Code::GroupAuthorizationFailed
        | Code::ClusterAuthorizationFailed
        | Code::TransactionalIdAuthorizationFailed
        | Code::PolicyViolation
        | Code::UnknownTopic
        | Code::UnknownPartition => Verdict::Rebuild,

        // Leaders move, coordinators load, brokers restart, quotas throttle.
        _ => Verdict::Retry,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Flags = Flags { fatal: false, abortable: false, retriable: false };
    const FATAL: Flags = Flags { fatal: true, ..PLAIN };
    const ABORTABLE: Flags = Flags { abortable: true, ..PLAIN };
    const RETRIABLE: Flags = Flags { retriable: true, ..PLAIN };

    #[test]
    fn the_table() {
        for (code, flags, expect) in [
            // seen against Kafka 4.3 (tests/kafka/README.md)
            (Code::NotCoordinator, PLAIN, Verdict::Retry),
            (Code::Fenced, FATAL, Verdict::Rebuild),
            (Code::ProducerFenced, FATAL, Verdict::Rebuild),
            (Code::IllegalGeneration, ABORTABLE, Verdict::Repeat),
            (Code::UnknownMemberId, ABORTABLE, Verdict::Repeat),
            (Code::MessageSizeTooLarge, PLAIN, Verdict::Suspect),
            (Code::MessageSizeTooLarge, ABORTABLE, Verdict::Suspect),
            (Code::MessageTimedOut, ABORTABLE, Verdict::Repeat),
            // by their meaning
            (Code::OperationTimedOut, RETRIABLE, Verdict::Retry),
            (Code::OperationTimedOut, ABORTABLE, Verdict::Repeat),
            (Code::CoordinatorLoadInProgress, PLAIN, Verdict::Retry),
            (Code::ConcurrentTransactions, RETRIABLE, Verdict::Retry),
            (Code::UnstableOffsetCommit, PLAIN, Verdict::Retry),
            (Code::NotEnoughReplicas, PLAIN, Verdict::Retry),
            (Code::AllBrokersDown, PLAIN, Verdict::Retry),
            (Code::BrokerTransportFailure, PLAIN, Verdict::Retry),
            (Code::InvalidProducerEpoch, PLAIN, Verdict::Rebuild),
            (Code::State, PLAIN, Verdict::Rebuild),
            (Code::TransactionalIdAuthorizationFailed, FATAL, Verdict::Rebuild),
            (Code::TopicAuthorizationFailed, ABORTABLE, Verdict::Repeat),
            (Code::InvalidTransactionTimeout, FATAL, Verdict::Stop),
            (Code::UnsupportedFeature, FATAL, Verdict::Stop),
        ] {
            assert_eq!(judge(code, flags), expect, "{code:?} {flags:?}");
        }
    }

    #[test]
    fn an_attempt_that_failed_is_never_retried_in_place() {
        for (error, expect) in [
            (KafkaError::MessageProduction(Code::NotEnoughReplicas), Verdict::Repeat),
            (KafkaError::MessageProduction(Code::MessageTimedOut), Verdict::Repeat),
            (KafkaError::MessageProduction(Code::InvalidRecord), Verdict::Suspect),
            (KafkaError::MessageProduction(Code::Fenced), Verdict::Rebuild),
            (KafkaError::ConsumerCommit(Code::NotCoordinator), Verdict::Rebuild),
        ] {
            assert_eq!(Verdict::of_attempt(&error), expect, "{error:?}");
        }
    }

    #[test]
    fn a_wrong_setting_stops() {
        let error = rdkafka::ClientConfig::new().set("no.such.setting", "1").create_native_config().err();
        assert_eq!(error.as_ref().map(Verdict::of), Some(Verdict::Stop));
    }
}
