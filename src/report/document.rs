//! What a reader is told, before it has a format: headings, sentences, lists, tables with typed cells, pictures.
//!
//! An answer makes one document; a renderer turns any document into one format. A document holds text as it came, also
//! names that a user gave: only the renderers write bytes, each through the one function that makes text harmless there.

use super::labels::Label;
use super::picture::Figure;
use crate::base::words::{Lang, Say};
use crate::{Date, Money};

/// How text for a terminal is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns to fit.
    pub width: u16,
    /// Whether to use colour.
    pub colour: bool,
    /// Whether details are written out: else one line names them.
    pub full: bool,
}

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Span {
    Plain(String),
    Strong(String),
    /// A key or an id, as it stands in a file.
    Code(String),
    /// A number in the list of the legal basis.
    Ref(usize),
    /// The address of a page.
    Link(String),
}

/// A sentence, or a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words(pub(crate) Vec<Span>);

impl From<String> for Words {
    fn from(text: String) -> Words {
        Words(vec![Span::Plain(text)])
    }
}

impl Words {
    pub(crate) fn strong(text: String) -> Words {
        Words(vec![Span::Strong(text)])
    }

    pub(crate) fn code(text: &str) -> Words {
        Words(vec![Span::Code(text.to_string())])
    }

    pub(crate) fn link(text: &str) -> Words {
        let is_page = text.starts_with("https://");
        Words(vec![if is_page { Span::Link(text.to_string()) } else { Span::Plain(text.to_string()) }])
    }

    pub(crate) fn then(mut self, text: impl Into<String>) -> Words {
        self.0.push(Span::Plain(text.into()));
        self
    }

    pub(crate) fn followed_by(mut self, span: Span) -> Words {
        self.0.push(span);
        self
    }
}

/// One cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    /// Yuan: with separators for a reader, without for a program.
    Amount(Money),
    /// The same with a sign where it is more.
    Change(Money),
    Words(Words),
    /// Several, such as citations.
    List(Vec<String>),
}

macro_rules! cell_from {
    ($($type:ty => $make:expr;)*) => { $(impl From<$type> for Cell {
        fn from(value: $type) -> Cell { $make(value) }
    })* };
}

cell_from! {
    String => Cell::Text;
    &str => |text: &str| Cell::Text(text.to_string());
    &String => |text: &String| Cell::Text(text.clone());
    Money => Cell::Amount;
    Date => |day: Date| Cell::Text(day.to_string());
    Vec<String> => Cell::List;
    i32 => |value: i32| Cell::Text(value.to_string());
    u32 => |value: u32| Cell::Text(value.to_string());
    usize => |value: usize| Cell::Text(value.to_string());
    bool => |value: bool| Cell::Text(value.to_string());
    Words => Cell::Words;
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Empty, Into::into)
    }
}

/// At which side the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Column {
    pub(crate) head: String,
    pub(crate) align: Align,
}

/// How much a row stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Weight {
    #[default]
    Plain,
    Strong,
    /// A sum: with a rule above it.
    Sum,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Cell>,
    pub(crate) weight: Weight,
    /// Numbers in the list of the legal basis.
    pub(crate) refs: Vec<usize>,
    /// What its cells are, where the columns do not say it and it is laid out by itself; or nothing.
    pub(crate) heads: Vec<String>,
}

impl From<Vec<Cell>> for Row {
    fn from(cells: Vec<Cell>) -> Row {
        Row { cells, weight: Weight::Plain, refs: Vec::new(), heads: Vec::new() }
    }
}

/// What a table holds, and so how it is laid out where there is little room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Figures under one another.
    Figures,
    /// Sentences: on a terminal a row is a line, and what its last cell lists stands under it.
    Entries,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    pub(crate) caption: Option<String>,
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
    pub(crate) layout: Layout,
}

impl Table {
    /// A table whose columns are figures from `right_from` on.
    pub(crate) fn figures(head: impl IntoIterator<Item = String>, right_from: usize, rows: Vec<Row>) -> Table {
        let align = |i| if i >= right_from { Align::Right } else { Align::Left };
        let columns = head.into_iter().enumerate().map(|(i, head)| Column { head, align: align(i) }).collect();
        Table { caption: None, columns, rows, layout: Layout::Figures }
    }

    /// A table of sentences.
    pub(crate) fn entries(head: impl IntoIterator<Item = String>, rows: Vec<Row>) -> Table {
        Table { layout: Layout::Entries, ..Table::figures(head, usize::MAX, rows) }
    }

    pub(crate) fn with_caption(self, caption: String) -> Table {
        Table { caption: Some(caption), ..self }
    }
}

/// An item of a list: what it says, and what stands under that in smaller letters.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Item {
    pub(crate) words: Words,
    pub(crate) notes: Vec<Words>,
}

impl From<String> for Item {
    fn from(text: String) -> Item {
        Item { words: text.into(), notes: Vec::new() }
    }
}

impl From<Words> for Item {
    fn from(words: Words) -> Item {
        Item { words, notes: Vec::new() }
    }
}

/// How the items of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marks {
    Bullets,
    Numbers,
    /// Numbers to which [`Span::Ref`] leads.
    Basis,
}

/// Why a sentence stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// The answer itself.
    Verdict,
    Plain,
    /// How to read what follows.
    Note,
    /// The one figure of a page.
    Number,
}

#[derive(Clone, Debug)]
pub(crate) struct Section {
    /// Where links lead, in HTML.
    pub(crate) id: Option<&'static str>,
    pub(crate) title: String,
    pub(crate) blocks: Vec<Block>,
}

impl Section {
    /// The title, with how many items stand under it where it is one list.
    pub(crate) fn counted(&self, lang: Lang) -> String {
        match self.blocks.as_slice() {
            [Block::List(_, items)] => Label::Counted { title: self.title.clone(), count: items.len() }.say(lang),
            _ => self.title.clone(),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Block {
    Paragraph(Tone, Words),
    List(Marks, Vec<Item>),
    /// Names with their values.
    Facts(Vec<(String, Words)>),
    Table(Table),
    Figure(Figure),
    Section(Section),
    /// What a reader may ask for: folded in HTML, written out in Markdown, on a terminal only in full.
    Details(Section),
}

impl Block {
    pub(crate) fn verdict(text: String) -> Block {
        Block::Paragraph(Tone::Verdict, text.into())
    }

    pub(crate) fn plain(text: String) -> Block {
        Block::Paragraph(Tone::Plain, text.into())
    }

    pub(crate) fn note(text: String) -> Block {
        Block::Paragraph(Tone::Note, text.into())
    }

    pub(crate) fn bullets(items: impl IntoIterator<Item = impl Into<Item>>) -> Block {
        Block::List(Marks::Bullets, items.into_iter().map(Into::into).collect())
    }

    pub(crate) fn section(title: String, blocks: Vec<Block>) -> Block {
        Block::Section(Section { id: None, title, blocks })
    }

    /// A list under a heading; nothing where there is nothing in it.
    pub(crate) fn list(title: String, items: Vec<String>) -> Option<Block> {
        (!items.is_empty()).then(|| Block::section(title, vec![Block::bullets(items)]))
    }
}

/// What a program reads: named columns, a record a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Records {
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Records {
    pub(crate) fn new(columns: &[&str]) -> Records {
        Records { columns: columns.iter().map(ToString::to_string).collect(), rows: Vec::new() }
    }

    pub(crate) fn push(&mut self, row: Vec<Cell>) {
        self.rows.push(row);
    }
}

/// A day, or some days, in a calendar.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Event {
    /// The same for the same event, whenever it is written.
    pub(crate) uid: String,
    /// The first day and the last.
    pub(crate) days: (Date, Date),
    pub(crate) summary: String,
    pub(crate) description: Vec<String>,
    pub(crate) category: String,
}

/// What an answer tells a reader.
///
/// ```
/// use huiqi::report::{self, Context, Style};
/// use huiqi::{Lang, Pack, Profile};
///
/// let pack = Pack::embedded()?;
/// let profile = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(profile.year, profile.place, None)?;
/// let comparison = huiqi::compare(&rules, &profile, &[])?;
/// let context = Context { pack: &pack, rules: &rules, profile: &profile, lang: Lang::En };
/// let document = report::comparison(&context, &comparison);
/// assert!(document.markdown().starts_with("# "));
/// assert!(document.text(Style { width: 80, colour: false, full: false }).contains("Total burden"));
/// # Ok::<(), huiqi::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Document {
    pub(crate) lang: Lang,
    pub(crate) title: String,
    /// Who or what it is about, under the title.
    pub(crate) leads: Vec<String>,
    pub(crate) blocks: Vec<Block>,
    /// With what it was made, and what it is worth.
    pub(crate) footer: Vec<String>,
    /// For CSV; without them CSV has the tables that a reader sees.
    pub(crate) records: Option<Records>,
    /// For a calendar program, with the day that they were last looked at.
    pub(crate) events: Option<(Date, Vec<Event>)>,
}

impl Document {
    pub(crate) fn new(lang: Lang, title: String) -> Document {
        Document { lang, title, leads: Vec::new(), blocks: Vec::new(), footer: Vec::new(), records: None, events: None }
    }

    pub(crate) fn push(&mut self, blocks: impl IntoIterator<Item = Block>) {
        self.blocks.extend(blocks);
    }

    /// The first picture that stands by itself, as SVG.
    ///
    /// ```
    /// use huiqi::{report, Lang, Pack};
    ///
    /// let pack = Pack::embedded()?;
    /// let drawn = report::timeline(&pack, pack.example_place(), Lang::Zh);
    /// assert!(drawn.svg().unwrap().starts_with("<svg"));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn svg(&self) -> Option<String> {
        fn first(blocks: &[Block]) -> Option<String> {
            blocks.iter().find_map(|block| match block {
                Block::Figure(figure) => figure.picture.image(),
                Block::Section(section) | Block::Details(section) => first(&section.blocks),
                _ => None,
            })
        }
        first(&self.blocks)
    }
}
