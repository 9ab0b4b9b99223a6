//! The command line, on real input: filters, one-shot polls of feed, article and site, the demo, and help.
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use newsroom::{Page, Press, Story};
use serde_json::Value;

use crate::kit::worker::{BINARY, stderr, stdout, wiredesk};
use crate::kit::{LIMIT, free_port, press, wait_until};

fn lines(output: &std::process::Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).expect("NDJSON")).collect()
}

#[test]
fn help_has_an_example_for_each_command() {
    let version = wiredesk(&["--version"], "");
    assert!(stdout(&version).starts_with("wiredesk 0."), "{}", stdout(&version));
    let help = stdout(&wiredesk(&["--help"], ""));
    let commands: Vec<&str> = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| {
            line.split_whitespace().next().filter(|_| line.starts_with("  ") && !line.starts_with("   "))
        })
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() >= 13, "{commands:?}");
    for command in commands {
        let help = stdout(&wiredesk(&[command, "--help"], ""));
        assert!(
            help.contains("Example") && help.contains(&format!("wiredesk {command}")),
            "{command}:\n{help}"
        );
    }
    assert_eq!(wiredesk(&["nonsense"], "").status.code(), Some(2));
}

#[test]
fn feeds_are_read_line_by_line() {
    let dir = tempfile::tempdir().expect("a folder");
    let good = dir.path().join("good.xml");
    let bad = dir.path().join("bad.xml");
    let feed = "<rss version=\"2.0\"><channel><title>Tolnes &amp; Sea</title><item><title>One</title>\
                <link>/a/1</link><pubDate>Tue, 24 Nov 2026 09:30:00 KST</pubDate></item></channel></rss>";
    std::fs::write(&good, feed).expect("a file");
    std::fs::write(
        &bad,
        "<!doctype html><html><head><title>Hello</title></head><body><p>Nothing here.</p></body></html>",
    )
    .expect("a file");
    let list = dir.path().join("list.tsv");
    let text =
        format!("{}\thttps://tolnes.example/feed\ttext/xml\tnb\n{}\t\t\t\n", good.display(), bad.display());
    std::fs::write(&list, text).expect("a list");
    let output = wiredesk(&["feed", "--list", list.to_str().expect("a path")], "");
    assert_eq!(output.status.code(), Some(1), "one of them is no feed");
    let read = lines(&output);
    assert_eq!(read.len(), 2);
    assert_eq!((&read[0]["error"], &read[0]["feed"]["title"]), (&Value::Null, &Value::from("Tolnes & Sea")));
    let item = &read[0]["feed"]["items"][0];
    assert_eq!(item["link"], "https://tolnes.example/a/1");
    let published = item["published"].as_str().expect("a time");
    assert!(["2026-11-24T00:30:00.000Z", "2026-11-24T09:30:00+09:00"].contains(&published), "{published}");
    assert!(read[1]["error"].as_str().is_some_and(|error| error.contains("HTML")), "{}", read[1]["error"]);
}

#[test]
fn annotate_reads_text_and_ndjson_and_counts_code_points() {
    let text = "“Wir warten”, sagte er. 🙂 \"We will see,\" Maren Ostvik told reporters in Oslo on Thursday.";
    let line = serde_json::json!({"id": "a", "text": text, "published_at": "2019-11-21T09:00:00+09:00", "language": "en"});
    let output = wiredesk(&["annotate", "--ndjson"], &format!("{line}\n\nnonsense\n"));
    assert_eq!(output.status.code(), Some(1), "a line that is no JSON is told");
    let read = lines(&output);
    assert_eq!(read[0]["id"], "a");
    assert!(read[1]["error"].as_str().is_some_and(|error| error.starts_with("line 3")), "{}", read[1]);
    let points: Vec<char> = text.chars().collect();
    let quote = read[0]["quotes"]
        .as_array()
        .expect("quotes")
        .iter()
        .find(|q| q["text"] == "We will see,")
        .expect("the quotation");
    let span = &quote["spans"][0];
    let (start, end) =
        (span["start"].as_u64().expect("a place") as usize, span["end"].as_u64().expect("a place") as usize);
    assert_eq!(points[start..end].iter().collect::<String>(), "We will see,");
    assert_eq!(quote["speaker"]["name"], "Maren Ostvik");
    assert_eq!(quote["addressee"]["text"], "reporters");
    assert!(
        read[0]["dates"].as_array().expect("dates").iter().any(|date| date["timex"] == "2019-11-21"),
        "{}",
        read[0]["dates"]
    );
    let plain = lines(&wiredesk(&["annotate"], text));
    assert_eq!((plain.len(), &plain[0]["id"]), (1, &Value::from("stdin")));
}

/// A page with the shape of an agency's: a navigation link first, the credit at the end of the last paragraph.
fn agency_page() -> Page {
    Page::html(
        "<!doctype html><html lang=\"en\"><head><title>Ostvik urges calm over quay - Hanbit</title>\
         <meta property=\"article:published_time\" content=\"2019-11-21T09:30:00+09:00\">\
         <link rel=\"alternate\" type=\"application/rss+xml\" href=\"/rss\"></head><body>\
         <a href=\"#top\">Back To Top</a><article><h1>Ostvik urges calm over quay</h1>\
         <p>TOLNES, Nov. 21 (Hanbit) -- Harbour master Maren Ostvik on Thursday called on both towns to settle the dispute over the quay before it closes at midnight Friday.</p>\
         <p>\"We are not threatening anybody over this,\" Ostvik told reporters in Tolnes, apparently referring to the fishermen of the other shore.</p>\
         <p>\"It is a negotiation,\" she said. \"Let them sit down and work through the details.\"</p>\
         <p>The mayor of Varde rejected the offer as \"not helpful\" and demanded that the gates stay open through the winter season.</p>\
         <p>The two towns have been at odds over the quay for nine years, and three commissions have failed to settle who pays for it. (Hanbit)</p>\
         </article></body></html>",
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn poll_prints_a_feed_an_article_and_a_site() {
    let press: Press = press(2, 1).await;
    let feed = press.feeds().into_iter().next().expect("a feed");
    let story = Story::of(
        "one",
        "Quay of Tolnes opens",
        "The quay opened.",
        &["The quay opened on Monday.", "“At last,” said Maren Ostvik, the harbour master."],
    );
    press.publish(&[feed.id.as_str()], story).expect("published");
    press.set_page("agency.example/story", agency_page());
    let dns = press.dns_addr().to_string();
    let poll = |url: &str, more: &[&str]| {
        let mut words = vec!["poll", url, "--nameserver", &dns];
        words.extend(more);
        let output = Command::new(BINARY).args(&words).output().expect("the binary starts");
        (output.status.code(), stdout(&output), stderr(&output))
    };

    let (code, _, told) = poll(&feed.url, &[]);
    assert_eq!(code, Some(1), "private addresses only when they are allowed");
    assert!(told.contains("127.0.0.1") || told.contains("private"), "{told}");

    let (code, text, told) = poll(&feed.url, &["--allow-private"]);
    assert_eq!(code, Some(0), "{told}");
    for part in ["Quay of Tolnes opens", "Maren Ostvik", "“At last,” — Maren Ostvik"] {
        assert!(text.contains(part), "no `{part}` in\n{text}");
    }

    let (code, text, told) = poll(&press.url("agency.example/story"), &["--allow-private", "--json"]);
    assert_eq!(code, Some(0), "{told}");
    let record: Value = serde_json::from_str(text.trim()).expect("one record");
    crate::kit::schema::Schemas::committed().check(&record);
    assert_eq!(record["title"], "Ostvik urges calm over quay");
    assert_eq!(record["credit"], "Hanbit");
    let body = record["text"].as_str().expect("a text");
    assert_eq!(body.split("\n\n").count(), 5, "{body}");
    assert!(!body.contains("Back To Top") && body.ends_with("who pays for it."), "{body}");
    let quotes = record["quotes"].as_array().expect("quotes");
    let of = |text: &str| {
        quotes
            .iter()
            .find(|q| q["text"].as_str().is_some_and(|t| t.contains(text)))
            .cloned()
            .unwrap_or_default()
    };
    assert_eq!(of("threatening")["speaker"]["name"], "Maren Ostvik");
    assert_eq!(of("negotiation")["speaker"]["name"], "Maren Ostvik");
    assert!(
        of("not helpful")["speaker"]["text"].as_str().is_some_and(|t| t.contains("mayor")),
        "{:#}",
        of("not helpful")
    );
    let dates: Vec<&str> =
        record["dates"].as_array().expect("dates").iter().filter_map(|d| d["timex"].as_str()).collect();
    assert!(dates.contains(&"2019-11-21") && dates.iter().any(|d| d.starts_with("2019-11-2")), "{dates:?}");

    let site = format!("http://{}/", url::Url::parse(&feed.url).expect("a URL").authority());
    let (code, text, told) = poll(&site, &["--allow-private"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("found the feed") && text.contains("Quay of Tolnes opens"), "{told}\n{text}");
    press.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_runs_ends_and_goes_on() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut seen: Vec<Value> = Vec::new();
    for run in 0..2 {
        let port = free_port();
        let mut child = Command::new(BINARY)
            .args(["demo", "--data-dir"])
            .arg(dir.path())
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the demo starts");
        let out = BufReader::new(child.stdout.take().expect("its output"));
        let printed =
            std::thread::spawn(move || out.lines().map_while(Result::ok).collect::<Vec<_>>().join("\n"));
        let url = format!("http://127.0.0.1:{port}/api/records/enriched");
        let least = seen.len() + 5;
        seen = wait_until("articles of the demo", LIMIT, async || {
            let text = reqwest::get(&url).await.ok()?.text().await.ok()?;
            let records: Vec<Value> =
                text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
            (records.len() >= least).then_some(records)
        })
        .await;
        let asked = Instant::now();
        let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
        assert!(killed.success());
        let status = wait_until("the demo ends", Duration::from_secs(10), async || {
            child.try_wait().expect("its state")
        })
        .await;
        assert_eq!(status.code(), Some(0), "run {run} ended after {:?}", asked.elapsed());
        let text = printed.join().expect("its output");
        assert!(text.contains(&format!("http://127.0.0.1:{port}/")) && text.contains('“'), "{text}");
    }
    let versions: std::collections::BTreeSet<String> =
        seen.iter().map(|r| format!("{}.{}", r["id"], r["version"])).collect();
    assert_eq!(versions.len(), seen.len(), "the second run repeats nothing");
    let schemas = crate::kit::schema::Schemas::committed();
    seen.iter().for_each(|record| schemas.check(record));
}

#[test]
fn extraction_says_why() {
    let page = "<!doctype html><html lang=\"en\"><head><title>Quay opens</title></head><body><nav><a href=\"/\">Home</a></nav>\
                <article><h1>Quay opens</h1><p>The quay of Tolnes opened again on Monday, a month late.</p>\
                <p>“We have counted every boat twice,” said Maren Ostvik, the harbour master of Tolnes.</p></article></body></html>";
    let output = wiredesk(&["extract", "--why", "-"], page);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = stdout(&output);
    for part in ["title", "kept", "a month late", "nav"] {
        assert!(text.contains(part), "{part}:\n{text}");
    }
}

#[test]
fn names_by_another_recogniser_and_entities_of_ones_own() {
    let dir = tempfile::tempdir().expect("a folder");
    let aliases = dir.path().join("ours.toml");
    std::fs::write(
        &aliases,
        "[[entity]]\nname = \"Tolnes Quay Trust\"\ntype = \"organization\"\nsurfaces = [\"the TQT\"]\nlinks = { desk = \"T-17\" }\n",
    )
    .expect("a file");
    let file = aliases.to_str().expect("a path");
    let text = "Maren Ostvik, the harbour master of Tolnes, said on Monday that the TQT had paid for the repairs in Oslo.";
    for names in ["fast", "cascade", "accurate"] {
        let output = wiredesk(&["annotate", "--names", names, "--aliases", file], text);
        assert!(output.status.success(), "{names}: {}", stderr(&output));
        let record = &lines(&output)[0];
        let entities = record["entities"].as_array().expect("entities");
        let named = |name: &str| entities.iter().find(|entity| entity["name"] == name);
        assert!(named("Maren Ostvik").is_some_and(|found| found["type"] == "person"), "{names}: {record}");
        let own = named("Tolnes Quay Trust").unwrap_or_else(|| panic!("{names}: {record}"));
        assert_eq!(own["links"][0]["id"], "T-17", "{names}: {own}");
        assert_eq!(own["mentions"][0]["text"], "the TQT");
    }
    std::fs::write(&aliases, "[[entity]]\nname = \"x\"\ntype = \"planet\"\n").expect("a file");
    let wrong = wiredesk(&["annotate", "--aliases", file], text);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(stderr(&wrong).contains("ours.toml: `planet` of `x` is no type"), "{}", stderr(&wrong));
    let missing = wiredesk(&["annotate", "--names", "no/such/folder"], text);
    assert!(stderr(&missing).contains("model.onnx"), "{}", stderr(&missing));
}
