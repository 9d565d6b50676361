//! The files of the repository, and Rust as a row of tokens.

use std::path::Path;
use std::process::Command;

/// A file that is kept: its path from the project's folder, and its text.
pub struct File {
    pub path: String,
    pub text: String,
}

/// Every text file that git keeps or would keep, by path.
pub fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listed = Command::new("git").args(["ls-files", "-co", "--exclude-standard"]).current_dir(root).output().expect("git runs");
    assert!(listed.status.success(), "the rules are read from what git lists: {}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8(listed.stdout).expect("UTF-8");
    let read = |path: &str| Some(File { path: path.to_string(), text: std::fs::read_to_string(root.join(path)).ok()? });
    let mut files: Vec<File> = listed.lines().filter_map(read).collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files.dedup_by(|one, other| one.path == other.path);
    assert!(files.len() > 400, "{} files", files.len());
    files
}

/// The text before the module of tests at its end, and the name of that module where it has a file of its own.
pub fn without_tests(text: &str) -> (&str, Option<String>) {
    let found = ["#[cfg(test)]\nmod ", "#[cfg(all(test, feature = \"strategies\"))]\nmod "].iter().find_map(|mark| text.split_once(mark));
    let Some((before, after)) = found else { return (text, None) };
    let name = after.split_once(';').map(|(name, _)| name).filter(|name| !name.contains(['{', '\n']));
    (before, name.map(str::to_string))
}

/// A token: a word, a number, `::` or a single sign. Comments are left out; a string is the token `"` and its text apart.
#[derive(Debug, PartialEq)]
pub enum Token<'t> {
    Word(&'t str),
    Text(&'t str),
    Path,
    Sign(char),
}

/// The tokens of a Rust file, each with the number of its line.
pub fn tokens(text: &str) -> Vec<(usize, Token<'_>)> {
    let mut found = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let (length, token) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), None)
        } else if rest.starts_with("/*") {
            (rest.find("*/").map_or(rest.len(), |end| end + 2), None)
        } else if let Some((start, end, length)) = string(rest) {
            (length, Some(Token::Text(&rest[start..end])))
        } else if first == '\'' {
            (quoted(rest), None)
        } else if first.is_alphanumeric() || first == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            (length, Some(Token::Word(&rest[..length])))
        } else if rest.starts_with("::") {
            (2, Some(Token::Path))
        } else {
            (first.len_utf8(), (!first.is_whitespace()).then_some(Token::Sign(first)))
        };
        found.extend(token.map(|token| (line, token)));
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    found
}

/// Where the text of a string begins and ends and where the string does, if one stands here.
fn string(rest: &str) -> Option<(usize, usize, usize)> {
    let prefix = ["b", "r", "br", "c", "cr", ""].into_iter().filter(|prefix| rest.starts_with(prefix));
    for prefix in prefix {
        let after = &rest[prefix.len()..];
        let hashes = after.len() - after.trim_start_matches('#').len();
        let raw = prefix.ends_with('r');
        if !after[hashes..].starts_with('"') || (hashes > 0 && !raw) {
            continue;
        }
        let start = prefix.len() + hashes + 1;
        let close = format!("\"{}", "#".repeat(hashes));
        let mut at = start;
        while at < rest.len() && !rest[at..].starts_with(&close) {
            let step = if !raw && rest[at..].starts_with('\\') { 1 } else { 0 };
            at += step;
            at += rest[at..].chars().next().map_or(0, char::len_utf8);
        }
        return Some((start, at, (at + close.len()).min(rest.len())));
    }
    None
}

/// The length of a character or the apostrophe of a lifetime.
fn quoted(rest: &str) -> usize {
    let mut inside = rest[1..].chars();
    match (inside.next(), inside.next()) {
        (Some('\\'), _) => rest[3..].find('\'').map_or(rest.len(), |end| end + 4),
        (Some(one), Some('\'')) => one.len_utf8() + 2,
        _ => 1,
    }
}
