//! Reading records as a consumer over HTTP does: a cursor that outlives the worker's process.
use std::time::Duration;

use serde_json::Value;

use super::worker::Desk;

/// A place in one topic of one worker.
pub struct Cursor {
    topic: &'static str,
    after: Option<String>,
}

impl Cursor {
    pub fn new(topic: &'static str) -> Self {
        Cursor { topic, after: None }
    }

    /// What came since the last call; nothing while the worker is away.
    pub async fn read(&mut self, desk: &Desk) -> Vec<Value> {
        let mut all = Vec::new();
        while let Some(mut some) = self.page(desk).await {
            if some.is_empty() {
                break;
            }
            all.append(&mut some);
        }
        all
    }

    async fn page(&mut self, desk: &Desk) -> Option<Vec<Value>> {
        let after = self.after.as_ref().map(|after| format!("&after={after}")).unwrap_or_default();
        let url = format!("http://127.0.0.1:{}/api/records/{}?limit=500{after}", desk.port, self.topic);
        let client = reqwest::Client::builder().timeout(Duration::from_secs(30)).build().ok()?;
        let answer = client.get(url).send().await.ok()?;
        assert!(
            answer.status().is_success(),
            "{}: {}",
            answer.status(),
            answer.text().await.unwrap_or_default()
        );
        let next = answer
            .headers()
            .get("wiredesk-next")
            .expect("a next cursor")
            .to_str()
            .expect("a text")
            .to_owned();
        // The cursor moves only with a body that was read whole.
        let body = answer.text().await.ok()?;
        self.after = Some(next);
        Some(body.lines().map(|line| serde_json::from_str(line).expect("a record is JSON")).collect())
    }
}
