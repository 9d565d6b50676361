//! Markdown (CommonMark with tables): for a document that an adviser goes on with.

use super::visible;
use crate::report::document::{Align, Block, Cell, Document, Item, Marks, Row, Section, Span, Table, Tone, Weight, Words};

/// A document as Markdown.
pub(in crate::report) fn markdown(document: &Document) -> String {
    let mut parts = Vec::new();
    if !document.title.is_empty() {
        parts.push(format!("# {}\n", escaped(&document.title)));
    }
    parts.extend(document.leads.iter().map(|lead| begun(&escaped(lead)) + "\n"));
    blocks(&mut parts, &document.blocks, 2, document.lang.colon());
    parts.extend(document.footer.iter().map(|line| begun(&escaped(line)) + "\n"));
    parts.join("\n")
}

/// Text that stays text. Only what Markdown would read there is escaped, so that the source stays readable.
fn escaped(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let marks = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => true,
            // Inside a word it marks nothing.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            // `&lt;` is a sign, `R&D` is not.
            '&' => begins_entity(rest.clone()),
            // Addresses become links of themselves.
            ':' => next == '/',
            '.' => out.to_ascii_lowercase().ends_with("www"),
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// Whether what follows an ampersand makes it a sign of HTML.
fn begins_entity(rest: impl Iterator<Item = char>) -> bool {
    let mut name = rest.skip_while(|c| c.is_ascii_alphanumeric() || *c == '#');
    name.next() == Some(';')
}

/// Text at the beginning of a block, where some more signs would begin a heading or a list.
fn begun(text: &str) -> String {
    let trimmed = text.trim_start();
    let digits = trimmed.chars().take_while(char::is_ascii_digit).count();
    match trimmed.chars().nth(digits) {
        Some('.' | ')') if (1..10).contains(&digits) => {
            let (number, rest) = trimmed.split_at_checked(digits).unwrap_or((trimmed, ""));
            format!("{number}\\{rest}")
        }
        Some('#' | '-' | '+' | '=') if digits == 0 => format!("\\{trimmed}"),
        _ => trimmed.to_string(),
    }
}

fn inline(words: &Words) -> String {
    let span = |span: &Span| match span {
        Span::Plain(text) => escaped(text),
        Span::Strong(text) => strong(&escaped(text)),
        Span::Code(text) => code(text),
        Span::Ref(number) => format!("[{number}]"),
        Span::Link(address) => link(address),
    };
    words.0.iter().map(span).collect()
}

fn strong(escaped: &str) -> String {
    let text = escaped.trim();
    if text.is_empty() { String::new() } else { format!("**{text}**") }
}

/// In backquotes, where there are none in it.
fn code(text: &str) -> String {
    if text.is_empty() || text.contains(['`', '|']) { escaped(text) } else { format!("`{}`", visible(text)) }
}

fn link(address: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c);
    if address.chars().all(plain) { address.to_string() } else { escaped(address) }
}

fn blocks(parts: &mut Vec<String>, all: &[Block], level: usize, colon: &str) {
    for block in all {
        match block {
            Block::Paragraph(Tone::Verdict, words) => parts.push(strong(&inline(words)) + "\n"),
            Block::Paragraph(Tone::Plain | Tone::Note | Tone::Number, words) => parts.push(begun(&inline(words)) + "\n"),
            Block::List(marks, items) => parts.push(list(*marks, items)),
            Block::Facts(facts) => {
                parts.push(facts.iter().map(|(name, value)| format!("- {}{colon}{}\n", escaped(name), inline(value))).collect());
            }
            Block::Table(of) => parts.push(table(of)),
            Block::Figure(figure) => parts.extend(figure.picture.characters(76, 18).map(|drawn| fenced(&drawn))),
            Block::Section(Section { title, blocks: inside, .. }) | Block::Details(Section { title, blocks: inside, .. }) => {
                parts.push(format!("{} {}\n", "#".repeat(level.min(6)), escaped(title)));
                blocks(parts, inside, level + 1, colon);
            }
        }
    }
}

fn list(marks: Marks, items: &[Item]) -> String {
    let item = |(i, item): (usize, &Item)| {
        let mark = match marks {
            Marks::Bullets => "- ".to_string(),
            Marks::Numbers | Marks::Basis => format!("{}. ", i + 1),
        };
        let notes: String = item.notes.iter().map(|note| format!("{}- {}\n", " ".repeat(mark.len()), begun(&inline(note)))).collect();
        format!("{mark}{}\n{notes}", begun(&inline(&item.words)))
    };
    items.iter().enumerate().map(item).collect()
}

fn table(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let rule: Vec<&str> = table.columns.iter().map(|column| if column.align == Align::Right { "--:" } else { "---" }).collect();
    let head = line(table.columns.iter().map(|column| escaped(&column.head)).collect());
    let rows: String = table.rows.iter().map(|row| line(cells(row))).collect();
    let caption = table.caption.as_ref().map(|caption| strong(&escaped(caption)) + "\n\n");
    caption.unwrap_or_default() + &head + &format!("|{}|\n", rule.join("|")) + &rows
}

fn cells(row: &Row) -> Vec<String> {
    let weighed = |text: String| if row.weight == Weight::Plain { text } else { strong(&text) };
    let cell = |cell: &Cell| match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => escaped(text),
        Cell::Amount(amount) => amount.to_string(),
        Cell::Change(amount) => amount.signed(),
        Cell::Words(words) => inline(words),
        Cell::List(items) => escaped(&items.join("; ")),
    };
    let mut cells: Vec<String> = row.cells.iter().map(|of| weighed(cell(of))).collect();
    if let Some(first) = cells.first_mut() {
        *first += &row.refs.iter().map(|number| format!(" [{number}]")).collect::<String>();
    }
    cells
}

/// A drawing in characters, as it is.
fn fenced(drawn: &str) -> String {
    let lines: String = drawn.lines().map(|line| format!("    {}\n", line.trim_end())).collect();
    lines.trim_end_matches([' ', '\n']).to_string() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_name_stays_text() {
        let name = "# h\n\n[x](javascript:alert(1)) | pipe | `code` **b** <b>";
        assert_eq!(begun(&escaped(name)), r"\# h \[x\](javascript:alert(1)) \| pipe \| \`code\` \*\*b\*\* \<b\>");
        for (text, written) in [
            ("mof-sta-2022-15#vat-exemption", "mof-sta-2022-15#vat-exemption"),
            ("movables_as_individual", "movables_as_individual"),
            ("_a_", r"\_a\_"),
            ("1. x", r"1\. x"),
            ("2022-01-01–", "2022-01-01–"),
            ("- x", r"\- x"),
            ("&lt; A & B R&D", r"\&lt; A & B R&D"),
            ("https://x.cn www.x.cn", r"https\://x.cn www\.x.cn"),
        ] {
            assert_eq!(begun(&escaped(text)), written, "{text}");
        }
        assert_eq!(code("a`b"), r"a\`b");
        assert_eq!(link("https://x.cn/<b>"), r"https\://x.cn/\<b\>");
    }
}
