//! Names that would do something: in every answer and every format they are text and nothing else.

use crate::run::{huiqi, stdout};
use std::path::Path;

/// The commands that take a profile, each with what else it is asked.
const COMMANDS: [&[&str]; 14] = [
    &["compare"],
    &["compare", "--to", "company"],
    &["compare", "--years", "2022..2023"],
    &["compare", "--allow-missing"],
    &["assess"],
    &["explain", "--line", "property"],
    &["prepay"],
    &["classify"],
    &["breakeven", "--over", "profit", "--to", "company"],
    &["cliffs", "--over", "profit"],
    &["sweep", "--over", "profit", "--to", "company", "--points", "3"],
    &["optimise", "--share", "50%..100%", "--to", "company"],
    &["report", "--to", "company"],
    &["calendar"],
];

const FORMATS: [&str; 4] = ["text", "markdown", "html", "csv"];

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/command/hostile")
}

fn asked<'a>(command: &[&'a str], profile: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let (name, rest) = command.split_first().expect("a name");
    [&[*name, profile], rest, more].concat()
}

/// Control characters but for the ends of lines, and what turns the direction of writing.
fn acts(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r'))
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn harmless(text: &str, what: &[&str]) {
    let found: Vec<char> = text.chars().filter(|c| acts(*c)).collect();
    assert!(found.is_empty(), "{what:?}: {found:?}");
}

/// The two files, and one with every character that acts, the ends of lines among them.
fn profiles(into: &Path) -> [String; 3] {
    let [escape, markdown] = ["terminal-escape-in-name.toml", "markdown-in-name.toml"].map(|name| folder().join(name));
    let text = std::fs::read_to_string(&escape).expect("readable");
    let name = r"\u0000\u0007\u001b[31m\r\n\u2028\u007f\u009b\u202e\u2066\u200f";
    let all = text.replace(r"\u001b[31mRED\u001b]0;title\u0007\u001b[2J\u009b31m", name);
    assert!(all.contains(r"\u202e"));
    let every = into.join("every.toml");
    std::fs::write(&every, all).expect("writable");
    [escape, markdown, every].map(|path| path.to_str().expect("UTF-8").to_string())
}

#[test]
fn a_name_moves_no_cursor_and_marks_nothing_up() {
    let into = tempfile::tempdir().expect("a folder");
    for profile in profiles(into.path()) {
        for command in COMMANDS {
            for format in FORMATS {
                let args = asked(command, &profile, &["--format", format, "--lang", "en"]);
                let text = stdout(&args);
                assert!(!text.is_empty(), "{args:?}");
                harmless(&text, &args);
                match format {
                    "html" => assert!(!text.contains("<b>") && !text.contains("<script"), "{args:?}"),
                    "markdown" => {
                        let raw = ["[x](", " `code`", " **b**", " <b>", "\n# h", "| pipe"];
                        let found: Vec<&str> = raw.into_iter().filter(|raw| text.replace("\\|", "").contains(raw)).collect();
                        assert!(found.is_empty(), "{args:?}: {found:?}");
                    }
                    _ => {}
                }
            }
        }
        harmless(&stdout(&["calendar", &profile, "--format", "ics"]), &["ics"]);
        let image = stdout(&["sweep", &profile, "--over", "profit", "--to", "company", "--points", "3", "--svg"]);
        harmless(&image, &["svg"]);
        assert!(!image.contains("<b>"));
    }
}

/// The one name with line breaks is on one line of each table and list.
#[test]
fn a_name_breaks_no_line() {
    let profile = folder().join("markdown-in-name.toml");
    let text = stdout(&["compare", profile.to_str().expect("UTF-8"), "--lang", "en"]);
    assert!(text.starts_with("# h [x](javascript:alert(1)) | pipe | `code` **b** <b>, Qilin, 2022"), "{text}");
}

/// What is wrong is told with the words of the file: they are text there too.
#[test]
fn a_refusal_is_text() {
    let into = tempfile::tempdir().expect("a folder");
    let file = into.path().join("shop.toml");
    let text = std::fs::read_to_string(folder().join("terminal-escape-in-name.toml")).expect("readable");
    let wrong = text.replace("let_with = ", "\"\\u001b[31mred\" = 1\nlet_with = ").replace("class = \"micro\"", "class = \"\\u001b[2J\"");
    std::fs::write(&file, wrong).expect("writable");
    for lang in ["zh", "en"] {
        let output = huiqi(&["compare", file.to_str().expect("UTF-8"), "--lang", lang]).assert().code(3).get_output().clone();
        harmless(&String::from_utf8(output.stderr).expect("UTF-8"), &["stderr"]);
    }
    for args in [&["policies", "show", "\u{1b}[31mred"], &["report", "examples/landlord.toml", "-o\u{1b}[31m.docx"]] {
        let output = huiqi(args).assert().code(2).get_output().clone();
        harmless(&String::from_utf8(output.stderr).expect("UTF-8"), args);
    }
}
