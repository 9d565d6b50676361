//! CSV (RFC 4180): a record a line, amounts as plain decimals.

use super::shown::{Medium, Shown};
use crate::Money;
use crate::base::visible::visible;
use crate::report::document::{Block, Cell, Document, Records, Span, Table, Words};
use serde_json::{Map, Value};

/// Cells of CSV: quoted where needed, and never a formula to a spreadsheet.
struct Csv;

impl Medium for Csv {
    fn harmless(text: &str) -> String {
        let text = visible(text);
        let formula = text.trim_start().starts_with(['=', '+', '-', '@']) && text.parse::<rust_decimal::Decimal>().is_err();
        let safe = if formula { format!("'{text}") } else { text };
        if safe.contains([',', '"']) { format!("\"{}\"", safe.replace('"', "\"\"")) } else { safe }
    }
}

type Text = Shown<Csv>;

/// The records of a document, or else the tables that a reader sees, with an empty line between two.
pub(in crate::report) fn csv(document: &Document) -> String {
    let records = match &document.records {
        Some(records) => written(records),
        None => {
            let mut tables = Vec::new();
            collect(&document.blocks, &mut tables);
            Text::joined(tables.into_iter().map(captioned), "\r\n")
        }
    };
    records.finish()
}

/// The records as objects. A spreadsheet does not read them: text stays as it is.
pub(in crate::report) fn json(document: &Document) -> String {
    let Some(records) = &document.records else { return "[]".to_string() };
    let value = |cell: &Cell| match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) => Value::from(visible(text)),
        Cell::Amount(amount) | Cell::Change(amount) => Value::from(Money::plain(*amount)),
        Cell::Words(words) => Value::from(visible(&plain(words))),
        Cell::List(items) => items.iter().map(|item| visible(item)).collect(),
    };
    let object = |row: &Vec<Cell>| records.columns.iter().cloned().zip(row.iter().map(value)).collect::<Map<_, _>>();
    Value::Array(records.rows.iter().map(|row| Value::Object(object(row))).collect()).to_string()
}

fn collect<'d>(blocks: &'d [Block], found: &mut Vec<&'d Table>) {
    for block in blocks {
        match block {
            Block::Table(table) => found.push(table),
            Block::Section(section) | Block::Details(section) => collect(&section.blocks, found),
            _ => {}
        }
    }
}

/// A table as it is seen, its caption on a line of its own.
fn captioned(table: &Table) -> Text {
    let columns = table.columns.iter().map(|column| column.head.clone()).collect();
    let records = Records { columns, rows: table.rows.iter().map(|row| row.cells.clone()).collect() };
    let caption = table.caption.as_ref().map(|caption| Text::of(caption) + "\r\n");
    caption.unwrap_or_else(Text::nothing) + written(&records)
}

fn written(records: &Records) -> Text {
    let line = |cells: Vec<Text>| Text::joined(cells, ",") + "\r\n";
    let head = line(records.columns.iter().map(|name| Text::of(name)).collect());
    head + records.rows.iter().map(|row| line(row.iter().map(cell).collect())).collect::<Text>()
}

fn cell(cell: &Cell) -> Text {
    match cell {
        Cell::Empty => Text::nothing(),
        Cell::Text(text) => Text::of(text),
        Cell::Amount(amount) | Cell::Change(amount) => Text::of(&Money::plain(*amount)),
        Cell::Words(words) => Text::of(&plain(words)),
        Cell::List(items) => Text::of(&items.join("; ")),
    }
}

fn plain(words: &Words) -> String {
    let span = |span: &Span| match span {
        Span::Plain(text) | Span::Strong(text) | Span::Code(text) | Span::Link(text) => text.clone(),
        Span::Ref(number) => format!("[{number}]"),
    };
    words.0.iter().map(span).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_never_a_formula_and_numbers_stay_numbers() {
        for (text, cell_text) in [
            ("=1+1", "'=1+1"),
            ("+86 874", "'+86 874"),
            ("-面馆", "'-面馆"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "' =1"),
            ("\n=1", "' =1"),
            ("\r=1", "' =1"),
            ("\u{1b}[31m", "\u{fffd}[31m"),
            ("=A1,B1", "\"'=A1,B1\""),
            ("say \"=\"", "\"say \"\"=\"\"\""),
            ("面馆=1", "面馆=1"),
            ("-1234.56", "-1234.56"),
            ("+5", "+5"),
            ("0.00", "0.00"),
            ("", ""),
        ] {
            assert_eq!(Csv::harmless(text), cell_text, "{text:?}");
        }
        let mut records = Records::new(&["a", "b"]);
        records.push(vec!["=b".into(), Money::from_fen(-100).into()]);
        assert_eq!(written(&records).finish(), "a,b\r\n'=b,-1.00\r\n");
    }
}
