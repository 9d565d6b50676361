//! What can be called from outside is shown: every public function has an example in its documentation, which is compiled and run.

use crate::sources::{File, files, without_tests};

/// The public functions without an example, and how many there are with one.
fn unshown(file: &File) -> (Vec<String>, usize) {
    let (mut found, mut shown) = (Vec::new(), 0);
    let (mut has_example, mut in_trait) = (false, false);
    for (at, line) in without_tests(&file.text).0.lines().enumerate() {
        let code = line.trim_start();
        if let Some(words) = code.strip_prefix("///") {
            has_example |= words.trim() == "```";
            continue;
        }
        if code.starts_with("#[") {
            continue;
        }
        let is_public = ["pub fn ", "pub const fn "].iter().any(|start| code.starts_with(start));
        // The functions of a trait stand one step in; what they hold stands further.
        if is_public || in_trait && line.starts_with("    fn ") {
            match has_example {
                true => shown += 1,
                false => found.push(format!("{}:{}: {}", file.path, at + 1, code)),
            }
        }
        has_example = false;
        in_trait = line.starts_with("pub trait ") || in_trait && line != "}";
    }
    (found, shown)
}

#[test]
fn every_public_function_has_an_example() {
    let of_library = |file: &&File| file.path.starts_with("src/") && file.path.ends_with(".rs") && !file.path.starts_with("src/cli/");
    let (mut found, mut shown) = (Vec::new(), 0);
    for file in files().iter().filter(of_library) {
        let (without, with) = unshown(file);
        found.extend(without);
        shown += with;
    }
    assert!(found.is_empty(), "an example that asserts a value, or `pub(crate)`:\n{}", found.join("\n"));
    assert!(shown > 250, "the public functions were not found: {shown}");
}

#[test]
fn a_function_without_an_example_is_found() {
    let text = [
        "/// Of a crate.",
        "pub(crate) fn own() {}",
        "/// ```",
        "/// ```",
        "#[must_use]",
        "pub fn shown() {}",
        "pub trait Named {",
        "    /// Told.",
        "    fn name(&self);",
        "}",
        "impl Named for u8 {",
        "    fn name(&self) {}",
        "}",
        "pub const fn bare() {}",
    ];
    let (found, shown) = unshown(&File { path: "src/x.rs".to_string(), text: text.join("\n") });
    assert_eq!(found, ["src/x.rs:9: fn name(&self);", "src/x.rs:14: pub const fn bare() {}"]);
    assert_eq!(shown, 1);
}
