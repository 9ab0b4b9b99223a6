//! Wikidata items of places, by GeoNames id or by name (a table).
//!
//! The ids are Wikidata's (CC0), written by hand. Each was compared with an independent list; `models/places/README.md` says
//! which, and what was kept or left out where they differed.

/// GeoNames id and number of the Wikidata item, ascending.
#[rustfmt::skip]
const ITEMS: &[(u32, u32)] = &[
    (53654, 2449), // Mogadishu
    (71137, 2471), // Sanaa
    (98182, 1530), // Baghdad
    (99072, 83317), // Mosul
    (105343, 374365), // Jeddah
    (108410, 3692), // Riyadh
    (112931, 3616), // Tehran
    (146268, 3856), // Nicosia
    (160196, 3866), // Dodoma
    (160263, 1960), // Dar es Salaam
    (162183, 23438), // Ashgabat
    (170063, 41183), // Aleppo
    (170654, 3766), // Damascus
    (184745, 3870), // Nairobi
    (202061, 3859), // Kigali
    (223817, 3604), // Djibouti
    (232422, 3894), // Kampala
    (241131, 3940), // Victoria
    (250441, 3805), // Amman
    (264371, 1524), // Athens
    (276781, 3820), // Beirut
    (281184, 1218), // Jerusalem
    (285787, 35178), // Kuwait City
    (287286, 3826), // Muscat
    (290030, 3861), // Doha
    (290340, 3882), // Manama
    (292223, 612), // Dubai
    (292968, 1519), // Abu Dhabi
    (293397, 33935), // Tel Aviv
    (294801, 41621), // Haifa
    (323786, 3640), // Ankara
    (343300, 3642), // Asmara
    (344979, 3624), // Addis Ababa
    (360630, 85), // Cairo
    (361058, 87), // Alexandria
    (373303, 1947), // Juba
    (379252, 1963), // Khartoum
    (415189, 131694), // Aden
    (425378, 3854), // Bujumbura
    (426272, 167551), // Gitega
    (456172, 1773), // Riga
    (498817, 656), // Saint Petersburg
    (524901, 649), // Moscow
    (587084, 9248), // Baku
    (588409, 1770), // Tallinn
    (593116, 216), // Vilnius
    (611717, 994), // Tbilisi
    (616052, 1953), // Yerevan
    (618426, 21197), // Chisinau
    (625144, 2280), // Minsk
    (658225, 1757), // Helsinki
    (683506, 19660), // Bucharest
    (694423, 7525), // Sevastopol
    (698740, 1874), // Odesa
    (702550, 36036), // Lviv
    (703448, 1899), // Kyiv
    (706483, 42308), // Kharkiv
    (709717, 43070), // Donetsk
    (709930, 48256), // Dnipro
    (727011, 472), // Sofia
    (745044, 406), // Istanbul
    (756135, 270), // Warsaw
    (785842, 384), // Skopje
    (786714, 25270), // Pristina
    (792680, 3711), // Belgrade
    (890299, 3921), // Harare
    (909137, 3881), // Lusaka
    (921772, 3901), // Moroni
    (927967, 3876), // Lilongwe
    (932505, 3909), // Maseru
    (933773, 3919), // Gaborone
    (934154, 3929), // Port Louis
    (934985, 3904), // Mbabane
    (964137, 3926), // Pretoria
    (993800, 34647), // Johannesburg
    (1007311, 5468), // Durban
    (1040652, 3889), // Maputo
    (1070940, 3915), // Antananarivo
    (1138958, 5838), // Kabul
    (1168197, 1113311), // Peshawar
    (1172451, 11739), // Lahore
    (1174872, 8660), // Karachi
    (1176615, 1362), // Islamabad
    (1185241, 1354), // Dhaka
    (1221874, 9365), // Dushanbe
    (1248991, 35381), // Colombo
    (1252416, 9270), // Thimphu
    (1261481, 987), // New Delhi
    (1264527, 1352), // Chennai
    (1269843, 1361), // Hyderabad
    (1275004, 1348), // Kolkata
    (1275339, 1156), // Mumbai
    (1277333, 1355), // Bengaluru
    (1279233, 1070), // Ahmedabad
    (1282027, 9347), // Male
    (1283240, 3037), // Kathmandu
    (1298824, 37995), // Yangon
    (1496747, 883), // Novosibirsk
    (1512569, 269), // Tashkent
    (1526273, 1520), // Astana
    (1526384, 35493), // Almaty
    (1528675, 9361), // Bishkek
    (1566083, 1854), // Ho Chi Minh City
    (1581130, 1858), // Hanoi
    (1609350, 1861), // Bangkok
    (1625822, 11462), // Surabaya
    (1642911, 3630), // Jakarta
    (1645457, 9310), // Dili
    (1651944, 9326), // Vientiane
    (1668341, 1867), // Taipei
    (1673820, 181557), // Kaohsiung
    (1692192, 1475), // Quezon City
    (1701668, 1461), // Manila
    (1735161, 1865), // Kuala Lumpur
    (1790630, 5826), // Xi’an
    (1791247, 11746), // Wuhan
    (1792947, 11736), // Tianjin
    (1795565, 15174), // Shenzhen
    (1796236, 8686), // Shanghai
    (1799962, 16666), // Nanjing
    (1808926, 4970), // Hangzhou
    (1809858, 16572), // Guangzhou
    (1815286, 30002), // Chengdu
    (1816670, 956), // Beijing
    (1820906, 9279), // Bandar Seri Begawan
    (1821306, 1850), // Phnom Penh
    (1835553, 20714), // Suwon
    (1835848, 8684), // Seoul
    (1838524, 16520), // Busan
    (1841811, 41283), // Gwangju
    (1843564, 20934), // Incheon
    (1848354, 38283), // Yokohama
    (1850147, 1490), // Tokyo
    (1853909, 35765), // Osaka
    (1856057, 11751), // Nagoya
    (1857910, 34600), // Kyoto
    (1859171, 48320), // Kobe
    (1862415, 34664), // Hiroshima
    (1863967, 26600), // Fukuoka
    (1871859, 18808), // Pyongyang
    (2028462, 23430), // Ulan Bator
    (2063523, 3183), // Perth
    (2078025, 5112), // Adelaide
    (2081986, 42751), // Palikir
    (2088122, 36526), // Port Moresby
    (2108502, 40921), // Honiara
    (2110257, 131233), // Tarawa
    (2110394, 34126), // Funafuti
    (2111149, 46747), // Sendai
    (2113779, 12919), // Majuro
    (2128295, 37951), // Sapporo
    (2135171, 37806), // Port-Vila
    (2139521, 9733), // Nouméa
    (2147714, 3130), // Sydney
    (2158177, 3141), // Melbourne
    (2172517, 3114), // Canberra
    (2174003, 34932), // Brisbane
    (2179537, 23661), // Wellington
    (2198148, 38807), // Suva
    (2210247, 3579), // Tripoli
    (2220957, 3808), // Yaoundé
    (2240449, 3897), // Luanda
    (2253354, 3718), // Dakar
    (2260535, 3844), // Brazzaville
    (2267057, 597), // Lisbon
    (2274895, 3748), // Monrovia
    (2279755, 3768), // Yamoussoukro
    (2293538, 1515), // Abidjan
    (2306104, 3761), // Accra
    (2314302, 3838), // Kinshasa
    (2332459, 8673), // Lagos
    (2352778, 3787), // Abuja
    (2357048, 3777), // Ouagadougou
    (2365267, 3792), // Lomé
    (2374775, 3739), // Bissau
    (2377450, 3688), // Nouakchott
    (2389853, 3832), // Bangui
    (2392087, 3799), // Porto-Novo
    (2399697, 3825), // Libreville
    (2409306, 3780), // Freetown
    (2410763, 3932), // São Tomé
    (2413876, 3726), // Banjul
    (2422465, 3733), // Conakry
    (2427123, 3659), // N'Djamena
    (2440485, 3674), // Niamey
    (2460596, 3703), // Bamako
    (2464470, 3572), // Tunis
    (2507480, 3561), // Algiers
    (2509954, 8818), // Valencia
    (2510911, 8717), // Sevilla
    (2514256, 8851), // Málaga
    (2538475, 3551), // Rabat
    (2562305, 23800), // Valletta
    (2618425, 1748), // Copenhagen
    (2638077, 42448), // Sheffield
    (2641170, 41262), // Nottingham
    (2643123, 18125), // Manchester
    (2643743, 84), // London
    (2644210, 24826), // Liverpool
    (2644688, 39121), // Leeds
    (2648579, 4093), // Glasgow
    (2650225, 23436), // Edinburgh
    (2653822, 10690), // Cardiff
    (2654675, 23154), // Bristol
    (2655603, 2256), // Birmingham
    (2655984, 10686), // Belfast
    (2657896, 72), // Zürich
    (2660646, 71), // Geneva
    (2661552, 70), // Bern
    (2661604, 78), // Basel
    (2673730, 1754), // Stockholm
    (2747373, 36600), // The Hague
    (2747891, 34370), // Rotterdam
    (2759794, 727), // Amsterdam
    (2761369, 1741), // Vienna
    (2766824, 34713), // Salzburg
    (2800866, 239), // Brussels
    (2825297, 1022), // Stuttgart
    (2861650, 2090), // Nuremberg
    (2867714, 1726), // Munich
    (2879139, 2079), // Leipzig
    (2886242, 365), // Köln
    (2910831, 1715), // Hannover
    (2911298, 1055), // Hamburg
    (2925533, 1794), // Frankfurt am Main
    (2928810, 2066), // Essen
    (2934246, 1718), // Düsseldorf
    (2935022, 1731), // Dresden
    (2935517, 1295), // Dortmund
    (2944388, 24879), // Bremen
    (2946447, 586), // Bonn
    (2950159, 64), // Berlin
    (2960316, 1842), // Luxembourg
    (2964574, 1761), // Dublin
    (2972315, 7880), // Toulouse
    (2973783, 6602), // Strasbourg
    (2988507, 90), // Paris
    (2990440, 33959), // Nice
    (2990969, 12191), // Nantes
    (2995469, 23482), // Marseille
    (2996944, 456), // Lyon
    (3041563, 1863), // Andorra la Vella
    (3042030, 1844), // Vaduz
    (3054643, 1781), // Budapest
    (3060972, 1780), // Bratislava
    (3067696, 1085), // Prague
    (3094802, 31487), // Kraków
    (3099434, 1792), // Gdańsk
    (3117735, 2807), // Madrid
    (3128026, 8692), // Bilbao
    (3128760, 1492), // Barcelona
    (3143244, 585), // Oslo
    (3165524, 495), // Turin
    (3168070, 1848), // San Marino
    (3169070, 220), // Rome
    (3172394, 2634), // Naples
    (3173435, 490), // Milan
    (3176959, 2044), // Florence
    (3183875, 19689), // Tirana
    (3186886, 1435), // Zagreb
    (3191281, 11194), // Sarajevo
    (3193044, 23564), // Podgorica
    (3196359, 437), // Ljubljana
    (3352136, 3935), // Windhoek
    (3369157, 5465), // Cape Town
    (3374036, 36168), // Bridgetown
    (3374333, 3751), // Praia
    (3378644, 10717), // Georgetown
    (3383330, 3001), // Paramaribo
    (3399415, 43463), // Fortaleza
    (3413829, 1764), // Reykjavík
    (3421319, 226), // Nuuk
    (3435910, 1486), // Buenos Aires
    (3439389, 2933), // Asunción
    (3441575, 1335), // Montevideo
    (3448439, 174), // São Paulo
    (3451190, 8678), // Rio de Janeiro
    (3469058, 2844), // Brasília
    (3470127, 42800), // Belo Horizonte
    (3489854, 34692), // Kingston
    (3492908, 34820), // Santo Domingo
    (3530597, 1489), // Mexico City
    (3553478, 1563), // Havana
    (3571824, 2467), // Nassau
    (3573197, 30985), // Hamilton
    (3573890, 39178), // Port of Spain
    (3575635, 36281), // Roseau
    (3576022, 36262), // Saint John’s
    (3576812, 41699), // Castries
    (3577154, 131243), // Oranjestad
    (3577887, 41474), // Kingstown
    (3579925, 41547), // Saint George's
    (3582672, 3043), // Belmopan
    (3583361, 3110), // San Salvador
    (3598132, 1555), // Guatemala City
    (3600949, 3238), // Tegucigalpa
    (3617763, 3274), // Managua
    (3621849, 3070), // San José
    (3646738, 1533), // Caracas
    (3652462, 2900), // Quito
    (3657509, 43509), // Guayaquil
    (3674962, 48278), // Medellín
    (3687925, 51103), // Cali
    (3688689, 2841), // Bogotá
    (3703443, 3306), // Panama City
    (3718426, 34261), // Port-au-Prince
    (3871336, 2887), // Santiago
    (3903987, 2907), // Sucre
    (3911925, 1491), // La Paz
    (3936456, 2868), // Lima
    (4032402, 38834), // Nuku‘alofa
    (4035413, 36260), // Apia
    (4099753, 1612), // Arkansas
    (4140963, 61), // Washington
    (4142224, 1393), // Delaware
    (4155751, 812), // Florida
    (4160021, 16568), // Jacksonville
    (4164138, 8652), // Miami
    (4180439, 23556), // Atlanta
    (4197000, 1428), // Georgia
    (4259418, 6346), // Indianapolis
    (4273857, 1558), // Kansas
    (4299276, 43668), // Louisville
    (4331987, 1588), // Louisiana
    (4335045, 34404), // New Orleans
    (4347778, 5092), // Baltimore
    (4361885, 1391), // Maryland
    (4398678, 1581), // Missouri
    (4436296, 1494), // Mississippi
    (4460243, 16565), // Charlotte
    (4482348, 1454), // North Carolina
    (4508722, 43196), // Cincinnati
    (4509177, 16567), // Columbus
    (4544379, 1649), // Oklahoma
    (4560349, 1345), // Philadelphia
    (4597040, 1456), // South Carolina
    (4641239, 16563), // Memphis
    (4644585, 23197), // Nashville
    (4662168, 1509), // Tennessee
    (4671654, 16559), // Austin
    (4684888, 16557), // Dallas
    (4691930, 16558), // Fort Worth
    (4699066, 16555), // Houston
    (4726206, 975), // San Antonio
    (4736286, 1439), // Texas
    (4826850, 1371), // West Virginia
    (4829764, 173), // Alabama
    (4831725, 779), // Connecticut
    (4862182, 1546), // Iowa
    (4887398, 1297), // Chicago
    (4896861, 1204), // Illinois
    (4921868, 1415), // Indiana
    (4930956, 100), // Boston
    (4971068, 724), // Maine
    (4990729, 12439), // Detroit
    (5001836, 1166), // Michigan
    (5037649, 36091), // Minneapolis
    (5037779, 1527), // Minnesota
    (5073708, 1553), // Nebraska
    (5074472, 43199), // Omaha
    (5090174, 759), // New Hampshire
    (5101760, 1408), // New Jersey
    (5128581, 60), // New York City
    (5128638, 1384), // New York
    (5150529, 37320), // Cleveland
    (5165418, 1397), // Ohio
    (5206379, 1342), // Pittsburgh
    (5224323, 1387), // Rhode Island
    (5242283, 16551), // Vermont
    (5263045, 37836), // Milwaukee
    (5279468, 1537), // Wisconsin
    (5308655, 16556), // Phoenix
    (5332921, 99), // California
    (5368361, 65), // Los Angeles
    (5389489, 18013), // Sacramento
    (5391811, 16552), // San Diego
    (5391959, 62), // San Francisco
    (5392171, 16553), // San Jose
    (5417618, 1261), // Colorado
    (5419384, 16554), // Denver
    (5481136, 1522), // New Mexico
    (5506956, 23768), // Las Vegas
    (5509151, 1227), // Nevada
    (5549030, 829), // Utah
    (5551752, 816), // Arizona
    (5596512, 1221), // Idaho
    (5667009, 1212), // Montana
    (5690763, 1207), // North Dakota
    (5744337, 824), // Oregon
    (5769223, 1211), // South Dakota
    (5809844, 5083), // Seattle
    (5815135, 1223), // Washington
    (5843591, 1214), // Wyoming
    (5855797, 782), // Hawaii
    (5856195, 18094), // Honolulu
    (5879092, 797), // Alaska
    (5913490, 36312), // Calgary
    (5946768, 2096), // Edmonton
    (6077243, 340), // Montréal
    (6094817, 1930), // Ottawa
    (6167865, 172), // Toronto
    (6173331, 24639), // Vancouver
    (6183235, 2135), // Winnipeg
    (6254925, 1603), // Kentucky
    (6254926, 771), // Massachusetts
    (6254927, 1400), // Pennsylvania
    (6254928, 1370), // Virginia
    (6255146, 15), // Africa
    (6255147, 48), // Asia
    (6255148, 46), // Europe
    (6255149, 49), // North America
    (6255150, 18), // South America
    (6611854, 37400), // Nay Pyi Taw
];

/// Regions that the table of GeoNames lacks: name, country (none for states of the past), number of the Wikidata item.
#[rustfmt::skip]
pub const REGIONS: &[(&str, &str, u32)] = &[
    // The United Kingdom.
    ("England", "GB", 21),
    ("Scotland", "GB", 22),
    ("Wales", "GB", 25),
    ("Northern Ireland", "GB", 26),
    // Canada.
    ("Alberta", "CA", 1951),
    ("British Columbia", "CA", 1973),
    ("Manitoba", "CA", 1948),
    ("New Brunswick", "CA", 1965),
    ("Newfoundland and Labrador", "CA", 2003),
    ("Nova Scotia", "CA", 1952),
    ("Nunavut", "CA", 2023),
    ("Ontario", "CA", 1904),
    ("Prince Edward Island", "CA", 1978),
    ("Quebec", "CA", 176),
    ("Saskatchewan", "CA", 1989),
    ("Yukon", "CA", 2009),
    // Australia.
    ("New South Wales", "AU", 3224),
    ("Northern Territory", "AU", 3235),
    ("Queensland", "AU", 36074),
    ("South Australia", "AU", 35715),
    ("Tasmania", "AU", 34366),
    ("Victoria", "AU", 36687),
    ("Western Australia", "AU", 3206),
    // China.
    ("Guangdong", "CN", 15175),
    ("Hubei", "CN", 46862),
    ("Sichuan", "CN", 19770),
    ("Xinjiang", "CN", 34800),
    ("Inner Mongolia", "CN", 41079),
    ("Yunnan", "CN", 43194),
    // Lands without a state, and states that are no more.
    ("Gaza Strip", "PS", 39760),
    ("West Bank", "PS", 36678),
    ("Crimea", "UA", 7835),
    ("Transnistria", "MD", 907112),
    ("East Germany", "", 16957),
    ("West Germany", "", 713750),
    ("Soviet Union", "", 15180),
    ("Yugoslavia", "", 36704),
    ("Czechoslovakia", "", 33946),
];

/// Capitals too small for the table of GeoNames: name, country, number of the Wikidata item.
pub const SMALL_CAPITALS: &[(&str, &str, u32)] = &[
    ("Belmopan", "BZ", 3043),
    ("Funafuti", "TV", 34126),
    ("Nuuk", "GL", 226),
    ("Palikir", "FM", 42751),
    ("Vaduz", "LI", 1844),
    ("Valletta", "MT", 23800),
];

/// The Wikidata item of a place.
pub fn item(geonames: u32) -> Option<u32> {
    ITEMS
        .binary_search_by_key(&geonames, |(id, _)| *id)
        .ok()
        .and_then(|at| ITEMS.get(at))
        .map(|(_, item)| *item)
}
