//! What the pack holds of local law: place by place, subject by subject, year by year.

use super::document::{Block, Document, Records, Row, Table};
use super::json::pretty;
use super::labels::Label;
use crate::Date;
use crate::base::names::Confidence;
use crate::base::slot::Subject;
use crate::base::words::{Bilingual, Lang, Say, Vocabulary, vocabulary};
use crate::benefits::unemployment_rate::UnemploymentRate;
use crate::law::{Pack, Rule};
use crate::taxes::deed_tax::DeedTax;
use crate::taxes::disabled_fund::FundRatio;
use crate::taxes::farmland::FarmlandAmount;
use crate::taxes::filing::HoldingsFiling;
use crate::taxes::personal_reduction::ReducePersonalIncome;
use crate::taxes::property::{NotLevied, PropertyValueDeduction};
use crate::taxes::reduce_payable::ReducePayable;
use crate::taxes::set_off::SetOffLimit;
use serde::Serialize;

vocabulary! {
    /// What the pack knows of a subject that provinces rule.
    pub enum LocalLaw {
        Read "read" en "read" zh "已读原文";
        Secondary "secondary" en "secondary" zh "据转载";
        Assumed "assumed" en "assumed" zh "假设";
        Asked "input" en "input" zh "由资料填写";
        NotCovered "not-covered" en "not covered" zh "未覆盖";
    }
}

/// The subjects that provinces rule, each with what is done where the pack holds no rule.
const SUBJECTS: [(&Subject, LocalLaw); 9] = [
    (ReducePayable::DECIDES, LocalLaw::NotCovered),
    (PropertyValueDeduction::DECIDES, LocalLaw::Asked),
    (DeedTax::DECIDES, LocalLaw::NotCovered),
    (FarmlandAmount::DECIDES, LocalLaw::Asked),
    (ReducePersonalIncome::DECIDES, LocalLaw::Asked),
    (FundRatio::DECIDES, LocalLaw::Asked),
    (UnemploymentRate::DECIDES, LocalLaw::NotCovered),
    (SetOffLimit::DECIDES, LocalLaw::Assumed),
    (HoldingsFiling::DECIDES, LocalLaw::NotCovered),
];

/// The law of a place on a subject at the end of a year, and the measure that states it.
fn law<'p>(pack: &'p Pack, place: u32, (subject, absent): (&Subject, LocalLaw), year: i32) -> (LocalLaw, Option<&'p str>) {
    let day = Date::from_ymd_opt(year, 12, 31).unwrap_or_default();
    // A tax that is not levied has no deduction.
    let is_deduction = subject.mechanism == PropertyValueDeduction::DECIDES.mechanism;
    let no_tax = |mechanism: &str| is_deduction && mechanism == NotLevied::DECIDES.mechanism;
    let in_force = pack.in_force(day, place, None).into_iter().map(|index| pack.measure(index));
    let decides = |mechanism: &str| mechanism == subject.mechanism || no_tax(mechanism);
    let mut found: Vec<_> = in_force.filter(|measure| decides(measure.mechanism())).collect();
    found.sort_by_key(|measure| !no_tax(measure.mechanism()));
    // What the nation reduces for other groups is another matter.
    found.retain(|measure| subject.mechanism != ReducePersonalIncome::DECIDES.mechanism || !measure.jurisdiction.is_national());
    let Some(measure) = found.first() else { return (absent, None) };
    let law = match measure.confidence {
        _ if measure.stands_in => LocalLaw::Assumed,
        Confidence::Text => LocalLaw::Read,
        Confidence::Secondary => LocalLaw::Secondary,
        Confidence::Memory | Confidence::Inferred => LocalLaw::Assumed,
    };
    (law, Some(&measure.id))
}

/// The name of a subject; of the reduction with what it reduces.
fn name(subject: &Subject, lang: Lang) -> String {
    if subject.mechanism == ReducePayable::DECIDES.mechanism { Label::SixTaxes.say(lang) } else { subject.name(lang).to_string() }
}

/// What holds in each year, years that are alike as one: `2019–2022 assumed, 2023–2027 read`.
fn runs(pack: &Pack, place: u32, subject: (&Subject, LocalLaw), lang: Lang) -> String {
    let mut runs: Vec<(i32, i32, LocalLaw)> = Vec::new();
    for year in pack.years() {
        let (law, _) = law(pack, place, subject, year);
        match runs.last_mut() {
            Some((_, last, before)) if *before == law => *last = year,
            _ => runs.push((year, year, law)),
        }
    }
    let whole = runs.len() == 1;
    let said = |(first, last, law): &(i32, i32, LocalLaw)| match (whole, first == last) {
        (true, _) => law.say(lang),
        (false, true) => format!("{first} {}", law.say(lang)),
        (false, false) => format!("{first}–{last} {}", law.say(lang)),
    };
    runs.iter().map(said).collect::<Vec<_>>().join("; ")
}

/// The places asked for: one, or every province.
fn places(pack: &Pack, place: Option<u32>) -> Vec<u32> {
    place.map_or_else(|| pack.classes().places().filter(|place| place.is_multiple_of(10_000)).collect(), |place| vec![place])
}

fn place_name(pack: &Pack, place: u32) -> Bilingual {
    pack.classes().place_name(place).cloned().unwrap_or_default()
}

/// What the pack holds of local law in a place, or in every province.
///
/// ```
/// let pack = huiqi::Pack::embedded()?;
/// let page = huiqi::report::coverage(&pack, Some(530302), huiqi::Lang::En).markdown();
/// assert!(page.contains("Qilin") && page.contains("the deduction from original value"));
/// # Ok::<(), huiqi::Error>(())
/// ```
pub fn coverage(pack: &Pack, place: Option<u32>, lang: Lang) -> Document {
    let mut document = Document::new(lang, Label::LocalLaw.say(lang));
    document.push([Block::note(Label::LocalLawKey.say(lang))]);
    let head = std::iter::once(Label::Place.say(lang)).chain(SUBJECTS.iter().map(|(subject, _)| name(subject, lang)));
    let row = |place: u32| -> Row {
        let laws = SUBJECTS.iter().map(|subject| runs(pack, place, *subject, lang).into());
        std::iter::once(place_name(pack, place).say(lang).into()).chain(laws).collect::<Vec<_>>().into()
    };
    document.push([Block::Table(Table::entries(head, places(pack, place).into_iter().map(row).collect()))]);
    let mut records = Records::new(&["place", "name", "subject", "year", "law", "measure"]);
    for cell in cells(pack, place) {
        let name = cell.name.say(lang);
        let (year, measure) = (cell.year.to_string(), cell.measure.unwrap_or_default());
        records.push(vec![cell.place.into(), name.into(), cell.subject.into(), year.into(), cell.law.into(), measure.into()]);
    }
    document.records = Some(records);
    document
}

#[derive(Serialize)]
struct CoverageOut<'p> {
    cells: Vec<Cell<'p>>,
}

#[derive(Serialize)]
struct Cell<'p> {
    place: String,
    name: Bilingual,
    subject: &'static str,
    year: i32,
    law: &'static str,
    measure: Option<&'p str>,
}

fn cells(pack: &Pack, place: Option<u32>) -> Vec<Cell<'_>> {
    let mut found = Vec::new();
    for place in places(pack, place) {
        for subject in SUBJECTS {
            for year in pack.years() {
                let (law, measure) = law(pack, place, subject, year);
                let (code, name) = (format!("{place:06}"), place_name(pack, place));
                found.push(Cell { place: code, name, subject: subject.0.mechanism, year, law: law.key(), measure });
            }
        }
    }
    found
}

/// The same as JSON: a place, subject and year each.
///
/// ```
/// let pack = huiqi::Pack::embedded()?;
/// let json: serde_json::Value = serde_json::from_str(&huiqi::report::coverage_json(&pack, None)).unwrap();
/// assert_eq!(json["cells"].as_array().unwrap().len(), 31 * 9 * 9);
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn coverage_json(pack: &Pack, place: Option<u32>) -> String {
    pretty(&CoverageOut { cells: cells(pack, place) })
}
