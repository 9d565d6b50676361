//! The template that people fill in: it opens in a spreadsheet program, and what is filled in is read.

use crate::businesses::huiqi;
use calamine::{Data, Reader, SheetVisible, Xlsx, open_workbook};
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Runs the command, which has to succeed, and returns what it said on both outputs.
fn well(folder: &Path, args: &[&str]) -> String {
    let output = huiqi(folder, args);
    let said = String::from_utf8(output.stderr).unwrap() + &String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{args:?}: {said}");
    said
}

/// A part of a workbook as text.
fn part(path: &Path, name: &str) -> String {
    let mut text = String::new();
    ZipArchive::new(File::open(path).unwrap()).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The name of a column of a sheet: A … Z, AA …
fn letters(column: usize) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap()).to_string();
    if column < 26 { last } else { letters(column / 26 - 1) + &last }
}

/// Writes one more row into the first sheet, as other writers do: texts in the cells, all other parts as they are.
fn fill(from: &Path, to: &Path, row: usize, cells: &[(usize, &str)]) {
    let mut parts = ZipArchive::new(File::open(from).unwrap()).unwrap();
    let mut out = ZipWriter::new(File::create(to).unwrap());
    for at in 0..parts.len() {
        let mut part = parts.by_index(at).unwrap();
        let (name, mut bytes) = (part.name().unwrap().to_string(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let mut cells = cells.to_vec();
            cells.sort_unstable();
            let cells: String = cells
                .iter()
                .map(|(at, text)| format!("<c r=\"{}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>", letters(*at)))
                .collect();
            let sheet = String::from_utf8(bytes).unwrap().replace("</sheetData>", &format!("<row r=\"{row}\">{cells}</row></sheetData>"));
            bytes = sheet.into_bytes();
        }
        out.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap();
}

#[test]
fn a_workbook_to_fill_in_is_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let (folder, template) = (folder.path(), folder.path().join("register.xlsx"));
    well(folder, &["init", "--batch", "register.xlsx", "--lang", "zh"]);
    let mut book: Xlsx<_> = open_workbook(&template).unwrap();
    let sheets: Vec<(String, SheetVisible)> = book.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect();
    let visible = [("名册", SheetVisible::Visible), ("说明", SheetVisible::Visible), ("选项", SheetVisible::Hidden)];
    assert_eq!(sheets, visible.map(|(name, shown)| (name.to_string(), shown)));
    let (register, lists) = (book.worksheet_range("名册").unwrap(), book.worksheet_range("选项").unwrap());
    let header: Vec<String> = register.rows().next().unwrap().iter().map(Data::to_string).collect();
    let instructions = book.worksheet_range("说明").unwrap();

    // Every column is one of the register's, described in a note and on the sheet of instructions; every column of words has
    // a drop-down of its words.
    let (sheet, notes) = (part(&template, "xl/worksheets/sheet1.xml"), part(&template, "xl/comments1.xml"));
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("topLeftCell=\"C2\""), "a frozen header");
    assert_eq!(notes.matches("<comment ").count(), header.len());
    for (at, name) in header.iter().enumerate() {
        let column = huiqi::register::columns().iter().find(|column| column.zh == *name).unwrap();
        assert!(instructions.rows().any(|row| row.first().is_some_and(|cell| cell.to_string() == *name)), "{name}");
        assert!(notes.contains(&format!("填写：{}", column.unit(huiqi::Lang::Zh))), "{name}");
        let words = ["是或否", "年份"].contains(&&*column.unit(huiqi::Lang::Zh)) || column.unit(huiqi::Lang::Zh).contains(" | ");
        let cell = |row: u32| lists.get_value((row, u32::try_from(at).unwrap()));
        let listed = (0..).take_while(|row| cell(*row).is_some_and(|cell| *cell != Data::Empty)).count();
        let column = letters(at);
        let list = format!("!${column}$1:${column}${listed}</formula1>");
        assert_eq!((listed > 0, sheet.contains(&list)), (words, words), "{name}");
    }

    // As it is, it is read without a word about the instructions; so is a row that someone fills in.
    let said = well(folder, &["batch", "register.xlsx", "-o", "out.csv", "--lang", "zh"]);
    assert_eq!(said, "读入 2 行 = 结果 2 行 + 错误 0 行\n");
    let place = |name: &str| header.iter().position(|known| known == name).unwrap();
    let told = [
        ("主体标识", "92530302MA00000099"),
        ("名称", "三号理发店"),
        ("年度", "2025"),
        ("行政区划", "云南省昆明市"),
        ("所在地类型", "市区"),
        ("行业代码", "O8040"),
        ("纳税人类别", "小规模纳税人"),
        ("纳税期限", "按季"),
        ("主营销售类型", "服务"),
        ("一季度销售额", "3万元"),
        ("二季度销售额", "3.1万"),
        ("综合所得", "0"),
        ("从业人数", "3"),
        ("资产总额", "50000"),
        ("限制和禁止行业", "否"),
    ];
    let known: Vec<(usize, &str)> =
        told.iter().filter(|(name, _)| header.iter().any(|known| known == name)).map(|(name, cell)| (place(name), *cell)).collect();
    assert_eq!(known.len(), told.len(), "{header:?}");
    fill(&template, &folder.join("filled.xlsx"), 4, &known);
    let said = well(folder, &["batch", "filled.xlsx", "-o", "filled.csv", "--lang", "zh"]);
    let errors = std::fs::read_to_string(folder.join("filled.csv.errors.jsonl")).unwrap_or_default();
    assert_eq!((said.as_str(), errors.as_str()), ("读入 3 行 = 结果 3 行 + 错误 0 行\n", ""));
    let results = std::fs::read_to_string(folder.join("filled.csv")).unwrap();
    assert!(results.starts_with("\u{feff}主体标识,") && results.contains("92530302MA00000099"), "{results}");
}

#[test]
fn csv_in_files_begins_with_a_byte_order_mark() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let text = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    well(folder, &["init", "--batch", "register.csv", "--lang", "zh"]);
    assert!(text("register.csv").starts_with("\u{feff}主体标识,名称,年度,"));
    assert!(!well(folder, &["init", "--batch", "--lang", "zh"]).starts_with('\u{feff}'));
    well(folder, &["batch", "register.csv", "-o", "out.csv"]);
    // A program that reads the standard output gets none.
    let printed = huiqi(folder, &["batch", "register.csv", "-o", "-"]);
    assert_eq!(text("out.csv").strip_prefix('\u{feff}'), Some(&*String::from_utf8(printed.stdout).unwrap()));
}
