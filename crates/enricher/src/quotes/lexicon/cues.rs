//! A table: the verbs of saying, with their forms and with what may follow them.
use std::sync::LazyLock;

/// A verb of saying.
#[derive(Clone, Debug)]
pub struct Cue {
    pub lemma: &'static str,
    pub traits: Traits,
    irregular: Option<[&'static str; 4]>,
}

/// Which form of the verb a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Base,
    /// says
    Third,
    /// said, and the participle where it is the same
    Past,
    /// saying
    Ing,
    /// written, sworn
    Participle,
}

/// What may follow, one letter each, as the table writes them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traits(u32);

impl Traits {
    /// `s` says: takes a quotation or a clause with or without "that".
    pub const SAYS: Traits = Traits(1);
    /// `t` tells: the object is the addressee.
    pub const TELLS: Traits = Traits(1 << 1);
    /// `q` asks: whether, if, how.
    pub const ASKS: Traits = Traits(1 << 2);
    /// `o` orders: somebody to do something.
    pub const ORDERS: Traits = Traits(1 << 3);
    /// `i` promises: to do something.
    pub const INFINITIVE: Traits = Traits(1 << 4);
    /// `n` announces: a noun phrase is what was said.
    pub const NOMINAL: Traits = Traits(1 << 5);
    /// `g` denies: doing something.
    pub const GERUND: Traits = Traits(1 << 6);
    /// `c` calls: something "…", describes it as "…".
    pub const CALLS: Traits = Traits(1 << 7);
    /// `a` acts: laughs, shrugs; says only beside a quotation.
    pub const ACTS: Traits = Traits(1 << 8);
    /// `b` believes.
    pub const BELIEVES: Traits = Traits(1 << 9);
    /// `f` shows: indirect only with "that".
    pub const NEEDS_THAT: Traits = Traits(1 << 10);
    /// `k` strong: hardly ever means anything but speech.
    pub const STRONG: Traits = Traits(1 << 11);
    /// `d` direct: takes a quotation by itself.
    pub const DIRECT: Traits = Traits(1 << 12);
    /// `w` weak: a cue only right beside a quotation.
    pub const WEAK: Traits = Traits(1 << 13);
    /// `z` accuses: somebody of something, all of it inside.
    pub const ACCUSES: Traits = Traits(1 << 14);

    pub fn has(self, any: Traits) -> bool {
        self.0 & any.0 != 0
    }

    fn parse(letters: &str) -> Traits {
        let bits = letters
            .chars()
            .filter_map(|c| "stqoingcabfkdwz".find(c))
            .fold(0, |bits, place| bits | 1 << place);
        Traits(bits)
    }
}

impl std::ops::BitOr for Traits {
    type Output = Traits;
    fn bitor(self, other: Traits) -> Traits {
        Traits(self.0 | other.0)
    }
}

impl Cue {
    pub fn forms(&self) -> Vec<(Form, String)> {
        let lemma = self.lemma;
        if let Some([third, past, ing, participle]) = self.irregular {
            let mut forms = vec![
                (Form::Base, lemma.to_owned()),
                (Form::Third, third.to_owned()),
                (Form::Past, past.to_owned()),
                (Form::Ing, ing.to_owned()),
            ];
            if participle != past {
                forms.push((Form::Participle, participle.to_owned()));
            }
            return forms;
        }
        let (third, stem) = if let Some(stem) = lemma.strip_suffix('e') {
            (format!("{lemma}s"), stem.to_owned())
        } else if let Some(stem) =
            lemma.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']))
        {
            return vec![
                (Form::Base, lemma.to_owned()),
                (Form::Third, format!("{stem}ies")),
                (Form::Past, format!("{stem}ied")),
                (Form::Ing, format!("{lemma}ing")),
            ];
        } else if lemma.ends_with("sh") || lemma.ends_with("ss") || lemma.ends_with("ch") {
            (format!("{lemma}es"), lemma.to_owned())
        } else {
            (format!("{lemma}s"), doubled(lemma))
        };
        vec![
            (Form::Base, lemma.to_owned()),
            (Form::Third, third),
            (Form::Past, format!("{stem}ed")),
            (Form::Ing, format!("{stem}ing")),
        ]
    }
}

/// admit → admitt-, quip → quipp-
fn doubled(lemma: &str) -> String {
    const DOUBLING: &str =
        "admit quip dub slam rap blab snap chat nod refer rebut sum hum concur spit sob demur gab rib";
    match lemma.chars().last() {
        Some(last) if DOUBLING.split(' ').any(|verb| verb == lemma) => format!("{lemma}{last}"),
        _ => lemma.to_owned(),
    }
}

/// `lemma letters`, or `lemma letters third past ing participle`.
const TABLE: &str = "
say skd says said saying said
tell stqokd tells told telling told
add skd
write skd writes wrote writing written
ask tqoikd
reply skd
answer std
respond sd
explain skd
note skd
insist skd
argue skd
claim skdn
warn stokdn
state skd
declare skdc
announce skdn
acknowledge skdng
admit skdg
concede skdn
confirm skdn
deny skngd
allege skd
assert skd
contend skd
maintain sk
stress skd
emphasize skdn
emphasise skdn
remark skd
observe sd
comment sd
recall sdng
recount sdn
recommend sdng
suggest sdng
propose sdnig
predict skdn
forecast sn forecasts forecast forecasting forecast
estimate skn
conclude skd
caution skdt
advise tokdsn
remind tokd
inform tk
assure tkd
notify tk
brief tw
urge tokd
order nowd
instruct tok
command tod
implore tod
beg tod
demand skdni
request no
promise sikdnt
pledge siknd
vow siknd
threaten sind
offer dni
agree sidw
swear sid swears swore swearing sworn
testify skd
report sknd
reveal skdn
disclose skn
read dw reads read reading read
continue dw
quip skda
joke skda
tweet skda
post da
shout skda
yell skda
scream skda
cry da
exclaim skda
whisper skda
mutter skda
murmur skda
mumble skda
grumble skda
moan skda
groan da
sigh da
laugh da
chuckle da
giggle da
smile da
grin da
shrug da
nod da
fume da
snap da
bark da
roar da
thunder da
rage da
rant da
boast skda
brag skda
gush da
enthuse da
beam da
marvel da
muse skda
wonder qda
reflect da
ponder qda
opine skd
reckon skb
think sbd thinks thought thinking thought
believe sb
feel sbw feels felt feeling felt
hope sbi
fear sb
expect bo
know sbw knows knew knowing known
understand sbw understands understood understanding understood
find sf finds found finding found
show sf shows showed showing shown
indicate sf
imply sf
signal sf
hint skd
mean fw means meant meaning meant
call cd
describe cdk
characterize c
characterise c
label c
brand c
dub c
dismiss cn
hail cd
praise cd
condemn cdn
denounce cdn
slam cd
blast cd
criticize cd
criticise cd
deride c
mock c
ridicule c
lament sdc
bemoan cd
decry cd
deplore cdn
welcome cd
laud c
blame cd
credit cw
accuse zcd
reject ncd
dispute dcn
refute ndc
rebut ndc
counter skd
retort skda
rejoin da
correct da
interject da
interrupt da
begin da begins began beginning begun
conclude skd
finish da
venture skda
volunteer skda
confide skdt
confess skdg
concur da
affirm skd
reaffirm skn
reiterate skdn
repeat dn
echo dw
protest sd
object sd
complain skd
plead sdoi
appeal dow
propose sdni
proclaim skdc
profess sd
pronounce dc
rule sdn
decide fwi
determine fw
learn fw
hear dfw hears heard hearing heard
see fw sees saw seeing seen
remember dngs
deadpan skda deadpans deadpanned deadpanning deadpanned
jest da
tease da
taunt da
sneer skda
scoff skda
sniff da
snort da
snarl da
growl da
hiss da
spit da
chant da
sing da sings sang singing sung
recite dcw
intone da
drawl da
stammer da
stutter da
blurt da
hoot da
howl da
wail da
sob da
weep da weeps wept weeping wept
whine da
whimper da
gasp da
breathe da
purr da
coo da
croak da
rasp da
bellow da
holler da
chide da
scold dat
chastise c
rebuke c
lecture da
preach dasf
plead sdoi
persuade tw
convince tw
query qd
question qcdn
inquire qd
enquire qd
quote dw
cite dcw
speculate skd
surmise sd
suspect sb
assume sb
presume sb
guess sbd
figure sbw
doubt sb
envision b
foresee nb foresees foresaw foreseeing foreseen
project nw
calculate sw
posit sk
theorize s
theorise s
hypothesize s
postulate s
summarize d
summarise d
sum dw
clarify skd
elaborate da
specify sk
stipulate s
mention sdn
outline nw
detail w
highlight nf
underline fdn
underscore fdn
contradict d
corroborate s
certify s
attest s
aver skd
avow s
submit sdw
relate dw
relay dw
narrate da
reminisce da
cable da
text da
email da
phone da
message da
blog da
write skd writes wrote writing written
scribble da
scrawl da
type dw
wish tnw
thank dw
congratulate dw
apologize da
apologise da
greet dw
toast da
bet sdb bets bet betting bet
wager s
gamble w
grant sw
allow sdw
accept sw
attribute nw
compare c
liken c
tout c
champion w
defend cw
disagree da
oppose w
endorse w
support w
back w
refuse iw
decline iw
invite ow
encourage ow
press ow
challenge ow
direct ow
bid ow bids bade bidding bidden
want bow
plan iw
speak dw speaks spoke speaking spoken
talk dw
chatter da
crow da
gloat da
bluster da
storm da
seethe da
explode da
erupt da
reason sda
rationalize da
philosophize da
counsel dt
admonish dt
exhort to
entreat to
beseech to
coax o
pray da
prophesy s
vouch s
trumpet dc
herald c
air w
voice nw
express nw
convey nw
communicate w
divulge sn
leak w
broadcast w
publish w
release w
issue w
stipulate s
mandate s
require w
concede skdn
own w
volunteer skda
put dw puts put putting put
quibble da
carp da
rail da
inveigh da
wisecrack da wisecracks wisecracked wisecracking wisecracked
advocate gnw
favor gw
favour gw
oppose gw
contest nw
discuss w
share dw
offer dni
teach tw teaches taught teaching taught
caution skdt
bawl da
cheer da
boo da
heckle da
chirp da
pipe da
demur da
agonize da
sympathize da
sympathise da
console da
soothe da
reassure tkd
promise sikdnt
tut da
tip w
rank w
rate c
attack cd
assail c
bash c
rip c
lambaste c
lambast c
skewer c
admire c
portray c
depict c
paint c
deem c
term c
consider cw
regard c
view c
tag c
pound c
reference cd
point -
shoot - shoots shot shooting shot
hit - hits hit hitting hit
fire -
chime -
weigh -
cut - cuts cut cutting cut
go - goes went going gone
hold - holds held holding held
lash -
spell -
make - makes made making made
push -
refer -
allude -
set - sets set setting set
approve -
";

/// Sets of traits that verbs of other languages have; they need no lemma.
const NAMELESS: &[&str] = &["skd", "skdq", "cdk", "cd", "kdni", "da"];

/// The entry for a foreign verb with these traits.
pub fn nameless(letters: &str) -> u16 {
    NAMELESS.iter().position(|known| *known == letters).unwrap_or(0) as u16
}

static CUES: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    let nameless =
        NAMELESS.iter().map(|letters| Cue { lemma: "", traits: Traits::parse(letters), irregular: None });
    let named = TABLE.lines().filter_map(|line| {
        let mut words = line.split_whitespace();
        let (lemma, letters) = (words.next()?, words.next()?);
        let mut rest = || words.next();
        let irregular = match (rest(), rest(), rest(), rest()) {
            (Some(third), Some(past), Some(ing), Some(participle)) => Some([third, past, ing, participle]),
            _ => None,
        };
        Some(Cue { lemma, traits: Traits::parse(letters), irregular })
    });
    nameless.chain(named).collect()
});

/// All cues; a word's entry points here.
pub fn table() -> &'static [Cue] {
    &CUES
}

/// Reads the letters of a pair in [`PHRASAL`].
pub fn parse(letters: &str) -> Traits {
    Traits::parse(letters)
}

pub fn traits(index: u16) -> Traits {
    table().get(usize::from(index)).map(|cue| cue.traits).unwrap_or_default()
}

/// Verb and particle that say together: the traits of the pair replace those of the verb.
/// `true` where the particle belongs to the cue words ("called for"), as the preposition of its object does.
pub const PHRASAL: &[(&str, &str, &str)] = &[
    ("point", "out", "skd"),
    ("shoot", "back", "kda"),
    ("hit", "back", "kda"),
    ("fire", "back", "kda"),
    ("chime", "in", "kda"),
    ("weigh", "in", "kda"),
    ("cut", "in", "kda"),
    ("call", "for", "ng"),
    ("call", "on", "on"),
    ("rule", "out", "ng"),
    ("insist", "on", "gn"),
    ("caution", "against", "gn"),
    ("warn", "against", "gn"),
    ("warn", "of", "n"),
    ("speak", "of", "ncd"),
    ("go", "on", "da"),
    ("go", "after", "c"),
    ("hold", "forth", "da"),
    ("blurt", "out", "kda"),
    ("call", "out", "kda"),
    ("cry", "out", "kda"),
    ("sum", "up", "da"),
    ("set", "out", "n"),
    ("lash", "out", "kda"),
    ("pipe", "up", "kda"),
    ("speak", "up", "da"),
    ("spell", "out", "n"),
    ("make", "clear", "sk"),
    ("point", "to", "cw"),
    ("think", "of", "w"),
    ("hear", "of", "w"),
    ("ask", "about", "w"),
    ("ask", "for", "n"),
    ("appeal", "for", "n"),
    ("plead", "for", "n"),
    ("push", "for", "w"),
    ("press", "for", "w"),
    ("complain", "of", "n"),
    ("complain", "about", "nw"),
    ("refer", "to", "cd"),
    ("allude", "to", "w"),
    ("argue", "for", "gn"),
    ("argue", "against", "gn"),
    ("object", "to", "gn"),
    ("agree", "to", "iw"),
    ("admit", "to", "gn"),
    ("confess", "to", "gn"),
    ("know", "of", "w"),
    ("approve", "of", "w"),
    ("boast", "of", "gn"),
    ("disagree", "with", "cd"),
    ("agree", "with", "w"),
    ("quote", "from", "w"),
    ("report", "on", "w"),
    ("comment", "on", "w"),
    ("say", "of", "skd"),
    ("say", "about", "skd"),
    ("write", "of", "skd"),
    ("write", "about", "w"),
    ("read", "out", "dw"),
    ("read", "from", "w"),
    ("tell", "of", "n"),
    ("talk", "of", "cd"),
    ("talk", "about", "w"),
];
