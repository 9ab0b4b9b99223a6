//! Values as people write them: durations ("5m"), sizes ("10MiB"), `${VAR}` inside strings.
use std::time::Duration;

/// "90s", "1h30m", "7d": whole numbers with ms, s, m, h, d or w. `None` when it is something else.
pub fn duration(text: &str) -> Option<Duration> {
    let mut total: u64 = 0;
    let mut rest = text.trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number: u64 = rest.get(..digits)?.parse().ok()?;
        rest = rest.get(digits..)?.trim_start();
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let unit: u64 = match rest.get(..letters)? {
            "ms" => 1,
            "s" => 1_000,
            "m" | "min" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            "w" => 7 * 86_400_000,
            _ => return None,
        };
        total = total.checked_add(number.checked_mul(unit)?)?;
        rest = rest.get(letters..)?.trim_start();
    }
    Some(Duration::from_millis(total))
}

/// Bytes: "10MiB", "4GiB", "512KiB", "5MB", "800".
pub fn size(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: u64 = text.get(..digits)?.parse().ok()?;
    let unit = match text.get(digits..)?.trim() {
        "" | "B" => 1,
        "KB" | "kB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        "TiB" => 1 << 40,
        _ => return None,
    };
    number.checked_mul(unit)
}

/// Replaces `${VAR}` and `${VAR:-default}` by the environment's values; `$$` is a dollar sign. The error names the
/// variable that is missing, or the text that is not closed.
pub fn expand(text: &str, variable: &dyn Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
        } else if let Some(inside) = rest.strip_prefix('{') {
            let (name, after) = inside.split_once('}').ok_or("`${` is never closed")?;
            let (name, default) = name.split_once(":-").map_or((name, None), |(n, d)| (n, Some(d)));
            match variable(name).or_else(|| default.map(str::to_owned)) {
                Some(value) => out.push_str(&value),
                None => return Err(format!("the environment variable `{name}` is not set")),
            }
            rest = after;
        } else {
            out.push('$');
        }
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_and_sizes() {
        for (text, millis) in
            [("90s", 90_000), ("1h30m", 5_400_000), ("7d", 604_800_000), ("5 m", 300_000), ("0s", 0)]
        {
            assert_eq!(duration(text), Some(Duration::from_millis(millis)), "{text}");
        }
        for text in ["", "5", "m", "5 fortnights", "-1s", "99999999999999999999s", "5m,"] {
            assert_eq!(duration(text), None, "{text}");
        }
        for (text, bytes) in
            [("10MiB", Some(10 << 20)), ("800", Some(800)), ("5 MB", Some(5_000_000)), ("1XB", None)]
        {
            assert_eq!(size(text), bytes, "{text}");
        }
    }

    #[test]
    fn variables_are_expanded_or_named() {
        let env = |name: &str| (name == "HOST").then(|| "kafka".to_owned());
        for (text, expect) in [
            ("${HOST}:9092", Ok("kafka:9092")),
            ("${PORT:-9092}", Ok("9092")),
            ("5$ and $$x", Ok("5$ and $x")),
            ("${NOPE}", Err("the environment variable `NOPE` is not set")),
            ("${HOST", Err("`${` is never closed")),
        ] {
            assert_eq!(expand(text, &env).as_deref().map_err(String::as_str), expect, "{text}");
        }
    }
}
