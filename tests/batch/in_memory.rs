//! A register that a page holds in memory: the same results as the command's, from CSV and from a workbook.

use crate::businesses::huiqi;
use huiqi::register::{InMemory, Mapping, Options};
use huiqi::{Lang, Pack};
use serde_json::Value;

fn run(pack: &Pack, file: Vec<u8>, lang: Lang) -> Result<InMemory<'_>, Vec<String>> {
    let mut register = InMemory::open(pack, file, Options { lang, ..Options::default() })?;
    while register.advance().unwrap() {}
    Ok(register)
}

fn found(register: &InMemory<'_>) -> Value {
    serde_json::from_str(&register.found_json()).unwrap()
}

/// Made up rows, some of them broken.
fn rows(folder: &std::path::Path) -> String {
    let made = huiqi(folder, &["synth", "5000", "--seed", "7", "-o", "made.csv", "--lang", "en"]);
    assert!(made.status.success());
    let text = std::fs::read_to_string(folder.join("made.csv")).unwrap();
    let mut lines: Vec<String> = text.trim_start_matches('\u{feff}').lines().map(str::to_string).collect();
    lines[3].push_str(",one more");
    lines[4000] = lines[4000].replacen("20", "19", 1);
    lines.join("\r\n") + "\r\n"
}

#[test]
fn it_answers_as_the_command_does() {
    let (pack, folder) = (Pack::embedded().unwrap(), tempfile::tempdir().unwrap());
    let folder = folder.path();
    let text = rows(folder);
    std::fs::write(folder.join("in.csv"), &text).unwrap();
    let of_command = huiqi(folder, &["batch", "in.csv", "-o", "-", "--keep", "name", "--lang", "en"]);
    let register = run(&pack, text.into_bytes(), Lang::En).unwrap();
    let counts = register.counts();
    assert_eq!((counts.rows, counts.results + counts.errors), (5000, 5000));
    assert!(counts.errors > 0 && counts.results > 4000);
    if of_command.status.success() {
        assert_eq!(String::from_utf8_lossy(register.results_csv()), String::from_utf8_lossy(&of_command.stdout));
    } else {
        // A register without names keeps none.
        let plain = huiqi(folder, &["batch", "in.csv", "-o", "-", "--lang", "en"]);
        assert_eq!(String::from_utf8_lossy(register.results_csv()), String::from_utf8_lossy(&plain.stdout));
    }
    let found = found(&register);
    assert_eq!(found["rows"].as_array().unwrap().len(), 200);
    assert!(found["errors"].as_array().unwrap().iter().any(|error| error["line"] == 4), "the line of the file");
    assert_eq!(register.errors_csv().lines().count() as u64, 1 + counts.errors);
    let summed = huiqi(folder, &["batch", "in.csv", "--summary", "--lang", "en"]);
    let counted = found["summary"]["counted"].as_str().unwrap();
    assert!(String::from_utf8(summed.stdout).unwrap().contains(counted), "{counted}");
}

#[test]
fn a_workbook_reads_as_its_csv() {
    let pack = Pack::embedded().unwrap();
    let csv = huiqi::register::template_csv(&pack, Lang::Zh);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "名册").unwrap();
    for (row, line) in (1..).zip(csv.lines()) {
        for (column, cell) in (0..).zip(line.split(',')).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    workbook.add_worksheet().write_string(0, 0, "别的").unwrap();
    let of_sheet = run(&pack, workbook.save_to_buffer().unwrap(), Lang::Zh).unwrap();
    let of_text = run(&pack, csv.into_bytes(), Lang::Zh).unwrap();
    assert_eq!(of_sheet.results_csv(), of_text.results_csv());
    let how: Value = serde_json::from_str(&of_sheet.progress_json()).unwrap();
    assert_eq!((&how["rows_above_header"], how["other_sheets"].as_array().map(Vec::len)), (&1.into(), Some(1)));
}

#[test]
fn what_is_no_register_is_said() {
    let pack = Pack::embedded().unwrap();
    let wrong = |file: &[u8], lang| run(&pack, file.to_vec(), lang).err().unwrap().join("\n");
    assert!(wrong(b"", Lang::Zh).contains("没有表头"));
    assert!(wrong(b"PK\x03\x04 and nothing else", Lang::Zh).contains("工作簿读不出来"));
    let template = huiqi::register::template_csv(&pack, Lang::En);
    assert!(wrong(format!("{template}\"1,2\n").as_bytes(), Lang::En).contains("line 4: a quote opens here"));
    let (head, rows) = template.split_once("\r\n").unwrap();
    let many = format!("{head}\r\n{}", rows.repeat(50_001));
    assert!(wrong(many.as_bytes(), Lang::En).contains("more than 100000 rows"));
    // A header without rows is a register without rows.
    let none = run(&pack, format!("{head}\r\n").into_bytes(), Lang::En).unwrap();
    assert_eq!((none.counts().rows, none.results_csv().iter().filter(|byte| **byte == b'\n').count()), (0, 1));
}

/// A register of others below a title, with its sales in units of ten thousand, and the same with our names in yuan.
const THEIRS: [&str; 3] = ["某市名册,,,,,", "注册号,户名,经营所在地,所属行业,营业收入（万元）,年利润总额", "1,甲店,530302,H6210,48,9"];
const OURS: &str = "主体标识,名称,行政区划,行业代码,全年销售额\n1,甲店,530302,H6210,480000\n";

#[test]
fn foreign_names_are_guessed_corrected_and_read() {
    let pack = Pack::embedded().unwrap();
    let told = || Options { lang: Lang::Zh, year: Some(2024), ..Options::default() };
    let results = |mut register: InMemory<'_>| {
        while register.advance().unwrap() {}
        let text = String::from_utf8_lossy(register.results_csv()).into_owned();
        text.split_once("\r\n").map(|(_, rows)| rows.to_string()).unwrap()
    };
    let ours = results(InMemory::open(&pack, OURS.as_bytes().to_vec(), told()).unwrap());
    assert!(ours.starts_with("1,"), "{ours}");

    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(THEIRS) {
        for (column, cell) in (0..).zip(line.split(',')).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    for theirs in [THEIRS.join("\n").into_bytes(), workbook.save_to_buffer().unwrap()] {
        assert!(InMemory::open(&pack, theirs.clone(), told()).is_err());
        let json: Value = serde_json::from_str(&InMemory::guesses_json(&theirs, Lang::Zh).unwrap().unwrap()).unwrap();
        let meant: Vec<_> =
            json["columns"].as_array().unwrap().iter().map(|of| (of["ours"].as_str(), of["unit"].as_str().unwrap())).collect();
        let known = |name, unit| (Some(name), unit);
        let sales = known("全年销售额", "万元");
        assert_eq!(meant[..5], [known("主体标识", "元"), known("名称", "元"), known("行政区划", "元"), known("行业代码", "元"), sales]);
        // What may hold facts is left to a person.
        assert_eq!(meant[5], (None, "元"));
        assert!(json["known"].as_array().unwrap().iter().any(|of| of["name"] == "全年销售额" && of["is_amount"] == true));

        let corrected = "[columns]\n\"注册号\" = \"主体标识\"\n\"户名\" = \"名称\"\n\"经营所在地\" = \"行政区划\"\n\"所属行业\" = \"行业代码\"\n\
            \"营业收入（万元）\" = { column = \"全年销售额\", unit = \"万元\" }\n\"年利润总额\" = \"略去\"\n";
        let mapping = Mapping::parse(corrected, "map.toml").unwrap();
        assert_eq!(results(InMemory::open_mapped(&pack, theirs.clone(), told(), mapping).unwrap()), ours);
        let absent = Mapping::parse("[columns]\n\"户号\" = \"主体标识\"", "map.toml").unwrap();
        assert!(InMemory::open_mapped(&pack, theirs, told(), absent).err().unwrap()[0].contains("户号"));
    }
    // Ours are not guessed, and what has no header says so.
    let template = huiqi::register::template_csv(&pack, Lang::En);
    assert_eq!(InMemory::guesses_json(template.as_bytes(), Lang::En), Ok(None));
    assert!(InMemory::guesses_json(b"", Lang::En).is_err());
}
