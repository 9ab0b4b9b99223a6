//! The shapes of generated stories in Korean.
use super::Draft;
use super::cast::Cast;
use crate::dice::Dice;

pub(super) fn draft(cast: &Cast, dice: &mut Dice) -> Draft {
    if dice.below(2) == 0 { plan(cast, dice) } else { results(cast, dice) }
}

fn plan(cast: &Cast, dice: &mut Dice) -> Draft {
    let Cast { lead, rival, witness, city, body, .. } = cast;
    let project = dice.pick(&[
        "심야버스 확대안",
        "바다숲 조성 계획",
        "청년 주택 조례안",
        "전통시장 지원안",
        "하천 정비 계획",
    ]);
    let days = dice.between(2, 28);
    let topic = topic_particle(body);
    Draft {
        title: format!("{body}, {project} 확정…\"내년부터 시행\""),
        section: "사회",
        tags: vec![city.name.to_owned(), project.to_owned()],
        paragraphs: vec![
            format!("{body}{topic} {days}일 {project}을 최종 확정했다고 밝혔다."),
            format!(
                "이번 계획에는 {}억원이 투입되며 {}개 동에서 먼저 시행된다.",
                dice.between(30, 900),
                dice.between(3, 19)
            ),
            format!(
                "{} 위원장은 이날 기자들과 만나 \"오래 기다린 시민들에게 이제야 답을 드리게 됐다\"고 말했다.",
                lead.full()
            ),
            format!(
                "그는 \"예산보다 중요한 것은 약속\"이라며 \"늦어도 {}월에는 첫 성과를 보여 드리겠다\"고 강조했다.",
                dice.between(2, 11)
            ),
            format!("반면 {} 의원은 \"재원 대책이 빠졌다\"며 재검토를 요구했다.", rival.full()),
            format!(
                "{city}에서 20년째 가게를 운영하는 {}씨는 \"말보다 실천을 보고 싶다\"고 했다.",
                witness.full(),
                city = city.name
            ),
            format!("{body}{topic} 다음 달 주민 설명회를 열어 의견을 더 들을 예정이다."),
        ],
    }
}

fn results(cast: &Cast, dice: &mut Dice) -> Draft {
    let Cast { lead, rival, city, company, .. } = cast;
    let growth = dice.between(4, 61);
    Draft {
        title: format!("{company}, 3분기 영업이익 {growth}% 증가"),
        section: "경제",
        tags: vec![company.clone(), "실적".to_owned()],
        paragraphs: vec![
            format!(
                "{company}{} 3분기 연결 기준 영업이익이 {}억원으로 지난해 같은 기간보다 {growth}% 늘었다고 {}일 공시했다.",
                topic_particle(company),
                dice.between(210, 9800),
                dice.between(2, 28)
            ),
            format!(
                "매출은 {}조 {}천억원으로 집계됐다. 수출이 전체의 {}%를 차지했다.",
                dice.between(1, 9),
                dice.between(1, 9),
                dice.between(35, 80)
            ),
            format!(
                "{} 대표이사는 실적 발표회에서 \"미국과 유럽에서 주문이 빠르게 회복되고 있다\"고 설명했다.",
                lead.full()
            ),
            format!(
                "그는 이어 \"{} 공장에 {}명을 새로 채용할 계획\"이라고 밝혔다.",
                city.name,
                dice.between(50, 900)
            ),
            format!(
                "{} 연구원은 보고서에서 \"시장 기대를 웃돈 실적이지만 원자재 가격이 변수\"라고 분석했다.",
                rival.full()
            ),
            format!(
                "이 회사 주가는 이날 {}.{}% 오른 채 거래를 마쳤다.",
                dice.between(1, 9),
                dice.between(0, 9)
            ),
        ],
    }
}

/// 은 after a final consonant, 는 after a vowel.
fn topic_particle(word: &str) -> &'static str {
    let last = word.chars().last().map_or(0, u32::from);
    let is_syllable = (0xac00..=0xd7a3).contains(&last);
    if is_syllable && !(last - 0xac00).is_multiple_of(28) { "은" } else { "는" }
}
