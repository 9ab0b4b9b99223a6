//! Organisations that news takes as known: international bodies, agencies, media, companies, parties, with their
//! Wikidata items where they are certain (a table).
//!
//! The ids are Wikidata's (CC0), written by hand. Each was compared with independent lists where they have it (npm's
//! `name-suggestion-index`, BSD-3-Clause, for brands); what could not be confirmed is left out: a wrong link is worse than
//! none.
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Names of one organisation, the fullest first; names that it shares with others, which are believed only where the
/// article does not speak of those; and the number of its Wikidata item.
#[rustfmt::skip]
const LINKED: &[(&[&str], &[&str], u32)] = &[
    // The United Nations and their bodies.
    (&["United Nations", "UN", "U.N.", "United Nations Organization"], &[], 1065),
    (&["United Nations Security Council", "UN Security Council", "U.N. Security Council"], &[], 37470),
    (&["United Nations General Assembly", "UN General Assembly", "U.N. General Assembly"], &[], 47423),
    (&["United Nations Human Rights Council", "UN Human Rights Council", "U.N. Human Rights Council"], &[], 205650),
    (&["International Court of Justice"], &["ICJ"], 7801),
    (&["International Monetary Fund", "IMF", "I.M.F."], &[], 7804),
    (&["World Bank"], &[], 7164),
    (&["World Bank Group"], &[], 320863),
    (&["International Finance Corporation"], &[], 656801),
    (&["World Health Organization", "World Health Organisation", "WHO", "W.H.O."], &[], 7817),
    (&["World Trade Organization", "World Trade Organisation", "WTO"], &[], 7825),
    (&["International Atomic Energy Agency", "IAEA", "I.A.E.A."], &[], 41984),
    (&["United Nations Educational, Scientific and Cultural Organization", "UNESCO", "Unesco"], &[], 7809),
    (&["United Nations Children's Fund", "United Nations Children’s Fund", "UNICEF", "Unicef"], &[], 740308),
    (&["United Nations High Commissioner for Refugees", "UN High Commissioner for Refugees", "UNHCR"], &[], 132551),
    (&["UN Relief and Works Agency", "United Nations Relief and Works Agency", "UNRWA"], &[], 846656),
    (&["World Food Programme", "World Food Program", "UN World Food Programme", "U.N. World Food Program"], &["WFP"], 204344),
    (&["Food and Agriculture Organization", "Food and Agriculture Organisation", "UN Food and Agriculture Organization"], &["FAO"], 82151),
    (&["International Labour Organization", "International Labour Organisation", "International Labor Organization"], &["ILO"], 54129),
    (&["United Nations Development Programme", "United Nations Development Program", "UN Development Programme", "UNDP"], &[], 161718),
    (&["United Nations Environment Programme", "UN Environment Programme", "U.N. Environment Program", "UNEP"], &[], 182016),
    (&["United Nations Population Fund", "UN Population Fund", "UNFPA"], &[], 623036),
    (&["UN Women"], &[], 641576),
    (&["International Organization for Migration", "International Organisation for Migration"], &["IOM"], 472311),
    (&["International Civil Aviation Organization", "International Civil Aviation Organisation", "ICAO"], &[], 125761),
    (&["International Maritime Organization", "International Maritime Organisation"], &[], 201054),
    (&["International Telecommunication Union"], &["ITU"], 376150),
    (&["Universal Postal Union"], &[], 17495),
    (&["World Meteorological Organization", "World Meteorological Organisation"], &["WMO"], 170424),
    (&["World Intellectual Property Organization", "World Intellectual Property Organisation"], &["WIPO"], 177773),
    (&["World Customs Organization", "World Customs Organisation"], &[], 605326),
    (&["World Organisation for Animal Health", "World Organization for Animal Health"], &[], 1058594),
    (&["International Fund for Agricultural Development"], &[], 689859),
    (&["International Narcotics Control Board"], &[], 667217),
    (&["International Tribunal for the Law of the Sea"], &[], 639118),
    (&["International Seabed Authority"], &[], 333727),
    (&["Comprehensive Nuclear-Test-Ban Treaty Organization", "Comprehensive Nuclear-Test-Ban Treaty Organisation", "CTBTO"], &[], 356694),
    // The European Union and its neighbours.
    (&["European Union", "EU", "E.U."], &[], 458),
    (&["European Commission"], &[], 8880),
    (&["European Parliament"], &[], 8889),
    (&["European Council"], &[], 8886),
    (&["Council of the European Union"], &[], 8896),
    (&["Court of Justice of the European Union"], &[], 4951),
    (&["European Central Bank"], &["ECB"], 8901),
    (&["European Investment Bank"], &[], 192247),
    (&["European Stability Mechanism"], &[], 1130098),
    (&["Europol"], &[], 207203),
    (&["European Border and Coast Guard Agency", "Frontex"], &[], 21786841),
    (&["European Medicines Agency"], &[], 130146),
    (&["European Centre for Disease Prevention and Control"], &[], 918501),
    (&["European Food Safety Authority"], &["EFSA"], 516521),
    (&["European Union Aviation Safety Agency", "European Aviation Safety Agency", "EASA"], &[], 276255),
    (&["European Environment Agency"], &[], 632988),
    (&["European External Action Service"], &[], 672941),
    (&["European Banking Authority"], &[], 769548),
    (&["European Securities and Markets Authority"], &[], 769112),
    (&["European Public Prosecutor's Office", "European Public Prosecutor’s Office"], &[], 5413070),
    (&["Euratom"], &[], 8919),
    (&["Council of Europe"], &[], 8908),
    (&["European Court of Human Rights"], &["ECHR"], 122880),
    (&["European Bank for Reconstruction and Development", "EBRD"], &[], 488981),
    (&["European Free Trade Association", "EFTA"], &[], 166546),
    (&["European Space Agency"], &["ESA"], 42262),
    (&["European Organization for Nuclear Research", "European Organisation for Nuclear Research", "CERN", "Cern"], &[], 42944),
    (&["European Southern Observatory"], &[], 151991),
    (&["Eurocontrol"], &[], 663492),
    (&["Nordic Council"], &[], 146165),
    // Alliances, banks and courts of many states.
    (&["North Atlantic Treaty Organization", "North Atlantic Treaty Organisation", "NATO", "Nato"], &[], 7184),
    (&["Organization for Security and Co-operation in Europe", "Organization for Security and Cooperation in Europe", "Organisation for Security and Co-operation in Europe", "OSCE"], &[], 81299),
    (&["Organisation for Economic Co-operation and Development", "Organization for Economic Cooperation and Development", "OECD"], &[], 41550),
    (&["International Energy Agency"], &["IEA"], 826700),
    (&["Financial Action Task Force"], &["FATF"], 681487),
    (&["Organization of the Petroleum Exporting Countries", "Organisation of the Petroleum Exporting Countries", "OPEC", "Opec"], &[], 7795),
    (&["Organisation for the Prohibition of Chemical Weapons", "Organization for the Prohibition of Chemical Weapons", "OPCW"], &[], 842490),
    (&["International Criminal Police Organization", "Interpol", "INTERPOL"], &[], 8475),
    (&["International Criminal Court"], &["ICC"], 47488),
    (&["Permanent Court of Arbitration"], &[], 1045198),
    (&["Bank for International Settlements"], &[], 309195),
    (&["Asian Development Bank"], &[], 188822),
    (&["Asian Infrastructure Investment Bank"], &["AIIB"], 18109843),
    (&["African Development Bank"], &[], 340195),
    (&["Inter-American Development Bank"], &[], 1153087),
    (&["Islamic Development Bank"], &[], 41230),
    (&["New Development Bank"], &[], 8579145),
    (&["Group of 20", "Group of Twenty", "G20", "G-20"], &[], 19771),
    (&["Group of Seven", "G7", "G-7"], &[], 1764511),
    (&["Association of Southeast Asian Nations", "ASEAN", "Asean"], &[], 7768),
    (&["African Union"], &["AU"], 7159),
    (&["Arab League", "League of Arab States"], &[], 7172),
    (&["Gulf Cooperation Council", "Gulf Co-operation Council"], &["GCC"], 217172),
    (&["Organisation of Islamic Cooperation", "Organization of Islamic Cooperation"], &["OIC"], 47543),
    (&["Economic Community of West African States", "ECOWAS", "Ecowas"], &[], 193272),
    (&["Southern African Development Community", "SADC"], &[], 816706),
    (&["East African Community"], &[], 337456),
    (&["Intergovernmental Authority on Development", "IGAD"], &[], 499039),
    (&["Organization of American States"], &["OAS"], 123759),
    (&["Inter-American Commission on Human Rights"], &[], 1589444),
    (&["Inter-American Court of Human Rights"], &[], 1547804),
    (&["Pan American Health Organization"], &["PAHO"], 1856835),
    (&["Mercosur"], &[], 4264),
    (&["Caribbean Community", "CARICOM", "Caricom"], &[], 205995),
    (&["Commonwealth of Independent States"], &[], 7779),
    (&["Collective Security Treaty Organization", "Collective Security Treaty Organisation", "CSTO"], &[], 318693),
    (&["Eurasian Economic Union"], &[], 4173083),
    (&["Shanghai Cooperation Organisation", "Shanghai Cooperation Organization"], &["SCO"], 485207),
    (&["South Asian Association for Regional Cooperation", "SAARC"], &[], 145700),
    (&["Pacific Islands Forum"], &[], 757276),
    (&["Arctic Council"], &[], 674182),
    (&["International Whaling Commission"], &[], 1053889),
    (&["International Union for Conservation of Nature", "IUCN"], &[], 48268),
    (&["International Renewable Energy Agency", "IRENA"], &[], 392739),
    (&["International Organisation of La Francophonie"], &[], 134102),
    // Aid, sport, and movements.
    (&["Amnesty International"], &["Amnesty"], 42970),
    (&["Greenpeace"], &[], 81307),
    (&["Oxfam"], &[], 267941),
    (&["Médecins Sans Frontières", "Medecins Sans Frontieres", "Doctors Without Borders"], &[], 49330),
    (&["Save the Children"], &[], 215934),
    (&["WikiLeaks"], &[], 359),
    (&["FIFA", "Fifa"], &[], 253414),
    (&["UEFA", "Uefa"], &[], 35572),
    (&["International Olympic Committee"], &["IOC"], 40970),
    (&["Real Madrid"], &[], 8682),
    (&["FC Barcelona"], &[], 7156),
    (&["Manchester United"], &[], 18656),
    (&["Hamas"], &[], 38799),
    (&["Hezbollah", "Hizbollah"], &[], 41053),
    (&["Taliban"], &[], 42418),
    (&["Al-Qaeda", "Al Qaeda", "al-Qaeda", "al-Qaida"], &[], 34490),
    (&["ISIS", "ISIL"], &["Islamic State"], 2429253),
    // Offices of states.
    (&[], &["White House"], 35525),
    (&["Pentagon", "US Department of Defense", "U.S. Department of Defense", "US Defense Department", "U.S. Defense Department"], &[], 11209),
    (&["State Department", "US State Department", "U.S. State Department", "US Department of State", "U.S. Department of State"], &[], 789915),
    (&["Treasury Department", "US Treasury", "U.S. Treasury", "US Treasury Department", "U.S. Treasury Department"], &[], 648666),
    (&["US Justice Department", "U.S. Justice Department", "US Department of Justice", "U.S. Department of Justice"], &["Justice Department"], 1553390),
    (&["US Congress", "U.S. Congress", "United States Congress"], &[], 11268),
    (&["US Senate", "U.S. Senate", "United States Senate"], &[], 66096),
    (&["US House of Representatives", "U.S. House of Representatives", "United States House of Representatives"], &[], 11701),
    (&["US Supreme Court", "U.S. Supreme Court", "United States Supreme Court"], &[], 11201),
    (&["Federal Reserve", "Federal Reserve System", "US Federal Reserve", "U.S. Federal Reserve"], &["Fed"], 53536),
    (&["US Securities and Exchange Commission", "U.S. Securities and Exchange Commission"], &["Securities and Exchange Commission", "SEC"], 953944),
    (&["US Food and Drug Administration", "U.S. Food and Drug Administration"], &["Food and Drug Administration", "FDA"], 204711),
    (&["Centers for Disease Control and Prevention", "US Centers for Disease Control and Prevention", "U.S. Centers for Disease Control and Prevention"], &["CDC", "Centers for Disease Control"], 583725),
    (&["US Environmental Protection Agency", "U.S. Environmental Protection Agency"], &["Environmental Protection Agency", "EPA"], 460173),
    (&["FBI", "Federal Bureau of Investigation"], &[], 8333),
    (&["CIA", "Central Intelligence Agency"], &[], 37230),
    (&["NASA", "Nasa"], &[], 23548),
    (&["US Postal Service", "U.S. Postal Service", "United States Postal Service"], &[], 668687),
    (&[], &["Kremlin"], 133274),
    (&["Bank of England"], &[], 183231),
    (&[], &["NHS", "National Health Service"], 918396),
    (&[], &["Metropolitan Police", "Scotland Yard"], 1139213),
    (&["Bundestag"], &[], 154797),
    (&["Bank of Japan"], &[], 333101),
    // News.
    (&["Reuters"], &[], 130879),
    (&["Associated Press", "AP"], &[], 40469),
    (&["Agence France-Presse", "AFP"], &[], 40464),
    (&["Deutsche Presse-Agentur"], &[], 312653),
    (&["ANSA"], &[], 392934),
    (&["TASS", "ITAR-TASS"], &["Tass"], 223799),
    (&["Interfax"], &[], 379271),
    (&["Xinhua", "Xinhua News Agency"], &[], 204839),
    (&["United Press International"], &[], 493845),
    (&["Bloomberg L.P.", "Bloomberg LP"], &[], 13977),
    (&["BBC"], &[], 9531),
    (&["CNN"], &[], 48340),
    (&["New York Times", "The New York Times"], &[], 9684),
    (&["Washington Post", "The Washington Post"], &[], 166032),
    (&["The Guardian"], &[], 11148),
    (&["Wall Street Journal", "The Wall Street Journal"], &[], 164746),
    (&["Le Monde"], &[], 12461),
    (&["Der Spiegel"], &[], 131478),
    // Technology.
    (&["Google"], &[], 95),
    (&["Apple Inc"], &["Apple"], 312),
    (&["Microsoft"], &[], 2283),
    (&["Amazon.com"], &["Amazon"], 3884),
    (&["Facebook Inc", "Meta Platforms"], &[], 380),
    (&[], &["Facebook"], 355),
    (&["Instagram"], &[], 209330),
    (&["WhatsApp"], &[], 1049511),
    (&["Twitter"], &[], 918),
    (&["YouTube"], &[], 866),
    (&["TikTok"], &[], 48938223),
    (&["ByteDance"], &[], 55606242),
    (&["LinkedIn"], &[], 213660),
    (&["Netflix"], &[], 907311),
    (&["Uber"], &[], 780442),
    (&["Lyft"], &[], 17077936),
    (&["SpaceX"], &[], 193701),
    (&["Salesforce"], &[], 941127),
    (&["Intel"], &[], 248),
    (&["Advanced Micro Devices", "AMD"], &[], 128896),
    (&["Nvidia", "NVIDIA"], &[], 182477),
    (&["Qualcomm"], &[], 544847),
    (&["IBM"], &[], 37156),
    (&["Oracle Corp"], &["Oracle"], 19900),
    (&["Cisco Systems"], &["Cisco"], 173395),
    (&["Samsung Electronics"], &[], 20718),
    (&["LG Electronics"], &[], 162345),
    (&["Sony"], &[], 41187),
    (&["Nintendo"], &[], 8093),
    (&["Hitachi"], &[], 53238),
    (&["Toshiba"], &[], 49125),
    (&["SoftBank", "SoftBank Group"], &[], 201653),
    (&["TSMC", "Taiwan Semiconductor Manufacturing"], &[], 713418),
    (&["Huawei", "Huawei Technologies"], &[], 160120),
    (&["Xiaomi"], &[], 1636958),
    (&["Alibaba Group"], &["Alibaba"], 1359568),
    (&["Tencent"], &[], 860580),
    (&["Nokia"], &[], 1418),
    // Telecommunications and broadcasting.
    (&["AT&T"], &[], 35476),
    (&["Verizon", "Verizon Communications"], &[], 467752),
    (&["Comcast"], &[], 1113804),
    (&["Walt Disney Company", "The Walt Disney Company", "Walt Disney Co"], &["Disney"], 7414),
    (&["Vodafone"], &[], 122141),
    (&["BT Group"], &["BT"], 593786),
    (&["Deutsche Telekom"], &[], 9396),
    (&["Telefónica", "Telefonica"], &[], 160229),
    (&[], &["Orange"], 1431486),
    // Cars, aircraft and industry.
    (&["Toyota", "Toyota Motor"], &[], 53268),
    (&["Honda", "Honda Motor"], &[], 9584),
    (&["Nissan", "Nissan Motor"], &[], 20165),
    (&["Mazda"], &[], 35996),
    (&["Subaru"], &[], 172741),
    (&["Mitsubishi Motors"], &[], 36033),
    (&["Hyundai Motor", "Hyundai Motor Company"], &[], 55931),
    (&["Kia Motors"], &["Kia"], 35349),
    (&["BMW"], &[], 26678),
    (&["Volkswagen Group", "Volkswagen AG"], &[], 156578),
    (&["Porsche AG"], &["Porsche"], 40993),
    (&["Renault"], &[], 6686),
    (&["Stellantis"], &[], 97439162),
    (&["Ford Motor", "Ford Motor Company", "Ford Motor Co"], &["Ford"], 44294),
    (&["General Motors", "GM"], &[], 81965),
    (&["Tesla Inc", "Tesla Motors"], &["Tesla"], 478214),
    (&[], &["Ferrari"], 27586),
    (&["Geely"], &[], 739000),
    (&["Volvo Cars"], &[], 215293),
    (&["Boeing"], &[], 66),
    (&["Airbus"], &[], 2311),
    (&["Lockheed Martin"], &[], 7240),
    (&["Thales Group"], &[], 1161666),
    (&["Siemens"], &[], 81230),
    (&["Schneider Electric"], &[], 49053),
    (&["General Electric"], &["GE"], 54173),
    (&["ArcelorMittal"], &[], 27893),
    (&["BASF"], &[], 9401),
    // Energy and mining.
    (&["ExxonMobil", "Exxon Mobil", "Exxon"], &[], 156238),
    (&["Chevron Corp", "Chevron Corporation"], &["Chevron"], 319642),
    (&["Royal Dutch Shell", "Shell plc", "Shell PLC"], &["Shell"], 154950),
    (&["BP"], &[], 152057),
    (&["TotalEnergies"], &[], 154037),
    (&[], &["Eni"], 565594),
    (&["Repsol"], &[], 174747),
    (&["Saudi Aramco", "Aramco"], &[], 679322),
    (&["Gazprom"], &[], 102673),
    (&["Rosneft"], &[], 1141123),
    (&["Lukoil"], &[], 329347),
    (&["Petrobras"], &[], 210047),
    (&["Pemex"], &[], 871308),
    (&["Petronas"], &[], 221692),
    (&["Sinopec"], &[], 831445),
    (&["Glencore"], &[], 169339),
    (&["Vale SA"], &[], 583268),
    (&["RWE"], &[], 138133),
    (&["E.ON"], &[], 270223),
    (&["Électricité de France"], &["EDF"], 274591),
    (&["Engie"], &[], 13416787),
    (&[], &["Enel"], 651222),
    (&["Iberdrola"], &[], 1437502),
    (&["Korea Electric Power Corporation", "Korea Electric Power Corp", "KEPCO"], &[], 486737),
    // Medicines and goods.
    (&["Pfizer"], &[], 206921),
    (&["AstraZeneca"], &[], 731938),
    (&["Novartis"], &[], 507154),
    (&["Sanofi"], &[], 158205),
    (&["Johnson & Johnson"], &[], 333718),
    (&["Nestlé"], &["Nestle"], 160746),
    (&["PepsiCo"], &[], 334800),
    (&["Coca-Cola Company", "The Coca-Cola Company", "Coca-Cola Co"], &[], 3295867),
    (&["Walmart", "Wal-Mart"], &[], 483551),
    (&["Costco"], &[], 715583),
    (&["Tesco"], &[], 487494),
    (&["Sainsbury's", "Sainsbury’s"], &[], 152096),
    (&["Marks & Spencer", "Marks and Spencer"], &[], 714491),
    (&["Carrefour"], &[], 217599),
    (&["Lidl"], &[], 151954),
    (&["IKEA", "Ikea"], &[], 54078),
    (&["H&M"], &[], 188326),
    (&[], &["Nike"], 483915),
    (&["Starbucks"], &[], 37158),
    (&["McDonald's", "McDonald’s"], &[], 38076),
    (&["Home Depot", "The Home Depot"], &[], 864407),
    // Banks, insurers and exchanges.
    (&["JPMorgan Chase", "JPMorgan", "JP Morgan Chase"], &[], 192314),
    (&["Bank of America"], &[], 487907),
    (&["Citigroup"], &[], 219508),
    (&["Wells Fargo"], &[], 744149),
    (&["Goldman Sachs"], &[], 193326),
    (&["Morgan Stanley"], &[], 334204),
    (&["BlackRock"], &[], 219635),
    (&["Berkshire Hathaway"], &[], 217583),
    (&["HSBC"], &[], 190464),
    (&["Barclays"], &[], 245343),
    (&["Standard Chartered"], &[], 548278),
    (&["BNP Paribas"], &[], 499707),
    (&["Société Générale", "Societe Generale"], &[], 270363),
    (&["Deutsche Bank"], &[], 66048),
    (&["Commerzbank"], &[], 157617),
    (&["UBS"], &[], 193199),
    (&["Credit Suisse"], &[], 372657),
    (&["ING Group"], &["ING"], 645708),
    (&["ABN AMRO", "ABN Amro"], &[], 287471),
    (&["Rabobank"], &[], 252004),
    (&["UniCredit"], &[], 45568),
    (&["Nordea"], &[], 1123823),
    (&["Danske Bank"], &[], 1636974),
    (&["Sberbank"], &[], 205012),
    (&["VTB Bank"], &[], 1549389),
    (&["Industrial and Commercial Bank of China"], &[], 26463),
    (&["Bank of China"], &[], 790068),
    (&["China Construction Bank"], &[], 26299),
    (&["Agricultural Bank of China"], &[], 26298),
    (&["State Bank of India"], &[], 1340361),
    (&["Royal Bank of Canada"], &[], 735261),
    (&["Bank of Montreal"], &[], 806693),
    (&["Commonwealth Bank of Australia"], &[], 285328),
    (&["Westpac"], &[], 2031726),
    (&["AXA"], &[], 160054),
    (&["Allianz"], &[], 487292),
    (&["Aviva"], &[], 791179),
    (&["Mastercard", "MasterCard"], &[], 489921),
    (&["Visa Inc"], &["Visa"], 328840),
    (&["New York Stock Exchange", "NYSE"], &[], 13677),
    (&["Nasdaq", "NASDAQ"], &[], 82059),
    // Carriers and advisers.
    (&["FedEx"], &[], 459477),
    (&["United Parcel Service"], &["UPS"], 155026),
    (&["Royal Mail"], &[], 638098),
    (&["Lufthansa"], &[], 9325),
    (&["Air France"], &[], 131005),
    (&["British Airways"], &[], 8766),
    (&["Turkish Airlines"], &[], 4548),
    (&["Delta Air Lines", "Delta Airlines"], &[], 188920),
    (&["United Airlines"], &[], 174769),
    (&["Deutsche Bahn"], &[], 9322),
    (&["Amtrak"], &[], 23239),
    (&["Network Rail"], &[], 1501071),
    (&["Accenture"], &[], 338825),
    (&["Deloitte"], &[], 491748),
    (&["KPMG"], &[], 493751),
    (&["Ernst & Young"], &[], 489097),
    (&["McKinsey & Company", "McKinsey"], &[], 310207),
];

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
