//! Organisations that news takes as known: international bodies, agencies, media, companies, parties, and the words that
//! tell an organisation by its name.
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

use super::linked::LINKED;

/// Known as organisations, without an item.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "ABC", "ABC News", "ANC", "Adidas", "Adobe", "Aeroflot", "Airbnb", "Al Jazeera", "Al-Jazeera", "al-Shabab", "Al-Shabaab", "Alibaba", "Alphabet", "American Airlines", "Anadolu", "Ansa", "Antara", "Apple", "Asahi Shimbun", "Audi", "Axel Springer", "Axios",
    "BAE Systems", "BBC News", "BBC Sport", "BT", "Baidu", "Bank of Korea", "Bayer", "Bayern Munich", "Best Buy", "Bild", "BioNTech", "BlackBerry", "Bloomberg", "Bloomberg News", "Boko Haram", "Bosch", "Brookings Institution", "Bundesbank", "Bundesrat", "BuzzFeed",
    "CBS", "CBS News", "CDC", "CDU", "CNBC", "CSU", "Canon", "Capitol Police", "Caterpillar", "Central Bank", "Chelsea", "Chevron", "Chrysler", "Cisco", "Citibank", "Coca-Cola", "Congress", "Cosco", "Crown Prosecution Service",
    "Daimler", "Decca", "Dell", "Democratic Party", "Disney", "Downing Street", "Duma", "EPA", "ESPN", "Ericsson", "Etihad", "Eurostat",
    "FAA", "FARC", "FDA", "FDP", "FTSE", "Facebook", "Fatah", "Fed", "Federal Communications Commission", "Fiat", "Fidesz", "Financial Times", "Folha de S.Paulo", "Fox News", "Foxconn", "GE", "GCHQ", "GlaxoSmithKline", "Goldman", "Greens", "HBO", "HM Treasury", "Harvard", "Hermès", "Hewlett-Packard", "Home Office", "House of Commons", "House of Lords", "House of Representatives", "Human Rights Watch", "Hyundai",
    "ING", "IRA", "ITV", "Independent", "Inter Milan", "Islamic State", "Jaguar Land Rover", "Juventus", "KCNA", "KFC", "KGB", "Kia", "Knesset", "Komsomolskaya Pravda", "Kremlin", "Kyodo", "Kyodo News", "L'Oréal", "LG", "LVMH", "La Repubblica", "Labour", "Labour Party", "Le Figaro", "Lehman Brothers", "Lenovo", "Libération", "Likud", "Lloyds", "MI5", "MI6", "MSNBC", "MTN", "Manchester City", "Mercedes", "Mercedes-Benz", "Merck", "Merrill Lynch", "Met Office", "Metropolitan Police", "Ministry of Defence", "Mitsubishi", "Moderna", "Moody's", "Mossad", "Motorola",
    "NATO-led", "NBA", "NBC", "NBC News", "NFL", "NHK", "NHL", "NHS", "NPR", "NSA", "National Assembly", "National Guard", "National Rifle Association", "News Corp", "Nike", "Nikkei", "Northrop Grumman", "Oracle", "Orange", "PBS", "PKK", "PLO", "Panasonic", "Parliament", "Pepsi", "Peugeot", "Philips", "Politico", "Porsche", "Procter & Gamble", "PwC", "Quai d'Orsay", "RBI", "RFI", "RIA Novosti", "RT", "RTL", "Raytheon", "Red Crescent", "Red Cross", "Republican Party", "Reserve Bank of India", "Revolutionary Guard", "Revolutionary Guards", "Roche", "Rolex", "Rolls-Royce", "Royal Air Force", "Royal Bank of Scotland", "Royal Navy", "Ryanair",
    "SAP", "SEC", "SK Hynix", "SPD", "STX", "Samsung", "Scotland Yard", "Securities and Exchange Commission", "Senate", "Shell", "Sinn Fein", "Sinn Féin", "Sky", "Sky News", "Skype", "Snapchat", "Sotheby's", "Christie's", "Spotify", "Standard & Poor's", "Statoil", "Supreme Court", "Suzuki", "Swissair", "Tass", "Target", "Tesla", "Texas Instruments", "Thales", "The Economist", "The Independent", "The Sun", "The Times", "The Daily Telegraph", "The Telegraph", "ThyssenKrupp", "Time Warner", "Treasury", "UAW", "UNFICYP", "USA Today", "USAID", "Unilever", "Vatican Bank", "Vice", "Visa", "Vodacom", "Volkswagen", "Volvo", "Vox", "Workers' Party", "World Economic Forum", "Yahoo", "Yomiuri Shimbun", "Yonhap", "Yonhap News Agency", "ZDF", "Zoom",
];

/// Last words that make a name an organisation.
const HEADS: &str = "Academy Administration Agency Airlines Airways Alliance Army Assembly Associates Association Authority Bank Bar Board Brewery Brigade Bros Bureau Cabinet Capital Chamber Choir Church Club Co Co. College Commission Committee Communications Company Confederation Congress Consortium Cooperative Corp Corp. Corporation Council Court Daily Department Directorate Division Electronics Energy Enterprises Express Federation Fellowship Force Forces Forum Foundation Front Fund Gazette Group Guard Guild Herald Holdings Homes Hospital Ilbo Inc Inc. Industries Institute Institution Insurance Investments Investors Journal Laboratories Laboratory LLC LLP Labs League Legislature Ltd Ltd. Mail Media Ministry Motors Museum Network News Newspaper Observer Office Orchestra Organisation Organization PLC plc Parliament Partners Party Patrol Petroleum Pharmaceuticals Police Post Press Programme Quarterly Radio Records Regulator Research Review School Securities Senate Service Services Shimbun Society Software Solutions Standard Star Studios Supermarkets Syndicate Systems Telecom Telegraph Television Times Treasury Tribunal Tribune Trust Union United University Weekly Workers Aquaculture Audio Coaches Foods Motor Mobile Shipping Lines Logistics Railways Trains Steel Chemicals Pharma Brewing Technologies Technology Semiconductor Oil Gas Mining Resources Realty Properties Hotels Stores Supermarket Supermarkets Publishing Books Pictures Entertainment";

/// First words that make a name an organisation in other languages.
const FIRST: &str = "Banco Banque Bundesamt Central Confederación Confédération Deutsche Federación Fédération Folha Fundación Fundação Instituto Institut Le Ministerio Partido Pivovar Sindicato Universidad Universidade Universität Université Ministry University Bank Department Institute Church Alas";

/// What stands before a name says that it is an organisation: "the newspaper Hanbit Ilbo".
const CUES: &str = "agency airline bank brewery broadcaster brand carmaker chain charity club company daily firm group label maker magazine network newspaper operator outlet paper party publisher retailer start-up startup station supplier tabloid think-tank union university weekly website";

static HEAD_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| HEADS.split(' ').collect());
static FIRST_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| FIRST.split(' ').collect());
static CUE_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| CUES.split(' ').collect());

/// Words of an article that speaks of something else by a shared name.
#[rustfmt::skip]
const OTHERWISE: &[(&str, &str)] = &[
    ("Amazon", "river rainforest basin jungle tributary tributaries deforestation forest forests Indigenous"),
    ("Apple", "apple apples orchard orchards cider fruit juice tree trees"),
    ("CDC", "Africa Taiwan"),
    ("Chevron", "stripes stripe sleeve"),
    ("Cisco", "tequila herring"),
    ("Disney", "Roy Lillian"),
    ("ECB", "cricket Cricket wicket wickets innings"),
    ("ECHR", "Convention convention"),
    ("EPA", "Ireland Irish Victoria Victorian Ghana Taiwan Denmark"),
    ("ESA", "species Species"),
    ("Environmental Protection Agency", "Ireland Irish Ghana Taiwan Scottish Danish"),
    ("FDA", "Philippines Philippine Ghana Thai Thailand Taiwan"),
    ("Food and Drug Administration", "Philippines Philippine Ghana Thai Thailand Taiwan Korean"),
    ("Ferrari", "Formula race lap laps podium qualifying circuit"),
    ("Ford", "Gerald Harrison president actor"),
    ("GCC", "compiler"),
    ("ICC", "cricket Cricket wicket wickets innings arbitration"),
    ("ICJ", "jurists Jurists"),
    ("IOC", "refinery crude"),
    ("Justice Department", "Philippines Philippine Brazil Brazilian Kong"),
    ("Kia", "killed"),
    ("Metropolitan Police", "Washington Nashville Vegas Seoul Tokyo Charlotte Indianapolis Toronto Delhi"),
    ("National Health Service", "Italy Italian Portugal Portuguese Spain Spanish Ghana"),
    ("Nike", "goddess Greek missile"),
    ("Oracle", "Delphi oracle prophecy"),
    ("Orange", "county County orange oranges juice"),
    ("SEC", "football basketball baseball quarterback coach NCAA"),
    ("Securities and Exchange Commission", "Philippines Philippine Nigeria Nigerian Thailand Pakistan Bangladesh Lanka Ghana"),
    ("Shell", "shell shells beach turtle snail"),
    ("Tesla", "Nikola coil inventor"),
    ("Visa", "visa visas passport embassy"),
];

struct Known {
    linked: FxHashMap<&'static str, u32>,
    shared: FxHashMap<&'static str, u32>,
    names: FxHashMap<&'static str, usize>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let linked = LINKED.iter().flat_map(|(names, _, item)| names.iter().map(|n| (*n, *item))).collect();
    let shared = LINKED.iter().flat_map(|(_, names, item)| names.iter().map(|n| (*n, *item))).collect();
    let bodies = LINKED.iter().enumerate().flat_map(|(at, (names, ..))| names.iter().map(move |n| (*n, at)));
    let others = OTHERS.iter().enumerate().map(|(at, name)| (*name, LINKED.len() + at));
    Known { linked, shared, names: others.chain(bodies).collect() }
});

/// Is it a known organisation? The number is the same for all its names.
pub fn known(name: &str) -> Option<usize> {
    KNOWN.names.get(name).copied()
}

/// The Wikidata item of a known organisation.
pub fn item(name: &str) -> Option<u32> {
    KNOWN.linked.get(name).copied()
}

/// The item of the organisation that a name means unless the article speaks of another that bears it.
pub fn shared_item(name: &str) -> Option<u32> {
    KNOWN.shared.get(name).copied()
}

/// The item of an office by the house it is in, which may be what is meant.
pub fn seat_item(name: &str) -> Option<u32> {
    shared_item(name).filter(|_| matches!(name, "Kremlin" | "White House"))
}

/// Words that say that the article means another by this name ("orchard" with "Apple").
pub fn otherwise(name: &str) -> impl Iterator<Item = &'static str> {
    let at = OTHERWISE.iter().find(|(known, _)| *known == name);
    at.into_iter().flat_map(|(_, words)| words.split(' '))
}

/// Also a common word or another name: believed only where the recogniser saw a name.
pub fn is_common(name: &str) -> bool {
    matches!(
        name,
        "Apple"
            | "Canon"
            | "Central Bank"
            | "Chelsea"
            | "Congress"
            | "Goldman"
            | "Greens"
            | "Independent"
            | "Orange"
            | "Oracle"
            | "Parliament"
            | "Shell"
            | "Sky"
            | "Target"
            | "Vice"
            | "Visa"
            | "Vox"
            | "Zoom"
            | "Nice"
            | "Mercedes"
            | "Disney"
            | "Dell"
            | "Bosch"
            | "Philips"
            | "WHO"
            | "Tass"
    )
}

/// Does a name that ends with this word name an organisation?
pub fn is_head(word: &str) -> bool {
    HEAD_SET.contains(word)
}

/// Does a name that begins with this word, as other languages have it?
pub fn is_first(word: &str) -> bool {
    FIRST_SET.contains(word)
}

/// A common noun that says that the name beside it is an organisation's.
pub fn is_cue(word: &str) -> bool {
    CUE_SET.contains(word)
}
