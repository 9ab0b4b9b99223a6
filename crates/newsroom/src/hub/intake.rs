//! Requests to the hub (WebSub, 5.1): a form, judged at once; whether it was meant is asked later.
use std::time::Duration;

use super::intent::{Intent, Mode};
use super::{Books, Hub, HubFault, HubRequest};
use crate::page::Page;

/// A topic that the desk knows: the feed's place, and how often the feed has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Topic {
    pub channel: usize,
    pub changes: u64,
}

/// What a subscriber gets who names no lease: ten days, as hubs at large do.
const LEASE: Duration = Duration::from_secs(864_000);
/// A secret must be shorter than 200 bytes (WebSub, 5.1).
const SECRET_LIMIT: usize = 200;
const INTENTS_LIMIT: usize = 1_000;

/// The fields of a request, as they came.
#[derive(Default)]
struct Form {
    mode: String,
    callback: String,
    topic: String,
    lease_seconds: Option<String>,
    secret: Option<String>,
}

impl Hub {
    /// `None` closes the connection without an answer.
    pub(crate) fn take(&self, body: &[u8], topic_of: impl Fn(&str) -> Option<Topic>) -> Option<Page> {
        let form = Form::read(body);
        let topic = topic_of(&form.topic);
        let answer = self.with(|books| books.take(form, topic));
        self.wake.notify_one();
        answer
    }
}

impl Books {
    fn take(&mut self, form: Form, topic: Option<Topic>) -> Option<Page> {
        let verdict = match &self.fault {
            Some(HubFault::Down) => return None,
            Some(HubFault::Refuses(status)) => Err((*status, "this hub refuses")),
            _ => form.intent(topic),
        };
        let (status, words) = match &verdict {
            Ok(_) if self.intents.len() >= INTENTS_LIMIT => (503, "too many requests wait"),
            Ok(_) => (202, "accepted"),
            Err(refusal) => *refusal,
        };
        if let (Ok(mut intent), 202) = (verdict, status)
            && self.fault != Some(HubFault::Forgets)
        {
            intent.request = self.requests.len();
            self.intents.push_back(intent);
        }
        self.requests.push(HubRequest {
            mode: form.mode,
            topic: form.topic,
            callback: form.callback,
            lease_seconds: form.lease_seconds.and_then(|seconds| seconds.parse().ok()),
            status,
            confirmed: None,
        });
        Some(Page::new(status, "text/plain; charset=utf-8", words))
    }
}

impl Form {
    fn read(body: &[u8]) -> Self {
        let mut form = Form::default();
        for (name, value) in url::form_urlencoded::parse(body) {
            let value = value.into_owned();
            match name.as_ref() {
                "hub.mode" => form.mode = value,
                "hub.callback" => form.callback = value,
                "hub.topic" => form.topic = value,
                "hub.lease_seconds" => form.lease_seconds = Some(value),
                "hub.secret" => form.secret = Some(value),
                // Fields of later versions are to be ignored (WebSub, 5.1).
                _ => {}
            }
        }
        form
    }

    fn intent(&self, topic: Option<Topic>) -> Result<Intent, (u16, &'static str)> {
        let mode = Mode::read(&self.mode).ok_or((400, "hub.mode is neither subscribe nor unsubscribe"))?;
        let topic = topic.ok_or((404, "hub.topic is no feed of this hub"))?;
        let callback = self.callback.parse().map_err(|_| (400, "hub.callback is no URL"))?;
        let lease = match &self.lease_seconds {
            None => LEASE,
            Some(text) => {
                let seconds = text.parse().map_err(|_| (400, "hub.lease_seconds is no number"))?;
                Duration::from_secs(seconds).min(LEASE)
            }
        };
        if self.secret.as_ref().is_some_and(|secret| secret.len() >= SECRET_LIMIT) {
            return Err((400, "hub.secret is too long"));
        }
        Ok(Intent {
            request: 0,
            mode,
            topic: self.topic.clone(),
            channel: topic.channel,
            told: topic.changes,
            callback,
            written_callback: self.callback.clone(),
            secret: self.secret.clone().filter(|secret| !secret.is_empty()),
            lease,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_judged_by_their_fields() {
        let callback = "hub.callback=http%3A%2F%2F127.0.0.1%3A9%2Fpush";
        let known = "hub.topic=http%3A%2F%2Fa.example%2Ffeed";
        let long = format!("hub.mode=subscribe&{callback}&{known}&hub.secret={}", "s".repeat(200));
        for (body, status) in [
            (format!("hub.mode=subscribe&{callback}&{known}"), 202),
            (format!("hub.mode=unsubscribe&{callback}&{known}&hub.future=1"), 202),
            (format!("hub.mode=subscribe&{callback}&{known}&hub.lease_seconds=60&hub.secret=s"), 202),
            (format!("hub.mode=subscribe&{callback}&{known}&hub.lease_seconds=soon"), 400),
            (long, 400),
            (format!("hub.mode=publish&{callback}&{known}"), 400),
            (format!("hub.mode=subscribe&{callback}"), 404),
            (format!("hub.mode=subscribe&{callback}&hub.topic=http%3A%2F%2Fb.example%2Ffeed"), 404),
            (format!("hub.mode=subscribe&{known}"), 400),
            (String::new(), 400),
        ] {
            let hub = Hub::new(Default::default());
            let topic_of =
                |topic: &str| (topic == "http://a.example/feed").then_some(Topic { channel: 0, changes: 3 });
            let answer = hub.take(body.as_bytes(), topic_of).expect("an answer");
            let waiting = hub.with(|books| books.intents.len());
            assert_eq!((answer.status, waiting), (status, usize::from(status == 202)), "{body}");
        }
    }
}
