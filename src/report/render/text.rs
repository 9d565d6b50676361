//! Text for a terminal: lines of its width, tables by the columns that letters take, colour where it is wanted.

use super::shown::{Medium, Shown};
use super::wrap::{lines, longest_word, width, words};
use crate::base::visible::visible;
use crate::base::words::{Lang, Say};
use crate::report::document::{Align, Block, Cell, Document, Item, Layout, Marks, Row, Span, Style, Table, Tone, Weight, Words};
use crate::report::labels::Label;

const HEADING: &str = "\u{1b}[1m\u{1b}[36m";
const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const RESET: &str = "\u{1b}[0m";

/// Text on a terminal.
struct Terminal;

impl Medium for Terminal {
    fn harmless(text: &str) -> String {
        visible(text)
    }
}

type Text = Shown<Terminal>;

/// A document as text.
pub(in crate::report) fn text(document: &Document, style: Style) -> String {
    let colon = document.lang.colon();
    let mut page = Page { style, lang: document.lang, colon, out: Text::nothing(), left_out: Vec::new() };
    if !document.title.is_empty() {
        page.wrapped(&Text::of(&document.title), ("", "  "), HEADING);
    }
    for lead in &document.leads {
        page.wrapped(&Text::of(lead), ("", "  "), "");
    }
    if !page.out.is_empty() {
        page.out += "\n";
    }
    page.blocks(&document.blocks);
    let names = std::mem::take(&mut page.left_out);
    if !names.is_empty() {
        page.out += "\n";
        page.wrapped(&Text::of(&Label::OnlyInFull { names }.say(document.lang)), ("", "  "), DIM);
    }
    if !document.footer.is_empty() {
        page.out += "\n";
    }
    for line in &document.footer {
        page.wrapped(&Text::of(line), ("", ""), DIM);
    }
    page.out.finish()
}

/// The words of a sentence, without marks.
fn said(words: &Words) -> Text {
    let span = |span: &Span| match span {
        Span::Plain(text) | Span::Strong(text) | Span::Code(text) | Span::Link(text) => Text::of(text),
        Span::Ref(number) => Text::from("[") + Text::figure(*number) + "]",
    };
    words.0.iter().map(span).collect()
}

/// The words of a cell.
fn shown(cell: &Cell) -> Text {
    match cell {
        Cell::Empty => Text::nothing(),
        Cell::Text(text) => Text::of(text),
        Cell::Amount(amount) => Text::figure(*amount),
        Cell::Change(amount) => Text::change(*amount),
        Cell::Words(words) => said(words),
        Cell::List(items) => Text::of(&items.join("; ")),
    }
}

struct Page {
    style: Style,
    lang: Lang,
    /// Between a name and its value.
    colon: &'static str,
    out: Text,
    /// Details that are not shown.
    left_out: Vec<String>,
}

impl Page {
    fn columns(&self) -> usize {
        usize::from(self.style.width)
    }

    fn painted(&self, text: Text, paint: &'static str) -> Text {
        if self.style.colour && !paint.is_empty() { Text::from(paint) + text + RESET } else { text }
    }

    /// Text in lines that fit, continued under what follows `first`.
    fn wrapped(&mut self, text: &Text, (first, next): (&'static str, &'static str), paint: &'static str) {
        self.marked(text, (&Text::from(first), &Text::from(next)), paint);
    }

    fn marked(&mut self, text: &Text, (first, next): (&Text, &Text), paint: &'static str) {
        let lines = text.arranged(|text| lines(text, self.columns(), first.as_str(), next.as_str()).join("\n"));
        self.out += self.painted(lines, paint) + "\n";
    }

    fn blocks(&mut self, blocks: &[Block]) {
        if !self.style.full {
            let details = blocks.iter().filter_map(|block| if let Block::Details(section) = block { Some(section) } else { None });
            self.left_out.extend(details.map(|section| section.counted(self.lang)));
        }
        let shown: Vec<&Block> = blocks.iter().filter(|block| self.has_room(block)).collect();
        for (i, block) in shown.iter().enumerate() {
            let before = i.checked_sub(1).and_then(|before| shown.get(before));
            let together = matches!((before, block), (None, _) | (Some(Block::Paragraph(..)), Block::Paragraph(..)));
            if !together {
                self.out += "\n";
            }
            self.block(block);
        }
    }

    /// Whether a terminal shows a block.
    fn has_room(&self, block: &Block) -> bool {
        match block {
            Block::Details(_) => self.style.full,
            Block::Figure(figure) => figure.picture.characters(self.columns(), 1).is_some(),
            _ => true,
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(tone, words) => {
                let paint = match tone {
                    Tone::Verdict | Tone::Number => BOLD,
                    Tone::Plain => "",
                    Tone::Note => DIM,
                };
                self.wrapped(&said(words), ("", "  "), paint);
            }
            Block::List(marks, items) => self.list(*marks, items),
            Block::Facts(facts) => {
                for (name, value) in facts {
                    self.wrapped(&(Text::of(name) + self.colon + said(value)), ("  ", "    "), "");
                }
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => {
                // Room for the figures beside it.
                let columns = self.columns().saturating_sub(18).min(76);
                let drawn = figure.picture.characters(columns, 18).unwrap_or_default();
                self.out += drawn.lines().map(|line| Text::of(line) + "\n").collect::<Text>();
            }
            Block::Section(section) | Block::Details(section) => {
                self.wrapped(&Text::of(&section.title), ("", "  "), HEADING);
                self.blocks(&section.blocks);
            }
        }
    }

    fn list(&mut self, marks: Marks, items: &[Item]) {
        for (i, item) in items.iter().enumerate() {
            let mark = match marks {
                Marks::Bullets => Text::from("  · "),
                Marks::Numbers | Marks::Basis => Text::from("  ") + Text::figure(i + 1) + ". ",
            };
            let next = mark.arranged(|mark| " ".repeat(width(mark)));
            self.marked(&said(&item.words), (&mark, &next), "");
            for note in &item.notes {
                self.marked(&said(note), (&next, &next), DIM);
            }
        }
    }

    fn table(&mut self, table: &Table) {
        if let Some(caption) = &table.caption {
            self.wrapped(&Text::of(caption), ("", "  "), "");
        }
        match table.layout {
            Layout::Figures => self.figures(table),
            Layout::Entries => table.rows.iter().for_each(|row| self.entry(row)),
        }
    }

    /// A row of sentences: a line, and what a cell lists under it.
    fn entry(&mut self, row: &Row) {
        let is_list = |cell: &&Cell| matches!(cell, Cell::List(_));
        let line = row.cells.iter().filter(|cell| !is_list(cell)).map(shown).filter(|text| !text.is_empty());
        self.wrapped(&Text::joined(line, "  "), ("", "    "), "");
        for cell in row.cells.iter().filter(is_list) {
            let Cell::List(items) = cell else { continue };
            for item in items {
                self.wrapped(&Text::of(item), ("    · ", "      "), "");
            }
        }
    }

    /// Figures under one another: rules above and below, and under the head.
    fn figures(&mut self, table: &Table) {
        let rows: Vec<Vec<Text>> = table.rows.iter().map(|row| row.cells.iter().map(shown).collect()).collect();
        let heads: Vec<Text> = table.columns.iter().map(|column| Text::of(&column.head)).collect();
        let widths = widths(table, &heads, &rows, self.columns());
        let across = widths.iter().map(|width| width + 3).sum::<usize>().saturating_sub(1);
        let rule = || Text::from("─").arranged(|line| line.repeat(across)) + "\n";
        let align = |i: usize| table.columns.get(i).map_or(Align::Left, |column| column.align);
        let head: Vec<Vec<Text>> = heads.iter().zip(&widths).map(|(head, width)| head.cut(|head| words(head, *width))).collect();
        self.out += rule();
        self.out += laid_out(&head, &widths, align).into_iter().map(|line| line + "\n").collect::<Text>();
        self.out += rule();
        for (row, cells) in table.rows.iter().zip(&rows) {
            if row.weight == Weight::Sum {
                self.out += rule();
            }
            let cells: Vec<Vec<Text>> =
                cells.iter().zip(&widths).map(|(cell, width)| cell.cut(|cell| lines(cell, *width, "", ""))).collect();
            let paint = if row.weight == Weight::Plain { "" } else { BOLD };
            for line in laid_out(&cells, &widths, align) {
                self.out += self.painted(line, paint) + "\n";
            }
        }
        self.out += rule();
    }
}

/// Names do not wrap letter by letter: a table rather runs over a narrow terminal.
const LEAST: usize = 14;

/// How wide each column is. Figures never wrap; names do where there is no room.
fn widths(table: &Table, heads: &[Text], rows: &[Vec<Text>], room: usize) -> Vec<usize> {
    let of = |(i, column): (usize, &crate::report::document::Column)| {
        let head = heads.get(i).map(Text::as_str).unwrap_or_default();
        let head = if column.align == Align::Right { longest_word(head) } else { width(head) };
        rows.iter().filter_map(|row| row.get(i)).map(|cell| width(cell.as_str())).max().unwrap_or_default().max(head)
    };
    let mut widths: Vec<usize> = table.columns.iter().enumerate().map(of).collect();
    let taken = |widths: &[usize]| widths.iter().map(|width| width + 3).sum::<usize>().saturating_sub(1);
    while taken(&widths) > room {
        let names = widths.iter_mut().zip(&table.columns).filter(|(width, column)| column.align == Align::Left && **width > LEAST);
        match names.map(|(width, _)| width).max() {
            Some(widest) => *widest -= 1,
            None => break,
        }
    }
    widths
}

/// The lines of a row: a blank at both sides of each cell.
fn laid_out(cells: &[Vec<Text>], widths: &[usize], align: impl Fn(usize) -> Align) -> Vec<Text> {
    let height = cells.iter().map(Vec::len).max().unwrap_or_default();
    let line = |at: usize| {
        let cell = |(i, (cell, columns)): (usize, (&Vec<Text>, &usize))| {
            let nothing = Text::nothing();
            let padded = |text: &str| {
                let blank = " ".repeat(columns.saturating_sub(width(text)));
                match align(i) {
                    Align::Left => format!(" {text}{blank}  "),
                    Align::Right => format!(" {blank}{text}  "),
                }
            };
            cell.get(at).unwrap_or(&nothing).arranged(padded)
        };
        let line: Text = cells.iter().zip(widths).enumerate().map(cell).collect();
        line.arranged(|line| line.trim_end().to_string())
    };
    (0..height).map(line).collect()
}
