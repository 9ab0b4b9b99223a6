//! Which partition of `feed-state` a publisher belongs to (docs/delivery.md, rule 12).
use model::Domain;
use xxhash_rust::xxh3::xxh3_64;

/// Fixed: another number would move every publisher to another owner.
pub const PARTITIONS: u32 = 32;

/// xxh3-64 with seed 0 of the domain's bytes, modulo [`PARTITIONS`].
pub fn partition_of(domain: &Domain) -> u32 {
    (xxh3_64(domain.as_str().as_bytes()) % u64::from(PARTITIONS)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_those_of_any_xxh3_of_seed_0() {
        for (domain, expect) in [("yna.co.kr", 8), ("bbc.co.uk", 20), ("127.0.0.1:8470", 2)] {
            assert_eq!(partition_of(&Domain::named(domain)), expect, "{domain}");
        }
    }
}
