//! The command, run as a user runs it: what is printed, in which format and language, with which exit code.

use crate::common::unread::unread;
use crate::run::{EXAMPLES, hash, huiqi, stable, stdout};
use std::path::Path;
use unicode_width::UnicodeWidthStr;

fn example(name: &str) -> String {
    format!("examples/{name}.toml")
}

#[test]
fn every_example_in_both_languages() {
    for name in EXAMPLES {
        for lang in ["zh", "en"] {
            let text = stdout(&["compare", &example(name), "--lang", lang]);
            insta::assert_snapshot!(format!("compare-{name}-{lang}"), stable(&text));
        }
    }
}

#[test]
fn one_form_side_by_side() {
    for lang in ["zh", "en"] {
        let text = stdout(&["compare", "examples/noodle-shop.toml", "--to", "one-person-company", "--lang", lang]);
        insta::assert_snapshot!(format!("side-by-side-{lang}"), stable(&text));
    }
}

#[test]
fn other_formats() {
    for format in ["json", "markdown", "csv"] {
        let of = |args: &[&str]| stable(&stdout(&[args, &["--format", format, "--lang", "en"]].concat()));
        insta::assert_snapshot!(
            format!("compare-{format}"),
            of(&["compare", "examples/hardware-retailer.toml", "--to", "one-person-company"])
        );
        insta::assert_snapshot!(format!("assess-{format}"), of(&["assess", "examples/landlord.toml"]));
        insta::assert_snapshot!(format!("explain-{format}"), of(&["explain", "examples/landlord.toml", "--line", "property"]));
    }
}

#[test]
fn an_amount_is_explained() {
    for (example, line, form) in [
        ("noodle-shop", "vat", "individual-business"),
        ("noodle-shop", "cit", "one-person-company"),
        ("hardware-retailer", "iit-business", "individual-business"),
        ("machine-workshop", "iit-wage", "company"),
        ("landlord", "urban-land-use", "individual-business"),
        ("bus-operator", "education-surcharge", "individual-business"),
        ("over-the-threshold", "resource", "individual-business"),
    ] {
        for lang in ["zh", "en"] {
            let text = stdout(&["explain", &format!("examples/{example}.toml"), "--line", line, "--form", form, "--lang", lang]);
            insta::assert_snapshot!(format!("explain-{example}-{line}-{lang}"), stable(&text));
        }
    }
}

#[test]
fn assess_one_form() {
    insta::assert_snapshot!("assess-en", stable(&stdout(&["assess", "examples/bus-operator.toml", "--lang", "en"])));
    let other = stdout(&["assess", "examples/bus-operator.toml", "--form", "company", "--lang", "en"]);
    assert!(other.contains("Enterprise income tax"));
}

#[test]
fn policies_are_shown() {
    insta::assert_snapshot!("policies-show", stdout(&["policies", "show", "mof-sta-2022-15", "--lang", "en"]));
    insta::assert_snapshot!("policies-show-zh", stdout(&["policies", "show", "mof-sta-2023-12#halving"]));
    insta::assert_snapshot!("policies-in-force", stdout(&["policies", "in-force", "2022-05-01", "--format", "csv", "--lang", "en"]));
    let list = stdout(&["policies", "list", "--format", "csv", "--lang", "en"]);
    assert_eq!(list.lines().count(), huiqi::Pack::embedded().expect("sound").measures().len() + 1);
    let text = stdout(&["policies", "list"]);
    assert!(text.lines().all(|line| line.width() <= 100));
    let early = stdout(&["policies", "in-force", "2023-04-01", "--known-on", "2023-05-01", "--format", "csv"]);
    assert!(early.contains("mof-sta-2023-6#business-iit-halving") && !early.contains("mof-sta-2023-12#"));
    huiqi(&["policies", "in-force", "2018-12-31"]).assert().code(5);
    huiqi(&["policies", "in-force", "2027-12-31"]).assert().code(0);
    huiqi(&["policies", "in-force", "2022-05-01", "--place", "宣威"]).assert().code(0);
    huiqi(&["policies", "in-force", "2022-05-01", "--place", "Springfield"]).assert().code(3);
}

#[test]
fn text_fits_a_hundred_columns_and_lines_up() {
    for name in EXAMPLES {
        for lang in ["zh", "en"] {
            for to in [&[][..], &["--to", "company"][..]] {
                let text = stdout(&[&["compare", &example(name), "--lang", lang], to].concat());
                for line in text.lines() {
                    assert!(line.width() <= 100, "{} columns: {line}", line.width());
                    assert!(!line.contains('\u{1b}'), "colour without a terminal");
                }
                // The figures of the last column of the table end under one another.
                let figures: Vec<usize> = text
                    .lines()
                    .skip_while(|line| !line.starts_with('─'))
                    .skip(1)
                    .take_while(|line| !line.is_empty())
                    .filter(|line| line.ends_with(|c: char| c.is_ascii_digit()))
                    .map(UnicodeWidthStr::width)
                    .collect();
                assert!(figures.len() > 5 && figures.iter().all(|width| *width == figures[0]), "{figures:?}");
            }
        }
    }
}

#[test]
fn language_follows_the_locale_else_chinese() {
    let with = |name: &str, value: &str| {
        let output = huiqi(&["assess", "examples/landlord.toml"]).env(name, value).output().expect("runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    assert!(with("LANG", "en_US.UTF-8").contains("Value-added tax"));
    assert!(with("LC_ALL", "en_GB.UTF-8").contains("Value-added tax"));
    assert!(with("LANG", "zh_CN.UTF-8").contains("增值税"));
    assert!(with("LANG", "").contains("增值税"));
    assert!(with("LANG", "fr_FR.UTF-8").contains("增值税"));
}

#[test]
fn json_follows_its_schema_and_says_what_made_it() {
    let schema: serde_json::Value = serde_json::from_str(&stdout(&["schema", "compare"])).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    for name in EXAMPLES {
        let text = stdout(&["compare", &example(name), "--format", "json", "--lang", "en"]);
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let wrong: Vec<String> = validator.iter_errors(&value).map(|error| format!("{} {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
        assert_eq!(value["pack"]["hash"], hash());
        assert_eq!(value["version"], env!("CARGO_PKG_VERSION"));
        // Totals are their lines, to the fen.
        let fen = |value: &serde_json::Value| value.as_str().expect("a string").replace('.', "").parse::<i64>().expect("fen");
        for side in [&value["before"], &value["after"]] {
            let lines = side["lines"].as_array().expect("lines");
            assert_eq!(lines.iter().map(|line| fen(&line["payable"])).sum::<i64>(), fen(&side["total"]));
            for line in lines.iter().filter(|line| fen(&line["due"]) > 0) {
                assert!(!line["citations"].as_array().expect("citations").is_empty(), "{name}: no article for {}", line["id"]);
            }
        }
        assert_eq!(fen(&value["after"]["total"]) - fen(&value["before"]["total"]), fen(&value["difference"]["total"]));
    }
    let known = stdout(&["compare", "examples/hardware-retailer.toml", "--known-on", "2023-05-01", "--format", "json"]);
    assert!(known.contains("\"known_on\": \"2023-05-01\""));
}

#[test]
fn examples_and_template_follow_the_profile_schema() {
    let schema: serde_json::Value = serde_json::from_str(&stdout(&["schema", "profile"])).expect("JSON");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let template = stdout(&["init"]);
    let files = EXAMPLES.map(|name| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(example(name))).expect("readable"));
    for file in files.iter().chain([&template]) {
        let table: toml::Table = file.parse().expect("TOML");
        let value = serde_json::to_value(table).expect("JSON");
        let wrong: Vec<String> = validator.iter_errors(&value).map(|error| format!("{} {error}", error.instance_path())).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

#[test]
fn init_writes_a_profile_that_compares() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.toml");
    let path = path.to_str().expect("UTF-8");
    huiqi(&["init", path]).assert().success();
    huiqi(&["compare", path]).assert().success();
    // It is never overwritten.
    huiqi(&["init", path]).assert().code(2);
    assert_eq!(std::fs::read_to_string(path).expect("readable"), huiqi::PROFILE_TEMPLATE);
}

#[test]
fn exit_codes() {
    let code = |args: &[&str], code: i32| {
        let output = huiqi(args).assert().code(code).get_output().clone();
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{args:?}");
    };
    code(&["compare"], 2);
    code(&["compare", "examples/landlord.toml", "--to", "ltd"], 2);
    code(&["compare", "examples/landlord.toml", "--to", "individual-business"], 2);
    code(&["explain", "examples/landlord.toml", "--line", "gst"], 2);
    code(&["policies", "show", "mof-sta-2022-51"], 2);
    code(&["compare", "examples/nowhere.toml"], 3);
    code(&["compare", "Cargo.toml"], 3);
    code(&["compare", "examples/landlord.toml", "--to", "partnership"], 3);
    code(&["compare", "examples/landlord.toml", "--pack", "examples"], 4);
    code(&["compare", "examples/landlord.toml", "--pack", "nowhere"], 4);
    code(&["compare", "examples/landlord.toml", "--year", "2018"], 5);
    code(&["compare", "examples/landlord.toml", "--year", "2028"], 5);
    code(&["compare", "examples/landlord.toml", "--known-on", "1980-01-01"], 5);
}

#[test]
fn another_pack_is_stamped() {
    let text = stdout(&["compare", "examples/landlord.toml", "--pack", "policies", "--lang", "en"]);
    assert!(text.contains("not the embedded one"));
    // The same content has the same hash wherever it comes from.
    assert!(text.contains(&hash()[..12]));
}

#[test]
fn another_year_on_the_same_facts() {
    let total = |year: &str| stdout(&["assess", "examples/over-the-threshold.toml", "--year", year, "--format", "csv"]);
    assert!(total("2019") != total("2025"));
    assert_eq!(total("2025"), stdout(&["assess", "examples/over-the-threshold.toml", "--format", "csv"]));
}

#[test]
fn completions_for_each_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(stdout(&["completions", shell]).contains("huiqi"));
    }
}

/// A reader that goes away is no error.
#[cfg(unix)]
#[test]
fn a_closed_pipe_is_quiet() {
    let status = std::process::Command::new("sh")
        .args(["-c", "set -o pipefail 2>/dev/null; \"$0\" policies list --format json | head -c 1 >/dev/null", env!("CARGO_BIN_EXE_huiqi")])
        .output()
        .expect("runs");
    assert!(status.stderr.is_empty(), "{}", String::from_utf8_lossy(&status.stderr));
}

/// The pages that are made from the pack are fresh. Write them again with HUIQI_WRITE=1.
#[test]
fn the_pages_made_from_the_pack_are_fresh() {
    let (list, covers, coverage) = ("policies list", "covers", "policies coverage");
    let pages = [
        ("en", list, "docs/measures.md"),
        ("zh", list, "docs/measures.zh.md"),
        ("en", covers, "docs/covers.md"),
        ("zh", covers, "docs/covers.zh.md"),
        ("en", coverage, "docs/coverage.md"),
        ("zh", coverage, "docs/coverage.zh.md"),
    ];
    for (lang, command, file) in pages {
        let made_from = if lang == "en" { "Made from the pack: " } else { "由政策包生成：" };
        let arguments: Vec<&str> = command.split(' ').chain(["--format", "markdown", "--lang", lang]).collect();
        let list = stdout(&arguments);
        let (title, rest) = list.split_once('\n').expect("a title");
        let fresh = format!("{title}\n\n{made_from}`huiqi {command} --format markdown`\n{rest}");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        if std::env::var_os("HUIQI_WRITE").is_some() {
            std::fs::write(&path, &fresh).expect("writable");
        }
        assert!(
            std::fs::read_to_string(&path).unwrap_or_default() == fresh,
            "{file} is stale: HUIQI_WRITE=1 cargo test --test command cli::"
        );
    }
}

/// What the README prints is what the command prints: the table, and the first lines after each `$ huiqi …`.
#[test]
fn the_readme_shows_real_output() {
    for file in ["README.md", "README.zh.md"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let readme = std::fs::read_to_string(&path).expect("readable");
        let (mut fresh, mut shown) = (String::new(), Vec::new());
        let mut lines = readme.lines().peekable();
        while let Some(line) = lines.next() {
            fresh += &format!("{line}\n");
            let Some(command) = line.strip_prefix("$ huiqi ").filter(|_| lines.peek().is_some_and(|next| !next.starts_with(['$', '`'])))
            else {
                continue;
            };
            let old = std::iter::from_fn(|| lines.next_if(|line| *line != "…")).count();
            let printed = stdout(&command.split_whitespace().collect::<Vec<_>>());
            printed.lines().take(old).for_each(|line| fresh += &format!("{}\n", line.trim_end()));
            shown.push(command.split(' ').next().unwrap_or_default());
        }
        for command in ["sweep", "breakeven", "optimise", "cliffs", "calendar", "compare", "report", "verify"] {
            assert!(shown.contains(&command), "{file} does not show `{command}`, but {shown:?}");
        }
        if std::env::var_os("HUIQI_WRITE").is_some() {
            std::fs::write(&path, &fresh).expect("writable");
        }
        assert!(readme == fresh, "{file} is stale: HUIQI_WRITE=1 cargo test --test command cli::");
    }
}

#[test]
fn years_side_by_side() {
    for lang in ["zh", "en"] {
        let text = stdout(&["compare", "examples/over-the-threshold.toml", "--years", "2024..2026", "--lang", lang]);
        assert!(text.lines().all(|line| line.width() <= 100));
        insta::assert_snapshot!(format!("years-{lang}"), text);
    }
    for format in ["json", "csv", "markdown"] {
        let text = stdout(&[
            "compare",
            "examples/over-the-threshold.toml",
            "--years",
            "2025..2026",
            "--to",
            "company",
            "--format",
            format,
            "--lang",
            "en",
        ]);
        insta::assert_snapshot!(format!("years-{format}"), text);
    }
    // Each year is what that year's comparison says.
    let csv = stdout(&["compare", "examples/over-the-threshold.toml", "--years", "2021..2027", "--to", "company", "--format", "csv"]);
    for year in ["2021", "2022", "2026"] {
        let one = stdout(&["assess", "examples/over-the-threshold.toml", "--year", year, "--format", "csv"]);
        let total = one.lines().find(|line| line.contains(",total,")).and_then(|line| line.split(',').nth(6)).expect("a total");
        assert!(csv.contains(&format!("{year},individual-business,{total},")), "{year} {total}");
    }
    huiqi(&["compare", "examples/over-the-threshold.toml", "--years", "2018..2020"]).assert().code(5);
    huiqi(&["compare", "examples/over-the-threshold.toml", "--years", "2022"]).assert().code(2);
    huiqi(&["compare", "examples/over-the-threshold.toml", "--years", "2023..2022"]).assert().code(2);
}

#[test]
fn what_changes_between_two_days() {
    let diff = |args: &[&str]| stdout(&[&["policies", "diff"], args].concat());
    for lang in ["zh", "en"] {
        let text = diff(&["2025-12-31", "2026-01-01", "--profile", "examples/over-the-threshold.toml", "--lang", lang]);
        assert!(text.lines().all(|line| line.width() <= 100));
        insta::assert_snapshot!(format!("diff-{lang}"), text);
    }
    for format in ["json", "csv", "markdown"] {
        let text = diff(&["2022-03-31", "2022-04-01", "--profile", "examples/over-the-threshold.toml", "--format", format, "--lang", "en"]);
        insta::assert_snapshot!(format!("diff-{format}"), text);
    }
    assert!(diff(&["2024-03-01", "2024-03-31", "--lang", "en"]).contains("nothing changes"));
    huiqi(&["policies", "diff", "2018-01-01", "2019-01-01"]).assert().code(5);
}

#[test]
fn a_timeline_in_text_and_svg() {
    let text = stdout(&["policies", "timeline"]);
    let row = |id: &str| text.lines().find(|line| line.ends_with(id)).unwrap_or_else(|| panic!("{id}")).to_string();
    // 36 quarters: the halving of 2023-6 was superseded from its first day; the exemption of 2022 ran from April.
    assert!(row("mof-sta-2023-6#business-iit-halving").starts_with(&format!("{}░", "·".repeat(16))));
    assert!(row("mof-sta-2022-15#vat-exemption").starts_with(&format!("{}███·", "·".repeat(13))));
    assert!(text.lines().all(|line| line.width() <= 100));
    let svg = stdout(&["policies", "timeline", "--svg", "--lang", "en"]);
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
    assert_eq!(svg.matches('<').count(), svg.matches('>').count());
    assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
}

#[test]
fn a_draft_laid_over_the_pack() {
    let folder = tempfile::tempdir().expect("a folder");
    let draft = folder.path().join("draft.toml");
    let text = std::fs::read_to_string("policies/cn/2026/mof-sta-2026-10.toml").expect("readable");
    std::fs::write(&draft, unread(&text).replace("quarter = \"30万元\"", "quarter = \"45万元\"")).expect("writable");
    let path = draft.to_str().expect("UTF-8");
    let shop = ["assess", "examples/over-the-threshold.toml", "--year", "2026", "--lang", "en", "--full"];
    let (law, with) = (stdout(&shop), stdout(&[&shop[..], &["--overlay", path]].concat()));
    assert!(law.contains("Q2: sales 300,099.01; must be less than 300,000.00"));
    assert!(!with.contains("must be less than 300,000.00") && with.contains("[overlay] 财政部 税务总局公告2026年第10号"));
    assert!(with.contains("not the embedded one") && !law.contains("[overlay]"));
    let json = stdout(&[&shop[..], &["--overlay", path, "--format", "json"]].concat());
    assert!(json.contains("\"overlay\": true") && json.contains("\"overlay\": false"));
    // The report marks it where it says what it rests on.
    let report =
        ["report", "examples/over-the-threshold.toml", "--year", "2026", "--lang", "en", "--format", "markdown", "--overlay", path];
    let report = stdout(&report);
    let basis = report.lines().find(|line| line.ends_with(": VAT threshold")).expect("what the threshold rests on");
    assert!(basis.contains(". \\[overlay\\] 财政部 税务总局公告2026年第10号 第一条"), "{basis}");
    // The same document laid over itself changes no figure.
    std::fs::write(&draft, &text).expect("writable");
    let csv = [&shop[..], &["--format", "csv"]].concat();
    assert_eq!(stdout(&[&csv[..], &["--overlay", path]].concat()).replace("[overlay] ", ""), stdout(&csv));
    // The same checks apply: an overlap without a relation is refused.
    std::fs::write(&draft, text.replace("mof-sta-2026-10", "draft-2026").replace("supersedes = [\"mof-sta-2023-19#vat-exemption\"]\n", ""))
        .expect("writable");
    huiqi(&[&shop[..], &["--overlay", path]].concat()).assert().code(4);
    huiqi(&[&shop[..], &["--overlay", "nowhere.toml"]].concat()).assert().code(4);
}

#[test]
fn what_a_business_is() {
    for name in EXAMPLES {
        for lang in ["zh", "en"] {
            insta::assert_snapshot!(format!("classify-{name}-{lang}"), stable(&stdout(&["classify", &example(name), "--lang", lang])));
        }
    }
    insta::assert_snapshot!("classify-json", stdout(&["classify", "examples/noodle-shop.toml", "--format", "json", "--lang", "en"]));
    insta::assert_snapshot!("classify-csv", stdout(&["classify", "examples/noodle-shop.toml", "--format", "csv", "--lang", "en"]));
}

#[test]
fn prepayments_and_settlement() {
    for (name, form) in [("noodle-shop", "individual-business"), ("noodle-shop", "company"), ("machine-workshop", "one-person-company")] {
        for lang in ["zh", "en"] {
            let text = stdout(&["prepay", &example(name), "--form", form, "--lang", lang]);
            assert!(text.lines().all(|line| line.width() <= 100), "{name} {form} {lang}");
            insta::assert_snapshot!(format!("prepay-{name}-{form}-{lang}"), stable(&text));
        }
    }
    for format in ["json", "csv", "markdown"] {
        let text = stdout(&["prepay", &example("noodle-shop"), "--format", format, "--lang", "en"]);
        insta::assert_snapshot!(format!("prepay-{format}"), stable(&text));
    }
}

#[test]
fn compared_as_another_vat_standing() {
    for lang in ["zh", "en"] {
        let text = stdout(&["compare", &example("wholesaler"), "--as", "general", "--to", "individual-business,company", "--lang", lang]);
        assert!(text.lines().all(|line| line.width() <= 100));
        insta::assert_snapshot!(format!("compare-as-{lang}"), stable(&text));
    }
    // Of the standing it has already, it is an ordinary comparison.
    let plain = ["compare", "examples/wholesaler.toml", "--to", "company", "--lang", "en"];
    assert_eq!(stdout(&[&plain[..], &["--as", "small-scale"]].concat()), stdout(&plain));
    huiqi(&["compare", "examples/wholesaler.toml", "--as", "small-scale", "--to", "individual-business"]).assert().code(2);
    huiqi(&["compare", "examples/noodle-shop.toml", "--as", "general"]).assert().code(3);
    huiqi(&["compare", "examples/wholesaler.toml", "--as", "middling"]).assert().code(2);
}

#[test]
fn converting_inside_the_year() {
    for lang in ["zh", "en"] {
        let text = stdout(&[
            "compare",
            "examples/machine-workshop.toml",
            "--to",
            "one-person-company",
            "--convert-on",
            "2024-07-01",
            "--lang",
            lang,
        ]);
        assert!(text.lines().all(|line| line.width() <= 100));
        insta::assert_snapshot!(format!("convert-on-{lang}"), stable(&text));
    }
    let code = |args: &[&str], code: i32| drop(huiqi(&[&["compare", "examples/machine-workshop.toml"], args].concat()).assert().code(code));
    code(&["--to", "company", "--convert-on", "2024-07-02"], 2);
    code(&["--to", "company", "--convert-on", "2025-07-01"], 2);
    code(&["--convert-on", "2024-07-01"], 2);
    huiqi(&["compare", "examples/noodle-shop.toml", "--to", "company", "--convert-on", "2022-06-01"]).assert().code(3);
}
