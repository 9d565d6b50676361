//! What answers tell a reader. Each answer makes one [`Document`] here; one renderer a format turns any document into text,
//! Markdown, HTML, CSV or iCalendar. JSON is the answer itself. Every figure was computed before; nothing is calculated.

mod answer;
mod break_even;
mod brief;
mod classes;
mod client_report;
mod cliffs;
mod comparison;
mod coverage;
mod covers;
mod document;
mod explanation;
mod filing_calendar;
mod found;
mod grounds;
mod impact;
mod instrument;
mod json;
mod labels;
mod measures;
mod optimise;
mod outcomes;
mod over_time;
mod page;
mod picture;
mod prepayments;
mod ranges;
mod render;
mod schema;
mod shared;
mod stale;
mod sweep;
mod timeline;
mod verdict;
#[cfg(feature = "strategies")]
mod verification;

pub use crate::base::visible::{visible, visible_data, visible_json};
pub use crate::base::words::FORMAT_VERSION;
pub use answer::{answer, answer_json, error_json};
pub use break_even::{break_even, break_even_json};
pub use classes::{classification, classification_json};
pub use client_report::{client_report, client_report_json};
pub use cliffs::{cliffs, cliffs_json};
pub use comparison::{assessment, comparison};
pub use coverage::{LocalLaw, coverage, coverage_json};
pub use covers::{covers, covers_json};
pub use document::{Document, Style};
pub use explanation::explanation;
pub use filing_calendar::{filing_calendar, filing_calendar_json};
pub use found::{places, places_json, trades, trades_json};
pub use impact::{impact, impact_json};
pub use json::{assessment_json, comparison_json, explanation_json};
pub use measures::{measures, measures_in_full, measures_json};
pub use optimise::{optimum, optimum_json};
pub use over_time::{changes, changes_json, years, years_json};
pub use page::{advice_json, glance_json, outlook_json, why_json};
pub use picture::curves as chart;
pub use prepayments::{prepayments, prepayments_json};
pub use ranges::{ranges, ranges_json};
pub use schema::{answer_schema, error_schema, question_schema};
pub use stale::{stale, stale_json};
pub use sweep::{sweep, sweep_json};
pub use timeline::{timeline, timeline_json};
#[cfg(feature = "strategies")]
pub use verification::{
    Replay, Verification, counterexample_name, counterexample_toml, properties, verification, verification_json, verification_junit,
};

use crate::assess::Assessment;
use crate::assess::Rules;
use crate::base::names::{Confidence, Line};
use crate::base::words::{Bilingual, Lang, Say};
use crate::facts::Profile;
use crate::law::Pack;
use crate::taxes::trace::{Assumption, MeasureIx, Step};

/// What every report stands on.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The rules in force.
    pub rules: &'a Rules,
    /// The facts.
    pub profile: &'a Profile,
    /// The language of the reader.
    pub lang: Lang,
}

impl Context<'_> {
    /// A document about the business, with what it was made with.
    fn page(&self) -> Document {
        Document { footer: vec![self.footer().say(self.lang)], ..Document::new(self.lang, self.subject().say(self.lang)) }
    }

    /// The document and article of a measure: `财政部 税务总局公告2022年第15号 第一条`.
    ///
    /// ```
    /// use huiqi::{report, Lang};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
    /// let halving = pack.find_measures("mof-sta-2023-12#halving")[0];
    /// assert_eq!(context.citation(halving), "财政部 税务总局公告2023年第12号 第二条、第四条");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn citation(&self, index: MeasureIx) -> String {
        self.pack.cite(index).say(self.lang)
    }

    fn measure_title(&self, index: MeasureIx) -> String {
        self.pack.measure(index).title.say(self.lang)
    }

    /// A measure's title with its document and article.
    fn titled(&self, index: MeasureIx) -> String {
        format!("{} ({})", self.measure_title(index), self.citation(index))
    }

    fn place_name(&self) -> String {
        self.pack.classes().place_name(self.profile.place).map(|name| name.say(self.lang)).unwrap_or_default()
    }

    /// The steps of one line, as they were computed.
    fn steps_of<'s>(&self, assessment: &'s Assessment, line: Line) -> impl Iterator<Item = &'s Step> {
        assessment.record.steps.iter().filter(move |step| step.line == line)
    }

    /// A citation in both languages.
    fn cited(&self, index: MeasureIx) -> Bilingual {
        self.pack.cite(index).in_both()
    }

    fn not_sure(&self, index: MeasureIx, confidence: Confidence) -> Assumption {
        let measure = self.pack.measure(index);
        Assumption::NotSure { measure: measure.id.clone(), title: measure.title.clone(), citation: self.cited(index), confidence }
    }

    /// Local law that was not read, and what stood in for it.
    fn stands_in(&self, index: MeasureIx) -> Assumption {
        let (measure, classes) = (self.pack.measure(index), self.pack.classes());
        let place = classes.place_name(self.profile.place).cloned().unwrap_or_default();
        let (title, confidence) = (measure.title.clone(), measure.confidence);
        Assumption::StandsIn { measure: measure.id.clone(), place, title, citation: self.cited(index), confidence }
    }

    /// What was assumed, and which of the measures used are not certain.
    fn assumptions(&self, assessment: &Assessment) -> Vec<Assumption> {
        let record = &assessment.record;
        let in_steps = record.steps.iter().filter_map(|step| step.measure());
        let mut used: Vec<MeasureIx> = in_steps.chain(record.relied_on.iter().copied()).collect();
        used.sort();
        used.dedup();
        let beside = record.benefits.iter().map(|benefit| benefit.measure);
        let mut standing_in: Vec<MeasureIx> = used.iter().copied().chain(beside).collect();
        standing_in.retain(|index| self.pack.measure(*index).stands_in);
        standing_in.sort();
        standing_in.dedup();
        used.retain(|index| !standing_in.contains(index));
        let standing_in = standing_in.into_iter().map(|index| self.stands_in(index));
        let unsure = used
            .into_iter()
            .map(|index| (index, self.pack.measure(index).confidence))
            .filter(|(_, confidence)| matches!(confidence, Confidence::Memory | Confidence::Inferred))
            .map(|(index, confidence)| self.not_sure(index, confidence));
        let indifferent = self.profile.unknown.iter().map(|fact| Assumption::Indifferent { fact: fact.key() });
        let told = self.not_told().chain(self.former_place()).chain(indifferent);
        told.chain(record.assumed.iter().cloned()).chain(standing_in).chain(unsure).collect()
    }

    /// The place that the profile names by a code or name that ended.
    fn former_place(&self) -> Option<Assumption> {
        let former = self.profile.origin.former_place.as_ref()?;
        let successor = self.pack.classes().place_name(former.successor)?.clone();
        let (found, year, document) = (format!("{:06} {}", former.code, former.name), former.year, former.document());
        Some(Assumption::PlaceBecame { found, year, successor, document })
    }

    /// What the profile leaves out and was taken to be usual.
    fn not_told(&self) -> impl Iterator<Item = Assumption> {
        self.profile.usual_facts().iter().map(|usual| Assumption::NotTold { usual: usual.clone() })
    }
}
