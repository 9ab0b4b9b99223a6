//! Reads pages made to do harm and prints what each costs and comes to: `page_hostile [COUNT [NAME]]` (of tags,
//! attributes …; 100,000).
use std::io::Write;
use std::time::Instant;

use parser::page::{self, PageContext};

fn main() -> std::io::Result<()> {
    let count = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let mut out = std::io::stdout().lock();
    let only = std::env::args().nth(2);
    for (name, page) in pages(count) {
        if only.as_deref().is_some_and(|only| !name.contains(only)) {
            continue;
        }
        let context = PageContext { url: "https://coast.example/news/1", ..PageContext::default() };
        let start = Instant::now();
        let result = page::read(&page, &context);
        let read = start.elapsed();
        let start = Instant::now();
        let verdicts = page::explain(&page, &context).len();
        let explained = start.elapsed();
        let outcome = match result {
            Ok(article) => format!("{} paragraphs, {:?}", article.paragraphs.len(), article.warnings),
            Err(error) => error.to_string(),
        };
        writeln!(
            out,
            "{name:24} {:9} bytes  read {:7.1} ms  explain {:7.1} ms ({verdicts})  {outcome}",
            page.len(),
            read.as_secs_f64() * 1e3,
            explained.as_secs_f64() * 1e3
        )?;
    }
    Ok(())
}

fn pages(n: usize) -> Vec<(&'static str, Vec<u8>)> {
    let story = "<h1>Ferry halts two routes</h1><p>The ferry company said on Monday that it would halt two routes, and crews were told at noon that the boats would stay.</p>".repeat(3);
    let with = |start: String| (start + &story).into_bytes();
    let each = |form: &dyn Fn(usize) -> String| (0..n).map(form).collect::<String>();
    let json = |body: String| with(format!("<script type='application/ld+json'>{body}</script>"));
    vec![
        ("nested div", with("<div>".repeat(n))),
        ("nested div, text each", with("<div>some words here ".repeat(n))),
        ("nested named div", with("<div class='story-body related'>a few more words here".repeat(n))),
        ("nested span", with("<span>".repeat(n))),
        ("nested span, text each", with("<p>".to_owned() + &"<span>word ".repeat(n))),
        ("nested tooltip span", with("<p>".to_owned() + &"<span class=tooltip>word ".repeat(n))),
        ("nested table", with("<table><tr><td>".repeat(n))),
        ("nested section", with("<section class=author>By Ada Field".repeat(n))),
        ("nested list", with("<ul><li>some item of a list".repeat(n))),
        ("nested quote", with("<blockquote><p>some quotation of somebody".repeat(n))),
        ("nested article", with("<article><h2>Ferry halts two routes</h2><p>a paragraph of more than sixty characters, so that it counts as prose</p>".repeat(n / 10))),
        ("nested font and block", with("<font><div>x".repeat(n))),
        ("nested bold", with("<b>".repeat(n))),
        ("misnested", with("<b><i><p></b>".repeat(n))),
        ("misnested links", with("<a href=/a><div>x</a>".repeat(n))),
        ("end tags", with("</div></p></b>".repeat(n))),
        ("attributes", with(format!("<p {}>x</p>", each(&|at| format!("a{at}=b "))))),
        ("classes", with(format!("<p class='{}'>x</p>", "ad-".repeat(n)))),
        ("classes nested", with(format!("<div class='{}'>{}", "word-".repeat(n), "<div>".repeat(1000)))),
        ("classes each", with("<div class='a-very long-name of-many words-in-it and-more'>x</div>".repeat(n))),
        ("author links", with("<a rel=author href=/author/ada>Ada Field</a> ".repeat(n))),
        ("author spans", with("<span class=author>By Ada Field and others too</span> ".repeat(n))),
        ("times", with("<time>yesterday</time>".repeat(n))),
        ("headings", with("<h1>Ferry halts routes again</h1>".repeat(n))),
        ("itemprops", with("<span itemprop='author headline image'>Ada".repeat(n))),
        ("metas", with("<meta name=author content='Ada Field'><meta property=og:title content=x>".repeat(n))),
        ("links", with("<link rel=canonical href=/a>".repeat(n))),
        ("paragraphs", with(each(&|at| format!("<p>Paragraph {at} says something of the ferry that no other one says of it so far.</p>")))),
        ("equal paragraphs", with("<p>The same paragraph says the same again, and is long enough to count as prose of a story, one more time.</p>".repeat(n))),
        ("bold quotes", with(each(&|at| format!("<p><b>Sentence {at} of a quotation in bold type</b></p>")))),
        ("list items", with("<ul>".to_owned() + &each(&|at| format!("<li><a href=/{at}>Item {at} of the list</a>")))),
        ("breaks", with("x<br>".repeat(n))),
        ("one long line", with("word ".repeat(n * 10))),
        ("brackets", with("(".repeat(n))),
        ("lone less-than", with("<".repeat(n))),
        ("lone ampersand", with("&".repeat(n))),
        ("references", with("&#x1F600;&amp;&notin;".repeat(n))),
        ("broken references", with("&#".repeat(n))),
        ("nul bytes", with("\0".repeat(n))),
        ("control bytes", with("\u{1}\u{8}".repeat(n))),
        ("unclosed title", with("<title>".repeat(n))),
        ("unclosed script", with("<script>".repeat(n))),
        ("unclosed json-ld", with("<script type='application/ld+json'>{".repeat(n))),
        ("unclosed comment", with("<!--".repeat(n))),
        ("unclosed attribute", with("<p a=\"".repeat(n))),
        ("unclosed single quote", with("<p a='".repeat(n))),
        ("unclosed tag", with("<p a".repeat(n))),
        ("unclosed cdata", with("<![CDATA[".repeat(n))),
        ("unclosed svg", with("<svg>".repeat(n))),
        ("svg and math", with("<svg><math>".repeat(n) + "</svg>")),
        ("textareas", with("<textarea>".repeat(n))),
        ("templates", with("<template>".repeat(n))),
        ("almost end tags", with("<title>".to_owned() + &"</titl".repeat(n))),
        ("dashes in comment", with("<!--".to_owned() + &"--".repeat(n))),
        ("deep json arrays", json("[".repeat(n))),
        ("deep json objects", json("[{\"a\":".repeat(n))),
        ("wide json", json(format!("[{}1]", "{\"@type\":\"NewsArticle\",\"author\":\"x\"},".repeat(n)))),
        ("json references", json(format!("[{}1]", each(&|at| format!("{{\"@id\":\"{at}\",\"@type\":\"NewsArticle\",\"author\":{{\"@id\":\"{}\"}}}},", at + 1))))),
        ("json strings", json(format!("{{\"@type\":\"NewsArticle\",\"articleBody\":\"{}\"}}", "<p>".repeat(n)))),
        ("json broken", json("{\"a\": \"\\x\",}".repeat(n))),
        ("json many scripts", with("<script type='application/ld+json'>{\"@type\":\"NewsArticle\"}</script>".repeat(n))),
        ("json live", json(format!("{{\"@type\":\"LiveBlogPosting\",\"liveBlogUpdate\":[{}{{}}]}}", each(&|at| format!("{{\"headline\":\"Entry {at}\",\"articleBody\":\"x\"}},"))))),
        ("json keywords", json(format!("{{\"@type\":\"NewsArticle\",\"keywords\":\"{}\"}}", "a,".repeat(n)))),
        ("json authors", json(format!("{{\"@type\":\"NewsArticle\",\"author\":[{}\"x\"]}}", each(&|at| format!("\"Ada Field {at}\","))))),
        ("one author line", json(format!("{{\"@type\":\"NewsArticle\",\"author\":\"{}\"}}", each(&|at| format!("Ada F{at}, "))))),
        ("script strings", with("\\u003cp".repeat(n))),
        ("quoted script strings", with("\"\\u003cp\"".repeat(n))),
        ("long script string", with(format!("<script>\"{}\"</script>", "\\u003cp\\u003ex".repeat(n)))),
        ("latin-1 as utf-8", with("x".into()).into_iter().chain(std::iter::repeat_n(0xe9, n)).collect()),
        ("utf-16 without bom", with("y ".repeat(n)).iter().flat_map(|b| [*b, 0]).collect()),
        ("utf-16 label", with("<meta charset=utf-16>".to_owned() + &"z".repeat(n))),
        ("iso-2022-jp escapes", b"\x1b$B".repeat(n)),
        ("random bytes", (0..n * 4).scan(1u32, |state, _| { *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223); Some((*state >> 24) as u8) }).collect()),
        ("combining marks", with("e\u{301}\u{301}\u{301}".repeat(n))),
        ("hundred megabytes", with("<div class=story><p>One of very many paragraphs of a page that is as long as none.</p></div>".repeat(n * 12))),
        ("hundred megabytes, tags", with("<b><p>".repeat(n * 170))),
    ]
}
