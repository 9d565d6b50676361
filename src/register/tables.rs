//! The sheets of a workbook as tables: small files, held whole.

use super::books::{Table, TableKind};
use super::sheet_rows::{Failed, shown};
use super::trouble::SheetProblem;
use super::workbook::{check, visible_sheets};
use crate::base::words::{Lang, Say};
use calamine::{Reader, Xlsx};
use std::io::{Read, Seek};

/// Rows of all sheets together: more are the lists of a large enterprise.
const MOST_ROWS: usize = 200_000;

/// Rows that tell what a sheet holds: a statement begins with its revenue.
const PEEKED: usize = 30;

/// The visible sheets of a workbook that hold what is asked for, as tables of this file; or those of these names, whatever they hold.
///
/// ```
/// use huiqi::Lang;
/// use huiqi::register::{TableKind, read_tables};
/// use std::io::Cursor;
///
/// let mut workbook = rust_xlsxwriter::Workbook::new();
/// let sheet = workbook.add_worksheet();
/// for (at, name) in (0..).zip(["姓名", "证件号码", "本期收入"]) {
///     sheet.write_string(0, at, name)?.write_string(1, at, "1")?;
/// }
/// workbook.add_worksheet().write_string(0, 0, "说明")?;
/// let file = Cursor::new(workbook.save_to_buffer()?);
/// let tables = read_tables(file, "wages.xlsx", &[], |kind| kind == TableKind::Payroll, Lang::En)?;
/// assert_eq!((tables.len(), tables[0].rows.len()), (1, 2));
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
///
/// # Errors
/// What is no workbook, is broken, or would fill the memory; a sheet of another name.
pub fn read_tables(
    mut file: impl Read + Seek,
    name: &str,
    asked: &[String],
    wanted: impl Fn(TableKind) -> bool,
    lang: Lang,
) -> Result<Vec<Table>, Failed> {
    let counts = check(&mut file, lang)?;
    file.rewind()?;
    let mut workbook = Xlsx::new(file)?;
    let (mut tables, mut rows) = (Vec::new(), 0);
    for sheet in visible_sheets(&workbook, asked, lang)? {
        let mut table = Table { file: name.to_string(), sheet: Some(sheet.clone()), rows: Vec::new() };
        let mut cells = workbook.worksheet_cells_reader(&sheet)?;
        let mut is_wanted = !asked.is_empty();
        while let Some(cell) = cells.next_cell_with_formula_metadata()? {
            let (row, column) = cell.pos;
            // What is wrong with a cell stands in it: where an amount is asked for, that is no amount.
            let text = match shown(&cell.value, cell.formula.is_some(), lang) {
                Ok(shown) => shown.text,
                Err((what, _)) => what,
            };
            if text.is_empty() {
                continue;
            }
            let line = u64::from(row) + 1;
            if table.rows.last().is_none_or(|(last, _)| *last != line) {
                if table.rows.len() == PEEKED && !is_wanted {
                    is_wanted = holds(&table).is_some_and(&wanted);
                    if !is_wanted {
                        break;
                    }
                }
                rows += 1;
                if rows > MOST_ROWS {
                    return Err(SheetProblem::ManyRows { most: MOST_ROWS }.say(lang).into());
                }
                table.rows.push((line, Vec::new()));
            }
            if let Some((_, cells)) = table.rows.last_mut() {
                cells.resize(column as usize, String::new());
                cells.push(text);
            }
        }
        if is_wanted || holds(&table).is_some_and(&wanted) {
            let read = table.rows.len() as u64;
            if !counts.iter().any(|there| *there >= read) {
                let there = counts.iter().map(u64::to_string).collect();
                return Err(SheetProblem::RowsLost { sheet, read, there }.say(lang).into());
            }
            tables.push(table);
        }
    }
    Ok(tables)
}

fn holds(table: &Table) -> Option<TableKind> {
    let rows: Vec<Vec<String>> = table.rows.iter().take(PEEKED).map(|(_, cells)| cells.clone()).collect();
    TableKind::of(&rows)
}

/// What the visible sheets of a workbook hold, as far as their first rows tell.
///
/// ```
/// use huiqi::Lang;
/// use huiqi::register::sheet_kinds;
/// use std::io::Cursor;
///
/// let mut workbook = rust_xlsxwriter::Workbook::new();
/// workbook.add_worksheet().write_string(0, 0, "说明")?;
/// assert_eq!(sheet_kinds(Cursor::new(workbook.save_to_buffer()?), Lang::En)?, []);
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
///
/// # Errors
/// What is no workbook, is broken, or would fill the memory.
pub fn sheet_kinds(mut file: impl Read + Seek, lang: Lang) -> Result<Vec<TableKind>, Failed> {
    check(&mut file, lang)?;
    file.rewind()?;
    let mut workbook = Xlsx::new(file)?;
    let mut kinds = Vec::new();
    for sheet in visible_sheets(&workbook, &[], lang)? {
        let rows = super::workbook::first_rows(&mut workbook, &sheet, PEEKED, lang)?;
        kinds.extend(TableKind::of(&rows));
    }
    Ok(kinds)
}
