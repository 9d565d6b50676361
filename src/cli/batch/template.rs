//! The template of a register that people fill in: CSV, or a workbook with drop-downs, notes and a sheet of instructions.

use super::args::FileFormat;
use super::say;
use crate::cli::stop::Stop;
use huiqi::register::{Need, TemplateColumn, template_columns, template_csv};
use huiqi::{Lang, Pack, Say};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Note,
    Workbook, Worksheet, XlsxError,
};
use std::path::Path;

/// What a spreadsheet program knows UTF-8 by: without it Chinese names are shown as something else. A program that reads the
/// standard output gets none.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The names of the sheet of instructions: the reader of registers says nothing of it.
const INSTRUCTIONS: [&str; 2] = ["Instructions", "说明"];

/// The rows below the header that a drop-down reaches.
const MOST_ROWS: u32 = 20_000;

/// Whether a sheet is called as the instructions of a template are.
pub(super) fn is_instructions(sheet: &str) -> bool {
    INSTRUCTIONS.contains(&sheet)
}

/// The template as it is written to a file of this name.
pub(crate) fn template(path: &Path, pack: &Pack, lang: Lang) -> Result<Vec<u8>, Stop> {
    match FileFormat::of(path) {
        Ok(FileFormat::Xlsx) => workbook(pack, lang).map_err(|error| Stop::cannot_write(path, &std::io::Error::other(error))),
        _ => Ok([BYTE_ORDER_MARK, template_csv(pack, lang).as_bytes()].concat()),
    }
}

fn workbook(pack: &Pack, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let columns = template_columns(pack, lang);
    let mut workbook = Workbook::new();
    // The same template is the same bytes, whenever it is written.
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let lists = say(lang, "Lists".to_string(), "选项".to_string());
    register(workbook.add_worksheet(), &columns, &lists, lang)?;
    instructions(workbook.add_worksheet(), &columns, lang)?;
    let sheet = workbook.add_worksheet();
    sheet.set_name(&lists)?.set_hidden(true);
    for (at, template) in (0_u16..).zip(&columns) {
        for (row, choice) in (0_u32..).zip(&template.choices) {
            sheet.write_string(row, at, choice)?;
        }
    }
    workbook.save_to_buffer()
}

/// How a column's header looks: what every row needs, what the two rows show, and the rest.
fn header(template: &TemplateColumn) -> Format {
    let colour = match (&template.column.need, is_shown(template)) {
        (Need::Required, _) => 0x00F8_CBAD,
        (_, true) => 0x00FF_F2CC,
        (_, false) => 0x00ED_EDED,
    };
    let format = Format::new().set_bold().set_text_wrap().set_border(FormatBorder::Thin).set_background_color(Color::RGB(colour));
    format.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
}

fn is_shown(template: &TemplateColumn) -> bool {
    template.examples.iter().any(|cell| !cell.is_empty())
}

fn register(sheet: &mut Worksheet, columns: &[TemplateColumn], lists: &str, lang: Lang) -> Result<(), XlsxError> {
    sheet.set_name(say(lang, "Register".to_string(), "名册".to_string()))?.set_freeze_panes(1, 2)?.set_row_height_pixels(0, 42)?;
    // What is typed into a cell of words stays as it is typed: no code loses digits, and none becomes a date.
    let as_typed = Format::new().set_num_format("@");
    for (at, template) in (0_u16..).zip(columns) {
        let name = template.column.name(lang);
        sheet.write_string_with_format(0, at, name, &header(template))?;
        sheet.insert_note(0, at, &Note::new(meaning(template, lang)).add_author_prefix(false).set_width(280).set_height(120))?;
        let widest = template.examples.iter().chain([&name.to_string()]).chain(&template.choices).map(|text| width(text)).max();
        sheet.set_column_width_pixels(at, 16 + 8 * widest.unwrap_or_default().clamp(8, 26))?;
        if is_code(template) {
            sheet.set_column_format(at, &as_typed)?;
        }
        if !template.choices.is_empty() {
            let column = letters(at);
            let list = Formula::new(format!("='{lists}'!${column}$1:${column}${}", template.choices.len()));
            let title = say(lang, "not in the list".to_string(), "不在列表中".to_string());
            let text =
                say(lang, "Choose one of the list, or leave the cell empty.".to_string(), "请选择列表中的一项，或留空。".to_string());
            let drop_down = DataValidation::new().allow_list_formula(list).set_error_style(DataValidationErrorStyle::Warning);
            sheet.add_data_validation(1, at, MOST_ROWS, at, &drop_down.set_error_title(title)?.set_error_message(text)?)?;
        }
        for (row, cell) in (1_u32..).zip(&template.examples).filter(|(_, cell)| !cell.is_empty()) {
            match cell.parse::<u32>() {
                Ok(number) if !is_code(template) => sheet.write_number(row, at, number)?,
                _ => sheet.write_string(row, at, cell)?,
            };
        }
    }
    Ok(())
}

/// Whether the cells of a column are codes or names: digits that are no number.
fn is_code(template: &TemplateColumn) -> bool {
    ["key", "name", "place", "industry"].contains(&template.column.family)
}

/// What a column means, in what unit, and what an empty cell says.
fn meaning(template: &TemplateColumn, lang: Lang) -> String {
    let (meaning, unit, need) = (template.column.meaning.say(lang), template.column.unit(lang), need(template, lang));
    say(lang, format!("{meaning}\nCells: {unit}\n{need}"), format!("{meaning}\n填写：{unit}\n{need}"))
}

fn need(template: &TemplateColumn, lang: Lang) -> String {
    let (en, zh) = match (&template.column.need, &template.empty) {
        (Need::Required, _) => ("required".to_string(), "必填".to_string()),
        (_, Some(means)) => (format!("empty means {means}"), format!("留空即为 {means}")),
        (_, None) => ("where it applies".to_string(), "有此情形时填写".to_string()),
    };
    say(lang, en, zh)
}

/// How wide a text is, in digits.
fn width(text: &str) -> u32 {
    text.chars().map(|char| if char.is_ascii() { 1 } else { 2 }).sum()
}

/// A column as a spreadsheet names it: A, B, …, AA.
fn letters(column: u16) -> String {
    let last = char::from(b'A' + u8::try_from(column % 26).unwrap_or_default());
    if column < 26 { last.to_string() } else { letters(column / 26 - 1) + &last.to_string() }
}

fn instructions(sheet: &mut Worksheet, columns: &[TemplateColumn], lang: Lang) -> Result<(), XlsxError> {
    let [en, zh] = INSTRUCTIONS;
    let how = match lang {
        Lang::En => [
            "How to fill in the register",
            "1. One row a business, on the first sheet. The two rows there are examples: write over them or delete them.",
            "2. Red headers: every row. Yellow: most rows. Grey: only where it applies; a column that nobody needs may be deleted.",
            "3. Amounts are in yuan; 26万元 is read too. A cell with a list is chosen from its drop-down. Do not merge cells.",
            "4. Places by code or name, trades by code or common word; look them up with `huiqi find place …` and `huiqi find trade …`.",
            "5. Save it, then: huiqi batch register.xlsx -o results.xlsx",
        ],
        Lang::Zh => [
            "名册填写说明",
            "1. 在第一张表中填写，一行一户。表中两行是示例，可改写或删除。",
            "2. 红色表头每行必填；黄色表头一般要填；灰色表头有此情形时才填，用不到的列可以删除。",
            "3. 金额单位为元，也可写 26万元。有下拉列表的单元格请从列表中选择。不要合并单元格。",
            "4. 地点填写代码或名称，行业填写代码或俗称；可用 huiqi find place 麒麟、huiqi find trade 奶茶 查找。",
            "5. 保存后运行：huiqi batch register.xlsx -o results.xlsx",
        ],
    };
    sheet.set_name(say(lang, en.to_string(), zh.to_string()))?;
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (row, text) in (0_u32..).zip(how) {
        if row == 0 {
            sheet.write_string_with_format(row, 0, text, &bold)?
        } else {
            sheet.write_string(row, 0, text)?
        };
    }
    let heads = match lang {
        Lang::En => ["column", "needed", "cells", "meaning"],
        Lang::Zh => ["列", "是否必填", "填写", "含义"],
    };
    for ((at, head), pixels) in (0_u16..).zip(heads).zip([220, 140, 260, 520]) {
        sheet.write_string_with_format(7, at, head, &bold)?.set_column_width_pixels(at, pixels)?;
    }
    for (row, template) in (8_u32..).zip(columns) {
        let column = template.column;
        let cells = [column.name(lang).to_string(), need(template, lang), column.unit(lang), column.meaning.say(lang)];
        for (at, cell) in (0_u16..).zip(cells) {
            sheet.write_string_with_format(row, at, cell, &wrapped)?;
        }
    }
    Ok(())
}
