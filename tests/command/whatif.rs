//! The commands that ask "what if", run as a user runs them.

use crate::run::{huiqi, stable, stdout};
use std::path::Path;
use unicode_width::UnicodeWidthStr;

/// What stderr says, and with which exit code.
fn refusal(args: &[&str]) -> String {
    let output = huiqi(args).assert().failure().get_output().clone();
    assert!(output.stdout.is_empty(), "{args:?}");
    format!("exit {}\n{}", output.status.code().expect("a code"), String::from_utf8_lossy(&output.stderr))
}

/// The commands whose output is kept, by the name of the snapshot.
const ASKED: [(&str, &[&str]); 10] = [
    ("cliffs-threshold", &["cliffs", "examples/hardware-retailer.toml", "--over", "sales.Q3=0..60万元"]),
    ("cliffs-profit", &["cliffs", "examples/noodle-shop.toml", "--over", "profit"]),
    ("cliffs-staff", &["cliffs", "examples/machine-workshop.toml", "--over", "staff", "--form", "company"]),
    ("cliffs-wage", &["cliffs", "examples/machine-workshop.toml", "--over", "wage=0..40万元", "--form", "company"]),
    ("breakeven-profit", &["breakeven", "examples/noodle-shop.toml", "--over", "profit"]),
    ("breakeven-share", &["breakeven", "examples/machine-workshop.toml", "--over", "share=0..100%", "--to", "company"]),
    ("sweep-profit", &["sweep", "examples/noodle-shop.toml", "--over", "profit", "--to", "one-person-company"]),
    (
        "sweep-two",
        &[
            "sweep",
            "examples/machine-workshop.toml",
            "--over",
            "wage=0..20万元",
            "--over2",
            "share=0..100%",
            "--to",
            "company",
            "--points",
            "3",
        ],
    ),
    ("optimise-usual", &["optimise", "examples/noodle-shop.toml"]),
    (
        "optimise-wage-share",
        &["optimise", "examples/machine-workshop.toml", "--wage", "0..30万元", "--share", "50%..100%", "--to", "company"],
    ),
];

#[test]
fn each_question_in_both_languages() {
    for (name, args) in ASKED {
        for lang in ["zh", "en"] {
            let text = stdout(&[args, &["--lang", lang]].concat());
            assert!(text.lines().all(|line| line.width() <= 100), "{text}");
            insta::assert_snapshot!(format!("{name}-{lang}"), stable(&text));
        }
    }
}

#[test]
fn each_question_in_other_formats() {
    for (name, args) in [ASKED[0], ASKED[5], ASKED[6], ASKED[9]] {
        for format in ["json", "csv", "markdown"] {
            let text = stdout(&[args, &["--format", format, "--lang", "en"]].concat());
            if format == "json" {
                serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
            }
            insta::assert_snapshot!(format!("{name}-{format}"), stable(&text));
        }
    }
    let svg = stdout(&["sweep", "examples/noodle-shop.toml", "--over", "profit", "--svg", "--lang", "en"]);
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n") && svg.contains("<title>") && svg.contains("stroke-dasharray=\"9 4\""));
    insta::assert_snapshot!("sweep-svg", svg);
}

/// What a chart writes to the fen stands in the JSON: marks, and the ends of flat lines too.
#[test]
fn every_number_of_a_chart_stands_in_the_json() {
    let profit: &[&str] = &["sweep", "examples/machine-workshop.toml", "--over", "profit", "--to", "company"];
    let flat: &[&str] = &["sweep", "examples/machine-workshop.toml", "--over", "wage=0..20万元", "--to", "sole-proprietorship"];
    let two: &[&str] = &["sweep", "examples/machine-workshop.toml", "--over", "wage=0..20万元", "--over2", "share", "--points", "3"];
    for asked in [profit, flat, two] {
        let printed = |more: &[&str]| stdout(&[asked, more, &["--lang", "en"]].concat());
        let json = printed(&["--format", "json"]);
        let text = printed(&[]);
        let svg = printed(&["--svg"]);
        let drawn = svg.split('>').filter_map(|rest| rest.split('<').next()).chain(text.lines().take_while(|line| !line.starts_with('─')));
        let mut found = 0;
        for word in drawn.flat_map(|line| line.split_whitespace()).map(|word| word.replace(',', "")) {
            let is_amount =
                word.split_once('.').is_some_and(|(yuan, fen)| fen.len() == 2 && yuan.trim_start_matches('-').parse::<u64>().is_ok());
            if is_amount && word.parse::<f64>().is_ok() {
                assert!(json.contains(&format!("\"{word}\"")), "{asked:?}: {word} is not in the JSON");
                found += 1;
            }
        }
        assert!(found > 3, "{asked:?}: {found} amounts seen");
    }
}

/// A status, a filing period and a month may be free too.
#[test]
fn the_other_choices() {
    for (name, args) in [
        ("optimise-month", &["optimise", "examples/machine-workshop.toml", "--month", "--to", "company"][..]),
        ("optimise-filing", &["optimise", "examples/hardware-retailer.toml", "--filing", "--status", "--to", "company"][..]),
    ] {
        insta::assert_snapshot!(name, stable(&stdout(&[args, &["--lang", "en"]].concat())));
    }
}

#[test]
fn wrong_questions_are_refused_with_what_would_be_right() {
    let shop = "examples/noodle-shop.toml";
    let wrong: [&[&str]; 14] = [
        &["cliffs", shop, "--over", "slaes"],
        &["cliffs", shop, "--over", "weather"],
        &["cliffs", shop, "--over", "wage.Q1"],
        &["cliffs", shop, "--over", "sales.Q5"],
        &["cliffs", shop, "--over", "sales=500万元..0"],
        &["cliffs", shop, "--over", "sales=lots"],
        &["cliffs", shop, "--over", "share=0..3"],
        &["cliffs", shop, "--over", "share=0..200%"],
        &["cliffs", shop, "--over", "input-tax"],
        &["cliffs", shop, "--over", "sales.07"],
        &["cliffs", shop, "--over", "profit=0..1亿元"],
        &["breakeven", shop, "--over", "profit", "--to", "individual-business"],
        &["sweep", shop, "--over", "wage", "--over2", "wage=0..5"],
        &["optimise", shop, "--wage", "lots"],
    ];
    for lang in ["en", "zh"] {
        let said: Vec<String> =
            wrong.iter().map(|args| format!("$ huiqi {}\n{}", args.join(" "), refusal(&[args, &["--lang", lang][..]].concat()))).collect();
        insta::assert_snapshot!(format!("wrong-{lang}"), said.join("\n"));
    }
}

/// Every stretch of a curve and every point of a sweep says the same as `assess` there.
#[test]
fn the_figures_are_those_of_assess() {
    let json = stdout(&["cliffs", "examples/noodle-shop.toml", "--over", "costs=100万元..131万元", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let assessed = stdout(&["assess", "examples/noodle-shop.toml", "--format", "json"]);
    let assessed: serde_json::Value = serde_json::from_str(&assessed).expect("JSON");
    assert_eq!(found["burden_here"], assessed["assessment"]["total"]);
    let last = &found["stretches"].as_array().expect("a list").last().expect("one")["burden_last"];
    assert_eq!(last, &assessed["assessment"]["total"], "costs are 131万元 in the profile");
}

/// The documentation shows what the commands print.
#[test]
fn the_documentation_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/what-if.md");
    let written = std::fs::read_to_string(&path).expect("readable");
    let mut fresh = String::new();
    let mut lines = written.lines();
    while let Some(line) = lines.next() {
        fresh += &format!("{line}\n");
        let Some(command) = line.strip_prefix("$ huiqi ") else { continue };
        let args: Vec<&str> = command.split_whitespace().collect();
        fresh += &stable(&stdout(&args));
        let rest = lines.by_ref().find(|line| line.starts_with("```"));
        fresh += &format!("{}\n", rest.expect("the block ends"));
    }
    if std::env::var_os("HUIQI_WRITE").is_some() {
        std::fs::write(&path, &fresh).expect("writable");
    }
    let written = std::fs::read_to_string(&path).expect("readable");
    assert!(fresh == written, "docs/what-if.md is stale: HUIQI_WRITE=1 cargo test --test command whatif::");
}
