//! Korean words of names: surnames, titles, particles, endings of bodies and places (a table).

/// One syllable, by frequency; the rarest are left out, since they begin common words.
const SURNAMES: &str = "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구나민진지엄채원천방공현함변염여추도소석선설마길연표명기반라왕옥육인맹제모탁";

const DOUBLE_SURNAMES: &[&str] = &["남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방"];

#[rustfmt::skip]
const TITLES: &[&str] = &[
    "대통령", "국무총리", "총리", "부총리", "장관", "차관", "차관보", "실장", "국장", "과장", "팀장", "대변인", "부대변인", "수석대변인", "수석", "비서관", "비서실장", "특사", "대사", "공사", "총영사", "사무총장", "위원장", "부위원장",
    "위원", "청장", "원장", "처장", "단장", "본부장", "감사관", "예보분석관", "심의관", "정책관", "도지사", "지사", "시장", "군수", "구청장", "교육감", "이장", "의원", "의장", "부의장", "대표", "원내대표", "공동대표", "최고위원", "정책위의장", "간사",
    "부장판사", "판사", "재판장", "대법관", "재판관", "검사", "부장검사", "검사장", "변호사", "경정", "감경", "총경", "서장", "소방서장", "사령관", "참모총장", "대장", "중장", "소장", "준장", "대령", "회장", "부회장", "사장", "부사장", "전무", "상무",
    "이사", "대표이사", "최고경영자", "지부장", "연구위원", "연구원", "수석연구원", "선임연구원", "애널리스트", "이코노미스트", "금융통화위원", "총재", "총장", "교수", "부교수", "명예교수", "강사", "박사", "연구소장", "의사", "간호사", "감독", "코치", "주장", "선수", "투수",
    "포수", "공격수", "수비수", "골키퍼", "작가", "시인", "화백", "배우", "가수", "작곡가", "프로그래머", "평론가", "선생", "이사장", "부상", "부부장", "국방상", "외무상", "외상", "집행위원", "부국장", "기자", "특파원", "학회장", "지회장", "활동가", "국방장관", "외교장관", "국무장관", "재무장관",
    "외무장관", "주석", "국가주석", "총서기", "왕세자", "국왕", "여왕", "교황", "추기경", "신부", "목사", "스님", "센터장", "부장", "차장", "행정관", "보좌관", "후보", "당선인", "당대표", "전문위원", "조합장", "관장",
];

/// After a noun, the longest first.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "으로부터", "에게서", "이라고", "이라며", "이라는", "에서는", "에서도", "으로는", "으로도", "으로서", "이라도", "로부터", "에게는", "에게도", "까지는", "부터는", "측에서", "측에", "측은", "측이", "측의", "측도",
    "에서", "에게", "에는", "에도", "에만", "에선", "께서", "에의", "와의", "과의", "와는", "과는", "라고", "라며", "라는", "로는", "로도", "로서", "으로", "까지", "부터", "보다", "처럼", "만큼", "이나", "이며", "이고", "이란", "이자", "이었", "이다", "조차", "마저", "밖에", "에",
    "은", "는", "이", "가", "을", "를", "의", "와", "과", "로", "도", "만", "께", "나", "고", "며", "인", "측", "발", "산", "행", "제", "식", "상", "내", "간", "다",
];

const BODIES: &[&str] = &[
    "위원회",
    "은행",
    "증권",
    "전자",
    "그룹",
    "대학교",
    "대학",
    "협회",
    "학회",
    "공사",
    "공단",
    "재단",
    "연구원",
    "연구소",
    "법원",
    "지법",
    "고법",
    "검찰청",
    "지검",
    "경찰서",
    "소방서",
    "통신",
    "신문",
    "일보",
    "방송",
    "연합",
    "연대",
    "노조",
    "상공회의소",
    "적십자사",
    "병원",
    "구단",
    "경찰청",
    "교육청",
    "시청",
    "도청",
    "군청",
    "구청",
    "중공업",
    "자동차",
    "화학",
    "건설",
    "생명",
    "화재",
    "카드",
    "텔레콤",
    "항공",
    "철도",
    "기금",
    "기구",
    "총국",
    "진흥청",
    "개발청",
    "관리청",
    "본부",
    "연맹",
    "조합",
    "총연합회",
    "연합회",
    "시민당",
];

#[rustfmt::skip]
const KNOWN_BODIES: &[&str] = &[
    "국회", "유엔", "나토", "청와대", "대통령실", "백악관", "국무부", "국방부", "외교부", "통일부", "법무부", "교육부", "환경부", "재무부", "상무부", "외무성", "국방성", "방위성", "재무성", "감사원", "국정원", "대법원", "헌법재판소", "기획재정부", "행정안전부", "보건복지부", "고용노동부",
    "국토교통부", "해양수산부", "농림축산식품부", "산업통상자원부", "문화체육관광부", "여성가족부", "과학기술정보통신부", "중소벤처기업부", "국가보훈부", "통계청", "기상청", "질병관리청", "관세청", "국세청", "특허청", "병무청", "산림청", "경찰청", "소방청", "해양경찰청", "조달청", "금융위원회", "금융감독원",
    "한국은행", "한은", "합동참모본부", "합참", "연합뉴스", "조선중앙통신", "노동신문", "신화통신", "교도통신", "로이터", "삼성전자", "삼성", "현대차", "현대자동차", "기아", "네이버", "카카오", "쿠팡", "포스코", "하이닉스", "국민의힘", "더불어민주당", "민주당", "조국혁신당", "개혁신당", "정의당", "자민당",
    "공화당", "노동당", "보수당", "유럽연합", "국제통화기금", "세계은행", "세계보건기구", "국제원자력기구", "안전보장이사회", "안보리", "하마스", "헤즈볼라", "탈레반", "구글", "애플", "마이크로소프트", "테슬라", "엔비디아", "메타", "아마존", "연방준비제도", "연준", "펜타곤", "중앙은행", "대한적십자사", "대한상공회의소",
];

#[rustfmt::skip]
const KNOWN_PLACES: &[&str] = &[
    "경기", "강원", "충북", "충남", "전북", "전남", "경북", "경남", "제주", "경기도", "강원도", "충청북도", "충청남도", "전라북도", "전라남도", "경상북도", "경상남도", "제주도", "세종시", "한반도", "독도", "울릉도", "백령도", "연평도", "여의도", "강남", "강북", "한강", "낙동강", "섬진강", "금강", "영산강", "임진강",
    "지리산", "한라산", "설악산", "백두산", "금강산", "동해", "서해", "남해", "동해안", "서해안", "남해안", "중동", "유럽", "아시아", "동아시아", "동남아", "동남아시아", "중앙아시아", "아프리카", "북미", "남미", "중남미", "판문점", "개성공단", "비무장지대", "용산", "광화문", "미주", "태평양", "대서양", "인도양",
    "가자지구", "요르단강", "크림반도", "남중국해", "대만해협", "홍해", "흑해", "지중해", "워싱턴", "뉴욕", "런던", "파리", "베를린", "모스크바", "도쿄", "베이징", "상하이", "평양", "서울", "영변", "풍계리", "개성", "제네바", "브뤼셀", "빈", "로마", "마드리드",
];

/// Words that are also places of the table.
const COMMON: &[&str] = &[
    "수단",
    "가나",
    "이천",
    "고성",
    "상주",
    "공주",
    "화성",
    "양산",
    "사천",
    "의성",
    "진주",
    "구미",
    "고양",
    "광명",
    "한성",
    "경성",
    "한양",
    "나라",
    "장수",
    "영동",
    "보은",
    "무안",
    "아산",
    "이란",
    "하마",
    "모레",
    "오리",
    "시작",
    "동구",
    "중구",
    "남구",
    "북구",
    "서구",
    "기니",
    "말리",
    "차드",
    "개성",
    "정주",
    "안주",
    "신주",
    "원주",
    "회령",
    "사리",
    "강계",
    "두마",
    "기자",
    "주요",
    "사나",
    "이상",
    "오만",
    "파주",
    "이집",
    "시내",
    "우주",
    "대구시민",
];

/// Endings of administrative places of at least three syllables.
pub fn is_district(stem: &str) -> bool {
    let long = stem.chars().count() >= 3;
    let ends = stem.ends_with('구')
        || stem.ends_with('군')
        || stem.ends_with("특별시")
        || stem.ends_with("광역시")
        || stem.ends_with("경기장");
    let is_army = stem.ends_with("국군")
        || stem.ends_with("한군")
        || stem.ends_with("아군")
        || stem.ends_with("연구")
        || stem.ends_with("출입구");
    long && ends && !is_army
}

pub fn is_surname(name: &str) -> bool {
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => SURNAMES.contains(c),
        _ => DOUBLE_SURNAMES.contains(&name),
    }
}

/// A full name by its shape: a surname and two syllables, or 모 ("지모").
pub fn is_full_name(word: &str) -> bool {
    let length = word.chars().count();
    let surname = |n: usize| word.char_indices().nth(n).is_some_and(|(at, _)| is_surname(&word[..at]));
    let is_body = [
        "부", "청", "처", "당", "팀", "측", "회", "국", "들", "적", "면", "읍", "권", "율", "력", "법", "안",
        "건",
    ];
    match length {
        2 => surname(1) && word.ends_with('모'),
        3 => surname(1) && !is_body.iter().any(|end| word.ends_with(end)) && !is_common(word),
        4 => surname(2),
        _ => false,
    }
}

/// Three syllables that only look like a name.
fn is_common(word: &str) -> bool {
    is_title(word)
        || is_known_body(word)
        || is_known_place(word)
        || matches!(
            word,
            "고위급"
                | "한국인"
                | "주민들"
                | "조사관"
                | "유관국"
                | "신속한"
                | "이번주"
                | "지난달"
                | "지난해"
                | "연구팀"
                | "소속사"
                | "정치권"
                | "조합원"
                | "지역구"
                | "주최측"
                | "이날은"
                | "전직원"
                | "남북한"
                | "하반기"
                | "상반기"
                | "최고위"
                | "유가족"
                | "목격자"
                | "피해자"
        )
}

pub fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

/// The title at the start of a word, with the particle after it.
pub fn title_of(word: &str) -> Option<&str> {
    let stems = std::iter::once("").chain(PARTICLES.iter().copied());
    stems.filter_map(|p| word.strip_suffix(p)).find(|stem| is_title(stem))
}

/// Every way to take a particle off a word, the whole word first.
pub fn stems(word: &str) -> impl Iterator<Item = &str> {
    let stripped = PARTICLES.iter().filter_map(move |p| word.strip_suffix(p)).filter(|stem| !stem.is_empty());
    std::iter::once(word).chain(stripped)
}

pub fn is_known_body(stem: &str) -> bool {
    KNOWN_BODIES.contains(&stem)
}

pub fn is_body(stem: &str) -> bool {
    let length = stem.chars().count();
    let ends = BODIES.iter().any(|end| stem.len() > end.len() && stem.ends_with(end));
    let is_ministry = stem.ends_with('부')
        && length >= 4
        && !stem.ends_with("정부")
        && !stem.ends_with("내부")
        && !stem.ends_with("간부");
    let is_party = stem.ends_with('당')
        && length == 3
        && !stem.ends_with("담당")
        && !stem.ends_with("해당")
        && !stem.ends_with("상당")
        && !stem.ends_with("식당");
    let is_university = stem.ends_with('대')
        && length == 3
        && !stem.ends_with("세대")
        && !stem.ends_with("시대")
        && !stem.ends_with("최대")
        && !stem.ends_with("확대")
        && !stem.ends_with("반대")
        && !stem.ends_with("기대");
    is_known_body(stem) || ends && length >= 3 || is_ministry || is_party || is_university
}

pub fn is_known_place(stem: &str) -> bool {
    KNOWN_PLACES.contains(&stem)
}

/// Also a common word: no place by itself.
pub fn is_common_word(stem: &str) -> bool {
    COMMON.contains(&stem)
}
