//! Whose verb it is: nouns that look like verbs, shared and distant subjects, what cannot speak.
use super::check;

#[test]
fn nouns_that_look_like_verbs_of_saying() {
    check(
        "Byrne said the club's late-night tweets accusing her were \"rotten\".",
        &["mixed: rotten | Byrne | said"],
    );
    check(
        "Byrne, raising a few questions, said: \"Who owns the ice?\"",
        &["direct: Who owns the ice? | Byrne | said"],
    );
    check(
        "The panel rated half of the club's claims as \"mostly false\".",
        &["mixed: mostly false | The panel | rated"],
    );
}

#[test]
fn subjects_behind_and_beyond() {
    let rows: &[(&str, &[&str])] = &[
        ("After saying it was \"too thin,\" Byrne left.", &["mixed: too thin, | Byrne | saying"]),
        ("He's claiming that the ice is \"rotten\".", &["mixed: rotten | He | claiming"]),
        (
            "Skaters waiting at the gate chanted \"Open the rink!\"",
            &["direct: Open the rink! | Skaters | chanted"],
        ),
        (
            "Orla Byrne, now the club's chair, who in 2010 said the rink was \"a bucket\", agreed.",
            &["mixed: a bucket | Orla Byrne | said"],
        ),
        (
            "Though she called it \"rotten\" and called for it to be \"closed\", Byrne skated.",
            &["mixed: rotten | she | called", "mixed: closed | she | called for"],
        ),
        (
            "Byrne said the long queues demand that the club learn \"patience\".",
            &["mixed: patience | Byrne | said"],
        ),
        (
            "When it thawed, Byrne and Hale call it \"a loss\" and leave.",
            &["mixed: a loss | Byrne and Hale | call"],
        ),
        (
            "As Byrne put it in a letter in May, the ice is \"a rumour and no more\".",
            &["mixed: a rumour and no more | Byrne | put"],
        ),
        (
            "It is banned \"on thin ice\", per the club's rules.",
            &["mixed: on thin ice | the club's rules | per"],
        ),
        (
            "On May 6, 2015, Byrne made this remark:\n\n\"Nobody should skate on water.\"",
            &["direct: Nobody should skate on water. | Byrne | -"],
        ),
    ];
    for (text, expect) in rows {
        check(text, expect);
    }
}

#[test]
fn headings_shows_and_noises_are_no_speech() {
    for text in [
        "The thaw came early.\n\n'All Bets Are Off.'\n\nEight years ago the pond froze in October.",
        "Byrne was seen on Channel 9's \"Ice in the Morning.\"",
        "\"(CROSSTALK.)\"",
    ] {
        check(text, &[]);
    }
    // A straight mark that nothing closes, and nobody is said to speak.
    check("\"The dog was asleep.\n\nByrne left the rink at noon.", &[]);
    check("” … it was thin,” Byrne said.", &["direct: … it was thin, | Byrne | said"]);
}

#[test]
fn indirect_speech_interrupted_and_fronted() {
    let rows: &[(&str, &[&str])] = &[
        (
            "To prevent accidents, she said, skaters should wait.",
            &["indirect: To prevent accidents / skaters should wait | she | said"],
        ),
        (
            "Byrne said that, if asked, she would skate.",
            &["indirect: if asked, she would skate | Byrne | said"],
        ),
        ("Eight of 10 skaters say they fell.", &["indirect: they fell | Eight of 10 skaters | say"]),
        ("Polls show a close race on ice.", &["indirect: a close race on ice | Polls | show"]),
        ("The club rejected that plan in a ruling.", &[]),
        ("It is worth noting that ice melts.", &[]),
    ];
    for (text, expect) in rows {
        check(text, expect);
    }
}
