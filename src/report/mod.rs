//! Results as text: one file a format. Every figure shown here was computed before; nothing is calculated.

mod agenda;
#[cfg(feature = "cli")]
mod answer;
mod break_even;
pub mod chart;
mod classes;
mod cliffs;
mod csv;
#[cfg(feature = "cli")]
mod handout;
mod json;
mod labels;
mod markdown;
mod measures;
mod optimise;
mod over_time;
mod prepayments;
mod ranges;
mod shared;
mod sheet;
mod sweep;
#[cfg(feature = "cli")]
mod text;
mod timeline;
#[cfg(feature = "strategies")]
mod verification;

pub use crate::base::words::FORMAT_VERSION;
#[cfg(feature = "cli")]
pub use agenda::agenda_text;
pub use agenda::{agenda_csv, agenda_ics, agenda_json, agenda_markdown};
#[cfg(feature = "cli")]
pub use answer::{ANSWER_SCHEMA, ERROR_SCHEMA, QUESTION_SCHEMA, answer_json, error_json};
#[cfg(feature = "cli")]
pub use break_even::break_even_text;
pub use break_even::{break_even_csv, break_even_json, break_even_markdown};
#[cfg(feature = "cli")]
pub use classes::classification_text;
pub use classes::{classification_csv, classification_json, classification_markdown};
#[cfg(feature = "cli")]
pub use cliffs::cliffs_text;
pub use cliffs::{cliffs_csv, cliffs_json, cliffs_markdown};
pub use csv::{assessment_csv, comparison_csv, explanation_csv};
#[cfg(feature = "cli")]
pub use handout::{handout_html, handout_json, handout_markdown};
pub use json::{assessment_json, comparison_json, explanation_json, measures_json};
pub use markdown::{assessment_markdown, comparison_markdown, explanation_markdown, measure_reference};
pub use measures::measures_csv;
#[cfg(feature = "cli")]
pub use optimise::optimum_text;
pub use optimise::{optimum_csv, optimum_json, optimum_markdown};
pub use over_time::{changes_csv, changes_json, changes_markdown, years_csv, years_json, years_markdown};
#[cfg(feature = "cli")]
pub use over_time::{changes_text, years_text};
#[cfg(feature = "cli")]
pub use prepayments::prepayments_text;
pub use prepayments::{prepayments_csv, prepayments_json, prepayments_markdown};
#[cfg(feature = "cli")]
pub use ranges::ranges_text;
pub use ranges::{ranges_csv, ranges_json, ranges_markdown};
#[cfg(feature = "cli")]
pub use sweep::sweep_text;
pub use sweep::{sweep_chart, sweep_csv, sweep_json, sweep_markdown};
#[cfg(feature = "cli")]
pub use text::{Style, assessment_text, comparison_text, explanation_text, measure_text, measures_text};
pub use timeline::{timeline_svg, timeline_text};
#[cfg(feature = "strategies")]
pub use verification::{
    Replay, Verification, counterexample_name, counterexample_toml, properties_markdown, verification_csv, verification_json,
    verification_junit, verification_markdown, verification_text,
};

use crate::assess::Assessment;
use crate::assess::Rules;
use crate::base::names::{Confidence, Line};
use crate::base::words::{Bilingual, Lang, Say};
use crate::facts::Profile;
use crate::law::Pack;
use crate::taxes::trace::{Assumption, MeasureIx, Step};
use labels::Label;

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
    /// The document and article of a measure: `财政部 税务总局公告2022年第15号 第一条`.
    pub fn citation(&self, index: MeasureIx) -> String {
        let measure = self.pack.measure(index);
        let document = self.pack.document_of(measure);
        let draft = if document.overlay { Label::Draft.say(self.lang) } else { String::new() };
        format!("{draft}{} {}", document.number, measure.article)
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

    fn not_sure(&self, index: MeasureIx, confidence: Confidence) -> Assumption {
        let measure = self.pack.measure(index);
        let cited = |lang| Context { lang, ..*self }.citation(index);
        let citation = Bilingual { zh: cited(Lang::Zh), en: cited(Lang::En) };
        Assumption::NotSure { measure: measure.id.clone(), title: measure.title.clone(), citation, confidence }
    }

    /// What was assumed, and which of the measures used are not certain.
    fn assumptions(&self, assessment: &Assessment) -> Vec<Assumption> {
        let mut used: Vec<MeasureIx> = assessment.record.steps.iter().filter_map(|step| step.measure()).collect();
        used.sort();
        used.dedup();
        let unsure = used
            .into_iter()
            .map(|index| (index, self.pack.measure(index).confidence))
            .filter(|(_, confidence)| matches!(confidence, Confidence::Memory | Confidence::Inferred))
            .map(|(index, confidence)| self.not_sure(index, confidence));
        assessment.record.assumed.iter().cloned().chain(unsure).collect()
    }
}
