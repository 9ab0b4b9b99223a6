//! Prints who said what, as it is published.
use rdkafka::{ClientConfig, Message, consumer::{BaseConsumer, Consumer}};
use serde_json::Value;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let brokers = std::env::args().nth(1).unwrap_or("127.0.0.1:9092".into());
    let consumer: BaseConsumer = ClientConfig::new()
        .set("bootstrap.servers", brokers)
        .set("group.id", "example-rust")
        .set("auto.offset.reset", "earliest")
        .set("isolation.level", "read_committed") // never what a crash took back
        .create()?;
    consumer.subscribe(&["news.enriched"])?;
    for message in &consumer {
        let message = message?;
        let Some(value) = message.payload() else { continue }; // without a value: forgotten
        let article: Value = serde_json::from_slice(value)?;
        for quote in article["quotes"].as_array().into_iter().flatten() {
            println!("{} | {} | {}", article["title"], quote["speaker"]["name"], quote["text"]);
        }
    }
    Ok(())
}
