//! Nouns that name a person by office, trade, kinship or looks, with what they say of gender (a table).
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use crate::document::Gender;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// An office or trade: "minister", "baker".
    Role,
    /// Kin of someone: "mother", "wife".
    Kin,
    /// Anyone: "man", "victim", "resident".
    Anyone,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PersonNoun {
    pub class: Class,
    pub gender: Option<Gender>,
}

#[rustfmt::skip]
const ROLES: &str = "academic accountant accused activist adjudicator administrator admiral adviser advisor advocate agent aide akim alderman ally ambassador analyst anchor announcer anthropologist apprentice archaeologist \
    archbishop architect archivist artist artisan assemblyman assistant astronaut astronomer athlete attacker attorney auctioneer audiologist auditor author aviator ayatollah backbencher bailiff baker ballerina bandleader banker bandmate barber bargainer barrister bassist batter batsman bartender beekeeper biographer biologist bishop \
    blacksmith blogger boatman bodyguard boss botanist bowler boxer breeder broadcaster broker bookkeeper bookseller bricklayer builder butcher buyer cameraman campaigner candidate captain cardinal caregiver caretaker carpenter cartoonist cashier catcher celebrity cellist censor champion chairman chairwoman chairperson chair chancellor chaplain chauffeur chef \
    chemist chief choreographer cleaner cleric clergyman clerk climber climatologist coach coach-driver co-author co-chair co-founder co-owner co-worker collaborator colleague collector colonel columnist comedian commander commandant commentator commissar commissioner companion competitor composer conductor congressman congresswoman conservationist constable consul consultant contestant contractor cook coordinator coroner correspondent councillor \
    councilor councilman councilwoman counsel counsellor counselor counterpart courier craftsman creator critic crofter curator cyclist dancer dealer dean defector defender defendant delegate democrat demographer dentist deputy dermatologist designer detective developer dictator dietitian diplomat director dissident diver doctor doorman draughtsman driver drummer ecologist economist editor educator electrician emissary engineer entertainer entrepreneur envoy epidemiologist executive \
    expert explorer exporter farmer filmmaker financier firefighter fireman fisherman fishmonger florist footballer forager foreman forester forward founder fortune-teller fugitive gangster gardener general geneticist geographer geologist goalkeeper golfer governor grader graduate grocer guard guerrilla guide guitarist gunman gymnast hairdresser handyman headmaster headmistress headteacher head herder herdsman historian host hotelier housekeeper hunter hydrologist illustrator imam immunologist incumbent independent inspector instructor intern interpreter interviewer \
    inventor investigator investor janitor jeweller jeweler jockey journalist judge juror jurist justice keeper king laborer labourer landlady landlord landowner lawmaker lawyer leader lecturer legislator liaison librarian lieutenant lifeguard limnologist linguist lobbyist locksmith logistician magistrate maid manager manufacturer marine marshal mathematician mayor mechanic mediator member merchant meteorologist midfielder midwife militant millionaire billionaire miner minister missionary model moderator monk monarch mp musician naturalist navigator negotiator neurologist neuroscientist newcomer novelist nun nurse nutritionist \
    observer oceanographer officer official ombudsman operator opponent optician oncologist organiser organizer ornithologist owner pacer painter paediatrician pediatrician pensioner parliamentarian partner passenger pastor pathologist patriarch patrolman peer performer pharmacist philanthropist philosopher photographer photojournalist physician physicist physiotherapist pianist pilot pitcher planner plaintiff player plumber poet poetess policeman policewoman politician pontiff pope porter postman postmaster postmistress potter premier preacher presenter president priest prime-minister prince princess principal prisoner producer professor programmer prosecutor protagonist provost psychiatrist psychologist publican publicist publisher pulmonologist pupil quarterback \
    queen rabbi racer ranger rapper rebel receptionist recruit rector referee regulator repairman reporter representative republican researcher restaurateur retiree reviewer rider rival runner-up saleswoman salesman sailor saxophonist scholar schoolboy schoolgirl schoolteacher scientist screenwriter sculptor seaman secretary secretary-general seismologist senator sergeant servant sheikh shepherd shepherdess sheriff shopkeeper shopper signalman singer skater skier skipper smuggler sniper sociologist soldier solicitor soloist songwriter specialist speaker spokesman spokesperson spokeswoman sportsman sportswoman statesman statistician steelworker steward stewardess strategist striker student stylist successor superintendent supervisor surgeon surveyor swimmer tailor \
    teacher teammate technician technologist tenant tester theologian therapist toxicologist trader tradesman trainer translator trapper treasurer trustee tutor tycoon umpire undersecretary understudy unionist veterinarian vet veteran vicar vice-president vice-chairman villager violinist virologist volcanologist volunteer waiter waitress warden warlord watchman weaver welder whistleblower winger winemaker wizard worker wrestler writer zookeeper zoologist md ceo cfo coo cto predecessor challenger conservative liberal finance-secretary right-hander left-hander";

const MALE_ROLES: &str = "businessman clergyman fireman fisherman gunman headmaster landlord policeman postman salesman spokesman sportsman statesman king prince waiter cameraman congressman councilman steward monk pope pontiff shepherd imam chairman";
const FEMALE_ROLES: &str = "actress ballerina businesswoman chairwoman congresswoman councilwoman headmistress heroine hostess landlady nun poetess policewoman postmistress princess queen saleswoman seamstress shepherdess spokeswoman sportswoman stewardess waitress";
const NEUTRAL_ROLES_MORE: &str = "actor hero businessperson";

const MALE_KIN: &str = "father dad daddy son brother husband uncle nephew grandfather grandad granddad grandpa grandson stepfather stepson stepbrother widower boyfriend fiancé fiance great-grandfather father-in-law son-in-law brother-in-law godfather";
const FEMALE_KIN: &str = "mother mum mom mummy daughter sister wife aunt niece grandmother grandma granny granddaughter stepmother stepdaughter stepsister widow girlfriend fiancée fiancee great-grandmother mother-in-law daughter-in-law sister-in-law godmother ex-wife";
const NEUTRAL_KIN: &str =
    "cousin parent spouse child sibling grandparent relative twin neighbour neighbor friend ex-husband";

const MALE_ANYONE: &str = "man boy gentleman lad guy bloke businessman tribesman countryman Englishman Frenchman Irishman Welshman Scotsman Dutchman";
const FEMALE_ANYONE: &str =
    "woman girl lady lass schoolgirl Englishwoman Frenchwoman Irishwoman Welshwoman Dutchwoman señora";
const NEUTRAL_ANYONE: &str = "adult attendee baby bystander caller customer client civilian citizen commuter convict criminal customer detainee donor employee employer enthusiast expatriate fan figure guest hostage immigrant informant inmate insider juvenile killer migrant motorist native newcomer nominee onlooker patient pedestrian person perpetrator protester protestor person refugee resident shooter source survivor suspect taxpayer teenager teen thief toddler tourist traveller traveler user victim viewer visitor voter winner witness youngster youth";

static NOUNS: LazyLock<FxHashMap<&'static str, PersonNoun>> = LazyLock::new(|| {
    let lists = [
        (ROLES, Class::Role, None),
        (NEUTRAL_ROLES_MORE, Class::Role, None),
        (NEUTRAL_ANYONE, Class::Anyone, None),
        (NEUTRAL_KIN, Class::Kin, None),
        (MALE_ROLES, Class::Role, Some(Gender::Male)),
        (FEMALE_ROLES, Class::Role, Some(Gender::Female)),
        (MALE_ANYONE, Class::Anyone, Some(Gender::Male)),
        (FEMALE_ANYONE, Class::Anyone, Some(Gender::Female)),
        (MALE_KIN, Class::Kin, Some(Gender::Male)),
        (FEMALE_KIN, Class::Kin, Some(Gender::Female)),
    ];
    let nouns = lists.into_iter().flat_map(|(words, class, gender)| {
        words.split_whitespace().map(move |word| (word, PersonNoun { class, gender }))
    });
    nouns.collect()
});

/// What a lower-case noun says of a person; `None` when it names none.
pub fn noun(word: &str) -> Option<PersonNoun> {
    NOUNS.get(word).copied()
}
