//! `wiredesk check` and the start: every mistake at once, with its place; secrets never show.
use crate::kit::worker::{Desk, stderr, stdout};

#[test]
fn every_mistake_is_told_at_once_with_its_place() {
    let desk = Desk::empty();
    desk.configure(
        "[worker]\nnmae = \"a\"\n\n[fetch]\ntimeout = \"5 fortnights\"\nallow_private = [\"127.0.0.0/99\"]\n\n\
         [http]\nlisten = \"0.0.0.0:8470\"\n\n[feeds.one]\nurl = \"ftp://news.example/feed\"\n\n\
         [feeds.two]\npages = \"sometimes\"\n\n[feeds.three]\nurl = \"http://127.0.0.1/feed\"\n\n\
         [feeds.Four]\nurl = \"https://news.example/four\"\nmin_interval = \"2h\"\n\n[kafka]\nbrokers = 9092\n",
    );
    let output = desk.command(&["check"]);
    let told = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{told}");
    for (place, message, help) in [
        ("wiredesk.toml:2:1", "unknown key `worker.nmae`", "did you mean `name`?"),
        ("wiredesk.toml:5:11", "`5 fortnights` is no duration", "\"90s\""),
        ("wiredesk.toml:6:17", "`127.0.0.0/99` is no address range", "\"127.0.0.0/8\""),
        ("wiredesk.toml:9:10", "which others can reach", "http.token_file"),
        ("wiredesk.toml:12:7", "can never be fetched", ""),
        ("wiredesk.toml:14:8", "the feed `two` has no `url`", "add url"),
        ("wiredesk.toml:15:9", "`sometimes` is none of `auto`, `always`, `never`", ""),
        ("wiredesk.toml:18:7", "can never be fetched", "fetch.allow_private"),
        ("wiredesk.toml:20:8", "`Four` can not be a feed's id", "small letters"),
        ("wiredesk.toml:22:16", "`min_interval` is longer than `max_interval`", ""),
        ("wiredesk.toml:25:11", "expected a list of texts, found an integer", ""),
    ] {
        for part in [place, message, help] {
            assert!(told.contains(part), "`{part}` is not told:\n{told}");
        }
    }
    assert!(told.contains("11 mistakes"), "{told}");
    assert!(told.contains("^"), "a caret shows the place:\n{told}");
}

#[test]
fn broken_toml_and_several_files_are_told_with_their_places() {
    let desk = Desk::empty();
    desk.configure("[worker]\nname = \"a\nx = 1\n\n[feeds.one]\nurl = \"https://news.example/a\"\n");
    std::fs::create_dir(desk.dir.path().join("feeds.d")).expect("a folder");
    let more = desk.dir.path().join("feeds.d/more.toml");
    std::fs::write(more, "[feeds.one]\nurl = \"https://news.example/b\"\n").expect("a file");
    let told = stderr(&desk.command(&["check"]));
    assert!(told.contains("wiredesk.toml:2:"), "{told}");
    assert!(told.contains("more.toml:1:8") && told.contains("stands twice"), "{told}");
}

#[test]
fn secrets_never_show() {
    let mut desk = Desk::empty();
    desk.set("DESK_TOKEN", "hunter2");
    desk.configure(
        "[http]\ntoken = 17\n[feeds.one]\nurl = \"https://user:hunter2@news.example/a\"\n\
         [feeds.two]\nurl = \"https://news.example/b\"\npassword = \"hunter3${NO_SUCH_VARIABLE}\"\n\
         [kafka]\nbrokers = [\"127.0.0.1:9\"]\nproperties = { \"sasl.password\" = \"hunter4${NO_SUCH_VARIABLE}\" }\n",
    );
    let told = stderr(&desk.command(&["check"]));
    for secret in ["hunter2", "hunter3", "hunter4"] {
        assert!(!told.contains(secret), "a secret shows:\n{told}");
    }
    assert!(told.contains("NO_SUCH_VARIABLE"), "{told}");
    assert!(told.contains("a URL must not carry credentials"), "{told}");
}

#[test]
fn the_files_that_are_shipped_are_right() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (file, feeds) in [("config/minimal.toml", 1), ("config/wiredesk.toml", 20)] {
        let path = root.join(file);
        let words = ["check", "-c", path.to_str().expect("a path")];
        let output = crate::kit::worker::wiredesk(&words, "");
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(stdout(&output).contains(&format!("{feeds} feeds")), "{}", stdout(&output));
    }
}

#[test]
fn a_configuration_that_is_missing_says_what_to_do() {
    let desk = Desk::empty();
    let output = desk.command(&["run"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("config/minimal.toml is one to start from"), "{}", stderr(&output));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_do_not_share_a_data_directory() {
    let press = crate::kit::press(1, 1).await;
    let mut desk = Desk::for_press(&press, "");
    desk.start().await;
    let text = std::fs::read_to_string(desk.config()).expect("the configuration");
    let other = desk.dir.path().join("other.toml");
    let elsewhere =
        text.replace(&format!("127.0.0.1:{}", desk.port), &format!("127.0.0.1:{}", crate::kit::free_port()));
    std::fs::write(&other, elsewhere).expect("a file");
    let words = ["run", "-c", other.to_str().expect("a path")];
    let output = crate::kit::worker::wiredesk(&words, "");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("another process"), "{}", stderr(&output));
    press.shutdown().await;
}
