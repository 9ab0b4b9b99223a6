//! Wikidata items of continents, large cities and the US states, by GeoNames id (a table).

/// GeoNames id and number of the Wikidata item, ascending.
#[rustfmt::skip]
const ITEMS: &[(u32, u32)] = &[
    (98182, 1530), // Baghdad
    (108410, 3692), // Riyadh
    (112931, 3616), // Tehran
    (170654, 3766), // Damascus
    (184745, 3870), // Nairobi
    (264371, 1524), // Athens
    (276781, 3820), // Beirut
    (281184, 1218), // Jerusalem
    (290030, 3861), // Doha
    (292223, 612), // Dubai
    (293397, 33935), // Tel Aviv
    (323786, 3640), // Ankara
    (344979, 3624), // Addis Ababa
    (360630, 85), // Cairo
    (524901, 649), // Moscow
    (658225, 1757), // Helsinki
    (683506, 19660), // Bucharest
    (703448, 1899), // Kyiv
    (727011, 472), // Sofia
    (745044, 406), // Istanbul
    (756135, 270), // Warsaw
    (792680, 3711), // Belgrade
    (964137, 3926), // Pretoria
    (993800, 34647), // Johannesburg
    (1138958, 5838), // Kabul
    (1174872, 8660), // Karachi
    (1176615, 1362), // Islamabad
    (1185241, 1354), // Dhaka
    (1261481, 987), // New Delhi
    (1275339, 1156), // Mumbai
    (1581130, 1858), // Hanoi
    (1609350, 1861), // Bangkok
    (1642911, 3630), // Jakarta
    (1668341, 1867), // Taipei
    (1701668, 1461), // Manila
    (1796236, 8686), // Shanghai
    (1816670, 956), // Beijing
    (1835848, 8684), // Seoul
    (1850147, 1490), // Tokyo
    (1871859, 18808), // Pyongyang
    (2147714, 3130), // Sydney
    (2158177, 3141), // Melbourne
    (2172517, 3114), // Canberra
    (2179537, 23661), // Wellington
    (2210247, 3579), // Tripoli
    (2267057, 597), // Lisbon
    (2332459, 8673), // Lagos
    (2464470, 3572), // Tunis
    (2507480, 3561), // Algiers
    (2618425, 1748), // Copenhagen
    (2643123, 18125), // Manchester
    (2643743, 84), // London
    (2644210, 24826), // Liverpool
    (2648579, 4093), // Glasgow
    (2650225, 23436), // Edinburgh
    (2655603, 2256), // Birmingham
    (2657896, 72), // Zürich
    (2660646, 71), // Geneva
    (2661552, 70), // Bern
    (2673730, 1754), // Stockholm
    (2747373, 36600), // The Hague
    (2759794, 727), // Amsterdam
    (2761369, 1741), // Vienna
    (2800866, 239), // Brussels
    (2867714, 1726), // Munich
    (2911298, 1055), // Hamburg
    (2925533, 1794), // Frankfurt am Main
    (2950159, 64), // Berlin
    (2964574, 1761), // Dublin
    (2973783, 6602), // Strasbourg
    (2988507, 90), // Paris
    (3054643, 1781), // Budapest
    (3067696, 1085), // Prague
    (3117735, 2807), // Madrid
    (3128760, 1492), // Barcelona
    (3143244, 585), // Oslo
    (3169070, 220), // Rome
    (3173435, 490), // Milan
    (3186886, 1435), // Zagreb
    (3369157, 5465), // Cape Town
    (3435910, 1486), // Buenos Aires
    (3448439, 174), // São Paulo
    (3451190, 8678), // Rio de Janeiro
    (3469058, 2844), // Brasília
    (3530597, 1489), // Mexico City
    (3553478, 1563), // Havana
    (3646738, 1533), // Caracas
    (3688689, 2841), // Bogotá
    (3871336, 2887), // Santiago
    (3936456, 2868), // Lima
    (4099753, 1612), // Arkansas
    (4140963, 61), // Washington
    (4142224, 1393), // Delaware
    (4155751, 812), // Florida
    (4164138, 8652), // Miami
    (4180439, 23556), // Atlanta
    (4197000, 1428), // Georgia
    (4273857, 1558), // Kansas
    (4331987, 1588), // Louisiana
    (4361885, 1391), // Maryland
    (4398678, 1581), // Missouri
    (4436296, 1494), // Mississippi
    (4482348, 1454), // North Carolina
    (4544379, 1649), // Oklahoma
    (4560349, 1345), // Philadelphia
    (4597040, 1456), // South Carolina
    (4662168, 1509), // Tennessee
    (4684888, 16557), // Dallas
    (4699066, 16555), // Houston
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
    (5037779, 1527), // Minnesota
    (5073708, 1553), // Nebraska
    (5090174, 759), // New Hampshire
    (5101760, 1408), // New Jersey
    (5128581, 60), // New York City
    (5128638, 1384), // New York
    (5165418, 1397), // Ohio
    (5224323, 1387), // Rhode Island
    (5242283, 16551), // Vermont
    (5279468, 1537), // Wisconsin
    (5332921, 99), // California
    (5368361, 65), // Los Angeles
    (5391959, 62), // San Francisco
    (5417618, 1261), // Colorado
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
    (5879092, 797), // Alaska
    (6094817, 1930), // Ottawa
    (6167865, 172), // Toronto
    (6254925, 1603), // Kentucky
    (6254926, 771), // Massachusetts
    (6254927, 1400), // Pennsylvania
    (6254928, 1370), // Virginia
    (6255146, 15), // Africa
    (6255147, 48), // Asia
    (6255148, 46), // Europe
    (6255149, 49), // North America
    (6255150, 18), // South America
];

/// The Wikidata item of a place.
pub fn item(geonames: u32) -> Option<u32> {
    ITEMS
        .binary_search_by_key(&geonames, |(id, _)| *id)
        .ok()
        .and_then(|at| ITEMS.get(at))
        .map(|(_, item)| *item)
}
