//! Organisations that news takes as known: international bodies, agencies, media, companies, parties, with their
//! Wikidata items where they are certain (a table).
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Names of one organisation, the fullest first, and the number of its Wikidata item.
#[rustfmt::skip]
const LINKED: &[(&[&str], u32)] = &[
    (&["United Nations", "UN", "U.N."], 1065),
    (&["North Atlantic Treaty Organization", "NATO", "Nato"], 7184),
    (&["European Union", "EU", "E.U."], 458),
    (&["International Monetary Fund", "IMF", "I.M.F."], 7804),
    (&["World Bank"], 7164),
    (&["World Health Organization", "World Health Organisation", "WHO", "W.H.O."], 7817),
    (&["World Trade Organization", "World Trade Organisation", "WTO"], 7825),
    (&["International Atomic Energy Agency", "IAEA", "I.A.E.A."], 41984),
    (&["UNESCO", "Unesco"], 7809),
    (&["UNICEF", "Unicef"], 740308),
    (&["UNHCR"], 132551),
    (&["Interpol", "INTERPOL"], 8475),
    (&["OPEC", "Organization of the Petroleum Exporting Countries"], 7795),
    (&["OECD"], 41550),
    (&["ASEAN", "Association of Southeast Asian Nations"], 7768),
    (&["African Union"], 7159),
    (&["Arab League"], 7172),
    (&["International Criminal Court", "ICC"], 47488),
    (&["International Court of Justice"], 7801),
    (&["European Commission"], 8880),
    (&["European Parliament"], 8889),
    (&["European Central Bank", "ECB"], 8901),
    (&["Amnesty International"], 42970),
    (&["Greenpeace"], 81307),
    (&["FIFA", "Fifa"], 253414),
    (&["UEFA", "Uefa"], 35572),
    (&["International Olympic Committee", "IOC"], 40970),
    (&["Reuters"], 130879),
    (&["Associated Press", "AP"], 40469),
    (&["Agence France-Presse", "AFP"], 40464),
    (&["BBC"], 9531),
    (&["CNN"], 48340),
    (&["New York Times", "The New York Times"], 9684),
    (&["Washington Post", "The Washington Post"], 166032),
    (&["The Guardian"], 11148),
    (&["Wall Street Journal", "The Wall Street Journal"], 164746),
    (&["Google"], 95),
    (&["Apple Inc"], 312),
    (&["Microsoft"], 2283),
    (&["Amazon.com"], 3884),
    (&["Facebook Inc", "Meta Platforms"], 380),
    (&["Samsung Electronics"], 20718),
    (&["Toyota", "Toyota Motor"], 53268),
    (&["BMW"], 26678),
    (&["Boeing"], 66),
    (&["Intel"], 248),
    (&["IBM"], 37156),
    (&["Sony"], 41187),
    (&["Nokia"], 1418),
    (&["Netflix"], 907311),
    (&["Goldman Sachs"], 193326),
    (&["JPMorgan Chase"], 192314),
    (&["State Department", "US State Department", "U.S. State Department"], 789915),
    (&["FBI", "Federal Bureau of Investigation"], 8333),
    (&["CIA", "Central Intelligence Agency"], 37230),
    (&["NASA", "Nasa"], 23548),
    (&["Federal Reserve"], 53536),
    (&["Hamas"], 38799),
    (&["Hezbollah", "Hizbollah"], 41053),
    (&["Taliban"], 42418),
];

/// Known as organisations, without an item.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "ABC", "ABC News", "ANC", "AT&T", "Adidas", "Adobe", "Aeroflot", "Air France", "Airbnb", "Airbus", "Al Jazeera", "Al-Jazeera", "Al-Qaeda", "Al Qaeda", "al-Qaida", "al-Shabab", "Al-Shabaab", "Alibaba", "Alphabet", "American Airlines", "Anadolu", "Ansa", "ANSA", "Antara", "Apple", "Asahi Shimbun", "AstraZeneca", "Audi", "Axel Springer", "Axios",
    "BAE Systems", "BBC News", "BBC Sport", "BP", "BT", "Baidu", "Bank of America", "Bank of England", "Bank of Japan", "Bank of Korea", "Barclays", "Bayer", "Bayern Munich", "Berkshire Hathaway", "Best Buy", "Bild", "BioNTech", "BlackBerry", "BlackRock", "Bloomberg", "Bloomberg News", "Boko Haram", "Bosch", "British Airways", "Brookings Institution", "Bundesbank", "Bundesrat", "Bundestag", "BuzzFeed", "ByteDance",
    "CBS", "CBS News", "CDC", "CDU", "CNBC", "CSU", "Canon", "Capitol Police", "Carrefour", "Caterpillar", "Central Bank", "Chelsea", "Chevron", "Chrysler", "Cisco", "Citigroup", "Citibank", "Coca-Cola", "Comcast", "Commerzbank", "Congress", "Cosco", "Costco", "Council of Europe", "Credit Suisse", "Crown Prosecution Service",
    "Daimler", "Decca", "Dell", "Deloitte", "Delta Air Lines", "Democratic Party", "Der Spiegel", "Deutsche Bahn", "Deutsche Bank", "Deutsche Telekom", "Disney", "Doctors Without Borders", "Downing Street", "Duma", "E.ON", "EPA", "ESPN", "Ericsson", "Etihad", "Eurostat", "Exxon", "ExxonMobil", "Exxon Mobil",
    "FAA", "FARC", "FDA", "FDP", "FTSE", "Facebook", "Fatah", "FedEx", "Federal Communications Commission", "Fiat", "Fidesz", "Financial Times", "Folha de S.Paulo", "Ford Motor", "Fox News", "Foxconn", "GE", "GCHQ", "GM", "General Electric", "General Motors", "GlaxoSmithKline", "Goldman", "Greens", "HBO", "HM Treasury", "HSBC", "Harvard", "Hermès", "Hewlett-Packard", "Hitachi", "Home Office", "Honda", "House of Commons", "House of Lords", "House of Representatives", "Huawei", "Human Rights Watch", "Hyundai", "Hyundai Motor",
    "IKEA", "ING", "IRA", "ISIS", "ISIL", "ITV", "Independent", "Inter Milan", "Interfax", "Islamic State", "JPMorgan", "Jaguar Land Rover", "Juventus", "KCNA", "KFC", "KGB", "KPMG", "Kia", "Knesset", "Komsomolskaya Pravda", "Kremlin", "Kyodo", "Kyodo News", "L'Oréal", "LG", "LG Electronics", "LVMH", "La Repubblica", "Labour", "Labour Party", "Le Figaro", "Le Monde", "Lehman Brothers", "Lenovo", "Libération", "Likud", "Lloyds", "Lockheed Martin", "Lufthansa", "MI5", "MI6", "MSNBC", "MTN", "Manchester City", "Manchester United", "Marks & Spencer", "Mastercard", "Mazda", "McDonald's", "McKinsey", "Mercedes", "Mercedes-Benz", "Merck", "Merrill Lynch", "Met Office", "Metropolitan Police", "Ministry of Defence", "Mitsubishi", "Moderna", "Moody's", "Morgan Stanley", "Mossad", "Motorola",
    "NATO-led", "NBA", "NBC", "NBC News", "NFL", "NHK", "NHL", "NHS", "NPR", "NSA", "National Assembly", "National Guard", "National Rifle Association", "Nestlé", "News Corp", "Nike", "Nikkei", "Nintendo", "Nissan", "Northrop Grumman", "Novartis", "Nvidia", "OPCW", "OSCE", "Oracle", "Orange", "Oxfam", "PBS", "PKK", "PLO", "Panasonic", "Parliament", "Pentagon", "PepsiCo", "Pepsi", "Petrobras", "Peugeot", "Pfizer", "Philips", "Politico", "Porsche", "Procter & Gamble", "PwC", "Qualcomm", "Quai d'Orsay", "RBI", "RFI", "RIA Novosti", "RT", "RTL", "Rabobank", "Raytheon", "Real Madrid", "Red Crescent", "Red Cross", "Renault", "Republican Party", "Reserve Bank of India", "Revolutionary Guard", "Revolutionary Guards", "Roche", "Rolex", "Rolls-Royce", "Rosneft", "Royal Air Force", "Royal Bank of Scotland", "Royal Dutch Shell", "Royal Navy", "Ryanair",
    "SAP", "SEC", "SK Hynix", "SPD", "STX", "Samsung", "Sanofi", "Save the Children", "Scotland Yard", "Securities and Exchange Commission", "Senate", "Shell", "Siemens", "Sinn Fein", "Sinn Féin", "Sky", "Sky News", "Skype", "Snapchat", "SoftBank", "Sotheby's", "Christie's", "SpaceX", "Spotify", "Standard & Poor's", "Standard Chartered", "Starbucks", "Statoil", "Subaru", "Supreme Court", "Suzuki", "Swissair", "TASS", "Tass", "TSMC", "Target", "Tencent", "Tesco", "Tesla", "Texas Instruments", "Thales", "The Economist", "The Independent", "The Sun", "The Times", "The Daily Telegraph", "The Telegraph", "ThyssenKrupp", "Time Warner", "Toshiba", "TotalEnergies", "Treasury", "Treasury Department", "Twitter", "UAW", "UBS", "UNFICYP", "UNRWA", "USA Today", "USAID", "Uber", "UniCredit", "Unilever", "United Airlines", "Vatican Bank", "Verizon", "Vice", "Visa", "Vodacom", "Vodafone", "Volkswagen", "Volvo", "Vox", "Walmart", "Wells Fargo", "WikiLeaks", "Workers' Party", "World Food Programme", "World Food Program", "World Economic Forum", "Xiaomi", "Xinhua", "YouTube", "Yahoo", "Yomiuri Shimbun", "Yonhap", "Yonhap News Agency", "ZDF", "Zoom",
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

struct Known {
    linked: FxHashMap<&'static str, u32>,
    names: FxHashMap<&'static str, usize>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let linked = LINKED.iter().flat_map(|(names, item)| names.iter().map(|n| (*n, *item))).collect();
    let bodies = LINKED.iter().enumerate().flat_map(|(at, (names, _))| names.iter().map(move |n| (*n, at)));
    let others = OTHERS.iter().enumerate().map(|(at, name)| (*name, LINKED.len() + at));
    Known { linked, names: others.chain(bodies).collect() }
});

/// Is it a known organisation? The number is the same for all its names.
pub fn known(name: &str) -> Option<usize> {
    KNOWN.names.get(name).copied()
}

/// The Wikidata item of a known organisation.
pub fn item(name: &str) -> Option<u32> {
    KNOWN.linked.get(name).copied()
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
