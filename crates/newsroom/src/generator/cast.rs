//! Table: people, places and bodies of which the generated stories are made.
use crate::dice::Dice;

/// Who is who in one story.
pub(super) struct Cast {
    pub lead: Person,
    pub rival: Person,
    pub witness: Person,
    pub reporter: Person,
    pub city: City,
    pub other_city: City,
    pub company: String,
    /// A public body of the city.
    pub body: String,
}

#[derive(Clone, Debug)]
pub(super) struct Person {
    pub first: &'static str,
    pub last: &'static str,
    pub woman: bool,
    pub korean: bool,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct City {
    pub name: &'static str,
    pub country: &'static str,
}

impl Person {
    pub(super) fn full(&self) -> String {
        if self.korean {
            format!("{}{}", self.last, self.first)
        } else {
            format!("{} {}", self.first, self.last)
        }
    }

    pub(super) fn he(&self) -> &'static str {
        if self.woman { "she" } else { "he" }
    }

    pub(super) fn his(&self) -> &'static str {
        if self.woman { "her" } else { "his" }
    }

    fn english(dice: &mut Dice) -> Person {
        let woman = dice.below(2) == 0;
        let first = dice.pick(if woman { WOMEN } else { MEN });
        Person { first, last: dice.pick(SURNAMES), woman, korean: false }
    }

    fn korean(dice: &mut Dice) -> Person {
        Person { first: dice.pick(GIVEN_KO), last: dice.pick(SURNAMES_KO), woman: false, korean: true }
    }
}

impl Cast {
    pub(super) fn english(dice: &mut Dice) -> Cast {
        let (city, other_city) = two(CITIES, dice);
        let company = format!("{} {}", dice.pick(FIRMS), dice.pick(TRADES));
        let body = format!("{} {}", city.name, dice.pick(BODIES));
        let [lead, rival, witness, reporter] = four(dice, Person::english);
        Cast { lead, rival, witness, reporter, city, other_city, company, body }
    }

    pub(super) fn korean(dice: &mut Dice) -> Cast {
        let (city, other_city) = two(CITIES_KO, dice);
        let company = format!("{}{}", dice.pick(FIRMS_KO), dice.pick(TRADES_KO));
        let body = format!("{} {}", city.name, dice.pick(BODIES_KO));
        let [lead, rival, witness, reporter] = four(dice, Person::korean);
        Cast { lead, rival, witness, reporter, city, other_city, company, body }
    }
}

fn two(cities: &[(&'static str, &'static str)], dice: &mut Dice) -> (City, City) {
    let first = dice.below(cities.len());
    let second = (first + 1 + dice.below(cities.len() - 1)) % cities.len();
    let city = |place: usize| City { name: cities[place].0, country: cities[place].1 };
    (city(first), city(second))
}

/// Four people of different surnames, so that a surname means one of them.
fn four(dice: &mut Dice, person: fn(&mut Dice) -> Person) -> [Person; 4] {
    let mut seen: Vec<&'static str> = Vec::new();
    std::array::from_fn(|_| {
        loop {
            let one = person(dice);
            if !seen.contains(&one.last) {
                seen.push(one.last);
                return one;
            }
        }
    })
}

const WOMEN: &[&str] = &[
    "Amelia",
    "Beatriz",
    "Camille",
    "Dalia",
    "Elena",
    "Farida",
    "Greta",
    "Hannah",
    "Ines",
    "Joanna",
    "Kavita",
    "Leila",
    "Margaret",
    "Naomi",
    "Olga",
    "Priya",
    "Rosalind",
    "Sunniva",
    "Teresa",
    "Ulrike",
    "Valentina",
    "Winifred",
    "Yasmin",
    "Zofia",
    "Catherine",
    "Deborah",
    "Esther",
    "Ngozi",
];

const MEN: &[&str] = &[
    "Anders",
    "Bartholomew",
    "Cedric",
    "Dmitri",
    "Emeka",
    "Fergus",
    "Gabriel",
    "Harold",
    "Ibrahim",
    "Javier",
    "Kenneth",
    "Lorenzo",
    "Matthias",
    "Nikhil",
    "Oliver",
    "Patrick",
    "Quentin",
    "Rafael",
    "Stephen",
    "Tobias",
    "Umberto",
    "Vikram",
    "Walter",
    "Yusuf",
    "Zoltan",
    "Christopher",
    "Edmund",
    "Rory",
];

const SURNAMES: &[&str] = &[
    "Abernethy",
    "Baptiste",
    "Castellanos",
    "Drummond",
    "Ekström",
    "Fontaine",
    "Gallagher",
    "Hargreaves",
    "Ivanov",
    "Jankowski",
    "Kaplan",
    "Lindqvist",
    "Mahmood",
    "Nakagawa",
    "Okonkwo",
    "Pemberton",
    "Quigley",
    "Rasmussen",
    "Santoro",
    "Thackeray",
    "Underhill",
    "Venkatesan",
    "Whitlock",
    "Yilmaz",
    "Zamora",
    "Ashworth",
    "Bielak",
    "Corrigan",
    "Delacroix",
    "Endicott",
    "Farquhar",
    "Gutierrez",
    "Holloway",
    "Iyer",
    "Jorgensen",
    "Kowalczyk",
    "Lachance",
    "Mbeki",
    "Norwood",
    "Oyelaran",
];

const CITIES: &[(&str, &str)] = &[
    ("Lisbon", "Portugal"),
    ("Nairobi", "Kenya"),
    ("Toronto", "Canada"),
    ("Hamburg", "Germany"),
    ("Brisbane", "Australia"),
    ("Lyon", "France"),
    ("Glasgow", "Britain"),
    ("Osaka", "Japan"),
    ("Mumbai", "India"),
    ("Santiago", "Chile"),
    ("Warsaw", "Poland"),
    ("Rotterdam", "the Netherlands"),
    ("Accra", "Ghana"),
    ("Bergen", "Norway"),
    ("Boston", "the United States"),
    ("Denver", "the United States"),
    ("Valencia", "Spain"),
    ("Naples", "Italy"),
    ("Dublin", "Ireland"),
    ("Helsinki", "Finland"),
    ("Auckland", "New Zealand"),
    ("Manila", "the Philippines"),
    ("Montevideo", "Uruguay"),
    ("Antwerp", "Belgium"),
];

const FIRMS: &[&str] = &[
    "Halden",
    "Brightwater",
    "Kestrel",
    "Northgate",
    "Solvane",
    "Tarn",
    "Vireo",
    "Ostrava",
    "Calder",
    "Meridia",
    "Pinecrest",
    "Aldgate",
    "Corvane",
    "Lumen Bay",
    "Redshank",
    "Ferrow",
];

const TRADES: &[&str] = &[
    "Instruments",
    "Shipping",
    "Foods",
    "Airways",
    "Pharma",
    "Telecom",
    "Semiconductor",
    "Motors",
    "Energy",
    "Insurance",
    "Textiles",
    "Robotics",
];

const BODIES: &[&str] = &[
    "City Council",
    "Port Authority",
    "Transit Authority",
    "School Board",
    "Water Commission",
    "Housing Agency",
    "Planning Committee",
    "Chamber of Commerce",
];

const GIVEN_KO: &[&str] = &[
    "도윤", "서연", "하준", "지우", "민재", "수아", "현우", "예린", "태경", "나래", "재훈", "은채", "상욱",
    "다온", "기범", "혜진", "승민", "보라", "진호", "유나",
];

const SURNAMES_KO: &[&str] = &[
    "김", "이", "박", "최", "정", "강", "조", "윤", "장", "임", "한", "오", "서", "신", "권", "황", "안",
    "송",
];

const CITIES_KO: &[(&str, &str)] = &[
    ("서울", "한국"),
    ("부산", "한국"),
    ("인천", "한국"),
    ("대구", "한국"),
    ("광주", "한국"),
    ("대전", "한국"),
    ("울산", "한국"),
    ("세종", "한국"),
    ("제주", "한국"),
    ("춘천", "한국"),
    ("전주", "한국"),
    ("포항", "한국"),
];

const FIRMS_KO: &[&str] = &["새벽", "한솔빛", "누리", "가온", "미르", "온새", "다솜", "해밀"];

const TRADES_KO: &[&str] = &["전자", "중공업", "해운", "제약", "에너지", "통신", "바이오", "물산"];

const BODIES_KO: &[&str] = &["시의회", "교통공사", "교육청", "항만공사", "도시공사", "상공회의소"];
