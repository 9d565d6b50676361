//! Registers as people have them: a title above the header, other separators and encodings, columns of others, returns, and errors
//! that name the line a person looks at.

use crate::businesses::huiqi;
use encoding_rs::GB18030;
use rust_xlsxwriter::{Format, Workbook};
use std::path::Path;

const HEADER: &str =
    "主体标识,名称,年度,行政区划,所在地类型,行业代码,纳税人类别,纳税期限,主营销售类型,综合所得,一季度销售额,二季度销售额,分配比例";
const ROWS: [&str; 2] = [
    "1,甲店,2024,麒麟区,市区,H6210,小规模纳税人,按季,服务,0,120000,400000,50%",
    "2,乙店,2024,麒麟区,市区,H6210,小规模纳税人,按季,服务,0,120000,404000,100%",
];

fn plain() -> String {
    format!("{HEADER}\n{}\n", ROWS.join("\n"))
}

/// Results, what was said, errors and the exit code.
fn run(folder: &Path, register: &str, bytes: &[u8], more: &[&str]) -> (String, String, String, i32) {
    std::fs::write(folder.join(register), bytes).unwrap();
    let out = huiqi(folder, &[&["batch", register, "-o", "out.csv", "--to", "individual-business", "--lang", "zh"], more].concat());
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap_or_default();
    let found = (read("out.csv"), String::from_utf8(out.stderr).unwrap(), read("out.csv.errors.jsonl"), out.status.code().unwrap());
    for name in ["out.csv", "out.csv.errors.jsonl"] {
        let _ = std::fs::remove_file(folder.join(name));
    }
    found
}

#[test]
fn each_way_of_saving_reads_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (expected, said, errors, code) = run(folder, "in.csv", plain().as_bytes(), &[]);
    assert_eq!((code, errors.as_str()), (0, ""), "{said}");
    assert_eq!(expected.lines().count(), 3, "{expected}");
    let separated = |by: &str| plain().replace(',', by);
    let utf16 = |text: &str| -> Vec<u8> { "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect() };
    let yen = plain().replace(",400000,", ",\"￥400,000.00\",");
    let cases: [(&str, Vec<u8>, &str); 8] = [
        ("semicolons", separated(";").into_bytes(), "以分号分隔"),
        ("tabs", separated("\t").into_bytes(), "以制表符分隔"),
        ("GBK", GB18030.encode(&plain()).0.into_owned(), "gb18030"),
        ("UTF-16", utf16(&separated("\t")), "UTF-16LE"),
        ("a title", format!("麒麟区个体工商户名册,,,,\n统计期：2024年,,,,\n{}", plain()).into_bytes(), "表头之上有 2 行"),
        ("a mark", format!("\u{feff}{}", plain()).into_bytes(), ""),
        ("a sign of yuan", yen.into_bytes(), ""),
        ("Windows", plain().replace('\n', "\r\n").into_bytes(), ""),
    ];
    for (name, bytes, says) in cases {
        let (found, said, errors, _) = run(folder, "in.csv", &bytes, &[]);
        assert_eq!((found.as_str(), errors.as_str()), (expected.as_str(), ""), "{name}: {said}");
        assert!(said.contains(says), "{name}: {said}");
    }
}

#[test]
fn columns_of_others_are_named_and_those_that_may_hold_facts_are_not_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (expected, ..) = run(folder, "in.csv", plain().as_bytes(), &[]);
    let with = |column: &str| -> String {
        plain().lines().enumerate().map(|(i, line)| format!("{line},{}\n", if i == 0 { column } else { "x" })).collect()
    };
    let noted: String = with("备注,联系电话").replace(",x", ",x,13800000000");
    let (found, said, ..) = run(folder, "in.csv", noted.as_bytes(), &[]);
    assert_eq!(found, expected, "{said}");
    assert!(said.contains("未读取的列：备注、联系电话"), "{said}");
    let facts: String = with("年利润总额");
    let (found, said, _, code) = run(folder, "in.csv", facts.as_bytes(), &[]);
    assert_eq!((found.as_str(), code), ("", 3));
    assert!(said.contains("年利润总额") && said.contains("--ignore"), "{said}");
    let (found, said, ..) = run(folder, "in.csv", facts.as_bytes(), &["--ignore", "年利润总额"]);
    assert_eq!(found, expected, "{said}");
    // A column of ours may be left out too.
    let (found, said, _, code) = run(folder, "in.csv", plain().as_bytes(), &["--ignore", "分配比例"]);
    assert_eq!((found, code), (expected, 0), "{said}");
    let misspelt: String = with("三季度销售");
    let (_, said, _, code) = run(folder, "in.csv", misspelt.as_bytes(), &[]);
    assert!(code == 3 && said.contains("三季度销售额"), "{said}");
}

/// What was sent back lowers the sales of its quarter, as in a profile.
#[test]
fn returns_are_negative() {
    let folder = tempfile::tempdir().unwrap();
    let returned = format!("{HEADER},三季度货物销售额\n{},-5000\n", ROWS[0]);
    let (found, said, errors, _) = run(folder.path(), "in.csv", returned.as_bytes(), &[]);
    assert_eq!((found.lines().count(), errors.as_str()), (2, ""), "{said}");
}

#[test]
fn an_error_names_the_line_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let bad = format!(
        "名册\n{HEADER}\n\"1\",\"甲\n店\",2024,麒麟区,市区,H6210,小规模纳税人,按季,服务,0,1,1,1%\n\n\n{}\n",
        ROWS[0].replace("120000", "十二")
    );
    let (_, said, errors, _) = run(folder.path(), "in.csv", bad.as_bytes(), &[]);
    assert!(errors.contains("\"line\":7,") && errors.contains("\"row\":2,"), "{errors} {said}");
    let (_, said, _, code) = run(folder.path(), "in.csv", bad.as_bytes(), &["--strict"]);
    assert!(code == 3 && said.contains("in.csv:7, 一季度销售额"), "{said}");
    // The same across chunks.
    let (_, _, again, _) = run(folder.path(), "in.csv", bad.as_bytes(), &["--chunk-rows", "1"]);
    assert_eq!(again, errors);
}

/// A workbook with a title, a blank row, cells formatted as percents, and a note beside a row.
#[test]
fn a_workbook_is_read_as_it_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let (expected, ..) = run(folder, "in.csv", plain().as_bytes(), &[]);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "麒麟区个体工商户名册").unwrap();
    let percent = Format::new().set_num_format("0%");
    for (at, line) in std::iter::once(HEADER).chain(ROWS).enumerate() {
        let row = if at == 2 { 5 } else { at as u32 + 1 };
        for (column, cell) in (0_u16..).zip(line.split(',')) {
            match (cell.strip_suffix('%'), cell.parse::<f64>()) {
                (Some(share), _) => sheet.write_number_with_format(row, column, share.parse::<f64>().unwrap() / 100.0, &percent).unwrap(),
                (None, Ok(number)) if column > 9 => sheet.write_number(row, column, number).unwrap(),
                _ => sheet.write_string(row, column, cell).unwrap(),
            };
        }
    }
    workbook.save(folder.join("in.xlsx")).unwrap();
    let bytes = std::fs::read(folder.join("in.xlsx")).unwrap();
    let (found, said, errors, _) = run(folder, "in.xlsx", &bytes, &[]);
    assert_eq!((found.as_str(), errors.as_str()), (expected.as_str(), ""), "{said}");
    assert!(said.contains("表头之上有 1 行"), "{said}");
    // A note to the right of the header's columns is told of its row alone, by the row of the sheet.
    let sheet = workbook.worksheet_from_index(0).unwrap();
    sheet.write_string(5, 20, "已注销").unwrap();
    workbook.save(folder.join("in.xlsx")).unwrap();
    let bytes = std::fs::read(folder.join("in.xlsx")).unwrap();
    let (found, _, errors, _) = run(folder, "in.xlsx", &bytes, &[]);
    assert_eq!(found.lines().count(), 2, "{found}");
    assert!(errors.contains("\"line\":6,") && errors.contains("第 21 列"), "{errors}");
}
