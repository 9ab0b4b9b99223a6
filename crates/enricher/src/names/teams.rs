//! In sports, the name of a place is often its team: "Barnsley have won five", "the Punjab captain".
use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::{Name, NameKind};
use crate::document::Document;

/// Words that show a report of sports.
const SPORTS: &str = "wicket wickets innings batsman batter bowler pacer striker midfielder goalkeeper referee halftime half-time equalised equalized equaliser penalty offside derby qualifier playoffs touchdown quarterback inning pitcher coach league semi-final semifinal quarterfinal goal goals kick-off kickoff defender winger";

/// Words after a team's name.
const AFTER: &str = "captain coach manager striker midfielder goalkeeper defender winger forward pacer bowler batter batsman skipper players player fans supporters bench boss side had have beat won lost led equalised equalized scored drew needed visit visited face faced host hosted were slumped";

/// Words before a team's name.
const BEFORE: &str = "beat against beating meet face visit over past took send Even";

/// Words before a place that is meant as a place.
const WHERE: &str = "in at near from to outside across around of";

static SPORTS_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| SPORTS.split(' ').collect());

fn is_in(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

/// Sorts the teams out of the places.
pub fn settle(document: &Document<'_>, names: &mut [Name]) {
    let words = document
        .tokens
        .iter()
        .filter(|t| SPORTS_SET.contains(&document.text[t.start..t.end]))
        .take(4)
        .count();
    if words < 4 {
        return;
    }
    let word = |at: usize| document.token(at);
    let places = || names.iter().filter(|n| n.kind == NameKind::Place);
    let has_cue = |name: &Name| {
        let (before, after) = (name.tokens.start.checked_sub(1).map_or("", word), word(name.tokens.end));
        let score = after.chars().all(|c| c.is_ascii_digit() || c == '-') && (1..=4).contains(&after.len());
        score || is_in(AFTER, after) || is_in(BEFORE, before)
    };
    let teams: FxHashSet<&str> = places().filter(|n| has_cue(n)).map(|n| document.slice(&n.bytes)).collect();
    let first = document.sentences.first().map_or(0, |s| s.tokens.start);
    for name in names.iter_mut().filter(|n| n.kind == NameKind::Place) {
        let before = name.tokens.start.checked_sub(1).map_or("", word);
        let is_dateline =
            name.tokens.start == first && matches!(word(name.tokens.end), "," | "—" | "--" | "-" | "(");
        if teams.contains(document.slice(&name.bytes))
            && !is_in(WHERE, before)
            && !is_dateline
            && word(name.tokens.end) != ","
        {
            name.kind = NameKind::Organization;
        }
    }
}
