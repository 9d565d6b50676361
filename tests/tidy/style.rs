//! What a file may hold: its size, the length of its lines, and what stands nowhere: floating point for money, a place of the law
//! in Rust, a path of somebody's machine, the host of a package registry.

use crate::sources::{File, Token, files, tokens, without_tests};
use std::collections::BTreeSet;

/// Lines of a file of `src`, without the examples in its documentation, and characters of a line of Rust.
const LINES: usize = 400;
const COLUMNS: usize = 140;

/// Floating point as a register holds it: read from and written to Arrow and workbooks, never computed with.
const FLOATS: [&str; 3] = ["src/register/decode.rs", "src/register/mod.rs", "src/cli/batch/results_book.rs"];

/// Places in Rust: the format's documentation gives examples of jurisdictions.
const PLACES: [&str; 2] = ["src/facts/pages.rs", "src/law/format.rs"];

fn rust(files: &[File]) -> impl Iterator<Item = &File> {
    files.iter().filter(|file| file.path.ends_with(".rs"))
}

/// Fails with what was found, but for what is known; and where something known is no longer found.
fn held(rule: &str, found: &[(String, String)], known: &[&str]) {
    let told: Vec<String> =
        found.iter().filter(|(path, _)| !known.contains(&path.as_str())).map(|(path, what)| format!("{path}{what}")).collect();
    assert!(told.is_empty(), "{rule}:\n{}", told.join("\n"));
    let mended: Vec<_> = known.iter().filter(|known| !found.iter().any(|(path, _)| path == *known)).collect();
    assert!(mended.is_empty(), "{rule}: no longer to be excused: {mended:?}");
}

/// How many lines a file has. Examples are read one by one, and a file is not divided for their sake.
fn lines_without_examples(text: &str) -> usize {
    let mut in_example = false;
    text.lines()
        .filter(|line| {
            let was_in_example = in_example;
            in_example ^= line.trim_start().strip_prefix("///").is_some_and(|words| words.trim() == "```");
            !(in_example || was_in_example)
        })
        .count()
}

#[test]
fn no_file_of_the_sources_is_long() {
    let files = files();
    let lengths = rust(&files).filter(|file| file.path.starts_with("src/")).map(|file| (file, lines_without_examples(&file.text)));
    let long = lengths.filter(|(_, lines)| *lines > LINES);
    let found: Vec<(String, String)> = long.map(|(file, lines)| (file.path.clone(), format!(": {lines} lines"))).collect();
    held("files of at most 400 lines", &found, &[]);
}

#[test]
fn no_line_of_rust_is_long() {
    let files = files();
    let long = |file: &File| {
        let lines = file.text.lines().enumerate().filter(|(_, line)| line.chars().count() > COLUMNS);
        lines.map(|(at, line)| (file.path.clone(), format!(":{}: {} characters", at + 1, line.chars().count()))).collect::<Vec<_>>()
    };
    held("lines of at most 140 characters", &rust(&files).flat_map(long).collect::<Vec<_>>(), &[]);
}

#[test]
fn money_is_never_a_floating_point_number() {
    let files = files();
    let mut found = Vec::new();
    for file in rust(&files).filter(|file| file.path.starts_with("src/")) {
        for (line, token) in tokens(&file.text) {
            if token == Token::Word("f32") || token == Token::Word("f64") {
                found.push((file.path.clone(), format!(":{line}")));
            }
        }
    }
    held("no floating point", &found, &FLOATS);
}

/// What is said beside an answer goes through `cli::terminal`, which makes it text: only what draws with the terminal's own signs, of no
/// text of anybody, writes there itself.
#[test]
fn the_standard_error_is_written_in_one_place() {
    const DRAW: [&str; 7] = [
        // Errors, drawn or made harmless by who said them.
        "src/cli/mod.rs",
        "src/cli/usage.rs",
        // Errors of rows, as JSON that shows.
        "src/cli/batch/output.rs",
        "src/cli/interview/dialogue.rs",
        "src/cli/progress.rs",
        "src/cli/terminal.rs",
        "src/cli/verify.rs",
    ];
    let files = files();
    let writes = |file: &&File| {
        file.path.starts_with("src/") && without_tests(&file.text).0.lines().any(|line| line.contains("write") && line.contains("stderr()"))
    };
    let found: Vec<(String, String)> = rust(&files).filter(writes).map(|file| (file.path.clone(), String::new())).collect();
    held("the standard error is written by `cli::terminal`", &found, &DRAW);
}

/// Codes of places (GB/T 2260) and their names stand in `policies/`; in Rust only in examples and tests.
#[test]
fn no_place_of_the_law_stands_in_rust() {
    let files = files();
    let names = place_names(&files);
    assert!(names.len() > 20, "the places of the pack were not read: {}", names.len());
    let mut found = Vec::new();
    for file in rust(&files).filter(|file| file.path.starts_with("src/")) {
        for (line, token) in tokens(without_tests(&file.text).0) {
            let named = match token {
                Token::Text(text) => named_in(text, &names),
                Token::Word(word) => names.get(&word.replace('_', "")).cloned(),
                _ => None,
            };
            found.extend(named.map(|name| (file.path.clone(), format!(":{line}: {name}"))));
        }
    }
    held("no place in Rust", &found, &PLACES);
}

/// The codes, Chinese and English names of the places in the pack's lists.
fn place_names(files: &[File]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for file in files.iter().filter(|file| file.path.starts_with("policies/lists/") && file.text.contains("[divisions]")) {
        let table: toml::Table = toml::from_str(&file.text).expect("TOML");
        for place in table["divisions"]["places"].as_array().expect("places") {
            // The code of a province is a round number, which may be an amount.
            let words = place.as_str().expect("a text").splitn(3, ' ').filter(|word| !word.ends_with("0000"));
            names.extend(words.map(str::to_string));
        }
    }
    names
}

/// A place whose code or name stands in a text. The places are thousands: the pieces of the text are looked up among them.
fn named_in(text: &str, names: &BTreeSet<String>) -> Option<String> {
    const LONGEST: usize = 15;
    let chars: Vec<char> = text.chars().collect();
    let pieces = (0..chars.len()).flat_map(|from| (from + 2..=chars.len().min(from + LONGEST)).map(move |to| (from, to)));
    pieces.map(|(from, to)| chars[from..to].iter().collect::<String>()).find(|piece| names.contains(piece))
}

/// Written in two parts each, so that this file is held to the rule as well.
#[test]
fn no_path_of_a_machine_and_no_registry_is_named() {
    let machine = [("/wo", "rk/"), ("/ho", "me/"), ("/ro", "ot/"), ("/Us", "ers/"), ("C:\\", "Users")];
    let registry = [
        ("npm", "js.org"),
        ("npm", "js.com"),
        ("crates", ".io"),
        ("pypi", ".org"),
        ("proxy.go", "lang.org"),
        ("ruby", "gems.org"),
        ("static.rust", "-lang.org"),
        ("rs", "proxy"),
        ("tuna.tsing", "hua"),
    ];
    let mut found = Vec::new();
    // What cargo writes itself names the registry of each crate.
    for file in files().into_iter().filter(|file| !file.path.ends_with("Cargo.lock")) {
        for (at, line) in file.text.lines().enumerate() {
            // The folder of a web address is none of this machine.
            let here = line.split("https://").map(|part| part.split_once(char::is_whitespace).map_or("", |(_, rest)| rest));
            let local: String = line.split("https://").take(1).chain(here.skip(1)).collect();
            let named = machine.iter().map(|(a, b)| format!("{a}{b}")).find(|name| local.contains(name.as_str()));
            let hosts = registry.iter().map(|(a, b)| format!("{a}{b}")).find(|name| line.contains(name.as_str()));
            found.extend(named.into_iter().chain(hosts).map(|name| (file.path.clone(), format!(":{}: {name}", at + 1))));
        }
    }
    held("no path of a machine, no host of a registry", &found, &[]);
}
