//! Each stage on one core: feeds read, pages read, articles annotated a second; medians of several rounds.
#![allow(clippy::print_stdout)]

use std::time::{Duration, Instant};

use enricher::{Enricher, Input, Models};
use model::Article;
use parser::feed::FeedContext;
use parser::page::PageContext;

const STORIES: usize = 60;
const ROUNDS: usize = 9;
const ROUND: Duration = Duration::from_millis(700);

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let (feed, pages) = runtime.block_on(material());
    let bytes: usize = pages.iter().map(|(_, page)| page.len()).sum();
    println!(
        "feed of {} KB; {} pages of {} KB on average",
        feed.len() >> 10,
        pages.len(),
        (bytes / pages.len()) >> 10
    );

    let context = FeedContext { url: "https://bench.example/feed", ..FeedContext::default() };
    report("feeds read", 1, || drop(parser::feed::read(&feed, &context)));

    let read = |(url, page): &(String, Vec<u8>)| {
        parser::page::read(page, &PageContext { url, ..PageContext::default() }).expect("a page of the press")
    };
    report("pages read", pages.len(), || pages.iter().for_each(|page| drop(read(page))));

    let articles: Vec<Article> = pages.iter().map(read).collect();
    let words: usize = articles.iter().map(|article| article.text.split_whitespace().count()).sum();
    let enricher =
        Enricher::new(enricher::Config::default(), Models::embedded().expect("models")).expect("an enricher");
    let a_second = report("articles annotated", articles.len(), || {
        articles.iter().for_each(|article| drop(annotate(&enricher, article)));
    });
    println!("that is {:.0} words/s", a_second * words as f64 / articles.len() as f64);
}

fn annotate(enricher: &Enricher, article: &Article) -> model::Annotations {
    enricher.annotate(&Input {
        text: &article.text,
        title: article.title.as_deref(),
        language: article.language.as_deref(),
        published_at: article.published.as_ref().map(|time| time.at),
        offset: article.published.as_ref().and_then(|time| time.offset),
        ..Input::default()
    })
}

/// What a press serves: one full-text feed, and the pages of as many stories.
async fn material() -> (Vec<u8>, Vec<(String, Vec<u8>)>) {
    let mut config = newsroom::Config::test(4, 4);
    config.newest = STORIES;
    let press = newsroom::Press::start(config).await.expect("the press starts");
    press.flood(STORIES * 4).expect("stories");
    let full = press.feeds().into_iter().find(|feed| feed.full_text).expect("a full-text feed");
    let get = async |url: &str| {
        let address = press.http_addr();
        let parsed = url::Url::parse(url).expect("a URL of the press");
        let local = format!("http://{address}{}", parsed.path());
        let host = parsed.host_str().expect("a host").to_owned();
        let answer = reqwest::Client::new().get(local).header("host", host).send().await.expect("an answer");
        answer.bytes().await.expect("a body").to_vec()
    };
    let feed = get(&full.url).await;
    let mut pages = Vec::new();
    for shown in press.ledger().into_iter().filter(|shown| shown.domain != full.domain).take(STORIES) {
        pages.push((shown.url.clone(), get(&shown.url).await));
    }
    press.shutdown().await;
    (feed, pages)
}

/// Items a second, median over the rounds.
fn report(what: &str, items: usize, mut work: impl FnMut()) -> f64 {
    let mut rates: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let (began, mut count) = (Instant::now(), 0);
            while began.elapsed() < ROUND {
                work();
                count += items;
            }
            count as f64 / began.elapsed().as_secs_f64()
        })
        .collect();
    rates.sort_by(f64::total_cmp);
    let median = rates[ROUNDS / 2];
    println!(
        "{what}: {median:.0}/s on one core ({:.0} to {:.0} over {ROUNDS} rounds)",
        rates[0],
        rates[ROUNDS - 1]
    );
    median
}
