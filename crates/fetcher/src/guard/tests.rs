//! Tables of the guard: every spelling of every network that strangers may not send us to.
use super::*;

fn ranges(texts: &[&str]) -> Vec<AddressRange> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn check(url: &str, allowed: &[&str], expect: Result<(), &str>) {
    let verdict = check_url(&Url::parse(url).unwrap(), &ranges(allowed)).map_err(|why| why.to_string());
    match expect {
        Ok(()) => assert_eq!(verdict, Ok(()), "{url}"),
        Err(part) => {
            let why = verdict.expect_err(url);
            assert!(why.contains(part), "{url}: {why}");
        }
    }
}
