//! One policy file: a legal document and its measures, as written.

use super::authority::{self, Authority, Cited};
use super::case::{self, Case, id};
use super::mechanism::{MeasureIx, Mechanism, Registry};
use super::printed::{self, Days, Printed};
use crate::Date;
use crate::base::dates::Validity;
use crate::base::error::{At, Problem, Source};
use crate::base::message::{Expected, Message};
use crate::base::names::Confidence;
use crate::base::slot::Slot;
use crate::base::source::{Parsed, Reading, Section, Value, date, list, placed, text, truth, word};
use crate::base::words::Bilingual;
use crate::law::problem::LawProblem;

/// A legal document (法律文件): what China issues, prolongs, repeals and cites.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Stable id, such as `mof-sta-2022-15`.
    pub id: String,
    /// 文号, as cited.
    pub number: String,
    /// Title.
    pub title: Bilingual,
    /// Who issued it.
    pub issuers: Vec<String>,
    /// Publication date: it is known from this day.
    pub issued_on: Date,
    /// `CN` or a GB/T 2260 prefix.
    pub jurisdiction: Jurisdiction,
    /// Address of the text.
    pub text_at: String,
    /// How sure its figures are.
    pub confidence: Confidence,
    /// When somebody last looked.
    pub checked_on: Date,
    /// Laid over the pack, not part of it: a draft.
    pub overlay: bool,
    /// Published examples of its application, which `huiqi verify` recomputes.
    pub cases: Vec<Case>,
    /// What it promises by measures of other documents.
    pub(super) promises: Vec<Promise>,
    pub(super) source: Source,
    pub(super) at: At,
}

/// A row of a local programme, with the measures by which it is kept.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Promise {
    pub(super) row: String,
    pub(super) measures: Vec<(String, At)>,
}

/// Where a document or measure applies: China, or a GB/T 2260 prefix with its number of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Jurisdiction {
    prefix: u32,
    digits: u32,
}

impl Jurisdiction {
    const CHINA: Jurisdiction = Jurisdiction { prefix: 0, digits: 0 };

    fn parse(written: &str) -> Option<Jurisdiction> {
        if written == "CN" {
            return Some(Jurisdiction::CHINA);
        }
        let digits = u32::try_from(written.len()).ok().filter(|digits| matches!(digits, 2 | 4 | 6))?;
        if !written.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        written.parse().ok().map(|prefix| Jurisdiction { prefix, digits })
    }

    /// Whether a six-digit place lies in it.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let of_yunnan = pack.documents().iter().find(|document| document.jurisdiction.to_string() == "53").unwrap();
    /// assert!(of_yunnan.jurisdiction.covers(530302));
    /// assert!(!of_yunnan.jurisdiction.covers(110101)); // Beijing
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    pub fn covers(&self, place: u32) -> bool {
        place / 10_u32.pow(6 - self.digits) == self.prefix
    }

    /// Whether it is the whole country.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let halving = pack.measure(pack.find_measures("mof-sta-2023-12#halving")[0]);
    /// assert!(halving.jurisdiction.is_national());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    pub fn is_national(&self) -> bool {
        *self == Jurisdiction::CHINA
    }

    /// The province, the prefecture and the county that a place lies in or is.
    pub(super) fn around(place: u32) -> [Jurisdiction; 3] {
        [2, 4, 6].map(|digits| Jurisdiction { prefix: place / 10_u32.pow(6 - digits), digits })
    }

    /// Whether all of another lies in it.
    pub(super) fn contains(&self, other: &Jurisdiction) -> bool {
        self.digits <= other.digits && self.overlaps(other)
    }

    pub(super) fn overlaps(&self, other: &Jurisdiction) -> bool {
        let digits = self.digits.min(other.digits);
        self.prefix / 10_u32.pow(self.digits - digits) == other.prefix / 10_u32.pow(other.digits - digits)
    }
}

impl std::fmt::Display for Jurisdiction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_national() { f.pad("CN") } else { f.pad(&self.prefix.to_string()) }
    }
}

/// One measure (措施) of a document: a mechanism with its parameters, and the days it is valid.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Full id, `document#measure`.
    pub id: String,
    /// Index of its document in [`crate::Pack::documents`].
    pub document: usize,
    /// The instruments that it rests on, its own document first.
    pub authority: Vec<Authority>,
    /// The articles of the authority, as people cite them after the document: `第一条；国家税务总局公告2023年第12号第三条`.
    pub article: String,
    /// What the instruments print of its figures, bounds and dates; nothing where no text was read.
    pub printed: Vec<Printed>,
    /// Short name.
    pub title: Bilingual,
    /// What it does.
    pub summary: Bilingual,
    /// The rows of local programmes that promise it, such as `T1`.
    pub rows: Vec<String>,
    /// How the relief is claimed: who acts, at which office, by which day.
    pub how: Option<Bilingual>,
    /// Days it applies on.
    pub valid: Validity,
    /// Where it applies.
    pub jurisdiction: Jurisdiction,
    /// It stands in for local law that was not read: it applies on the days and in the places where no local measure decides the same.
    pub stands_in: bool,
    /// Where it does not apply although it lies in the jurisdiction: the local law there is known to be another.
    pub not_in: Vec<Jurisdiction>,
    /// The local measures before which it gives way, where it stands in for such.
    pub(crate) gives_way_to: Vec<MeasureIx>,
    /// How sure its figures are.
    pub confidence: Confidence,
    /// The measure that it carries on, if any.
    pub extends: Option<MeasureIx>,
    /// The measures that it names as those that do not apply while it does.
    pub supersedes: Vec<MeasureIx>,
    /// All measures that do not apply while this one does, in order: those that it supersedes, those that these superseded
    /// in their time, and what provinces decided under any of them.
    pub replaces: Vec<MeasureIx>,
    /// The national measure that left this to the province, if any.
    pub decides: Option<MeasureIx>,
    /// The reliefs on the same tax that are taken first.
    pub stacks_after: Vec<MeasureIx>,
    pub(crate) mechanism: Mechanism,
    pub(super) slots: Vec<Slot>,
    pub(super) days: Days,
    pub(super) at: At,
    pub(super) valid_at: At,
    /// Where each parameter's value stands.
    pub(super) parameters_at: Vec<(String, At)>,
    pub(super) relations_at: Vec<(String, At)>,
}

impl Measure {
    /// What it decides.
    pub(crate) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The day from which it is known: the last of the instruments that it needs is issued then.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let halving = pack.measure(pack.find_measures("mof-sta-2023-12#halving")[0]);
    /// // Announced in August, valid from January.
    /// assert_eq!(halving.known_from().to_string(), "2023-08-02");
    /// assert_eq!(halving.valid.from.to_string(), "2023-01-01");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn known_from(&self) -> Date {
        self.authority.iter().filter(|entry| entry.needed).map(|entry| entry.issued_on).max().unwrap_or(Date::MAX)
    }

    /// Whether it was known by a day; of none, it is.
    pub(super) fn is_known(&self, known_on: Option<Date>) -> bool {
        known_on.is_none_or(|day| self.known_from() <= day)
    }

    /// Whether it may apply in a six-digit place.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let deed_tax = pack.measure(pack.find_measures("yunnan-deed-rate#rate")[0]);
    /// assert!(deed_tax.covers(530302) && !deed_tax.covers(110101));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn covers(&self, place: u32) -> bool {
        self.jurisdiction.covers(place) && !self.not_in.iter().any(|other| other.covers(place))
    }

    /// The mechanism's name in policy files.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let halving = pack.measure(pack.find_measures("mof-sta-2023-12#halving")[0]);
    /// assert_eq!(halving.mechanism(), "reduce-payable");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn mechanism(&self) -> &'static str {
        self.mechanism.name()
    }

    /// Where it names another measure.
    pub(super) fn at_relation(&self, id: &str) -> At {
        self.relations_at.iter().find(|(named, _)| named == id).map_or(self.at, |(_, at)| *at)
    }
}

/// A measure as read, its relations still names.
pub(super) struct Draft {
    pub(super) id: String,
    pub(super) authority: Vec<Cited>,
    pub(super) printed: printed::Read,
    pub(super) title: Bilingual,
    pub(super) summary: Bilingual,
    pub(super) how: Option<Bilingual>,
    pub(super) valid: Validity,
    pub(super) valid_at: At,
    pub(super) jurisdiction: Option<Jurisdiction>,
    pub(super) stands_in: bool,
    pub(super) not_in: Vec<Jurisdiction>,
    pub(super) confidence: Option<Confidence>,
    /// The mechanism with its parameters, or nothing where the measure extends another.
    pub(super) mechanism: Option<Mechanism>,
    pub(super) parameters_at: Vec<(String, At)>,
    pub(super) extends: Option<(String, At)>,
    pub(super) supersedes: Vec<(String, At)>,
    pub(super) decides: Option<(String, At)>,
    pub(super) stacks_after: Vec<(String, At)>,
    pub(super) at: At,
}

/// Reads one policy file.
pub(super) fn read(source: &Source, registry: Registry) -> (Option<(Document, Vec<Draft>)>, Vec<Problem>) {
    Reading::run(source, |root| {
        let document = root.required_section("document").and_then(|section| document(&section, source));
        let id = document.as_ref().map(|document| document.id.clone()).unwrap_or_default();
        let confidence = document.as_ref().map(|document| document.confidence);
        let drafts: Vec<_> = root.sections("measure").iter().map(|section| draft(section, &id, confidence, registry)).collect();
        if drafts.is_empty() {
            root.report(Message::Missing { key: "[[measure]]".to_string() });
        }
        let drafts: Option<Vec<Draft>> = drafts.into_iter().collect();
        let cases: Vec<_> = root.sections("case").iter().map(case::read).collect();
        let cases: Option<Vec<Case>> = cases.into_iter().collect();
        let promises: Vec<_> = root.sections("promise").iter().map(promise).collect();
        let promises: Option<Vec<Promise>> = promises.into_iter().collect();
        Some((Document { cases: cases?, promises: promises?, ..document? }, drafts?))
    })
}

fn promise(section: &Section<'_>) -> Option<Promise> {
    let row = section.required("row", text);
    let measures = section.required("measures", list(placed(text)));
    section.finish();
    Some(Promise { row: row?, measures: measures? })
}

fn document(section: &Section<'_>, source: &Source) -> Option<Document> {
    let id = section.required("id", id);
    let number = section.required("number", text);
    let title = section.bilingual("title");
    let issuers = section.required("issuers", list(text));
    let issued_on = section.required("issued_on", date);
    let jurisdiction = section.required("jurisdiction", jurisdiction);
    let text_at = section.required("text_at", text);
    let confidence = section.required("confidence", word);
    let checked_on = section.required("checked_on", date);
    printed::issued(section, issued_on, confidence);
    section.finish();
    Some(Document {
        id: id?,
        number: number?,
        title: title?,
        issuers: issuers?,
        issued_on: issued_on?,
        jurisdiction: jurisdiction?,
        text_at: text_at?,
        confidence: confidence?,
        checked_on: checked_on?,
        overlay: false,
        cases: Vec::new(),
        promises: Vec::new(),
        source: source.clone(),
        at: section.at("id"),
    })
}

fn draft(section: &Section<'_>, document: &str, of_document: Option<Confidence>, registry: Registry) -> Option<Draft> {
    let own_id = section.required("id", id);
    let authority = authority::read(section);
    let title = section.bilingual("title");
    let summary = section.bilingual("summary");
    section.knows("how");
    let how = if section.has("how") { section.bilingual("how").map(Some) } else { Some(None) };
    let valid = validity(section);
    let not_in = section.or("not_in", Vec::new(), list(jurisdiction));
    let jurisdiction = section.optional("jurisdiction", jurisdiction);
    let stands_in = section.or("stands_in", false, truth);
    let confidence = section.optional("confidence", word);
    let extends = section.optional("extends", placed(text));
    let supersedes = section.or("supersedes", Vec::new(), list(placed(text)));
    let decides = section.optional("decides", placed(text));
    let stacks_after = section.or("stacks_after", Vec::new(), list(placed(text)));

    let confidence_read = confidence.or(of_document);
    let (mut mechanism, mut parameters_at) = (None, Vec::new());
    let mut printed = printed::Read::default();
    if section.has("extends") {
        if section.has("mechanism") || section.has("parameters") {
            section.report_at(LawProblem::ExtendsOrMechanism, section.at("extends"));
        }
        // Known keys, so that they are not reported a second time.
        let _ = (section.optional("mechanism", |_| Ok(())), section.optional("parameters", |_| Ok(())));
        printed = printed::read(section, None, confidence_read);
    } else {
        let kind = section.required("mechanism", |value| Ok(registry.kind(&text(value)?)?));
        let parameters = section.required_section("parameters");
        if let (Some(kind), Some(parameters)) = (kind, &parameters) {
            mechanism = kind.read(parameters);
            parameters.finish();
            printed = printed::read(section, Some(parameters), confidence_read);
            parameters_at = parameters.keys().map(|(key, _)| (key.to_string(), parameters.at(key))).collect();
        }
        mechanism.as_ref()?;
    }
    section.finish();
    let valid = valid?;
    Some(Draft {
        id: format!("{document}#{}", own_id?),
        authority: authority?,
        printed,
        title: title?,
        summary: summary?,
        how: how?,
        valid,
        valid_at: section.at("valid"),
        jurisdiction,
        stands_in: stands_in?,
        not_in: not_in?,
        confidence,
        mechanism,
        parameters_at,
        extends,
        supersedes: supersedes?,
        decides,
        stacks_after: stacks_after?,
        at: section.at("id"),
    })
}

fn validity(section: &Section<'_>) -> Option<Validity> {
    let valid = section.required_section("valid")?;
    let from = valid.required("from", date);
    let to = valid.required("to", |value: &Value<'_>| match text(value) {
        Ok(open) if open == "open" => Ok(None),
        Ok(_) => Err(value.wrong(Expected::DateOrOpen)),
        Err(_) => date(value).map(Some),
    });
    valid.finish();
    let (from, to) = (from?, to?);
    if let Some(to) = to.filter(|to| *to < from) {
        section.report_at(LawProblem::ValidityBackwards { from, to }, section.at("valid"));
        return None;
    }
    Some(Validity { from, to })
}

fn jurisdiction(value: &Value<'_>) -> Parsed<Jurisdiction> {
    let written = text(value)?;
    Ok(Jurisdiction::parse(&written).ok_or(LawProblem::BadJurisdiction { found: written })?)
}
