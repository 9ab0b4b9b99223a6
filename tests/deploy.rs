//! What is shipped for running Wiredesk names only what exists: compose file, Dockerfile, Prometheus, Grafana, systemd.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use saphyr::{LoadableYamlNode, Yaml};
use serde_json::{Map, Value};

fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().find(|dir| dir.join("docker-compose.yml").exists()).unwrap_or(here).to_owned()
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A YAML file as JSON, which has shorter ways to ask it.
fn yaml(path: &str) -> Value {
    let text = text(path);
    let documents = Yaml::load_from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert_eq!(documents.len(), 1, "{path}: one document");
    json(&documents[0])
}

fn json(yaml: &Yaml<'_>) -> Value {
    if let Some(mapping) = yaml.as_mapping() {
        let entries = mapping.iter().map(|(key, value)| (scalar(key), json(value)));
        Value::Object(entries.collect::<Map<_, _>>())
    } else if let Some(sequence) = yaml.as_sequence() {
        Value::Array(sequence.iter().map(json).collect())
    } else if yaml.is_null() {
        Value::Null
    } else {
        Value::String(scalar(yaml))
    }
}

fn scalar(yaml: &Yaml<'_>) -> String {
    let number = || yaml.as_integer().map(|number| number.to_string());
    let flag = || yaml.as_bool().map(|flag| flag.to_string());
    let text = yaml.as_str().map(str::to_owned);
    text.or_else(number).or_else(flag).unwrap_or_else(|| panic!("no scalar: {yaml:?}"))
}

fn members<'a>(value: &'a Value, key: &str) -> Vec<(&'a str, &'a Value)> {
    let object = value.get(key).and_then(Value::as_object);
    object.into_iter().flatten().map(|(name, value)| (name.as_str(), value)).collect()
}

fn strings<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    match value.get(key) {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        Some(Value::Object(items)) => items.keys().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

fn wiredesk(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wiredesk"));
    command.args(arguments).envs(environment.iter().copied()).output().expect("the binary under test runs")
}

fn must_succeed(what: &str, output: &Output) {
    assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn compose_names_only_what_exists() {
    let compose = yaml("docker-compose.yml");
    let services: BTreeSet<&str> = members(&compose, "services").into_iter().map(|(name, _)| name).collect();
    let volumes: BTreeSet<&str> = strings(&compose, "volumes").into_iter().collect();
    for (name, service) in members(&compose, "services") {
        let image =
            service.get("image").and_then(Value::as_str).unwrap_or_else(|| panic!("{name}: no image"));
        let tag = image.rsplit_once(':').map(|(_, tag)| tag).unwrap_or("latest");
        assert!(tag != "latest", "{name}: `{image}` may be anything tomorrow");
        if let Some(context) = service.get("build").and_then(Value::as_str) {
            assert!(root().join(context).join("Dockerfile").exists(), "{name}: no Dockerfile in {context}");
        }
        for volume in strings(service, "volumes") {
            let source = volume.split(':').next().unwrap_or_default();
            let known =
                if source.starts_with('.') { root().join(source).exists() } else { volumes.contains(source) };
            assert!(known, "{name}: volume `{source}` is neither a path of the repository nor declared");
        }
        for needed in strings(service, "depends_on") {
            assert!(services.contains(needed), "{name}: depends on `{needed}`");
            let condition = service.pointer(&format!("/depends_on/{needed}/condition"));
            if condition.and_then(Value::as_str) == Some("service_healthy") {
                let healthcheck = compose.pointer(&format!("/services/{needed}/healthcheck/test"));
                assert!(healthcheck.is_some(), "{name}: `{needed}` cannot become healthy");
            }
        }
        if let Some(other) = service.get("network_mode").and_then(Value::as_str) {
            let other = other.strip_prefix("service:").unwrap_or_default();
            assert!(services.contains(other), "{name}: shares the network of `{other}`");
            assert!(service.get("ports").is_none(), "{name}: ports belong to `{other}`");
        }
        for port in strings(service, "ports") {
            assert!(port.starts_with("127.0.0.1:"), "{name}: `{port}` is open to others");
        }
    }
}

#[test]
fn compose_variables_have_defaults() {
    for (line, text) in (1..).zip(text("docker-compose.yml").lines()) {
        for variable in text.split("${").skip(1) {
            let inside = variable.split('}').next().unwrap_or_default();
            assert!(inside.contains(":-"), "docker-compose.yml:{line}: `{inside}` has no default");
        }
    }
}

#[test]
fn compose_runs_commands_that_exist() {
    let compose = yaml("docker-compose.yml");
    for (name, service) in members(&compose, "services") {
        if service.get("image").and_then(Value::as_str) != Some("wiredesk:local") {
            continue;
        }
        // `--help` comes last, so that what stands before it is checked and nothing is run.
        let arguments: Vec<&str> = strings(service, "command").into_iter().chain(["--help"]).collect();
        must_succeed(name, &wiredesk(&arguments, &[]));
    }
    let brokers = compose.pointer("/services/worker/environment/WIREDESK_BROKERS").and_then(Value::as_str);
    let brokers = brokers.and_then(|text| text.strip_prefix("${WIREDESK_BROKERS:-")?.strip_suffix('}'));
    let brokers = brokers.unwrap_or_else(|| panic!("the worker's brokers"));
    let environment = [("WIREDESK_BROKERS", brokers)];
    must_succeed("check", &wiredesk(&["check", "-c", &path("config/docker/wiredesk.toml")], &environment));
    let inside =
        compose.pointer("/services/kafka/environment/KAFKA_ADVERTISED_LISTENERS").and_then(Value::as_str);
    assert!(
        inside.is_some_and(|listeners| listeners.contains(&format!("INSIDE://{brokers}"))),
        "{brokers}: {inside:?}"
    );
}

#[test]
fn the_worker_finds_newsroom_page_and_metrics() {
    let config: toml::Table = text("config/docker/wiredesk.toml").parse().expect("TOML");
    let setting = |table: &str, key: &str| config.get(table).and_then(|table| table.get(key)).cloned();
    let listen =
        setting("http", "listen").and_then(|it| it.as_str().map(str::to_owned)).expect("http.listen");
    assert!(
        text("config/docker/page.conf").contains(&format!("proxy_pass http://{listen};")),
        "page.conf: {listen}"
    );
    let targets = yaml("config/prometheus/prometheus.yml");
    let target = targets.pointer("/scrape_configs/0/static_configs/0/targets/0").and_then(Value::as_str);
    assert_eq!(target, Some(listen.as_str()), "prometheus.yml");
    let compose = yaml("docker-compose.yml");
    let newsroom = compose.pointer("/services/newsroom").expect("the newsroom");
    let command = strings(newsroom, "command");
    let after =
        |option: &str| command.iter().skip_while(|word| **word != option).nth(1).copied().unwrap_or_default();
    let nameservers = setting("fetch", "nameservers").expect("fetch.nameservers").to_string();
    assert!(nameservers.contains(after("--dns-listen")), "{nameservers}");
    let port = after("--listen").rsplit_once(':').map(|(_, port)| port).unwrap_or_default();
    let feeds = config.get("feeds").and_then(toml::Value::as_table).expect("feeds");
    for (id, feed) in feeds {
        let url = feed.get("url").and_then(toml::Value::as_str).unwrap_or_default();
        assert!(url.contains(&format!(".example:{port}/")), "{id}: {url}");
    }
}

#[test]
fn broker_versions_agree() {
    let pom = text("tests/kafka/pom.xml");
    let version =
        pom.split("<kafka.version>").nth(1).and_then(|rest| rest.split('<').next()).unwrap_or_default();
    let image = yaml("docker-compose.yml");
    let image = image.pointer("/services/kafka/image").and_then(Value::as_str);
    assert_eq!(image, Some(format!("apache/kafka:{version}").as_str()));
}

#[test]
fn the_image_copies_what_exists() {
    let ignored = text(".dockerignore");
    for line in
        text("Dockerfile").lines().filter(|line| line.starts_with("COPY ") && !line.contains("--from="))
    {
        for source in line.split_whitespace().skip(1).filter(|word| !word.starts_with('/') && *word != ".") {
            assert!(root().join(source).exists(), "Dockerfile: no {source}");
        }
    }
    for kept in ignored.lines().filter_map(|line| line.strip_prefix('!')) {
        assert!(root().join(kept).exists(), ".dockerignore: no {kept}");
    }
}

#[test]
fn dashboards_and_alerts_name_metrics_that_exist() {
    let emitted = emitted_metrics();
    let mut files = vec!["config/prometheus/alerts.yml".to_owned()];
    for entry in std::fs::read_dir(root().join("config/grafana/dashboards")).expect("dashboards") {
        let name = entry.expect("an entry").file_name();
        let file = format!("config/grafana/dashboards/{}", name.to_string_lossy());
        let dashboard: Value =
            serde_json::from_str(&text(&file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(dashboard.get("panels").is_some_and(Value::is_array), "{file}: no panels");
        files.push(file);
    }
    for file in files {
        for metric in metric_names(&text(&file)) {
            let base = ["_bucket", "_sum", "_count"].iter().find_map(|end| metric.strip_suffix(end));
            let known = emitted.contains(&metric) || base.is_some_and(|base| emitted.contains(base));
            assert!(known, "{file}: nothing emits `{metric}`");
        }
    }
    for file in ["datasources/prometheus.yml", "dashboards/wiredesk.yml"] {
        yaml(&format!("config/grafana/provisioning/{file}"));
    }
    yaml("config/prometheus/alerts.yml");
}

#[test]
fn the_unit_runs_commands_that_exist() {
    let unit = text("config/systemd/wiredesk.service");
    let commands: Vec<&str> =
        unit.lines().filter_map(|line| line.split_once("=/usr/local/bin/wiredesk ")).map(|it| it.1).collect();
    assert_eq!(commands.len(), 2, "ExecStartPre and ExecStart");
    for command in commands {
        let arguments: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        must_succeed(command, &wiredesk(&arguments, &[]));
    }
}

fn path(relative: &str) -> String {
    root().join(relative).to_string_lossy().into_owned()
}

/// Every `wiredesk_…` that a string literal of the crates holds.
fn emitted_metrics() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![root().join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let source = std::fs::read_to_string(&path).unwrap_or_default();
                found.extend(source.split('"').skip(1).step_by(2).flat_map(metric_names));
            }
        }
    }
    found
}

fn metric_names(text: &str) -> Vec<String> {
    let starts = text.match_indices("wiredesk_").map(|(at, _)| &text[at..]);
    starts
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>())
        .filter(|name| name.len() > "wiredesk_".len())
        .collect()
}
