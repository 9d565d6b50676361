//! Where a measure stands: the instruments that it needs, each with its article.

use crate::Date;
use crate::base::error::At;
use crate::base::message::Message;
use crate::base::source::{Section, date, text, truth};
use crate::law::problem::LawProblem;

/// An instrument that a measure needs, and the article of it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Authority {
    /// Index of the document in [`crate::Pack::documents`], or nothing where the instrument has no file of its own.
    pub document: Option<usize>,
    /// 文号.
    pub number: String,
    /// How people cite it, where not by its number: 增值税法.
    pub called: Option<String>,
    /// Who issued it.
    pub issuer: String,
    /// Publication date: what rests on it is known from this day at the earliest.
    pub issued_on: Date,
    /// The article, as cited; nothing where only the instrument is cited.
    pub article: Option<String>,
    /// Whether the measure is unknown without it. One that only prolongs or executes what another says is not needed.
    pub needed: bool,
}

impl Authority {
    /// How people cite the instrument: by its name or its number.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let measure = pack.measure(pack.find_measures("mof-sta-2023-12#business-iit-halving")[0]);
    /// let names: Vec<&str> = measure.authority.iter().map(|of| of.name()).collect();
    /// assert_eq!(names, ["财政部 税务总局公告2023年第12号", "国家税务总局公告2023年第12号"]);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        self.called.as_deref().unwrap_or(&self.number)
    }
}

/// An authority as read, its document still a name.
#[derive(Clone)]
pub(super) struct Cited {
    pub(super) instrument: Instrument,
    pub(super) called: Option<String>,
    pub(super) article: Option<String>,
    pub(super) needed: bool,
    pub(super) at: At,
}

#[derive(Clone)]
pub(super) enum Instrument {
    /// The document that the measure is filed in.
    Own,
    /// Another file of the pack.
    Filed(String),
    /// One without a file.
    Named { number: String, issuer: String, issued_on: Date },
}

/// Reads `authority = [{ article = "第一条" }, …]`. The first entry is the document that the measure is filed in.
pub(super) fn read(section: &Section<'_>) -> Option<Vec<Cited>> {
    if !section.has("authority") {
        section.report(Message::Missing { key: "measure.authority".to_string() });
    }
    let entries: Vec<Option<Cited>> = section.sections("authority").iter().map(cited).collect();
    let entries: Vec<Cited> = entries.into_iter().collect::<Option<_>>()?;
    if entries.first().is_some_and(|first| !matches!(first.instrument, Instrument::Own)) {
        section.report_at(LawProblem::AuthorityNotOwn, section.at("authority"));
        return None;
    }
    (!entries.is_empty()).then_some(entries)
}

fn cited(entry: &Section<'_>) -> Option<Cited> {
    let (document, number) = (entry.optional("document", text), entry.optional("number", text));
    let (issuer, issued_on) = (entry.optional("issuer", text), entry.optional("issued_on", date));
    let article = entry.optional("article", text);
    let called = entry.optional("called", text);
    let needed = entry.or("needed", true, truth);
    let missing = |key: &str| entry.report(Message::Missing { key: format!("authority.{key}") });
    let instrument = match (entry.has("document"), entry.has("number")) {
        (true, true) => {
            entry.report(Message::OneOf { one: "document", other: "number" });
            None
        }
        (true, false) => document.map(Instrument::Filed),
        (false, true) => {
            for key in ["issuer", "issued_on"].into_iter().filter(|key| !entry.has(key)) {
                missing(key);
            }
            match (number, issuer, issued_on) {
                (Some(number), Some(issuer), Some(issued_on)) => Some(Instrument::Named { number, issuer, issued_on }),
                _ => None,
            }
        }
        (false, false) => {
            if !entry.has("article") {
                missing("article");
            }
            article.is_some().then_some(Instrument::Own)
        }
    };
    entry.finish();
    Some(Cited { instrument: instrument?, called, article, needed: needed?, at: entry.at })
}

/// The articles, as people cite them after the measure's own document: `第一条、第二条；国家税务总局公告2023年第12号第三条`.
pub(super) fn cite(authorities: &[Authority]) -> String {
    let own = authorities.first().and_then(|first| first.document);
    let groups = authorities.chunk_by(|one, other| one.number == other.number);
    let one = |group: &[Authority]| {
        let articles: Vec<&str> = group.iter().filter_map(|entry| entry.article.as_deref()).collect();
        let other = group.first().filter(|entry| entry.document.is_none() || entry.document != own);
        format!("{}{}", other.map(Authority::name).unwrap_or_default(), articles.join("、"))
    };
    groups.map(one).collect::<Vec<_>>().join("；")
}
