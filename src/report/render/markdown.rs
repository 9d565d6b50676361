//! Markdown (CommonMark with tables): for a document that an adviser goes on with.

use super::shown::{Medium, Shown, Within};
use crate::base::visible::visible;
use crate::report::document::{Align, Block, Cell, Document, Item, Marks, Row, Section, Span, Table, Tone, Weight, Words};

/// Text in Markdown.
struct Markdown;

impl Medium for Markdown {
    fn harmless(text: &str) -> String {
        escaped(text)
    }
}

type Text = Shown<Markdown>;

/// A document as Markdown.
pub(in crate::report) fn markdown(document: &Document) -> String {
    let mut parts = Vec::new();
    if !document.title.is_empty() {
        parts.push(Text::from("# ") + Text::of(&document.title) + "\n");
    }
    parts.extend(document.leads.iter().map(|lead| Text::of(lead).arranged(begun) + "\n"));
    blocks(&mut parts, &document.blocks, 2, document.lang.colon());
    parts.extend(document.footer.iter().map(|line| Text::of(line).arranged(begun) + "\n"));
    Text::joined(parts, "\n").finish()
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

fn inline(words: &Words) -> Text {
    let span = |span: &Span| match span {
        Span::Plain(text) => Text::of(text),
        Span::Strong(text) => strong(&Text::of(text)),
        Span::Code(text) => Shown::<Code>::of(text).within(),
        Span::Ref(number) => Text::from("[") + Text::figure(*number) + "]",
        Span::Link(address) => Shown::<Address>::of(address).within(),
    };
    words.0.iter().map(span).collect()
}

fn strong(text: &Text) -> Text {
    text.arranged(|text| if text.trim().is_empty() { String::new() } else { format!("**{}**", text.trim()) })
}

/// In backquotes, where there are none in it.
struct Code;

impl Medium for Code {
    fn harmless(text: &str) -> String {
        if text.is_empty() || text.contains(['`', '|']) { escaped(text) } else { format!("`{}`", visible(text)) }
    }
}

/// An address, which may hold some signs that text may not.
struct Address;

impl Medium for Address {
    fn harmless(address: &str) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c);
        if address.chars().all(plain) { address.to_string() } else { escaped(address) }
    }
}

impl Within<Markdown> for Code {}
impl Within<Markdown> for Address {}

fn blocks(parts: &mut Vec<Text>, all: &[Block], level: usize, colon: &'static str) {
    for block in all {
        match block {
            Block::Paragraph(Tone::Verdict, words) => parts.push(strong(&inline(words)) + "\n"),
            Block::Paragraph(Tone::Plain | Tone::Note | Tone::Number, words) => parts.push(inline(words).arranged(begun) + "\n"),
            Block::List(marks, items) => parts.push(list(*marks, items)),
            Block::Facts(facts) => {
                parts.push(facts.iter().map(|(name, value)| Text::from("- ") + Text::of(name) + colon + inline(value) + "\n").collect());
            }
            Block::Table(of) => parts.push(table(of)),
            Block::Figure(figure) => parts.extend(figure.picture.characters(76, 18).map(|drawn| Shown::<Drawn>::of(&drawn).within())),
            Block::Section(Section { title, blocks: inside, .. }) | Block::Details(Section { title, blocks: inside, .. }) => {
                parts.push(Text::from("#").arranged(|sign| sign.repeat(level.min(6))) + " " + Text::of(title) + "\n");
                blocks(parts, inside, level + 1, colon);
            }
        }
    }
}

fn list(marks: Marks, items: &[Item]) -> Text {
    let item = |(i, item): (usize, &Item)| {
        let mark = match marks {
            Marks::Bullets => Text::from("- "),
            Marks::Numbers | Marks::Basis => Text::figure(i + 1) + ". ",
        };
        let blank = || mark.arranged(|mark| " ".repeat(mark.len()));
        let notes: Text = item.notes.iter().map(|note| blank() + "- " + inline(note).arranged(begun) + "\n").collect();
        mark + inline(&item.words).arranged(begun) + "\n" + notes
    };
    items.iter().enumerate().map(item).collect()
}

fn table(table: &Table) -> Text {
    let line = |cells: Vec<Text>| Text::from("| ") + Text::joined(cells, " | ") + " |\n";
    let rule = table.columns.iter().map(|column| Text::from(if column.align == Align::Right { "--:" } else { "---" }));
    let head = line(table.columns.iter().map(|column| Text::of(&column.head)).collect());
    let rows: Text = table.rows.iter().map(|row| line(cells(row))).collect();
    let caption = table.caption.as_ref().map(|caption| strong(&Text::of(caption)) + "\n\n");
    caption.unwrap_or_else(Text::nothing) + head + "|" + Text::joined(rule, "|") + "|\n" + rows
}

fn cells(row: &Row) -> Vec<Text> {
    let weighed = |text: Text| if row.weight == Weight::Plain { text } else { strong(&text) };
    let cell = |cell: &Cell| match cell {
        Cell::Empty => Text::nothing(),
        Cell::Text(text) => Text::of(text),
        Cell::Amount(amount) => Text::figure(*amount),
        Cell::Change(amount) => Text::change(*amount),
        Cell::Words(words) => inline(words),
        Cell::List(items) => Text::of(&items.join("; ")),
    };
    let mut cells: Vec<Text> = row.cells.iter().map(|of| weighed(cell(of))).collect();
    if let Some(first) = cells.first_mut() {
        *first += row.refs.iter().map(|number| Text::from(" [") + Text::figure(*number) + "]").collect::<Text>();
    }
    cells
}

/// A drawing in characters: indented, nothing in it is markup.
struct Drawn;

impl Medium for Drawn {
    fn harmless(drawn: &str) -> String {
        let lines: String = drawn.lines().map(|line| format!("    {}\n", visible(line).trim_end())).collect();
        lines.trim_end_matches([' ', '\n']).to_string() + "\n"
    }
}

impl Within<Markdown> for Drawn {}

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
        assert_eq!(Code::harmless("a`b"), r"a\`b");
        assert_eq!(Address::harmless("https://x.cn/<b>"), r"https\://x.cn/\<b\>");
    }
}
