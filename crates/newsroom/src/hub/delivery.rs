//! A push (WebSub, 7): the document of a feed, signed, to one subscriber.
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use jiff::Timestamp;
use url::Url;

use super::client::send;
use super::{Books, Hub, HubDelivery, HubFault, HubManner};
use crate::name_server::Names;

/// What is to be pushed to whom.
#[derive(Clone, Debug)]
pub(super) struct Order {
    pub channel: usize,
    /// The last change that the subscriber was told of.
    pub told: u64,
    pub manner: HubManner,
    feed: String,
    topic: String,
    callback: String,
}

/// The document of an order, as the desk wrote it.
pub(crate) struct Parcel {
    pub content_type: String,
    pub body: Bytes,
    /// The `Link` header that names hub and topic.
    pub link: String,
    pub articles: Vec<u64>,
    /// The feed's last change that is in it.
    pub change: u64,
}

/// A subscriber that fails is tried again so often; then it must wait for the next change.
const ATTEMPTS: u32 = 3;
const PAUSE: Duration = Duration::from_millis(500);

impl Books {
    /// The subscribers that have not seen their feed's last change, marked as busy.
    pub(super) fn orders(&mut self, now: Timestamp, changes_of: impl Fn(usize) -> u64) -> Vec<Order> {
        if self.fault == Some(HubFault::Down) {
            return Vec::new();
        }
        let manner = self.manner;
        let behind = self.running(now).filter(|subscriber| {
            let changes = changes_of(subscriber.channel);
            !subscriber.is_busy && changes > subscriber.told
        });
        behind
            .map(|subscriber| {
                subscriber.is_busy = true;
                let public = subscriber.public.clone();
                let (channel, told) = (subscriber.channel, subscriber.told);
                let (feed, topic, callback) = (public.feed, public.topic, public.callback);
                Order { channel, told, manner, feed, topic, callback }
            })
            .collect()
    }

    fn signature(&mut self, order: &Order, body: &[u8]) -> Option<String> {
        let (method, fault) = (self.signature, self.fault.clone());
        let secret = self.subscriber(&order.topic, &order.callback)?.public.secret.clone()?;
        match fault {
            Some(HubFault::SignsWrongly) => method.of(body, &format!("not {secret}")),
            _ => method.of(body, &secret),
        }
    }

    fn settle(&mut self, order: &Order, change: u64, is_gone: bool) {
        if is_gone {
            self.subscribers.retain(|known| !known.is(&order.topic, &order.callback));
        }
        if let Some(subscriber) = self.subscriber(&order.topic, &order.callback) {
            subscriber.told = subscriber.told.max(change);
            subscriber.is_busy = false;
        }
    }
}

impl Order {
    pub(super) async fn deliver(self, hub: &Hub, names: &Names, parcel: Parcel, now: impl Fn() -> Timestamp) {
        let mut is_gone = false;
        for attempt in 1..=ATTEMPTS {
            let status = self.attempt(hub, names, &parcel).await;
            hub.with(|books| {
                books.deliveries.push(HubDelivery {
                    feed: self.feed.clone(),
                    callback: self.callback.clone(),
                    articles: parcel.articles.clone(),
                    at: now(),
                    status,
                });
            });
            // A subscriber that is gone wants no more (WebSub, 7).
            is_gone = status == Some(410);
            if is_gone || status.is_some_and(|status| (200..300).contains(&status)) {
                break;
            }
            if attempt < ATTEMPTS {
                tokio::time::sleep(PAUSE).await;
            }
        }
        hub.with(|books| books.settle(&self, parcel.change, is_gone));
    }

    async fn attempt(&self, hub: &Hub, names: &Names, parcel: &Parcel) -> Option<u16> {
        let url: Url = self.callback.parse().ok()?;
        let signature = hub.with(|books| books.signature(self, &parcel.body));
        let mut headers =
            vec![("content-type", parcel.content_type.as_str()), ("link", parcel.link.as_str())];
        if let Some(signature) = &signature {
            headers.push(("x-hub-signature", signature));
        }
        match send(names, Method::POST, &url, &headers, parcel.body.clone()).await {
            Ok(reply) => Some(reply.status),
            Err(error) => {
                tracing::debug!(error = &error as &dyn std::error::Error, "a push found nobody");
                None
            }
        }
    }
}
