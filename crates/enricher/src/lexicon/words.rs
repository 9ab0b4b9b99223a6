//! Small words and verbs that bound a noun phrase (a table).
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

const PREPOSITIONS: &str = "about above across after against along alongside amid among around as at before behind below beneath beside between beyond by despite down during except following for from in inside into like near of off on onto opposite out outside over past per since than through throughout till to toward towards under underneath until up upon via with within without";

const STOPS: &str = "a an the this that these those and but or nor so yet because although though while when where whether if unless once who whom whose which what why how he she it they we i you him them us me himself herself themselves itself his her its their our my your mine yours hers theirs ours is are was were be been being am has have had having do does did will would can could may might must shall should not never no n't 's ’s 'd 'll 've 're also then later still even just only already soon often again too now here there however meanwhile instead perhaps";

const PAST: &str = "ate beat became began bent bet bit blew bought broke brought built burst came caught chose clung crept cut dealt did drank drew drove fed fell felt fled flew fought found froze gave got grew had heard held hid hit hung hurt kept knelt knew laid lay led left lent let lit lost made meant met paid put quit ran rang read rode rose said sang sank sat saw sent set shook shot shut slept slid sold spent spoke split spread stole stood struck stuck sung swam swore taught thought threw told took tore understood was went were woke won wore wound wrote taken given shown seen known done gone written spoken driven drawn beaten fallen";

const PRESENT: &str = "says tells adds argues believes calls claims denies hopes insists knows likes lives makes notes plans plays recalls refuses remains remembers runs sees seems speaks stands takes thinks wants warns works writes goes gives gets comes keeps looks needs asks answers";

static PREPOSITION_SET: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| PREPOSITIONS.split(' ').collect());
static STOP_SET: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| STOPS.split(' ').chain(PREPOSITIONS.split(' ')).collect());
static VERB_SET: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| PAST.split(' ').chain(PRESENT.split(' ')).collect());

pub fn is_preposition(lower: &str) -> bool {
    PREPOSITION_SET.contains(lower)
}

/// A word that no noun phrase goes over: article, preposition, conjunction, pronoun, auxiliary.
pub fn is_stop(lower: &str) -> bool {
    STOP_SET.contains(lower)
}

/// Is it likely a finite verb? ("-ed" may be a participle.)
pub fn is_verb(lower: &str) -> bool {
    VERB_SET.contains(lower)
        || lower.len() > 3 && lower.ends_with("ed") && !lower.ends_with("eed")
        || is_auxiliary(lower)
}

pub fn is_auxiliary(lower: &str) -> bool {
    matches!(
        lower,
        "is" | "are"
            | "was"
            | "were"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "should"
            | "does"
            | "did"
            | "do"
            | "'d"
            | "'ll"
            | "’d"
            | "’ll"
    )
}
