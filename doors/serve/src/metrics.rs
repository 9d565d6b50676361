//! Counts for an operator: by route and status, never by what was asked.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// The upper ends of the classes of durations, in milliseconds.
const MILLISECONDS: [u64; 8] = [1, 2, 5, 10, 50, 250, 1_000, 10_000];

#[derive(Default)]
struct Counted {
    by_status: BTreeMap<u16, u64>,
    at_most: [u64; MILLISECONDS.len()],
    count: u64,
    microseconds: u64,
}

#[derive(Default)]
pub(crate) struct Metrics(Mutex<BTreeMap<String, Counted>>);

impl Metrics {
    pub(crate) fn count(&self, route: &str, status: u16, took: Duration) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let counted = all.entry(route.to_string()).or_default();
        *counted.by_status.entry(status).or_default() += 1;
        counted.count += 1;
        counted.microseconds += u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        for (most, count) in MILLISECONDS.iter().zip(&mut counted.at_most) {
            *count += u64::from(took <= Duration::from_millis(*most));
        }
    }

    /// As Prometheus reads it.
    pub(crate) fn text(&self, waiting: usize) -> String {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out = String::from("# HELP huiqi_requests_total Requests by route and status.\n# TYPE huiqi_requests_total counter\n");
        for (route, counted) in all.iter() {
            for (status, count) in &counted.by_status {
                let _ = writeln!(out, "huiqi_requests_total{{route=\"{route}\",status=\"{status}\"}} {count}");
            }
        }
        out += "# HELP huiqi_request_seconds How long requests took.\n# TYPE huiqi_request_seconds histogram\n";
        for (route, counted) in all.iter() {
            for (most, count) in MILLISECONDS.iter().zip(&counted.at_most) {
                let seconds = format!("{}.{:03}", most / 1_000, most % 1_000);
                let _ = writeln!(out, "huiqi_request_seconds_bucket{{route=\"{route}\",le=\"{seconds}\"}} {count}");
            }
            let (count, sum) = (counted.count, counted.microseconds);
            let _ = writeln!(out, "huiqi_request_seconds_bucket{{route=\"{route}\",le=\"+Inf\"}} {count}");
            let _ = writeln!(out, "huiqi_request_seconds_sum{{route=\"{route}\"}} {}.{:06}", sum / 1_000_000, sum % 1_000_000);
            let _ = writeln!(out, "huiqi_request_seconds_count{{route=\"{route}\"}} {count}");
        }
        let _ = writeln!(
            out,
            "# HELP huiqi_waiting Questions that wait or are worked on.\n# TYPE huiqi_waiting gauge\nhuiqi_waiting {waiting}"
        );
        out
    }
}
