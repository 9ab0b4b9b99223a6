//! Scoring on the dev sets: runs the release binary on each set and prints what the scorers beside the data say.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::run::{cargo, must, output, root};

const USAGE: &str =
    "usage: cargo xtask score --data DIR [sample|feeds|pages|wiregold|quotes|names|times|links]…";

/// Where things are for one run of the scoring.
struct Desk {
    data: PathBuf,
    score: PathBuf,
    scratch: PathBuf,
    binary: PathBuf,
}

type Part = (&'static str, fn(&Desk) -> Result<()>);

const PARTS: &[Part] = &[
    ("sample", sample),
    ("wiregold", wiregold),
    ("quotes", quotes),
    ("names", names),
    ("times", times),
    ("links", links),
    ("feeds", feeds),
    ("pages", pages),
];

pub fn run(arguments: &[&str]) -> Result<()> {
    let (data, wanted) = match arguments {
        ["--data", data, wanted @ ..] => {
            (fs::canonicalize(data).with_context(|| format!("no data in {data}"))?, wanted)
        }
        _ => bail!(USAGE),
    };
    let (binary, wanted) = match wanted {
        ["--binary", file, wanted @ ..] => {
            (Some(fs::canonicalize(file).with_context(|| (*file).to_owned())?), wanted)
        }
        _ => (None, wanted),
    };
    if let Some(unknown) = wanted.iter().find(|word| PARTS.iter().all(|(name, _)| name != *word)) {
        bail!("no part `{unknown}`\n{USAGE}");
    }
    if binary.is_none() {
        must("release build", cargo().args(["build", "--release", "--locked", "--package", "wiredesk"]))?;
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let desk = Desk {
        score: data.parent().context("the scorers stand beside the data")?.join("score"),
        scratch: target.join("score"),
        binary: binary.unwrap_or_else(|| target.join("release/wiredesk")),
        data,
    };
    fs::create_dir_all(&desk.scratch)?;
    for (name, part) in PARTS {
        if wanted.is_empty() || wanted.contains(name) {
            println!("\n=== {name}");
            part(&desk).with_context(|| format!("scoring {name}"))?;
        }
    }
    Ok(())
}

impl Desk {
    fn python(&self, script: &str, arguments: &[&Path], words: &[&str]) -> Result<String> {
        output(
            script,
            Command::new("python3")
                .current_dir(&self.score)
                .arg(self.score.join(script))
                .args(arguments)
                .args(words),
        )
    }

    /// gold (JSON lines) → what `wiredesk annotate` makes of its texts.
    fn annotate(&self, name: &str, gold: &Path) -> Result<PathBuf> {
        let texts = self.scratch.join(format!("{name}.texts.ndjson"));
        let adapted =
            Command::new("python3").arg(self.score.join("adapt.py")).arg("texts").arg(gold).output()?;
        fs::write(&texts, adapted.stdout)?;
        let annotated = self.scratch.join(format!("{name}.ndjson"));
        self.wiredesk(&["annotate", "--ndjson"], Some(&texts), &annotated)?;
        Ok(annotated)
    }

    /// Runs the binary, standard output into a file.
    fn wiredesk(&self, words: &[&str], input: Option<&Path>, to: &Path) -> Result<()> {
        let stdin = match input {
            Some(file) => Stdio::from(fs::File::open(file)?),
            None => Stdio::null(),
        };
        let mut command = Command::new(&self.binary);
        let status = command.args(words).stdin(stdin).stdout(fs::File::create(to)?).status()?;
        // `feed` and `extract` end with 1 when some of their inputs could not be read: that is a score, not an error.
        if !matches!(status.code(), Some(0 | 1)) {
            bail!("wiredesk {}: {status}", words.join(" "));
        }
        Ok(())
    }

    fn adapted(&self, what: &str, from: &Path) -> Result<PathBuf> {
        let to = from.with_extension(format!("{what}.jsonl"));
        let mut command = Command::new("python3");
        let adapted =
            command.arg(self.score.join("adapt.py")).arg(what).stdin(fs::File::open(from)?).output()?;
        if !adapted.status.success() {
            bail!("adapt.py {what}: {}", String::from_utf8_lossy(&adapted.stderr));
        }
        fs::write(&to, adapted.stdout)?;
        Ok(to)
    }

    fn unpacked(&self, archive: &str) -> Result<PathBuf> {
        let name = Path::new(archive).file_name().and_then(|name| name.to_str()).unwrap_or(archive);
        let to = self.scratch.join(name.trim_end_matches(".tar.gz"));
        if !to.is_dir() {
            fs::create_dir_all(&to)?;
            must(archive, Command::new("tar").arg("xzf").arg(self.data.join(archive)).arg("-C").arg(&to))?;
        }
        let inner: Vec<PathBuf> = fs::read_dir(&to)?.flatten().map(|entry| entry.path()).collect();
        Ok(match inner.as_slice() {
            [single] if single.is_dir() => single.clone(),
            _ => to,
        })
    }
}

/// The story that the project was created from, as a page and as a text.
fn sample(desk: &Desk) -> Result<()> {
    let story = fs::read_to_string(desk.data.join("sample/esper.txt"))?;
    let mut lines = story.split('\n').map(str::trim).filter(|line| !line.is_empty());
    let (navigation, title) = (lines.next().context("empty")?, lines.next().context("no title")?);
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let paragraphs: Vec<String> = lines.map(|line| format!("<p>{}</p>", escape(line))).collect();
    let page = format!(
        "<!doctype html><html lang=\"en\"><head><title>{0} | Agency</title>\
         <meta property=\"article:published_time\" content=\"2019-11-21T19:21:00+09:00\"></head><body>\
         <a href=\"#top\">{1}</a><article><h1>{0}</h1>{2}</article></body></html>",
        escape(title),
        escape(navigation),
        paragraphs.join("\n")
    );
    let html = desk.scratch.join("sample.html");
    fs::write(&html, page)?;
    let list = desk.scratch.join("sample.tsv");
    fs::write(&list, format!("sample\t{}\thttps://agency.example/esper\n", html.display()))?;
    let extracted = desk.scratch.join("sample.page.ndjson");
    desk.wiredesk(&["extract", "--list", &list.to_string_lossy()], None, &extracted)?;
    let check = "import json,sys\nd=json.loads(open(sys.argv[1]).readline())\n\
                 p=d['text'].split('\\n\\n')\nprint('title     ', d['title'])\nprint('paragraphs', len(p), '(18 expected); credit', d['credit'], '; published', d['published_at'], d['published_offset'])\n\
                 print('boilerplate', [x for x in p if 'Back To Top' in x or x.endswith('(Yonhap)')])\n";
    print!("{}", output("sample", Command::new("python3").args(["-c", check]).arg(&extracted))?);
    let gold = desk.data.join("quotes/sample.jsonl");
    let found = desk.adapted("quotes", &desk.annotate("sample", &gold)?)?;
    print!("{}", desk.python("quotes.py", &[&gold, &found], &["--types", "direct,mixed"])?);
    print!("{}", desk.python("quotes.py", &[&gold, &found], &["--types", "indirect", "--iou", "0.3"])?);
    Ok(())
}

fn wiregold(desk: &Desk) -> Result<()> {
    let folder = desk.data.join("wiregold");
    for language in ["en", "ko", "de", "fr", "es", "it", "ja", "pt", "ru", "zh", "ar"] {
        let mut stories: Vec<PathBuf> = fs::read_dir(&folder)?.flatten().map(|entry| entry.path()).collect();
        stories.retain(|path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&format!("{language}-")))
        });
        stories.sort();
        let gold = desk.scratch.join(format!("wiregold-{language}"));
        let mut build = vec![gold.as_path()];
        build.extend(stories.iter().map(PathBuf::as_path));
        output(
            "wiregold.py",
            Command::new("python3").arg(desk.score.join("wiregold.py")).arg("build").args(build),
        )?;
        let all = gold.join("all.jsonl");
        let found = desk.annotate(&format!("wiregold-{language}"), &all)?;
        println!(
            "--- {language}, {} stories\n{}",
            stories.len(),
            desk.python("desk.py", &[&all, &found], &[])?
        );
    }
    Ok(())
}

fn quotes(desk: &Desk) -> Result<()> {
    for set in ["polnear_dev.jsonl.gz", "litbank.jsonl", "german_dev.jsonl.gz"] {
        let gold = desk.data.join("quotes").join(set);
        let found = desk.adapted("quotes", &desk.annotate(set, &gold)?)?;
        println!("--- {set}\n{}", desk.python("quotes.py", &[&gold, &found], &["--types", "direct,mixed"])?);
        if set.starts_with("polnear") {
            println!(
                "--- {set}, indirect\n{}",
                desk.python("quotes.py", &[&gold, &found], &["--types", "indirect", "--iou", "0.3"])?
            );
        }
    }
    Ok(())
}

fn names(desk: &Desk) -> Result<()> {
    for set in ["uner_ewt_dev", "wikigold", "gum_news", "gum_interview", "wnut17_test"] {
        let gold = desk.data.join(format!("entities/{set}.jsonl.gz"));
        let found = desk.adapted("entities", &desk.annotate(set, &gold)?)?;
        println!(
            "--- {set}\n{}",
            desk.python("entities.py", &[&gold, &found], &["--norm", "--types", "PER,ORG,LOC"])?
        );
    }
    Ok(())
}

fn times(desk: &Desk) -> Result<()> {
    for set in ["tbaq_timebank", "tbaq_aquaint"] {
        let gold = desk.data.join(format!("entities/{set}.jsonl.gz"));
        let found = desk.adapted("times", &desk.annotate(set, &gold)?)?;
        println!("--- {set}\n{}", desk.python("times.py", &[&gold, &found], &[])?);
    }
    Ok(())
}

fn links(desk: &Desk) -> Result<()> {
    for set in ["link_news_fair_v2_dev", "link_reuters_128"] {
        let gold = desk.data.join(format!("entities/{set}.jsonl.gz"));
        let found = desk.annotate(set, &gold)?;
        println!("--- {set}\n{}", desk.python("links.py", &[&gold, &found], &[])?);
    }
    Ok(())
}

fn feeds(desk: &Desk) -> Result<()> {
    let tests = desk.unpacked("feeds/feedparser-tests.tar.gz")?;
    let list = desk.scratch.join("feeds.tsv");
    let listed =
        Command::new("python3").arg(desk.score.join("feeds.py")).arg(&tests).arg("--list").output()?;
    if !listed.status.success() {
        bail!("feeds.py needs `pip install feedparser`: {}", String::from_utf8_lossy(&listed.stderr));
    }
    fs::write(&list, listed.stdout)?;
    let dump = desk.scratch.join("feeds.jsonl");
    desk.wiredesk(&["feed", "--list", &list.to_string_lossy()], None, &dump)?;
    println!("{}", desk.python("feeds.py", &[&tests, &dump], &[])?);
    Ok(())
}

fn pages(desk: &Desk) -> Result<()> {
    for set in ["fundus_dev", "aeb", "postlight", "yonhap_one"] {
        let unpacked = desk.unpacked(&format!("pages/{set}.tar.gz"))?;
        let mut list = String::new();
        let mut pages: Vec<PathBuf> =
            fs::read_dir(unpacked.join("html"))?.flatten().map(|entry| entry.path()).collect();
        pages.sort();
        for page in &pages {
            let id = page.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            list.push_str(&format!("{id}\t{}\t\n", page.display()));
        }
        let tsv = desk.scratch.join(format!("{set}.tsv"));
        fs::write(&tsv, list)?;
        let extracted = desk.scratch.join(format!("{set}.ndjson"));
        desk.wiredesk(&["extract", "--list", &tsv.to_string_lossy()], None, &extracted)?;
        let found = desk.adapted("pages", &extracted)?;
        let folder = unpacked.parent().context("no folder")?;
        let name = unpacked.file_name().and_then(|name| name.to_str()).unwrap_or(set);
        let words = ["--data".as_ref(), folder, name.as_ref(), found.as_path()];
        println!("{}", desk.python("pages.py", &words, &[])?);
    }
    Ok(())
}
