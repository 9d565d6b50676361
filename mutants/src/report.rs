//! The table, the missed, and whether the gate holds.

use crate::copy::{DOES_NOT_COMPILE, NOT_OF_THIS_BUILD, NOT_PLACED};
use crate::place::Mutant;
use crate::run::{CAUGHT, MISSED, Outcome, TIMED_OUT};
use crate::{Trouble, fail};
use std::collections::{BTreeMap, HashMap};

pub const MUST_BE_CAUGHT: &str = "canary: the first function panics";
pub const MUST_SURVIVE: &str = "canary: the first operator replaced with itself";

/// Prints what was found.
///
/// # Errors
/// A mutant without a result, a canary that is dead, a missed mutant that `harmless` does not explain, or an explanation without its
/// mutant.
pub fn print(
    wanted: &[&Mutant],
    left_out: &BTreeMap<u32, &'static str>,
    results: &HashMap<String, Outcome>,
    harmless: &str,
) -> Result<(), Trouble> {
    let what = |mutant: &Mutant| match left_out.get(&mutant.number) {
        Some(why) => *why,
        None => results.get(&mutant.key).map_or("no result", |outcome| outcome.what.as_str()),
    };
    // A line that does not begin with a space is a mutant; its reason follows, indented.
    let explained: Vec<&str> = harmless.lines().filter(|line| line.starts_with("src/")).collect();
    let mut table: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut troubles = Vec::new();
    for mutant in wanted {
        let found = what(mutant);
        match mutant.number {
            1 if found != CAUGHT => troubles.push(format!("{found}, though everything should notice: {MUST_BE_CAUGHT}")),
            2 if found != MISSED => troubles.push(format!("{found}, though it changes nothing: {MUST_SURVIVE}")),
            1 | 2 => {}
            _ => {
                for row in [mutant.file.as_str(), "together"] {
                    let row = table.entry(row).or_default();
                    *row.entry("mutants").or_default() += 1;
                    *row.entry(found).or_default() += 1;
                }
                let is_explained = explained.contains(&mutant.key.as_str());
                match found {
                    MISSED if is_explained => *table.entry("together").or_default().entry("harmless").or_default() += 1,
                    MISSED | NOT_PLACED | "no result" if !is_explained => troubles.push(format!("{found}: {}", mutant.key)),
                    CAUGHT | TIMED_OUT | DOES_NOT_COMPILE if is_explained => {
                        troubles.push(format!("{found}, though harmless.txt explains it: {}", mutant.key));
                    }
                    _ => {}
                }
            }
        }
    }
    let columns = ["mutants", DOES_NOT_COMPILE, NOT_PLACED, NOT_OF_THIS_BUILD, CAUGHT, TIMED_OUT, MISSED];
    println!("| file | {} |", columns.join(" | "));
    println!("|---|{}", "---:|".repeat(columns.len()));
    for (file, row) in &table {
        let cells: Vec<String> = columns.iter().map(|name| row.get(name).copied().unwrap_or_default().to_string()).collect();
        println!("| `{file}` | {} |", cells.join(" | "));
    }
    let count = |name: &str| table.get("together").and_then(|row| row.get(name)).copied().unwrap_or_default();
    let noticed = count(CAUGHT) + count(TIMED_OUT);
    let tried = noticed + count(MISSED);
    println!(
        "\n{noticed} of {tried} noticed ({} in 10,000); of the missed, {} are harmless.",
        noticed * 10_000 / tried.max(1),
        count("harmless")
    );
    if troubles.is_empty() { Ok(()) } else { fail(format!("{} to look at:\n{}", troubles.len(), troubles.join("\n"))) }
}
