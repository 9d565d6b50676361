//! HTML: a page that stands by itself: no script, no network, one style sheet for screen, phone and paper.

use super::markup::Markup;
use crate::base::visible::visible;
use crate::base::words::{Lang, Say};
use crate::report::document::{Block, Cell, Document, Item, Layout, Marks, Row, Section, Span, Table, Tone, Weight, Words};
use crate::report::labels::Label;

const STYLE: &str = include_str!("style.css");

/// A document as a page.
pub(in crate::report) fn html(document: &Document) -> String {
    let lang = match document.lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    };
    let title = document.leads.first().into_iter().chain([&document.title]).map(|part| visible(part)).collect::<Vec<_>>().join(" · ");
    let mut page = Markup::default();
    page.literal("<!DOCTYPE html>");
    // The title runs along the foot of every printed page.
    let running = format!("--running: {}", css_string(&title));
    page.element("html", &[("lang", &lang), ("style", &running)], |page| {
        page.element("head", &[], |head| {
            head.void("meta", &[("charset", &"utf-8")]);
            head.void("meta", &[("name", &"viewport"), ("content", &"width=device-width, initial-scale=1")]);
            let policy = "default-src 'none'; style-src 'unsafe-inline'";
            head.void("meta", &[("http-equiv", &"Content-Security-Policy"), ("content", &policy)]);
            head.void("meta", &[("name", &"generator"), ("content", &format!("huiqi {}", env!("CARGO_PKG_VERSION")))]);
            head.words("title", &[], &title);
            head.element("style", &[], |style| style.literal(STYLE));
        });
        page.element("body", &[], |body| {
            body.words("a", &[("class", &"skip"), ("href", &"#report")], Label::SkipToContent.say(document.lang));
            body.element("div", &[("class", &"page")], |page| contents(page, document));
        });
    });
    page.finish() + "\n"
}

/// A CSS string of any text: whatever is not a plain letter or digit is written by its number.
fn css_string(text: &str) -> String {
    let escaped: String =
        text.chars().map(|c| if c.is_alphanumeric() || c == ' ' { c.to_string() } else { format!("\\{:x} ", u32::from(c)) }).collect();
    format!("\"{escaped}\"")
}

fn contents(page: &mut Markup, document: &Document) {
    page.element("header", &[], |header| {
        header.words("h1", &[], &document.title);
        document.leads.iter().for_each(|lead| header.words("p", &[], lead));
    });
    page.element("main", &[("id", &"report"), ("tabindex", &"-1")], |main| {
        blocks(main, &document.blocks, 2, document.lang);
        // In the main part: from outside it Chromium moves these lines to a page of their own, whatever the style says.
        if !document.footer.is_empty() {
            main.element("footer", &[], |footer| document.footer.iter().for_each(|line| footer.words("p", &[], line)));
        }
    });
}

fn blocks(out: &mut Markup, all: &[Block], level: usize, lang: Lang) {
    for block in all {
        match block {
            Block::Paragraph(tone, words) => {
                let class = match tone {
                    Tone::Verdict => "answer",
                    Tone::Plain => "plain",
                    Tone::Note => "note",
                    Tone::Number => "number",
                };
                out.element("p", &[("class", &class)], |out| inline(out, words));
            }
            Block::List(marks, items) => list(out, *marks, items),
            Block::Facts(facts) => out.element("dl", &[("class", &"facts")], |out| {
                for (name, value) in facts {
                    out.element("div", &[], |out| {
                        out.words("dt", &[], name);
                        out.element("dd", &[], |out| inline(out, value));
                    });
                }
            }),
            Block::Table(of) => table(out, of),
            Block::Figure(figure) => figure.html(out),
            Block::Section(section) => section_of(out, section, level, lang),
            Block::Details(section) => details(out, section, level, lang),
        }
    }
}

fn heading(level: usize) -> &'static str {
    match level {
        2 => "h2",
        3 => "h3",
        _ => "h4",
    }
}

/// Folded; on paper it is open.
fn details(out: &mut Markup, section: &Section, level: usize, lang: Lang) {
    let inside = |out: &mut Markup| {
        out.element("summary", &[], |out| out.words(heading(level), &[], section.counted(lang)));
        blocks(out, &section.blocks, level + 1, lang);
    };
    match section.id {
        Some(id) => out.element("details", &[("id", &id)], inside),
        None => out.element("details", &[], inside),
    }
}

fn section_of(out: &mut Markup, section: &Section, level: usize, lang: Lang) {
    let tag = heading(level);
    match section.id {
        Some(id) => {
            let heading = format!("{id}-heading");
            out.element("section", &[("aria-labelledby", &heading), ("id", &id)], |out| {
                out.words(tag, &[("id", &heading)], &section.title);
                blocks(out, &section.blocks, level + 1, lang);
            });
        }
        None => out.element("section", &[], |out| {
            out.words(tag, &[], &section.title);
            blocks(out, &section.blocks, level + 1, lang);
        }),
    }
}

fn list(out: &mut Markup, marks: Marks, items: &[Item]) {
    let (tag, class) = match marks {
        Marks::Bullets => ("ul", ""),
        Marks::Numbers => ("ol", ""),
        Marks::Basis => ("ol", "basis"),
    };
    out.element(tag, &[("class", &class)], |out| {
        for (i, item) in items.iter().enumerate() {
            let inside = |out: &mut Markup| {
                inline(out, &item.words);
                item.notes.iter().for_each(|note| out.element("small", &[], |out| inline(out, note)));
            };
            match marks {
                Marks::Basis => out.element("li", &[("id", &format!("basis-{}", i + 1))], inside),
                Marks::Bullets | Marks::Numbers => out.element("li", &[], inside),
            }
        }
    });
}

fn inline(out: &mut Markup, words: &Words) {
    for span in &words.0 {
        match span {
            Span::Plain(text) => out.text(text),
            Span::Strong(text) => out.words("strong", &[], text),
            Span::Code(text) => out.words("code", &[], text),
            Span::Ref(number) => reference(out, *number),
            // Only where Words::link has seen that it is an address.
            Span::Link(address) => out.words("a", &[("href", address)], address),
        }
    }
}

fn reference(out: &mut Markup, number: usize) {
    out.element("span", &[("class", &"refs")], |out| {
        out.text("[");
        out.words("a", &[("href", &format!("#basis-{number}"))], number);
        out.text("] ");
    });
}

/// The roles are said outright: on a phone the rows are laid out as blocks, and would lose them.
fn table(out: &mut Markup, table: &Table) {
    let class = match table.layout {
        Layout::Entries => "words",
        Layout::Figures if table.rows.len() <= 24 => "whole",
        Layout::Figures => "",
    };
    out.element("table", &[("role", &"table"), ("class", &class)], |out| {
        if let Some(caption) = &table.caption {
            out.words("caption", &[], caption);
        }
        out.element("thead", &[("role", &"rowgroup")], |out| {
            out.element("tr", &[("role", &"row")], |out| {
                for column in &table.columns {
                    out.words("th", &[("scope", &"col"), ("role", &"columnheader")], &column.head);
                }
            });
        });
        out.element("tbody", &[("role", &"rowgroup")], |out| table.rows.iter().for_each(|of| row(out, table, of)));
    });
}

fn row(out: &mut Markup, table: &Table, row: &Row) {
    let class = if row.weight == Weight::Plain { "" } else { "strong" };
    out.element("tr", &[("role", &"row"), ("class", &class)], |out| {
        for (i, (of, column)) in row.cells.iter().zip(&table.columns).enumerate() {
            if i == 0 {
                out.element("th", &[("scope", &"row"), ("role", &"rowheader")], |out| {
                    cell(out, of);
                    if !row.refs.is_empty() {
                        out.text(" ");
                    }
                    row.refs.iter().for_each(|number| reference(out, *number));
                });
            } else {
                let head = row.heads.get(i).unwrap_or(&column.head);
                out.element("td", &[("role", &"cell"), ("data-head", head)], |out| cell(out, of));
            }
        }
    });
}

fn cell(out: &mut Markup, cell: &Cell) {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => out.text(text),
        Cell::Amount(amount) => out.text(amount),
        Cell::Change(amount) => out.text(amount.signed()),
        Cell::Words(words) => inline(out, words),
        Cell::List(items) => out.text(items.join("; ")),
    }
}
