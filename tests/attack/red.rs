//! What an attack found, each of one kind, by the letters under which it was told: A wrong without a word, B lost, D unsafe to show,
//! E refused without need. (C, without bound, is in `bounded.rs`.)

use crate::run::{EXAMPLE, HEADER, command, example, huiqi, only, register, row, sheet_rows, wait_until, workbook};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use tempfile::TempDir;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = folder.read_dir().unwrap().map(|one| one.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn errors(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("out.csv.errors.jsonl")).unwrap_or_default()
}

/// A cell of the results by the key of its row and the name of its column.
fn result(folder: &Path, key: &str, column: &str) -> String {
    let mut results = csv::Reader::from_path(folder.join("out.csv")).unwrap();
    let at = results.headers().unwrap().iter().position(|name| name == column).unwrap_or_else(|| panic!("{column}"));
    results.records().map(Result::unwrap).find(|record| &record[0] == key).unwrap_or_else(|| panic!("{key}"))[at].to_string()
}

/// A1: the second of two runs into one file is refused while the first goes on, however the first then ends.
#[test]
fn two_runs_never_write_one_file() {
    let folder = folder();
    let folder = folder.path();
    for killed in [false, true] {
        let first = ["batch", "-", "-o", "out.csv"];
        let mut first = command(folder, &first).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut stdin = first.stdin.take().unwrap();
        stdin.write_all(register(3).as_bytes()).unwrap();
        // The header is read a block at a time: the run begins when there is one.
        stdin.write_all((4..20_000).map(|number| row(number) + "\n").collect::<String>().as_bytes()).unwrap();
        wait_until(|| folder.join("out.csv.huiqi-log").exists());
        std::fs::write(folder.join("other.csv"), register(2)).unwrap();
        huiqi(folder, &["batch", "other.csv", "-o", "out.csv"]).refused(1, "another run is writing these results");
        let rows = if killed {
            first.kill().unwrap();
            first.wait().unwrap();
            huiqi(folder, &["batch", "other.csv", "-o", "out.csv"]).well();
            2
        } else {
            drop(stdin);
            assert!(first.wait().unwrap().success());
            19_999
        };
        assert_eq!(std::fs::read_to_string(folder.join("out.csv")).unwrap().lines().count(), 1 + rows);
        assert_eq!(names(folder), ["other.csv", "out.csv"]);
    }
}

/// A2: a formula whose value nobody stored is not an empty cell.
#[test]
fn a_value_that_is_missing_is_not_nothing() {
    let folder = folder();
    let folder = folder.path();
    let rows = sheet_rows(&register(2));
    for (cell, errors_of) in [("<c><f>1+1</f></c>", 1), ("<c><f>1+1</f><v>100000</v></c>", 0), ("<c/>", 0)] {
        let with = rows.replacen("<c t=\"inlineStr\"><is><t>100000</t></is></c>", cell, 1);
        workbook(&folder.join("in.xlsx"), &[&with], "", &[]);
        let ran = huiqi(folder, &["batch", "in.xlsx", "-o", "out.csv"]).well();
        assert!(ran.said.contains(&format!("2 rows in = {} results + {errors_of} errors", 2 - errors_of)), "{cell}: {}", ran.said);
        assert_eq!(errors(folder).contains("the formula has no stored value"), errors_of == 1);
    }
}

/// A3: the same sales told twice, by quarter and by month or by kind and without one, are refused in each way of telling.
#[test]
fn sales_are_told_once() {
    let folder = folder();
    let folder = folder.path();
    let head = format!("{HEADER},sales_m01,sales_m02,sales_m03,sales_services_q1\n");
    let (bare, base) = (row(1).replacen("100000", "", 1), row(1));
    let rows = [format!("{base},,,,"), format!("{bare},1,1,1,"), format!("{base},1,1,1,"), format!("{base},,,,1")];
    std::fs::write(folder.join("in.csv"), head + &rows.join("\n")).unwrap();
    let ran = huiqi(folder, &["batch", "in.csv", "-o", "out.csv"]).well();
    assert!(ran.said.contains("4 rows in = 2 results + 2 errors"), "{}", ran.said);
    assert!(
        errors(folder).contains("given for the quarter and for month 1") && errors(folder).contains("the same sales"),
        "{}",
        errors(folder)
    );
    let sale = "\n[[sales]]\nperiod = \"02\"\nkind = \"services\"\namount = 1\n\n[costs]";
    std::fs::write(folder.join("shop.toml"), example().replacen("\n[costs]", sale, 1)).unwrap();
    for question in ["compare", "assess", "report", "calendar", "prepay"] {
        huiqi(folder, &[question, "shop.toml"]).refused(3, "of Q1 is given for the quarter and for month 2");
    }
}

/// A4: a rule that supersedes itself, and two that supersede each other.
#[test]
fn nothing_supersedes_itself() {
    const DOCUMENT: &str = "[document]\nid = \"mine\"\nnumber = \"1\"\ntitle = { zh = \"t\", en = \"t\" }\nissuers = [\"x\"]\n\
        issued_on = 2018-01-01\njurisdiction = \"CN\"\ntext_at = \"x\"\nconfidence = \"memory\"\nchecked_on = 2026-01-01\n";
    let measure = |id: &str, valid: &str, by: &str, what: &str| {
        format!(
            "[[measure]]\nid = \"{id}\"\nauthority = [{{ article = \"a\" }}]\ntitle = {{ zh = \"t\", en = \"t\" }}\n\
             summary = {{ zh = \"t\", en = \"t\" }}\nvalid = {{ {valid} }}\nsupersedes = [{by}]\n{what}\n"
        )
    };
    let rate = "mechanism = \"surcharge-rate\"\n[measure.parameters]\ntax = \"local-education-surcharge\"\nrate = \"2%\"";
    let itself = measure("b", "from = 2019-01-01, to = \"open\"", "\"mof-2010-98#rate\", \"mine#b\"", rate);
    let exempt = "mechanism = \"exempt-levy-sales\"\n[measure.parameters]\nlevy_rate = \"3%\"";
    let days = "from = 2022-04-01, to = 2022-12-31";
    let each = |id: &str, other: &str| measure(id, days, &format!("\"mof-sta-2022-15#vat-exemption\", \"mine#{other}\""), exempt);
    let folder = folder();
    for (measures, says) in [(itself, "supersedes itself"), (each("m", "n") + &each("n", "m"), "supersedes this one in turn")] {
        std::fs::write(folder.path().join("mine.toml"), DOCUMENT.to_string() + &measures).unwrap();
        huiqi(folder.path(), &["assess", EXAMPLE, "--overlay", "mine.toml"]).refused(4, says);
        huiqi(folder.path(), &["verify", "--overlay", "mine.toml", "--cases", "1"]).refused(4, says);
    }
}

/// A5: a quarter that is left out between others, and one that opens with other figures than the one before closed with.
#[test]
fn quarters_meet() {
    let folder = folder();
    let folder = folder.path();
    let company = |toml: String, says: &str| {
        std::fs::write(folder.join("shop.toml"), toml).unwrap();
        let ran = huiqi(folder, &["assess", "shop.toml", "--form", "company"]);
        if says.is_empty() { drop(ran.well()) } else { ran.refused(3, says) }
    };
    let shop = example();
    let quarter = |number: usize| shop.lines().find(|line| line.starts_with(&format!("Q{number} = {{"))).unwrap().to_string();
    company(shop.clone(), "");
    company(shop.replacen(&(quarter(3) + "\n"), "", 1), "`scale.Q3` is missing");
    let apart = |from: &str, to: &str| shop.replacen(&quarter(2), &quarter(2).replacen(from, to, 1), 1);
    company(apart("staff = [", "staff = [6"), "and at the opening of Q2");
    company(apart("assets = [\"", "assets = [\"1"), "assets at the close of Q1");
    // What is unknown contradicts nothing.
    std::fs::write(folder.join("shop.toml"), shop.replacen(&quarter(2), "Q2 = { staff = \"unknown\", assets = \"unknown\" }", 1)).unwrap();
    huiqi(folder, &["compare", "shop.toml"]).well();
    // The same in a register.
    let ends = (1..=4).flat_map(|q| ["staff", "assets"].map(|what| format!(",{what}_q{q}_open,{what}_q{q}_close"))).collect::<String>();
    let told = |of: [[u32; 2]; 4]| of.map(|[open, close]| format!(",{open},{close},100,100")).concat();
    let rows = [told([[3, 4], [4, 4], [4, 4], [4, 9]]), told([[3, 4], [4, 4], [5, 4], [4, 9]])];
    let rows = rows.map(|row_of| format!("{}{row_of}\n", row(1).replace(",3,100000,no", ",,,no"))).concat();
    std::fs::write(folder.join("in.csv"), format!("{HEADER}{ends}\n{rows}")).unwrap();
    let ran = huiqi(folder, &["batch", "in.csv", "-o", "out.csv", "--to", "company"]).well();
    assert!(ran.said.contains("2 rows in = 1 results + 1 errors"), "{} {}", ran.said, errors(folder));
    assert!(errors(folder).contains("staff_q3_open") && errors(folder).contains("opens with 5"), "{}", errors(folder));
}

/// A6: the owner's other relief is one partner's, whatever their number.
#[test]
fn relief_is_not_multiplied() {
    let folder = folder();
    let folder = folder.path();
    let of = |relief: &str| format!("{},4,{relief}\n", row(1).replace("100000,100000,100000,100000,50000", "2000000,,,,200000"));
    let rows = of("0").replacen("k1", "none", 1) + &of("10000");
    std::fs::write(folder.join("in.csv"), format!("{HEADER},partners,owner_relief\n{rows}")).unwrap();
    huiqi(folder, &["batch", "in.csv", "-o", "out.csv", "--to", "partnership"]).well();
    let tax = |key: &str| result(folder, key, "partnership_iit_business").parse::<rust_decimal::Decimal>().unwrap();
    assert_eq!((tax("none") - tax("k1")).to_string(), "10000.00");
}

/// B1: a quote that does not close, in the last column or any other, swallows no row.
#[test]
fn a_missing_quote_swallows_no_row() {
    let folder = folder();
    let folder = folder.path();
    let usual = register(29);
    let last: String = usual
        .lines()
        .map(|line| line.splitn(3, ',').collect::<Vec<_>>())
        .map(|cells| format!("{},{},{}\n", cells[0], cells[2], cells[1]))
        .collect();
    for (text, from, to) in [(&usual, ",shop10,", ",\"shop10,"), (&last, ",shop10\n", ",\"shop10\n")] {
        std::fs::write(folder.join("in.csv"), text.replacen(from, to, 1)).unwrap();
        huiqi(folder, &["batch", "in.csv", "-o", "out.csv"]).refused(3, "in.csv:11: a quote opens here");
        assert_eq!(names(folder), ["in.csv"]);
    }
}

/// B2: no file of anybody is replaced or removed but the results of before.
#[test]
fn files_of_others_stay() {
    let folder = folder();
    let folder = folder.path();
    let text = register(2);
    for ending in [".part", ".log", ".errors.jsonl", ".huiqi-part", ".huiqi-log", ".huiqi-errors", ".huiqi-whole"] {
        for as_register in [true, false] {
            let name = format!("out.csv{ending}");
            std::fs::write(folder.join(&name), &text).unwrap();
            std::fs::write(folder.join("in.csv"), &text).unwrap();
            let input = if as_register { &name } else { "in.csv" };
            let ran = huiqi(folder, &["batch", input, "--from", "csv", "-o", "out.csv"]);
            assert!(matches!(ran.code, Some(0 | 2)), "{name}: {ran:?}");
            assert_eq!(std::fs::read_to_string(folder.join(&name)).unwrap(), text, "{name}: {}", ran.said);
            let left = names(folder);
            let expected = if ran.code == Some(0) { vec!["in.csv", "out.csv", &name] } else { vec!["in.csv", &name] };
            assert_eq!(left, expected, "{name}: {}", ran.said);
            left.iter().for_each(|name| std::fs::remove_file(folder.join(name)).unwrap());
        }
    }
}

/// B2: links lead nowhere, and nothing replaces what it is made from.
#[cfg(unix)]
#[test]
fn links_are_not_followed_and_own_inputs_stay() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let folder = folder.path();
    std::fs::write(folder.join("in.csv"), register(2)).unwrap();
    std::fs::write(folder.join("victim"), "mine").unwrap();
    for ending in [".huiqi-part", ".huiqi-log", ".huiqi-errors", ".errors.jsonl"] {
        let link = folder.join(format!("out.csv{ending}"));
        symlink("victim", &link).unwrap();
        huiqi(folder, &["batch", "in.csv", "-o", "out.csv"]).refused(2, "is in the way");
        assert_eq!(std::fs::read_to_string(folder.join("victim")).unwrap(), "mine");
        std::fs::remove_file(link).unwrap();
    }
    std::fs::copy(EXAMPLE, folder.join("shop.md")).unwrap();
    symlink("shop.md", folder.join("link.md")).unwrap();
    for (question, out) in [("report", "shop.md"), ("report", "link.md"), ("report", "./shop.md"), ("calendar", "shop.md")] {
        huiqi(folder, &[question, "shop.md", "-o", out]).refused(2, "would replace the file");
        assert_eq!(std::fs::read_to_string(folder.join("shop.md")).unwrap(), example());
    }
}

/// B3: merged cells are errors of their rows; of two sheets with a header none is guessed, and the hidden one is none of them.
#[test]
fn merged_cells_and_other_sheets_are_said() {
    let folder = folder();
    let folder = folder.path();
    workbook(&folder.join("in.xlsx"), &[&sheet_rows(&register(3))], "<mergeCells count=\"1\"><mergeCell ref=\"J2:J3\"/></mergeCells>", &[]);
    let ran = huiqi(folder, &["batch", "in.xlsx", "-o", "out.csv"]).well();
    assert!(ran.said.contains("3 rows in = 2 results + 1 errors") && errors(folder).contains("merged with one of row 2"), "{}", ran.said);
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, hidden) in [("old", true), ("2024", false), ("2025", false)] {
        let sheet = book.add_worksheet().set_name(name).unwrap().set_hidden(hidden);
        for (row, line) in (0_u32..).zip(register(if name == "2025" { 2 } else { 1 }).lines()) {
            (0_u16..).zip(line.split(',')).for_each(|(column, cell)| _ = sheet.write_string(row, column, cell).unwrap());
        }
    }
    book.worksheet_from_index(1).unwrap().set_active(true);
    book.save(folder.join("in.xlsx")).unwrap();
    huiqi(folder, &["batch", "in.xlsx", "-o", "out.csv"]).refused(3, "several sheets have such a header: 2024, 2025");
    let ran = huiqi(folder, &["batch", "in.xlsx", "-o", "out.csv", "--sheet", "2025"]).well();
    assert!(ran.said.contains("2 rows in"), "{}", ran.said);
}

/// B4: a register that was changed behind its head, of the same size, is not gone on with; nor with another question.
#[test]
fn a_changed_register_is_not_resumed() {
    let folder = folder();
    let folder = folder.path();
    let text = register(8_000);
    std::fs::write(folder.join("in.csv"), &text).unwrap();
    let args = ["batch", "in.csv", "-o", "out.csv", "--chunk-rows", "50"];
    let mut first = command(folder, &args).stderr(Stdio::null()).spawn().unwrap();
    let log = || std::fs::read_to_string(folder.join("out.csv.huiqi-log")).unwrap_or_default();
    wait_until(|| log().lines().count() > 2 || first.try_wait().unwrap().is_some());
    first.kill().unwrap();
    first.wait().unwrap();
    assert!(log().lines().count() > 2, "it ended before it was killed");
    let again = |more: &[&str]| huiqi(folder, &[&args[..], &["--resume"], more].concat());
    again(&["--strict"]).refused(2, "another `strict`");
    let changed = format!("{}{}", &text[..text.len() - 2], "1\n");
    assert_eq!(changed.len(), text.len());
    std::fs::write(folder.join("in.csv"), changed).unwrap();
    again(&[]).refused(2, "another `content`");
    std::fs::write(folder.join("in.csv"), text).unwrap();
    assert!(again(&[]).well().said.contains("8000 rows in = 8000 results + 0 errors"));
}

/// D1: what a file says of itself moves no cursor, in the names of columns, sheets and files as in profiles (tests/command/hostile.rs).
#[test]
fn notes_and_errors_of_registers_are_text() {
    let folder = folder();
    let folder = folder.path();
    let acts = "\u{1b}[31m\u{7}\u{9b}2J\u{202e}";
    let with = |more: &str| {
        register(1).replacen("owner_income\n", &format!("owner_income{more}\n"), 1).replacen(
            "no,0\n",
            &format!("no,0{}\n", ",x".repeat(more.matches(',').count())),
            1,
        )
    };
    let cases = [
        (with(&format!(",备注{acts}")), vec![]),
        (with(&format!(",销售{acts}")), vec![]),
        (register(1).replacen("H6210", &format!("H{acts}"), 1), vec![]),
        (register(1).replacen("H6210", &format!("H{acts}"), 1), vec!["--strict"]),
        (register(1).replacen("H6210", &format!("H{acts}"), 1), vec!["--explain", "1"]),
        (register(1).replacen("shop1", &format!("s{acts}"), 1), vec!["--explain", "1"]),
    ];
    for (text, more) in cases {
        let name = format!("in{acts}.csv");
        std::fs::write(folder.join(&name), &text).unwrap();
        let out: &[&str] = if more.contains(&"--explain") { &[] } else { &["-o", "out.csv"] };
        for lang in ["zh", "en"] {
            let ran = huiqi(folder, &[&["batch", &name, "--lang", lang], out, more.as_slice()].concat());
            let all = ran.out + &ran.said + &errors(folder);
            let found: Vec<char> = all.chars().filter(|c| c.is_control() && *c != '\n' || *c == '\u{202e}').collect();
            assert!(found.is_empty(), "{text:?}: {found:?} in {all:?}");
        }
    }
    // CSV and sheets say the same with the numbers of the letters: no key is lost, and none becomes another's.
    let keys = [format!("k{acts}"), r"k\u001b[31m".to_string(), r"C:\k".to_string(), "=k".to_string(), "'=k".to_string()];
    let told = [r"k\u001b[31m\u0007\u009b2J\u202e", r"k\\u001b[31m", r"C:\k", "'=k", "''=k"];
    let head = register(0).replace("owner_income", &format!("owner_income,备注{acts}"));
    let rows: String = keys.iter().map(|key| format!("{key}{},x\n", row(1).trim_start_matches("k1"))).collect();
    std::fs::write(folder.join("in.csv"), head + &rows).unwrap();
    let keep = format!("备注{acts}");
    for out in ["out.csv", "out.xlsx", "-"] {
        let printed = huiqi(folder, &["batch", "in.csv", "-o", out, "--keep", &keep]).well().out;
        let (names, found): (Vec<String>, Vec<String>) = match out {
            "out.xlsx" => {
                use calamine::Reader;
                let mut book: calamine::Xlsx<_> = calamine::open_workbook(folder.join(out)).unwrap();
                let sheet = book.worksheet_range_at(0).unwrap().unwrap();
                let names = sheet.rows().next().unwrap().iter().map(ToString::to_string).collect();
                (names, sheet.rows().skip(1).map(|row| row[0].to_string()).collect())
            }
            _ => {
                let text = if out == "-" { printed } else { std::fs::read_to_string(folder.join(out)).unwrap() };
                assert!(!text.contains(|c: char| c.is_control() && !matches!(c, '\r' | '\n') || c == '\u{202e}'), "{text:?}");
                let mut read = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
                let names = read.headers().unwrap().iter().map(str::to_string).collect();
                (names, read.records().map(|record| record.unwrap()[0].to_string()).collect())
            }
        };
        assert_eq!(found, told, "{out}");
        assert!(names.iter().any(|name| name == r"备注\u001b[31m\u0007\u009b2J\u202e"), "{out}: {names:?}");
    }
    // JSON says the same with the numbers of the letters: nothing is lost.
    std::fs::write(folder.join("in.csv"), register(1).replacen("k1,", &format!("k{acts},"), 1)).unwrap();
    huiqi(folder, &["batch", "in.csv", "-o", "out.jsonl"]).well();
    let written = std::fs::read_to_string(folder.join("out.jsonl")).unwrap();
    assert!(!written.contains('\u{9b}') && !written.contains('\u{202e}'));
    assert_eq!(serde_json::from_str::<serde_json::Value>(&written).unwrap()["key"], format!("k{acts}"));
}

/// E: what `assess` and `compare` take, `report`, `calendar` and `prepay` take; a closed or full output is an error.
#[test]
fn what_one_command_takes_the_others_take() {
    let profile = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/command/over-the-limit.toml");
    let folder = folder();
    for question in ["assess", "compare", "report", "calendar", "prepay", "classify"] {
        huiqi(folder.path(), &[question, profile]).well();
    }
    // A row that has the form already is compared with itself, and nothing changes.
    let head = HEADER.replacen("industry,", "industry,form,", 1);
    std::fs::write(folder.path().join("in.csv"), format!("{head}\n{}\n", row(1).replace("H6210,", "H6210,company,"))).unwrap();
    huiqi(folder.path(), &["batch", "in.csv", "-o", "out.csv", "--to", "company"]).well();
    let of = |column: &str| result(folder.path(), "k1", column);
    assert_eq!(of("before_total"), of("company_total"));
    // Columns that nobody needs may be left out.
    std::fs::write(folder.path().join("in.csv"), only(&["key", "year", "place", "industry", "sales_q1", "sales_q2", "cost_other"]))
        .unwrap();
    huiqi(folder.path(), &["batch", "in.csv", "-o", "out.csv"]).well();
}
