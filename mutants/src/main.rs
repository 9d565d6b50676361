//! Code mutants of what computes, all in one program. `cargo mutants` says which there are; they are compiled into a copy of
//! the project, the environment chooses one, and the tests that reach it are run until one fails. How it is read:
//! `docs/robustness.md`.
//!
//! `cargo run --release -- [--jobs N] [--file PART-OF-PATH]… [--part K/N] [--within SECONDS] [--scratch FOLDER]`
//!
//! Results are kept line by line in `results.tsv` of the scratch folder: a run that was stopped goes on. What was caught stays
//! caught as long as the mutated file is the same; what was missed is shown to the tests that changed.

mod copy;
mod place;
mod report;
mod run;

use copy::{Copy, NOT_OF_THIS_BUILD, NOT_PLACED};
use place::{File, Mutant};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

type Trouble = Box<dyn std::error::Error>;

fn fail<T>(message: String) -> Result<T, Trouble> {
    Err(message.into())
}

/// Parts of the test programs that say anything of money, rules, policy or assessments, and take seconds.
const TESTS: [(&str, &[&str]); 2] = [
    (
        "law",
        &[
            "after_the_end",
            "beside_the_taxes",
            "both_sides",
            "boundaries",
            "conditions",
            "consumption",
            "converting",
            "credit_refunds",
            "crossing",
            "cultural_fee",
            "curves",
            "curves_of_owners",
            "disabled_fund",
            "doubled",
            "election",
            "exempt_supplies",
            "explained",
            "farm_income",
            "field_cases",
            "figures_alone",
            "film_fund",
            "fixed_amount",
            "hubei",
            "limited_costs",
            "limits",
            "loans",
            "longer_losses",
            "merged_income",
            "money",
            "months_of_operation",
            "names",
            "nationwide",
            "not_told",
            "one_line_of_the_return",
            "one_owner",
            "one_rule",
            "page",
            "paid_taxes",
            "personal_reduction",
            "policy_format",
            "prepaying",
            "printed",
            "provinces",
            "published_examples",
            "ranges_of_the_place",
            "reserve",
            "returns",
            "rows",
            "seldom",
            "seldom_reliefs",
            "set_off",
            "settlement",
            "simple_method",
            "social_insurance",
            "stamp",
            "superseding",
            "telling",
            "told_once",
            "undecided",
            "union_dues",
            "used_goods",
            "vehicle_purchase",
            "verdict",
            "water_fund",
            "writing",
            "yearly_totals",
        ],
    ),
    ("command", &["calendar", "cli", "find", "people", "policies", "refused", "typed", "unknown"]),
];

/// What is asked of a run.
struct Asked {
    jobs: usize,
    files: Vec<String>,
    part: (usize, usize),
    within: f64,
    scratch: PathBuf,
}

fn asked(project: &Path) -> Result<Asked, Trouble> {
    let mut asked = Asked { jobs: 1, files: Vec::new(), part: (0, 1), within: f64::INFINITY, scratch: project.join("target/mutants") };
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let value = words.next().ok_or(format!("{word} wants a value"))?;
        match word.as_str() {
            "--jobs" => asked.jobs = value.parse()?,
            "--file" => asked.files.push(value),
            "--part" => {
                let (part, of) = value.split_once('/').ok_or("--part K/N, K from 0")?;
                asked.part = (part.parse()?, of.parse()?);
            }
            "--within" => asked.within = value.parse()?,
            "--scratch" => asked.scratch = std::path::absolute(value)?,
            _ => return fail(format!("{word} is not known")),
        }
    }
    Ok(asked)
}

/// The mutants of `cargo mutants`, and two of our own by which the gate is seen to be alive: the first function panics, and the
/// first operator is replaced with itself.
fn list(project: &Path) -> Result<(Vec<Mutant>, BTreeMap<String, String>), Trouble> {
    let listed = Command::new("cargo").args(["mutants", "--list", "--json"]).current_dir(project).output()?;
    if !listed.status.success() {
        let said = String::from_utf8_lossy(&listed.stderr);
        return Err(format!("{}\nis cargo-mutants installed? `cargo install cargo-mutants --locked`", said.trim_end()).into());
    }
    let listed: Vec<serde_json::Value> = serde_json::from_slice(&listed.stdout).map_err(|e| format!("cargo mutants --list --json: {e}"))?;
    let mut texts = BTreeMap::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut mutants: Vec<Mutant> = Vec::new();
    for value in &listed {
        let word = |name: &str| value[name].as_str().unwrap_or_default().to_string();
        let file = word("file");
        let text = match texts.get(&file) {
            Some(text) => text,
            None => texts.entry(file.clone()).or_insert(std::fs::read_to_string(project.join(&file))?),
        };
        let name = word("name");
        let change = name.splitn(4, ':').nth(3).unwrap_or_default().trim();
        let mut key = format!("{file}: {change}");
        let count = counts.entry(key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            key = format!("{key} #{count}");
        }
        let span = offset(text, &value["span"]["start"])..offset(text, &value["span"]["end"]);
        mutants.push(Mutant { number: mutants.len() as u32 + 3, file, key, genre: word("genre"), replacement: word("replacement"), span });
    }
    for (number, genre, key) in [(1, "FnValue", report::MUST_BE_CAUGHT), (2, "BinaryOperator", report::MUST_SURVIVE)] {
        let first = mutants.iter().find(|mutant| mutant.genre == genre).ok_or("cargo mutants lists nothing")?;
        let replacement = if number == 1 { "panic!()".to_string() } else { texts[&first.file][first.span.clone()].to_string() };
        let (file, span) = (first.file.clone(), first.span.clone());
        mutants.push(Mutant { number, file, key: key.to_string(), genre: genre.to_string(), replacement, span });
    }
    Ok((mutants, texts))
}

/// The byte of a line and a column, which count characters from 1.
fn offset(text: &str, at: &serde_json::Value) -> usize {
    let number = |name: &str| at[name].as_u64().unwrap_or(1) as usize - 1;
    let before: usize = text.split_inclusive('\n').take(number("line")).map(str::len).sum();
    before + text[before..].chars().take(number("column")).map(char::len_utf8).sum::<usize>()
}

fn hash(texts: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    texts.hash(&mut hasher);
    hasher.finish()
}

fn main() -> Result<(), Trouble> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("no project above")?;
    let asked = asked(project)?;
    let (mutants, texts) = list(project)?;
    let (mut left_out, mut absent) = (BTreeMap::new(), Vec::new());
    let mut files = Vec::new();
    for (name, text) in &texts {
        let here: Vec<&Mutant> = mutants.iter().filter(|mutant| mutant.file == *name).collect();
        // Two iterators of different types cannot stand in one function.
        let (here, opaque): (Vec<&Mutant>, Vec<&Mutant>) =
            here.into_iter().partition(|mutant| !mutant.replacement.starts_with("::std::iter"));
        let (file, without, of_no_build) = File::new(name, text.clone(), &here)?;
        absent.extend(of_no_build);
        left_out.extend(without.into_iter().chain(opaque.iter().map(|mutant| mutant.number)).map(|number| (number, NOT_PLACED)));
        files.push(file);
    }
    let mut copy = Copy::new(project, &asked.scratch, files, left_out)?;
    copy.settle(hash(&texts))?;
    copy.left_out.extend(absent.into_iter().map(|number| (number, NOT_OF_THIS_BUILD)));
    let tests = run::prepare(&copy, &asked, copy.tests(&TESTS.map(|(program, _)| program))?)?;
    let wanted: Vec<&Mutant> = mutants
        .iter()
        .filter(|mutant| asked.files.is_empty() || mutant.number < 3 || asked.files.iter().any(|part| mutant.file.contains(part.as_str())))
        .filter(|mutant| mutant.number < 3 || mutant.number as usize % asked.part.1 == asked.part.0)
        .collect();
    let results = run::all(&copy, &asked, &texts, &tests, &wanted)?;
    report::print(&wanted, &copy.left_out, &results, &std::fs::read_to_string(project.join("mutants/harmless.txt"))?)
}
