//! Registers with columns under other names, on one of several sheets, below headers of two rows; and results in workbooks.

use crate::businesses::huiqi;
use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use std::path::Path;

const OURS: &str = "主体标识,名称,年度,行政区划,行业代码,全年销售额,其他成本费用,备注";
const THEIRS: &str = "统一代码/注册号,户名,所属年份,经营所在地,所属行业,营业收入（万元）,其他费用(千元),备注";
const ROWS: [&str; 2] = ["1,甲店,2024,530302,H6210,480000,300000,x", "2,乙店,2024,530302,H6210,1250000.50,200000,y"];
const IN_UNITS: [&str; 2] = ["1,甲店,2024,530302,H6210,48,300,x", "2,乙店,2024,530302,H6210,125.00005,200,y"];

fn csv(header: &str, rows: &[&str]) -> String {
    format!("{header}\n{}\n", rows.join("\n"))
}

/// What was printed, what was said, and the exit code.
fn run(folder: &Path, args: &[&str]) -> (String, String, i32) {
    let out = huiqi(folder, args);
    (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap(), out.status.code().unwrap())
}

fn results(folder: &Path, register: &str, more: &[&str]) -> (String, String, i32) {
    run(folder, &[&["batch", register, "-o", "-", "--to", "individual-business", "--lang", "zh"], more].concat())
}

#[test]
fn a_guessed_mapping_reads_the_register_as_if_it_were_ours() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("ours.csv"), csv(OURS, &ROWS)).unwrap();
    std::fs::write(folder.join("theirs.csv"), format!("某市名册,,,,,,,\n{}", csv(THEIRS, &IN_UNITS))).unwrap();
    let (expected, said, code) = results(folder, "ours.csv", &[]);
    assert!(code == 0 && expected.lines().count() == 3, "{said}");
    assert_eq!(results(folder, "theirs.csv", &[]).2, 3, "foreign names are not guessed");
    let (_, said, code) = run(folder, &["batch", "theirs.csv", "--map", "map.toml", "--lang", "zh"]);
    assert_eq!(code, 0, "{said}");
    let map = std::fs::read_to_string(folder.join("map.toml")).unwrap();
    for line in [
        "\"统一代码/注册号\" = \"主体标识\"  # 含“注册号”",
        "\"户名\" = \"名称\"",
        "\"营业收入（万元）\" = { column = \"全年销售额\", unit = \"万元\" }",
        "\"其他费用(千元)\" = { column = \"其他成本费用\", unit = \"千元\" }",
        "\"备注\" = \"略去\"",
    ] {
        assert!(map.contains(line), "{line}:\n{map}");
    }
    let (found, said, code) = results(folder, "theirs.csv", &["--columns", "map.toml"]);
    assert!(code == 0 && said.contains("“营业收入（万元）”即"), "{said}");
    assert_eq!(found, expected);
    // A header in Chinese is answered in Chinese, whatever stands in the mapping.
    std::fs::write(folder.join("keys.toml"), map.replace("\"主体标识\"", "\"key\"").replace("\"全年销售额\"", "\"sales_year\"")).unwrap();
    let (found, ..) = run(folder, &["batch", "theirs.csv", "--columns", "keys.toml", "-o", "-", "--to", "individual-business"]);
    assert_eq!(found, expected);
    // In one command: the guesses are taken as they are, and said; whoever does not know of them is told.
    let (found, said, code) = results(folder, "theirs.csv", &["--columns", "guess"]);
    assert!(code == 0 && said.contains("“户名”即“名称”") && said.contains("“营业收入（万元）”即"), "{said}");
    assert_eq!(found, expected);
    assert!(results(folder, "theirs.csv", &[]).1.contains("--columns guess"));
    let (summary, said, code) = run(folder, &["batch", "theirs.csv", "--columns", "guess", "--summary", "--lang", "zh"]);
    assert!(code == 0 && summary.contains("共 2 行：已测算 2 行"), "{summary}{said}");
    // Errors go by their names, and a file that is there is not written over.
    std::fs::write(folder.join("bad.csv"), csv(THEIRS, &["1,甲店,2024,530302,H6210,许多,300,x"])).unwrap();
    let (_, said, code) = results(folder, "bad.csv", &["--columns", "map.toml", "--strict"]);
    assert!(code == 3 && said.contains("bad.csv:2, 营业收入（万元）"), "{said}");
    let (_, said, code) = run(folder, &["batch", "theirs.csv", "--map", "map.toml", "--lang", "zh"]);
    assert!(code == 2 && said.contains("已存在"), "{said}");
    // What may hold facts and is not known stays a comment with candidates; two columns are not given one fact.
    std::fs::write(folder.join("more.csv"), csv("户名,商户名称,年利润总额,季初职工人数", &["甲,甲,1,2"])).unwrap();
    let (map, ..) = run(folder, &["batch", "more.csv", "--map", "-", "--lang", "zh"]);
    for part in ["# \"年利润总额\" = \"?\"  # 可能是：", "# \"商户名称\" = \"名称\"", "但“户名”已对应此列", "没有找到必需的列：行政区划"]
    {
        assert!(map.contains(part), "{part}:\n{map}");
    }
    let (_, said, code) = results(folder, "more.csv", &["--columns", "guess"]);
    assert!(code == 3 && said.contains("年利润总额") && said.contains("没有销售额列"), "{said}");
}

#[test]
fn a_mapping_that_is_wrong_is_refused_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("theirs.csv"), csv(THEIRS, &IN_UNITS)).unwrap();
    let cases = [
        ("\"户名\" = \"nmae\"", "2", "name"),
        ("\"户名\" = \"什么\"", "2", "什么"),
        ("\"户名\" = \"name\"\n\"备注\" = \"名称\"", "3", "2"),
        ("\"户名\" = { column = \"name\", unit = \"万元\" }", "2", "单位"),
        ("\"户名\" = { column = \"cost_goods\", unit = \"万圆\" }", "2", "万圆"),
        ("\"电话\" = \"name\"", "2", "电话"),
        ("\"户名\" = \"name\"\n\"户名\" = \"key\"", "3", "重复"),
        ("\"户名\" = name", "2", ""),
    ];
    for (lines, line, what) in cases {
        std::fs::write(folder.join("map.toml"), format!("[columns]\n{lines}\n")).unwrap();
        let (found, said, code) = results(folder, "theirs.csv", &["--columns", "map.toml"]);
        assert_eq!((found.as_str(), code), ("", 3), "{lines}: {said}");
        assert!(said.contains(line) && said.contains(what), "{lines}: {said}");
    }
    assert_eq!(results(folder, "theirs.csv", &["--columns", "not-there.toml"]).2, 1);
}

fn fill(sheet: &mut Worksheet, first: u32, header: Option<&str>, rows: &[&str]) {
    for (row, line) in (first..).zip(header.into_iter().chain(rows.iter().copied())) {
        for (column, cell) in (0_u16..).zip(line.split(',')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
}

#[test]
fn the_sheet_with_the_header_is_read_and_of_two_none_is_guessed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("ours.csv"), csv(OURS, &ROWS)).unwrap();
    let (expected, ..) = results(folder, "ours.csv", &[]);
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet().set_name("封面").unwrap(), 0, Some("个体工商户名册,2024"), &[]);
    fill(workbook.add_worksheet().set_name("名册").unwrap(), 1, Some(OURS), &ROWS);
    workbook.save(folder.join("in.xlsx")).unwrap();
    let (found, said, code) = results(folder, "in.xlsx", &[]);
    assert!(code == 0 && said.contains("读取工作表“名册”；未读取：封面"), "{said}");
    assert_eq!(found, expected);
    fill(workbook.add_worksheet().set_name("乡镇").unwrap(), 0, Some(OURS), &ROWS[..1]);
    workbook.save(folder.join("in.xlsx")).unwrap();
    let (found, said, code) = results(folder, "in.xlsx", &[]);
    assert_eq!((found.as_str(), code), ("", 3), "{said}");
    assert!(said.contains("名册、乡镇") && said.contains("--sheet"), "{said}");
    assert_eq!(results(folder, "in.xlsx", &["--sheet", "名册"]).0, expected);
    let (_, said, code) = results(folder, "in.xlsx", &["--sheet", "没有"]);
    assert!(code == 3 && said.contains("封面、名册、乡镇"), "{said}");
}

/// Sheets of townships or months are one register: their columns in any order, and every message with its sheet.
#[test]
fn several_sheets_are_one_register() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("ours.csv"), csv(OURS, &ROWS)).unwrap();
    let (expected, ..) = results(folder, "ours.csv", &[]);
    let reversed = |line: &str| line.split(',').rev().collect::<Vec<_>>().join(",");
    let book = |last: &[(&str, &str)]| {
        let mut workbook = Workbook::new();
        fill(workbook.add_worksheet().set_name("封面").unwrap(), 0, Some("个体工商户名册,2024"), &[]);
        fill(workbook.add_worksheet().set_name("甲镇").unwrap(), 1, Some(OURS), &ROWS[..1]);
        fill(workbook.add_worksheet().set_name("乙镇").unwrap(), 3, Some(&reversed(OURS)), &[&reversed(ROWS[1])]);
        for (header, row) in last {
            fill(workbook.add_worksheet().set_name("丙镇").unwrap(), 0, Some(header), &[row]);
        }
        workbook.save(folder.join("in.xlsx")).unwrap();
    };
    book(&[]);
    for sheets in [&["--sheet", "all"][..], &["--sheet", "甲镇", "--sheet", "乙镇"]] {
        let (found, said, code) = results(folder, "in.xlsx", sheets);
        assert_eq!((found.as_str(), code), (expected.as_str(), 0), "{said}");
        assert!(said.contains("读取工作表“甲镇、乙镇”；未读取：封面") && said.contains("读入 2 行"), "{said}");
    }
    // One row a chunk: the same.
    assert_eq!(results(folder, "in.xlsx", &["--sheet", "all", "--chunk-rows", "1"]).0, expected);
    // A bad row is known by its sheet, in what is said and in the file of errors.
    book(&[(OURS, "3,丙店,2024,530302,H6210,许多,1,z")]);
    let (_, said, code) = results(folder, "in.xlsx", &["--sheet", "all", "--strict"]);
    assert!(code == 3 && said.contains("in.xlsx[丙镇]:2, 全年销售额"), "{said}");
    let (_, said, code) = run(folder, &["batch", "in.xlsx", "-o", "out.csv", "--sheet", "all", "--lang", "zh"]);
    assert!(code == 0 && said.contains("结果 2 行 + 错误 1 行"), "{said}");
    let errors = std::fs::read_to_string(folder.join("out.csv.errors.jsonl")).unwrap();
    assert!(errors.contains("\"sheet\":\"丙镇\"") && errors.contains("\"row\":3"), "{errors}");
    // A sheet with other columns is refused, whatever was read before.
    book(&[("主体标识,年度,行政区划,电话", "3,2024,530302,1")]);
    let (_, said, code) = results(folder, "in.xlsx", &["--sheet", "all"]);
    assert!(code != 0 && said.contains("工作表“丙镇”的列与“甲镇”不同") && said.contains("多出 电话"), "{said}");
    let (_, said, code) = results(folder, "in.xlsx", &["--sheet", "甲镇", "--sheet", "丁镇"]);
    assert!(code == 3 && said.contains("没有工作表 `丁镇`"), "{said}");
}

/// A name over several columns says more of each: 销售额 over 一季度 and 二季度.
#[test]
fn a_header_of_two_rows_is_read_together() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let row = "1,甲店,2024,530302,H6210,120000,400000,x";
    std::fs::write(folder.join("ours.csv"), csv("主体标识,名称,年度,行政区划,行业代码,一季度销售额,二季度销售额,备注", &[row])).unwrap();
    let (expected, said, _) = results(folder, "ours.csv", &[]);
    assert_eq!(expected.lines().count(), 2, "{said}");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = Format::new();
    for (column, name) in [(0, "主体标识"), (1, "名称"), (2, "年度"), (3, "行政区划"), (4, "行业代码"), (7, "备注")] {
        sheet.merge_range(1, column, 2, column, name, &plain).unwrap();
    }
    sheet.merge_range(1, 5, 1, 6, "销售额", &plain).unwrap();
    sheet.write_string(2, 5, "一季度").unwrap().write_string(2, 6, "二季度").unwrap();
    fill(sheet, 3, None, &[row]);
    workbook.save(folder.join("in.xlsx")).unwrap();
    let (found, said, code) = results(folder, "in.xlsx", &[]);
    assert_eq!((found, code), (expected, 0), "{said}");
}

#[test]
fn results_in_a_workbook_have_sums_and_notes() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("ours.csv"), csv(OURS, &[ROWS[0], ROWS[1], "3,丙店,2024,530302,H6210,许多,1,z"])).unwrap();
    for (lang, sheets, total) in [("zh", ["明细", "汇总", "说明"], "转企前_税费合计"), ("en", ["Rows", "Summary", "Notes"], "before_total")]
    {
        let (_, said, code) = run(folder, &["batch", "ours.csv", "-o", "out.xlsx", "--lang", lang]);
        assert_eq!(code, 0, "{said}");
        let mut book: Xlsx<_> = open_workbook(folder.join("out.xlsx")).unwrap();
        assert_eq!(book.sheet_names(), sheets);
        let rows = book.worksheet_range(sheets[0]).unwrap();
        let column = rows.rows().next().unwrap().iter().position(|cell| *cell == Data::String(total.to_string()));
        let column = column.unwrap_or_else(|| panic!("{lang}: no column {total}"));
        let cent = |cell: &Data| if let Data::Float(yuan) = cell { (yuan * 100.0).round() as i64 } else { panic!("{cell}") };
        let sum: i64 = rows.rows().skip(1).map(|row| cent(&row[column])).sum();
        assert_eq!(rows.rows().count(), 3);
        let summary = book.worksheet_range(sheets[1]).unwrap();
        let of = |name: &str| summary.rows().find(|row| row[0] == Data::String(name.to_string())).map(|row| row[1].clone());
        assert_eq!(of(total).map(|cell| cent(&cell)), Some(sum));
        assert_eq!(of(if lang == "zh" { "读入行数" } else { "Rows in" }), Some(Data::Float(3.0)));
        assert_eq!(of(if lang == "zh" { "错误行数" } else { "Errors" }), Some(Data::Float(1.0)));
        let notes = book.worksheet_range(sheets[2]).unwrap();
        let meant = "small-scale VAT taxpayer";
        let told =
            notes.rows().flatten().any(|cell| cell.to_string().contains(if lang == "zh" { "按小规模纳税人测算" } else { meant }));
        assert!(told, "{notes:?}");
        // Two runs write the same bytes.
        let bytes = std::fs::read(folder.join("out.xlsx")).unwrap();
        run(folder, &["batch", "ours.csv", "-o", "out.xlsx", "--lang", lang]);
        assert_eq!(std::fs::read(folder.join("out.xlsx")).unwrap(), bytes);
    }
}

/// A language that is asked for is that of the results, whatever the header's is; else the header's.
#[test]
fn the_language_that_is_asked_for_names_the_results() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::fs::write(folder.join("en.csv"), csv("key,year,place,industry,sales_year", &["1,2024,530302,H6210,480000"])).unwrap();
    let first = |args: &[&str]| run(folder, &[&["batch", "en.csv", "-o", "-"], args].concat()).0;
    assert!(first(&["--lang", "zh"]).starts_with("主体标识,状态,转企前_"));
    assert!(first(&["--lang", "en"]).starts_with("key,status,before_"));
    assert!(first(&[]).starts_with("key,status,before_"));
    assert!(first(&["--lang", "zh"]).contains("已测算"));
}

/// What is missing is said in one language, its meaning too.
#[test]
fn a_missing_column_is_explained_in_the_chosen_language() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.csv"), csv("户号,营业额", &["1,2"])).unwrap();
    let said = |lang: &str| run(folder.path(), &["batch", "in.csv", "-o", "out.csv", "--lang", lang]).1;
    assert!(said("zh").contains("缺少列 `年度`（year）：事实所属的年度"), "{}", said("zh"));
    assert!(said("en").contains("column `year` (年度) is missing: The calendar year"), "{}", said("en"));
}
