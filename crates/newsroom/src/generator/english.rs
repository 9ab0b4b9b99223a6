//! The shapes of generated stories in English, one function each.
use super::Draft;
use super::cast::Cast;
use crate::dice::Dice;

pub(super) fn draft(cast: &Cast, dice: &mut Dice) -> Draft {
    match dice.below(6) {
        0 => vote(cast, dice),
        1 => results(cast, dice),
        2 => court(cast, dice),
        3 => study(cast, dice),
        4 => match_report(cast, dice),
        _ => accident(cast, dice),
    }
}

fn vote(cast: &Cast, dice: &mut Dice) -> Draft {
    let Cast { lead, rival, witness, city, body, .. } = cast;
    let (yes, no) = (dice.between(9, 31), dice.between(2, 8));
    let plan = dice.pick(&[
        "night bus network",
        "harbor flood wall",
        "school meals program",
        "rent freeze",
        "tram extension",
        "public library fund",
        "river swimming zone",
        "street market charter",
    ]);
    let cost = dice.between(12, 480);
    Draft {
        title: format!("{body} backs {plan} after {}-hour session", dice.between(4, 17)),
        section: "Politics",
        tags: vec![city.name.to_owned(), plan.to_owned()],
        paragraphs: vec![
            format!(
                "The {body} voted {yes}-{no} on {} to approve a {plan} that has divided {} for {} years.",
                dice.pick(DAYS),
                city.name,
                dice.pick(&["two", "three", "five", "six"])
            ),
            format!(
                "\"We were not elected to admire the problem,\" said {}, who chairs the committee that drafted the plan. \"We were elected to do something about it.\"",
                lead.full()
            ),
            format!(
                "The plan will cost ${cost} million over four years. About {} percent of that will come from the government of {}, according to a budget note seen by reporters.",
                dice.between(15, 70),
                city.country
            ),
            format!(
                "{} told the chamber that {} had knocked on \"more doors than a postman\" before the vote.",
                lead.last,
                lead.he()
            ),
            format!(
                "{}, who leads the opposition, said {} would ask a court to review the decision.",
                rival.full(),
                rival.he()
            ),
            format!(
                "\"The numbers do not add up, and everybody in this room knows it,\" {} said. \"{} voters deserve better arithmetic.\"",
                rival.last, city.name
            ),
            format!(
                "Asked whether the first contracts could be signed before {}, {} replied that {} hoped so but would not promise it.",
                dice.pick(MONTHS),
                lead.last,
                lead.he()
            ),
            format!(
                "{}, a shopkeeper who watched from the gallery, said {} was relieved. \"My customers ask me every morning,\" {} said. \"Now I have an answer.\"",
                witness.full(),
                witness.he(),
                witness.he()
            ),
        ],
    }
}

fn results(cast: &Cast, dice: &mut Dice) -> Draft {
    let Cast { lead, rival, city, other_city, company, .. } = cast;
    let (profit, growth) = (dice.between(21, 940), dice.between(3, 48));
    let verb = dice.pick(&["rises", "jumps", "climbs"]);
    Draft {
        title: format!(
            "{company} profit {verb} {growth}% on demand from {}",
            other_city.country.trim_start_matches("the ")
        ),
        section: "Business",
        tags: vec![company.clone(), "earnings".to_owned()],
        paragraphs: vec![
            format!(
                "{company} said on {} that its net profit rose {growth} percent to ${profit} million in the third quarter as orders from {} recovered.",
                dice.pick(DAYS),
                other_city.country
            ),
            format!(
                "Revenue at the {}-based company grew to ${}.{} billion, above the average forecast of analysts.",
                city.name,
                dice.between(1, 9),
                dice.between(0, 9)
            ),
            format!(
                "\"Customers who had postponed everything are now asking for everything at once,\" Chief Executive {} told analysts on a conference call.",
                lead.full()
            ),
            format!(
                "{} said the company would hire {} people at its plant in {} and open a second shift in {}.",
                lead.last,
                dice.between(120, 2400),
                other_city.name,
                dice.pick(MONTHS)
            ),
            format!(
                "The board proposed a dividend of {} cents a share, up from {} cents a year earlier.",
                dice.between(31, 60),
                dice.between(10, 30)
            ),
            format!(
                "Not everyone was impressed. \"One good quarter does not make a summer,\" said {}, an analyst at {} Securities.",
                rival.full(),
                dice.pick(&["Calloway", "Strand", "Hollis", "Pryor"])
            ),
            format!(
                "{} added that {} wanted to see whether margins would hold once the price of copper rises again.",
                rival.last,
                rival.he()
            ),
            format!(
                "Shares in {company} closed up {}.{} percent. The company will publish full accounts on {} 14.",
                dice.between(1, 8),
                dice.between(1, 9),
                dice.pick(MONTHS)
            ),
        ],
    }
}

fn court(cast: &Cast, dice: &mut Dice) -> Draft {
    let Cast { lead, rival, witness, city, company, .. } = cast;
    let years = dice.between(2, 14);
    let crime = dice.pick(&["fraud", "bribery", "forging export papers", "tax evasion", "embezzlement"]);
    Draft {
        title: format!("Former {company} manager gets {years} years for {crime} in {}", city.name),
        section: "Courts",
        tags: vec![city.name.to_owned(), "trial".to_owned()],
        paragraphs: vec![
            format!(
                "A court in {} on {} sentenced {}, a former manager at {company}, to {years} years in prison for {crime}.",
                city.name,
                dice.pick(DAYS),
                lead.full()
            ),
            format!(
                "Judge {} said the defendant had \"treated other people's savings as a private purse\" between {} and {}.",
                rival.full(),
                dice.between(2015, 2018),
                dice.between(2019, 2024)
            ),
            format!(
                "Prosecutors had told the court that {} moved ${}.{} million through accounts in {} countries.",
                lead.last,
                dice.between(2, 88),
                dice.between(1, 9),
                dice.between(3, 9)
            ),
            format!(
                "{} showed no emotion as the sentence was read. \"I trusted the wrong people, and the wrong people trusted me,\" {} had said in {} closing statement.",
                lead.last,
                lead.he(),
                lead.his()
            ),
            format!("Defense lawyer {} said {} client would appeal.", witness.full(), witness.his()),
            format!(
                "\"This verdict rests on one spreadsheet and a great deal of imagination,\" {} told reporters outside the courthouse.",
                witness.last
            ),
            format!(
                "{} rejected that view in a written judgment of {} pages, which describes the evidence as overwhelming.",
                rival.last,
                dice.between(90, 340)
            ),
            format!(
                "{company}, which was not charged, said in a statement that it had cooperated with investigators from the first day and had since replaced its auditors."
            ),
        ],
    }
}

fn study(cast: &Cast, dice: &mut Dice) -> Draft {
    let Cast { lead, rival, city, other_city, .. } = cast;
    let creature = dice.pick(&[
        "eels",
        "swifts",
        "bumblebees",
        "sea otters",
        "fruit bats",
        "reindeer",
        "cuttlefish",
        "storks",
    ]);
    let habit = dice.pick(&["sleep", "navigate", "feed their young", "remember routes", "recognize faces"]);
    Draft {
        title: format!("Scientists in {} find new clue to how {creature} {habit}", city.name),
        section: "Science",
        tags: vec![creature.to_owned(), "research".to_owned()],
        paragraphs: vec![
            format!(
                "Researchers at the University of {} have found a new clue to how {creature} {habit}, according to a study published on {}.",
                city.name,
                dice.pick(DAYS)
            ),
            format!(
                "The team followed {} of the animals for {} months with tags that weigh less than a paper clip.",
                dice.between(18, 640),
                dice.between(5, 30)
            ),
            format!(
                "\"We expected noise, and we got a pattern so clean that I asked for the analysis to be done again,\" said {}, the study's lead author.",
                lead.full()
            ),
            format!(
                "{} said the second analysis, done by a student who had not been told what to look for, gave the same result.",
                lead.last
            ),
            format!(
                "The finding could explain why numbers have fallen by {} percent near {} since {}.",
                dice.between(11, 62),
                other_city.name,
                dice.between(1988, 2012)
            ),
            format!(
                "{}, a biologist at the University of {} who was not involved in the work, called it \"careful and a little unsettling.\"",
                rival.full(),
                other_city.name
            ),
            format!(
                "\"If they are right, we have been protecting the wrong places,\" {} said. {} suggested repeating the study farther south.",
                rival.last,
                capital(rival.he())
            ),
            format!(
                "The work was paid for by a research council in {}, which said it had no part in the results.",
                city.country
            ),
        ],
    }
}

fn match_report(cast: &Cast, dice: &mut Dice) -> Draft {
    let Cast { lead, rival, witness, city, other_city, .. } = cast;
    let (goals, less) = (dice.between(2, 5), dice.below(2));
    let club = |name: &str, kind: &str| format!("{name} {kind}");
    let home = club(city.name, dice.pick(&["United", "Rovers", "Athletic"]));
    let away = club(other_city.name, dice.pick(&["City", "Wanderers", "Sporting"]));
    Draft {
        title: format!("{home} beat {away} {goals}-{less} as {} scores twice", lead.last),
        section: "Sport",
        tags: vec![home.clone(), away.clone()],
        paragraphs: vec![
            format!(
                "{} scored twice as {home} beat {away} {goals}-{less} on {} to move to second in the table.",
                lead.full(),
                dice.pick(DAYS)
            ),
            format!(
                "The forward opened the scoring after {} minutes and added a second shortly before the break in front of {},{:03} spectators.",
                dice.between(3, 38),
                dice.between(9, 54),
                dice.below(1000)
            ),
            format!(
                "\"I closed my eyes for the first one, so please don't ask me how it went in,\" {} said with a laugh.",
                lead.last
            ),
            format!(
                "{away} had the better of the second half but found goalkeeper {} in {} best form of the season.",
                witness.full(),
                witness.his()
            ),
            format!(
                "Coach {} said {} had no complaints about the result, only about the grass.",
                rival.full(),
                rival.he()
            ),
            format!(
                "\"The pitch was a potato field, but it was a potato field for both teams,\" {} said.",
                rival.last
            ),
            format!(
                "{} missed three months with a knee injury last year and thanked the medical staff in {} for {} return.",
                lead.last,
                city.name,
                lead.his()
            ),
            format!("The two sides meet again in {}, in {}.", dice.pick(MONTHS), other_city.name),
        ],
    }
}

fn accident(cast: &Cast, dice: &mut Dice) -> Draft {
    let Cast { lead, rival, witness, city, body, .. } = cast;
    let hurt = dice.between(3, 48);
    let vehicle =
        dice.pick(&["commuter train", "ferry", "cable car", "tram", "harbor crane", "freight train"]);
    Draft {
        title: format!("{hurt} hurt as {vehicle} fails in {}", city.name),
        section: "World",
        tags: vec![city.name.to_owned(), "accident".to_owned()],
        paragraphs: vec![
            format!(
                "At least {hurt} people were hurt, {} of them seriously, when a {vehicle} failed in {}, {}, on {} morning.",
                dice.between(1, 3),
                city.name,
                city.country,
                dice.pick(DAYS)
            ),
            format!(
                "The accident happened at about {}:{:02} a.m., the {body} said in a statement.",
                dice.between(6, 9),
                dice.below(60)
            ),
            format!(
                "\"There was a noise like a drawer full of knives, and then nothing,\" said {}, who was on {} way to work.",
                witness.full(),
                witness.his()
            ),
            format!(
                "{} said {} helped an elderly man to the exit before firefighters arrived.",
                witness.last,
                witness.he()
            ),
            format!(
                "{}, who heads the city's rescue service, told reporters that all passengers had been accounted for by noon.",
                lead.full()
            ),
            format!(
                "\"We train for this day and hope that it never comes,\" {} said. \"Today it came, and people did what they had learned.\"",
                lead.last
            ),
            format!(
                "Transport Minister {} promised a full inquiry and said {} would visit the injured on {}.",
                rival.full(),
                rival.he(),
                dice.pick(DAYS)
            ),
            format!(
                "A similar failure in {} was blamed on a cracked bolt. The operator was fined ${},000 at the time.",
                dice.between(2004, 2021),
                dice.between(40, 900)
            ),
        ],
    }
}

pub(super) const DAYS: &[&str] =
    &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const MONTHS: &[&str] = &["January", "February", "April", "May", "June", "September", "October"];

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
