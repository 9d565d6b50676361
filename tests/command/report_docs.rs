//! `docs/report.md`: its examples are what the command prints.

use assert_cmd::Command;
use std::path::Path;

fn huiqi(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_huiqi"));
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).env_clear().args(args).assert().success().get_output().clone();
    String::from_utf8(output.stdout).expect("UTF-8").replace(huiqi::Pack::embedded().expect("sound").hash(), "…")
}

/// The first lines of what a command prints, as a block.
fn block(args: &[&str], lines: usize) -> String {
    let printed: Vec<String> = huiqi(args).lines().take(lines).map(|line| line.trim_end().to_string()).collect();
    format!("```console\n$ huiqi {}\n{}\n…\n```", args.join(" "), printed.join("\n"))
}

#[test]
fn the_page_is_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let frame = std::fs::read_to_string(folder.join("tests/report/page.md")).expect("readable");
    let fresh = frame
        .replace("{report}", &block(&["report", "examples/over-the-threshold.toml", "--lang", "en", "--format", "markdown"], 32))
        .replace("{calendar}", &block(&["calendar", "examples/over-the-threshold.toml", "--lang", "en"], 16))
        .replace("{ics}", &block(&["calendar", "examples/over-the-threshold.toml", "--lang", "en", "--format", "ics"], 17))
        .replace("{unknown}", &block(&["compare", "tests/report/unknown.toml", "--lang", "en"], 32));
    let page = folder.join("docs/report.md");
    if std::env::var_os("HUIQI_WRITE").is_some() {
        std::fs::write(&page, &fresh).expect("writable");
    }
    assert!(
        std::fs::read_to_string(&page).unwrap_or_default() == fresh,
        "docs/report.md is stale: HUIQI_WRITE=1 cargo test --test command report_docs::"
    );
}
