//! Looking settings up: what was set, else the table's default; and telling a problem at its place.
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::super::keys::{self, Kind};
use super::super::problem::{Place, Problem};
use super::super::read::{Setting, single};
use super::super::value;
use super::Build;

impl Build {
    pub(super) fn problem_at(&mut self, path: &str, problem: Problem) {
        let place = self.values.get(path).map(|(_, place)| place.clone());
        self.problems.push(match place {
            Some(place) => problem.at(&place),
            None => problem,
        });
    }

    pub(super) fn problem_or(&mut self, path: &str, otherwise: &Place, problem: Problem) {
        let place = self.values.get(path).map_or(otherwise, |(_, place)| place);
        let problem = problem.at(place);
        self.problems.push(problem);
    }

    /// What was set, else the default of the table.
    pub(super) fn setting(&self, path: &str) -> Option<Setting> {
        if let Some((setting, _)) = self.values.get(path) {
            return Some(setting.clone());
        }
        default_of(path)
    }

    pub(super) fn optional_text(&self, path: &str) -> Option<String> {
        match self.setting(path) {
            Some(Setting::Text(text)) => Some(text),
            _ => None,
        }
    }

    pub(super) fn text(&self, path: &str) -> String {
        self.optional_text(path).unwrap_or_default()
    }

    pub(super) fn url(&self, path: &str) -> Option<Url> {
        match self.setting(path) {
            Some(Setting::Url(url)) => Some(url),
            _ => None,
        }
    }

    /// Relative to the configuration's folder.
    pub(super) fn path(&self, path: &str) -> Option<PathBuf> {
        self.optional_text(path).map(|text| self.folder.join(text))
    }

    /// The PEM file that a key names; what keeps it from being used is told.
    pub(super) fn certificates(&mut self, path: &str) -> Option<Arc<[u8]>> {
        let file = self.path(path)?;
        let problem = match std::fs::read(&file) {
            Ok(pem) if pem.windows(17).any(|text| text == b"BEGIN CERTIFICATE") => return Some(pem.into()),
            Ok(_) => Problem::new(format!("{} holds no certificate in PEM form", file.display())),
            Err(error) => Problem::new(format!("can not read {}: {error}", file.display())),
        };
        self.problem_at(path, problem);
        None
    }

    pub(super) fn flag(&self, path: &str) -> bool {
        matches!(self.setting(path), Some(Setting::Flag(true)))
    }

    pub(super) fn count(&self, path: &str) -> u64 {
        match self.setting(path) {
            Some(Setting::Count(number)) => number,
            _ => 0,
        }
    }

    pub(super) fn duration(&self, path: &str) -> Duration {
        match self.setting(path) {
            Some(Setting::Duration(duration)) => duration,
            _ => Duration::ZERO,
        }
    }

    /// The feed's own key, else the one of `[defaults]`.
    pub(super) fn own(&self, id: &str, name: &str) -> Option<Setting> {
        let own = self.values.get(&format!("feeds.{id}.{name}")).map(|(setting, _)| setting.clone());
        own.or_else(|| self.setting(&format!("defaults.{name}")))
    }

    pub(super) fn own_duration(&self, id: &str, name: &str) -> Duration {
        match self.own(id, name) {
            Some(Setting::Duration(duration)) => duration,
            _ => Duration::ZERO,
        }
    }

    pub(super) fn own_durations(&self, id: &str, name: &str) -> Vec<Duration> {
        match self.own(id, name) {
            Some(Setting::Durations(durations)) => durations,
            _ => Vec::new(),
        }
    }

    pub(super) fn own_text(&self, id: &str, name: &str) -> String {
        match self.own(id, name) {
            Some(Setting::Text(text)) => text,
            _ => String::new(),
        }
    }
}

/// The table's default, read as the value of its key would be.
pub fn default_of(path: &str) -> Option<Setting> {
    let key = keys::find_dotted(path)?;
    match (key.kind, key.default) {
        (_, "") => None,
        (Kind::Flag, text) => Some(Setting::Flag(text == "true")),
        (Kind::Count(..), text) => text.parse().ok().map(Setting::Count),
        (Kind::Map | Kind::SecretMap, _) => Some(Setting::Map(BTreeMap::new())),
        (Kind::DurationList, text) => {
            let words = text.split('"').skip(1).step_by(2);
            Some(Setting::Durations(words.filter_map(value::duration).collect()))
        }
        (Kind::TextList, _) => Some(Setting::Texts(Vec::new())),
        (Kind::AddressList, _) => Some(Setting::Addresses(Vec::new())),
        (Kind::Ranges, _) => Some(Setting::Ranges(Vec::new())),
        (kind, text) => single(kind, text.to_owned()).ok(),
    }
}
