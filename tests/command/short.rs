//! An answer as text is a screen, and all of it where that is asked for.

use crate::run::stdout;

const EXAMPLES: [&str; 7] =
    ["bus-operator", "hardware-retailer", "landlord", "machine-workshop", "noodle-shop", "over-the-threshold", "wholesaler"];

fn compared(name: &str, more: &[&str]) -> String {
    stdout(&[&["compare", &format!("examples/{name}.toml")], more].concat())
}

#[test]
fn details_are_named_and_told_only_in_full() {
    for name in EXAMPLES {
        for (lang, details) in [
            ("en", ["Reliefs granted", "Not granted, and why", "Assumptions"]),
            ("zh", ["已享受的优惠", "未享受的优惠及原因", "假设与说明"]),
        ] {
            let (short, full) = (compared(name, &["--lang", lang]), compared(name, &["--lang", lang, "--full"]));
            assert!(short.lines().count() <= 62, "{name} {lang}: {} lines", short.lines().count());
            assert!(short.contains("--full") && !full.contains("--full"), "{name} {lang}");
            for heading in details {
                assert!(full.lines().any(|line| line == heading), "{name} {lang}: {heading}");
                assert!(!short.lines().any(|line| line == heading), "{name} {lang}: {heading}");
                // It is said how many there are.
                let items = full.lines().skip_while(|line| *line != heading).skip(1).take_while(|line| !line.is_empty());
                let count = items.filter(|line| line.starts_with("  · ")).count().to_string();
                let named = if lang == "en" { format!("{heading} ({count})") } else { format!("{heading}（{count} 项）") };
                let squeezed: String = short.split_whitespace().collect();
                assert!(squeezed.contains(&named.split_whitespace().collect::<String>()), "{name} {lang}: {named}: {short}");
            }
        }
    }
}

/// What could turn the answer is never a detail.
#[test]
fn what_could_turn_the_answer_stays() {
    let short = compared("machine-workshop", &["--lang", "en"]);
    for heading in ["Not counted", "Assumptions that could change the answer", "Not compared"] {
        assert!(short.lines().any(|line| line == heading), "{heading}: {short}");
    }
    let assessed = stdout(&["assess", "examples/bus-operator.toml", "--lang", "en"]);
    assert!(assessed.contains("from memory") && assessed.contains("--full"), "{assessed}");
}

/// A program gets the same bytes, and a page folds instead of leaving out.
#[test]
fn other_formats_are_whole() {
    for format in ["json", "csv", "markdown", "html"] {
        let asked = ["--lang", "en", "--format", format];
        let found = compared("noodle-shop", &asked);
        assert_eq!(found, compared("noodle-shop", &[&asked[..], &["--full"]].concat()), "{format}");
        assert!(format == "csv" || format == "json" || found.contains("Reliefs granted"));
    }
    assert!(compared("noodle-shop", &["--format", "html", "--lang", "en"]).contains("<summary><h2>Reliefs granted (11)</h2></summary>"));
    let report = stdout(&["report", "examples/noodle-shop.toml", "--lang", "en", "--format", "text"]);
    assert!(report.contains("Reliefs granted") && !report.contains("--full"));
}

#[test]
fn one_refusal_of_many_months_is_told_once() {
    let full = stdout(&["assess", "examples/machine-workshop.toml", "--lang", "en", "--full"]);
    let squeezed = full.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(squeezed.contains("months 01, 03–12: sales 210,000.00 to 420,000.00; must be not more than 100,000.00"), "{full}");
    let full = stdout(&["assess", "examples/machine-workshop.toml", "--lang", "zh", "--full"]);
    let squeezed: String = full.split_whitespace().collect();
    assert!(squeezed.contains("01、03–12月：销售额210,000.00至420,000.00，须不超过"), "{full}");
    // Programs read each month.
    let json = stdout(&["assess", "examples/machine-workshop.toml", "--format", "json"]);
    assert!(json.matches("sales-over-threshold").count() >= 11);
}

#[test]
fn rows_without_a_figure_are_named_in_a_line() {
    let shop = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/over-the-threshold.toml")).expect("readable");
    let shop = ["30.29万元", "30.31万元", "29.6万元", "28.9万元"].iter().fold(shop, |text, sales| text.replace(sales, "2.4万元"));
    let folder = tempfile::tempdir().expect("a folder");
    let profile = folder.path().join("shop.toml");
    std::fs::write(&profile, shop.replace("goods = \"83万元\"", "goods = \"4万元\"").replace("7.2万元", "0")).expect("writable");
    let asked = ["compare", profile.to_str().expect("UTF-8"), "--to", "company", "sole-proprietorship", "--lang", "en"];
    let text = stdout(&asked);
    let table: Vec<&str> = text.lines().skip_while(|line| !line.starts_with('─')).take_while(|line| !line.is_empty()).collect();
    assert!(!table.iter().any(|line| line.contains("Value-added tax")), "{text}");
    assert!(text.contains("Nothing in any column: Value-added tax"), "{text}");
    // Programs have every tax of every form.
    let csv = stdout(&[&asked[..], &["--format", "csv"]].concat());
    assert_eq!(csv.lines().filter(|line| line.contains(",vat,")).count(), 3);
}
