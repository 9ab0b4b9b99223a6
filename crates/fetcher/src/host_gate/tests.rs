//! The gate under a paused clock: what starts when, who is sent away, and what is forgotten.
use super::*;

fn gate(connections: usize, spacing: u64, patience: u64) -> HostGate {
    HostGate::new(Manners {
        connections,
        spacing: Duration::from_secs(spacing),
        patience: Duration::from_secs(patience),
        cool_down: (Duration::from_secs(60), Duration::from_secs(3600)),
    })
}

fn domain(name: &str) -> Domain {
    Domain::named(name)
}

/// Lets `count` requests in that take `seconds` each; gives the second at which each started, in order of arrival.
async fn starts(gate: &HostGate, name: &str, count: usize, seconds: u64) -> Vec<Result<u64, u64>> {
    let begin = Instant::now();
    let mut tasks = Vec::new();
    for _ in 0..count {
        let (gate, domain) = (gate.clone(), domain(name));
        tasks.push(tokio::spawn(async move {
            match gate.enter(&domain, Duration::ZERO).await {
                Ok(pass) => {
                    let started = begin.elapsed().as_secs();
                    tokio::time::sleep(Duration::from_secs(seconds)).await;
                    drop(pass);
                    Ok(started)
                }
                Err(back) => Err(back.after.as_secs()),
            }
        }));
    }
    let mut out = Vec::new();
    for task in tasks {
        out.push(task.await.unwrap());
    }
    out
}

#[tokio::test(start_paused = true)]
async fn starts_are_spaced_and_in_order_of_arrival() {
    assert_eq!(starts(&gate(2, 1, 30), "a.example", 5, 0).await, [Ok(0), Ok(1), Ok(2), Ok(3), Ok(4)]);
}

#[tokio::test(start_paused = true)]
async fn slow_answers_hold_their_places() {
    assert_eq!(starts(&gate(2, 1, 30), "a.example", 5, 10).await, [Ok(0), Ok(1), Ok(10), Ok(11), Ok(20)]);
}

#[tokio::test(start_paused = true)]
async fn a_crawl_delay_widens_the_spacing() {
    let gate = gate(2, 1, 30);
    let begin = Instant::now();
    for expect in [0, 10, 20] {
        gate.enter(&domain("a.example"), Duration::from_secs(10)).await.unwrap();
        assert_eq!(begin.elapsed().as_secs(), expect);
    }
}

#[tokio::test(start_paused = true)]
async fn a_crowd_is_sent_away_one_step_apart() {
    let seen = starts(&gate(2, 1, 3), "a.example", 8, 0).await;
    assert_eq!(seen, [Ok(0), Ok(1), Ok(2), Ok(3), Err(4), Err(5), Err(6), Err(7)]);
}

#[tokio::test(start_paused = true)]
async fn who_waited_too_long_behind_slow_answers_is_sent_away() {
    let seen = starts(&gate(1, 1, 5), "a.example", 3, 60).await;
    assert_eq!(seen[0], Ok(0));
    assert!(seen[1].is_err() && seen[2].is_err(), "{seen:?}");
}

#[tokio::test(start_paused = true)]
async fn domains_do_not_wait_for_each_other() {
    let gate = gate(1, 1, 30);
    let _held = gate.enter(&domain("slow.example"), Duration::ZERO).await.unwrap();
    assert_eq!(starts(&gate, "quick.example", 2, 0).await, [Ok(0), Ok(1)]);
}

#[tokio::test(start_paused = true)]
async fn a_domain_that_cools_down_is_left_alone_and_returned_to_in_steps() {
    let gate = gate(2, 1, 5);
    let name = domain("a.example");
    assert_eq!(gate.cool_down(&name, Rest::Away, Some(Duration::from_secs(90))), Duration::from_secs(90));
    assert_eq!(starts(&gate, "a.example", 3, 0).await, [Err(90), Err(91), Err(92)]);
    tokio::time::advance(Duration::from_secs(90)).await;
    assert_eq!(starts(&gate, "a.example", 2, 0).await, [Ok(0), Ok(1)]);
}

#[tokio::test(start_paused = true)]
async fn rests_double_until_a_good_answer() {
    let gate = gate(1, 1, 5);
    let name = domain("a.example");
    let mut rests = Vec::new();
    for _ in 0..8 {
        let rest = gate.cool_down(&name, Rest::Away, None);
        rests.push(rest.as_secs());
        // A second refusal of the same moment changes nothing.
        assert_eq!(gate.cool_down(&name, Rest::Away, None), rest);
        tokio::time::advance(rest).await;
    }
    assert_eq!(rests, [60, 120, 240, 480, 960, 1920, 3600, 3600]);
    gate.forgive(&name);
    assert_eq!(gate.cool_down(&name, Rest::Away, None).as_secs(), 60);
    // What the server asks for is kept within reason.
    assert_eq!(gate.cool_down(&domain("b.example"), Rest::Away, Some(Duration::from_secs(1))).as_secs(), 60);
    assert_eq!(
        gate.cool_down(&domain("c.example"), Rest::Away, Some(Duration::from_secs(1 << 40))).as_secs(),
        3600
    );
}

/// A server that lets in `burst` requests at once and `a_minute` in the long run, and says 429 to the others.
struct Bucket {
    burst: f64,
    a_minute: f64,
    left: f64,
    seen_at: Instant,
}

impl Bucket {
    fn lets_in(&mut self) -> bool {
        let minutes = self.seen_at.elapsed().as_secs_f64() / 60.0;
        self.seen_at = Instant::now();
        self.left = (self.left + minutes * self.a_minute).min(self.burst);
        let open = self.left >= 1.0;
        if open {
            self.left -= 1.0;
        }
        open
    }
}

#[tokio::test(start_paused = true)]
async fn a_limit_that_nobody_states_is_found_and_every_feed_has_its_turn() {
    // A hundred feeds of one domain, each due every five minutes: twenty a minute where ten a minute are let in.
    const FEEDS: usize = 100;
    const EVERY: Duration = Duration::from_secs(300);
    let gate = gate(2, 1, 30);
    let name = domain("a.example");
    let mut bucket = Bucket { burst: 10.0, a_minute: 10.0, left: 10.0, seen_at: Instant::now() };
    let mut due = [Instant::now(); FEEDS];
    let (mut polled, mut refused) = ([0u32; FEEDS], 0);
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(24 * 3600) {
        let (feed, at) = due.iter().copied().enumerate().min_by_key(|(_, at)| *at).unwrap();
        tokio::time::sleep_until(at).await;
        due[feed] = match gate.enter(&name, Duration::ZERO).await {
            Ok(_) if bucket.lets_in() => {
                gate.forgive(&name);
                polled[feed] += 1;
                Instant::now() + EVERY
            }
            Ok(_) => {
                refused += 1;
                Instant::now() + gate.cool_down(&name, Rest::TooMany, None)
            }
            Err(ComeBack { after }) => Instant::now() + after,
        };
    }
    // 144 each would be all that the server lets in. At an even pace of a second 1,217 are refused, and one feed has 9.
    let (least, all) = (polled.iter().min().unwrap(), polled.iter().sum::<u32>());
    assert!(*least > 120 && refused < all / 40, "{least} at least, {refused} of {all} refused");
}

#[tokio::test(start_paused = true)]
async fn a_dropped_waiter_leaves_no_trace() {
    let gate = gate(1, 1, 30);
    let name = domain("a.example");
    let held = gate.enter(&name, Duration::ZERO).await.unwrap();
    let second = tokio::spawn({
        let (gate, name) = (gate.clone(), name.clone());
        async move { gate.enter(&name, Duration::ZERO).await.map(drop) }
    });
    tokio::task::yield_now().await;
    second.abort();
    let _ = second.await;
    drop(held);
    assert_eq!(starts(&gate, "a.example", 2, 0).await, [Ok(1), Ok(2)]);
}

#[tokio::test(start_paused = true)]
async fn idle_domains_are_forgotten() {
    let gate = gate(1, 1, 30);
    let held = gate.enter(&domain("held.example"), Duration::ZERO).await.unwrap();
    for n in 0..FEWEST_LANES * 4 {
        gate.enter(&domain(&format!("d{n}.example")), Duration::ZERO).await.unwrap();
        tokio::time::advance(Duration::from_secs(1)).await;
    }
    assert!(gate.lane_count() <= FEWEST_LANES + 1, "{}", gate.lane_count());
    // The one in use kept its lane: its place is still taken.
    assert_eq!(starts(&gate, "held.example", 1, 0).await, [Err(31)]);
    drop(held);
}
