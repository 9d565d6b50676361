//! Measures of the pack: a list, and in full.

use super::document::{Block, Document, Records, Row, Section, Span, Table, Words};
use super::instrument;
use super::json::pretty;
use super::labels::Label;
use crate::Date;
use crate::base::words::{Bilingual, Lang, Say, Vocabulary};
use crate::law::{Authority, Document as Instrument, Measure, Pack};
use crate::taxes::trace::MeasureIx;
use serde::Serialize;
use std::collections::BTreeMap;

/// Measures as a list; on paper each in full too, by its document.
///
/// ```
/// let pack = huiqi::Pack::embedded()?;
/// let page = huiqi::report::measures(&pack, pack.measures().iter(), huiqi::Lang::Zh);
/// assert!(page.csv().contains("mof-sta-2023-12#halving"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn measures<'a>(pack: &Pack, measures: impl Iterator<Item = &'a Measure>, lang: Lang) -> Document {
    let measures: Vec<&Measure> = measures.collect();
    let mut document = Document::new(lang, Label::Measures.say(lang));
    let head = [Label::Measure, Label::Title, Label::Valid, Label::Document].map(|label| label.say(lang));
    let row = |measure: &&Measure| -> Row {
        let cited = format!("{} {}", pack.document_of(measure).number, measure.article);
        let id = Words::code(&measure.id);
        vec![id.into(), measure.title.say(lang).into(), measure.valid.to_string().into(), vec![cited].into()].into()
    };
    document.push([Block::Table(Table::entries(head, measures.iter().map(row).collect()))]);
    let with_measures = pack.documents().iter().enumerate().map(|(index, instrument)| {
        let of: Vec<&Measure> = measures.iter().copied().filter(|measure| measure.document == index).collect();
        (instrument, of)
    });
    let sections = with_measures.filter(|(_, of)| !of.is_empty()).map(|(instrument, of)| {
        let note = Block::Paragraph(super::document::Tone::Note, issued(instrument, lang));
        let blocks = std::iter::once(note).chain(of.into_iter().map(|measure| in_full(pack, measure, lang))).collect();
        Block::section(format!("{} {}", instrument.number, instrument.title.say(lang)), blocks)
    });
    document.push([Block::Details(Section { id: None, title: Label::InFull.say(lang), blocks: sections.collect() })]);
    document.records = Some(records(pack, &measures, lang));
    document
}

/// One measure, or the measures of one document, in full.
///
/// ```
/// let pack = huiqi::Pack::embedded()?;
/// let halving = pack.measure(pack.find_measures("mof-sta-2023-12#halving")[0]);
/// let page = huiqi::report::measures_in_full(&pack, &[halving], huiqi::Lang::Zh).markdown();
/// assert!(page.starts_with("# 财政部 税务总局公告2023年第12号"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn measures_in_full(pack: &Pack, measures: &[&Measure], lang: Lang) -> Document {
    let title = measures.first().map(|measure| pack.document_of(measure));
    let title = title.map(|instrument| format!("{} {}", instrument.number, instrument.title.say(lang)));
    let mut document = Document::new(lang, title.unwrap_or_default());
    document.push(measures.iter().map(|measure| in_full(pack, measure, lang)));
    document.records = Some(records(pack, measures, lang));
    document
}

/// Who issued a document, when, and how sure its text is.
fn issued(instrument: &Instrument, lang: Lang) -> Words {
    let say = |label: Label| label.say(lang);
    let facts = format!(
        " · {} · {} {} · {}: {} · {}: ",
        instrument.issuers.join(" "),
        say(Label::Issued),
        instrument.issued_on,
        say(Label::Confidence),
        instrument.confidence.say(lang),
        say(Label::Text),
    );
    Words(Words::code(&instrument.id).then(facts).0.into_iter().chain(Words::link(&instrument.text_at).0).collect())
}

fn in_full(pack: &Pack, measure: &Measure, lang: Lang) -> Block {
    let issued = pack.document_of(measure);
    let plain = |text: String| Words(vec![Span::Plain(text)]);
    let facts = [
        (Label::Document, plain(issued.number.clone())),
        (Label::Authority, plain(instrument::authority(measure).join("; "))),
        (Label::Issued, plain(issued.issued_on.to_string())),
        (Label::Valid, plain(measure.valid.to_string())),
        (Label::Where, plain(measure.jurisdiction.to_string())),
        (Label::Mechanism, Words::code(measure.mechanism())),
        (Label::Confidence, plain(format!("{} ({})", measure.confidence.say(lang), issued.checked_on))),
        (Label::Text, Words::link(&issued.text_at)),
        (Label::ToDo, plain(measure.how.as_ref().map(|how| how.say(lang)).unwrap_or_default())),
        (Label::Relations, plain(relations(pack, measure, lang).join("; "))),
    ];
    let given = facts.into_iter().filter(|(_, words)| *words != plain(String::new()));
    let facts = Block::Facts(given.map(|(label, words)| (label.say(lang), words)).collect());
    let title = format!("{} {}", measure.id, measure.title.say(lang));
    let parameters = instrument::parameters(pack, measure, lang);
    let parameters = (!parameters.is_empty()).then(|| Block::section(Label::Parameters.say(lang), parameters));
    Block::section(title, [Block::plain(measure.summary.say(lang)), facts].into_iter().chain(parameters).collect())
}

/// What a measure has to do with others, in words.
fn relations(pack: &Pack, measure: &Measure, lang: Lang) -> Vec<String> {
    let id = |index: MeasureIx| pack.measure(index).id.clone();
    let extends = measure.extends.map(|index| Label::Extends { id: id(index) });
    let supersedes = measure.supersedes.iter().map(|index| Label::Supersedes { id: id(*index) });
    let decides = measure.decides.map(|index| Label::Decides { id: id(index) });
    let after = measure.stacks_after.iter().map(|index| Label::StacksAfter { id: id(*index) });
    extends.into_iter().chain(supersedes).chain(decides).chain(after).map(|label| label.say(lang)).collect()
}

/// A record a measure.
fn records(pack: &Pack, measures: &[&Measure], lang: Lang) -> Records {
    let columns = ["id", "title", "document", "article", "issued_on", "valid_from", "valid_to", "jurisdiction", "mechanism", "confidence"];
    let mut out = Records::new(&columns);
    for measure in measures {
        let instrument = pack.document_of(measure);
        out.push(vec![
            (&measure.id).into(),
            measure.title.say(lang).into(),
            (&instrument.number).into(),
            (&measure.article).into(),
            instrument.issued_on.into(),
            measure.valid.from.into(),
            measure.valid.to.into(),
            measure.jurisdiction.to_string().into(),
            measure.mechanism().into(),
            measure.confidence.key().into(),
        ]);
    }
    out
}

#[derive(Serialize)]
struct MeasureOut<'a> {
    id: &'a str,
    title: &'a Bilingual,
    summary: &'a Bilingual,
    document: &'a str,
    document_title: &'a Bilingual,
    article: &'a str,
    authority: Vec<AuthorityOut<'a>>,
    parameters: BTreeMap<String, String>,
    parameters_of: &'a str,
    printed: BTreeMap<&'a str, &'a str>,
    issued_on: Date,
    known_from: Date,
    valid_from: Date,
    valid_to: Option<Date>,
    jurisdiction: String,
    mechanism: &'static str,
    confidence: &'static str,
    text_at: &'a str,
    checked_on: Date,
}

#[derive(Serialize)]
struct AuthorityOut<'a> {
    number: &'a str,
    called: Option<&'a str>,
    issuer: &'a str,
    issued_on: Date,
    article: Option<&'a str>,
    needed: bool,
}

fn authority_out(entry: &Authority) -> AuthorityOut<'_> {
    AuthorityOut {
        number: &entry.number,
        called: entry.called.as_deref(),
        issuer: &entry.issuer,
        issued_on: entry.issued_on,
        article: entry.article.as_deref(),
        needed: entry.needed,
    }
}

fn measure_out<'a>(pack: &'a Pack, measure: &'a Measure) -> MeasureOut<'a> {
    let document = pack.document_of(measure);
    let (written_by, parameters) = pack.parameters_of(measure);
    MeasureOut {
        id: &measure.id,
        title: &measure.title,
        summary: &measure.summary,
        document: &document.number,
        document_title: &document.title,
        article: &measure.article,
        authority: measure.authority.iter().map(authority_out).collect(),
        parameters: parameters.into_iter().collect(),
        parameters_of: &written_by.id,
        printed: measure.printed.iter().map(|printed| (printed.of.as_str(), printed.says.as_str())).collect(),
        issued_on: document.issued_on,
        known_from: measure.known_from(),
        valid_from: measure.valid.from,
        valid_to: measure.valid.to,
        jurisdiction: measure.jurisdiction.to_string(),
        mechanism: measure.mechanism(),
        confidence: measure.confidence.key(),
        text_at: &document.text_at,
        checked_on: document.checked_on,
    }
}

/// Measures of a pack as JSON.
///
/// ```
/// let pack = huiqi::Pack::embedded()?;
/// let json = huiqi::report::measures_json(&pack, pack.measures().iter().filter(|measure| measure.id == "mof-sta-2023-12#halving"));
/// let json: serde_json::Value = serde_json::from_str(&json).unwrap();
/// assert_eq!(json[0]["id"], "mof-sta-2023-12#halving");
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn measures_json<'a>(pack: &'a Pack, measures: impl Iterator<Item = &'a Measure>) -> String {
    pretty(&measures.map(|measure| measure_out(pack, measure)).collect::<Vec<_>>())
}
