//! One thing has one rule on a day: whatever the pack rules, a second document that rules the same without a relation is refused.

use crate::common::pack;
use crate::common::register::files;
use crate::common::unread::unread;
use std::collections::BTreeSet;

/// Every document a second time, under another id: each measure that decides anything collides with its copy.
#[test]
fn every_rule_stands_once() {
    let documents = files().into_iter().filter(|(name, _)| !name.contains("lists/") && !name.contains("forms/"));
    let copies = documents.enumerate().map(|(number, (_, text))| {
        let text = unread(&text).replacen("\nid = \"", "\nid = \"copy-", 1);
        (format!("copy-{number}.toml"), text)
    });
    let error = pack().overlaid(copies.collect()).expect_err("two of each").to_string();
    let twice: BTreeSet<&str> = error.lines().filter(|line| line.contains("two rules")).filter_map(other).collect();
    let once: Vec<&str> = pack().measures().iter().map(|measure| measure.id.as_str()).filter(|id| !twice.contains(id)).collect();
    assert_eq!(once, [""; 0]);
}

/// Which rule a problem names beside the one that it is told of.
fn other(problem: &str) -> Option<&str> {
    let id = problem.split('`').nth(1)?;
    Some(id.strip_prefix("copy-").unwrap_or(id))
}
