//! A table: function words, titles, speakers without names, works and terms, each with its class.
use super::Class;

const AUX: Class = Class::AUXILIARY;

pub(super) const LISTS: &[(Class, &str)] = &[
    (
        Class::DETERMINER,
        "the a an this that these those every any no another each all both several some many most few other such \
         either neither half one's",
    ),
    (Class(Class::DETERMINER.0 | Class::POSSESSIVE.0), "his her its their my our your whose"),
    (
        Class(Class::DETERMINER.0 | Class::NUMBER.0),
        "one two three four five six seven eight nine ten eleven twelve dozen dozens hundreds thousands scores",
    ),
    (
        Class::NUMBER,
        "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty hundred thousand million billion first second third",
    ),
    (
        Class::SUBJECT,
        "he she they it i we you he's she's they're somebody someone nobody everybody everyone anybody anyone no-one none",
    ),
    (Class::OBJECT, "him her them me us it you somebody someone everybody everyone nobody anybody anyone"),
    (Class::FIRST, "i we me us my our you your i'm we're you're i've we've mine ours"),
    (
        Class::QUANTITY,
        "one some many both others each most several two three few none neither all another either more",
    ),
    (Class::RELATIVE, "who which whom whose"),
    (Class(Class::THAT.0 | Class::SUBORDINATOR.0 | Class::RELATIVE.0), "that"),
    (
        Class::PREPOSITION,
        "of in for at from with by on about against into through during between among under over behind near across \
         around beyond outside inside above below within without towards toward via despite amid alongside like as \
         per onto off along up down out throughout upon versus beside besides except regarding concerning following \
         opposite aboard amongst",
    ),
    (Class(Class::PREPOSITION.0 | Class::TO.0), "to"),
    (Class::COORDINATOR, "and but or nor yet & then"),
    (
        Class::SUBORDINATOR,
        "when while because although though if unless until since after before once as whereas where wherever whenever \
         so than lest till",
    ),
    (Class(Class::WHETHER.0 | Class::SUBORDINATOR.0), "whether if how why what which who when where"),
    (
        Class(AUX.0 | Class::BE.0),
        "is are was were be been being isn't aren't wasn't weren't am 's 're ain't it's he's she's that's",
    ),
    (Class(AUX.0 | Class::HAVE.0), "has have had having hasn't haven't hadn't 've"),
    (
        Class(AUX.0 | Class::MODAL.0),
        "would will can could may might must shall should do does did won't wouldn't can't cannot couldn't don't doesn't \
         didn't shouldn't mustn't 'll 'd",
    ),
    (
        Class::NEGATION,
        "not never isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't don't doesn't \
         didn't shouldn't n't",
    ),
    (
        Class::ADVERB,
        "also later then earlier again even just once never ever recently previously often now still only first \
         further too soon already always sometimes instead however meanwhile afterwards afterward thereafter \
         not rather quite almost nearly perhaps maybe indeed famously twice elsewhere here there eventually \
         therefore nonetheless nevertheless likewise moreover furthermore besides last next forward publicly online \
         wryly loudly so far aloud back outside away together home ahead further back out",
    ),
    (Class::REFLEXIVE, "himself herself themselves itself myself ourselves yourself themself"),
    (
        Class::TIME,
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
         september october november december jan feb mar apr jun jul aug sep sept oct nov dec today yesterday tomorrow \
         tonight morning afternoon evening night week month year weekend days weeks months years day hours hour minutes \
         minute midnight noon ago mon. tue. wed. thu. fri. sat. sun. summer winter autumn spring quarter decade \
         jan. feb. aug. sept. oct. nov. dec.",
    ),
    (
        Class::TITLE,
        "del. atty. amb. mr mr. mrs mrs. ms ms. dr dr. prof prof. sen sen. rep rep. gov gov. gen gen. col col. lt lt. sgt sgt. capt capt. \
         maj maj. cpl cpl. cmdr adm adm. rev rev. fr fr. st hon hon. sir dame lord lady baroness president \
         vice-president secretary senator governor mayor minister chancellor king queen prince princess pope \
         ambassador congressman congresswoman speaker chairman chairwoman judge justice professor doctor coach captain \
         colonel general lieutenant sergeant major inspector detective superintendent councillor councilman \
         councilwoman commissioner director deputy chief premier sheriff attorney reverend father sister brother \
         cardinal bishop archbishop imam rabbi sheikh midfielder striker defender goalkeeper pitcher manager analyst \
         economist senator-elect comrade constable officer cllr taoiseach don doña dona señor señora monsieur madame \
         père pastor driver farmer drummer singer skipper batsman pacer spokesman spokeswoman spokesperson",
    ),
    (
        Class::PERSON,
        "official officials spokesman spokeswoman spokesperson spokespeople spokesmen spokeswomen source sources leader \
         leaders president minister ministers secretary chief head director directors chairman chairwoman chair \
         chairperson manager executive ceo cfo founder owner boss analyst analysts economist economists expert experts \
         scientist scientists researcher researchers author authors writer novelist poet historian professor lecturer \
         teacher teachers headteacher student students pupil pupils parent parents mother father son daughter brother \
         sister wife husband widow widower uncle aunt grandmother grandfather cousin friend friends neighbour neighbours \
         neighbor neighbors colleague colleagues relative relatives family families man men woman women boy girl child \
         children people person resident residents villager villagers voter voters farmer farmers fisherman fishermen \
         driver drivers passenger passengers customer customers shopper shoppers visitor visitors fan fans supporter \
         supporters critic critics opponent opponents rival rivals ally allies aide aides adviser advisers advisor \
         advisors lawyer lawyers attorney attorneys solicitor barrister prosecutor prosecutors defendant judge judges \
         juror jurors witness witnesses victim victims survivor survivors detective police officer officers policeman \
         policewoman soldier soldiers commander general colonel captain lieutenant sergeant coach trainer player players \
         striker goalkeeper midfielder pitcher catcher batsman bowler singer musician actor actress artist director \
         producer host presenter anchor reporter reporters journalist journalists columnist editor editors blogger \
         commentator pundit tweeter user users candidate nominee senator senators congressman congresswoman lawmaker \
         lawmakers legislator legislators mp mps councillor councillors mayor governor ambassador envoy diplomat \
         diplomats delegate delegates negotiator negotiators activist activists campaigner campaigners protester \
         protesters demonstrator organiser organisers organizer organizers worker workers employee employees staff \
         union unions company firm bank agency ministry department government regime administration authority \
         authorities court tribunal council committee commission board panel party coalition opposition group groups \
         team club association federation society charity watchdog regulator newspaper paper magazine broadcaster \
         station channel network firefighter firefighters doctor doctors nurse nurses surgeon paramedic patient \
         patients priest vicar bishop imam rabbi monk nun clergyman pastor engineer engineers architect builder \
         contractor trader traders investor investors shareholder broker dealer insider insiders staffer staffers \
         strategist pollster operative operatives veteran veterans refugee refugees migrant migrants elder elders \
         chieftain king queen prince princess duke lord baron tourist guide pilot pilots sailor skipper captain \
         astronaut astronomer physicist biologist chemist geologist limnologist ornithologist archaeologist sociologist \
         psychologist psychiatrist epidemiologist commissioner superintendent inspector sheriff chairmen bystander \
         onlooker passerby local locals lady gentleman guy kid kids teenager teenagers mum dad mom grandma grandpa \
         pal mate insider roadie frontman drummer guitarist waiter waitress chef baker butcher barber vendor seller \
         buyer winner loser champion runner-up rider jockey referee umpire linesman translator interpreter \
         moderator interviewer interviewee heckler speaker usher clerk porter caretaker janitor landlord tenant \
         campaign administration counterpart successor predecessor deputy nominee entrepreneur businessman \
         businesswoman billionaire millionaire trustee treasurer accountant auditor ombudsman publicist agent \
         representative representatives rep republicans democrats conservatives liberals tories",
    ),
    (
        Class::BODY,
        "company firm bank agency ministry department government regime administration authority authorities court \
         tribunal council committee commission board panel party coalition police union newspaper magazine network \
         association federation charity watchdog regulator campaign team club",
    ),
    (
        Class::ANNOUNCER,
        "sign signs banner banners poster placard placards board label plaque notice letter email e-mail statement report \
         reports study survey poll memo note message text tweet post caption headline inscription card paper document \
         documents filing affidavit lawsuit complaint transcript release communique communiqué editorial article ad \
         advertisement slogan t-shirt sticker billboard graffiti book memoir diary invitation programme leaflet law \
         rules data figures records tombstone gravestone screen website announcement resolution declaration",
    ),
    (
        Class::VERB,
        "went came made took gave got left led met ran sat stood rose fell saw kept held brought built sent lost won \
         paid spent became began knew thought felt grew drew flew threw wore drove rode broke chose ate drank sang swam \
         hung hid hit hurt cut set let laid lay sold bought caught taught fought sought slept swept wept dealt meant \
         struck stuck shook took woke lent bent beat bore blew bit shut spoke stole swore tore tells wants goes comes \
         makes takes gives gets leaves meets runs sits stands rises falls sees keeps holds brings builds sends loses \
         wins pays spends becomes begins knows thinks feels looks lives works plays seems appears remains includes \
         involves faces needs looked walked turned moved seemed appeared remained worked lived played helped tried \
         wanted needed used arrived opened closed smiled laughed nodded stayed stopped started happened continues \
         has_been goes leads serves wants",
    ),
    (
        Class::CUE_NOUN,
        "answer reply response verdict words word message statement comment remark claim warning question advice motto \
         slogan saying conclusion explanation refrain catchphrase reaction retort quip view opinion assessment prediction \
         promise plea appeal demand call accusation suggestion argument belief point idea",
    ),
    (
        Class::WORK,
        "film films movie movies book books novel novels novella memoir song songs single album albums track tracks show \
         series sitcom drama documentary play plays musical opera ballet poem poems essay essays story stories \
         article column painting sculpture exhibition exhibit magazine newspaper journal podcast game hit hits ballad \
         anthem hymn symphony comedy thriller bestseller best-seller trilogy sequel biography autobiography cookbook \
         programme broadcast recording episode tune collection anthology titled entitled sang singing playing played \
         recite recited published starring starred wrote_the watching",
    ),
    (
        Class::TERM,
        "word words term terms phrase phrases nickname nicknamed dubbed called known calls so-called styled named \
         codenamed code-named expression label slogan tagline title mean means meaning category tag alias hashtag \
         notice formula",
    ),
    (
        Class::ADJECTIVE,
        "managing acting sitting visiting leading founding outgoing incoming presiding retiring former senior chief deputy vice assistant veteran retired acting interim late longtime long-time fellow new \
         old young top leading prominent independent private local national",
    ),
    (
        Class::MEDIUM,
        "statement interview email e-mail tweet post letter speech report memo message text note call release conference \
         briefing memoir book blog column article essay editorial telephone phone video filing affidavit testimony \
         address lecture broadcast podcast twitter facebook instagram x bluesky youtube telegram tiktok whatsapp \
         linkedin reddit snapchat mastodon threads weibo truth_social newsletter diary dispatch",
    ),
];
