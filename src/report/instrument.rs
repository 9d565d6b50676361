//! What a measure rests on and says, for who compares a file with the printed page: authority, parameters, printed figures.

use super::labels::Label;
use crate::base::words::{Lang, Say};
use crate::law::{Measure, Pack};

/// The instruments with their articles and days of issue, one a line.
pub(super) fn authority(measure: &Measure) -> Vec<String> {
    let one = |entry: &crate::law::Authority| {
        let article = entry.article.as_deref().map(|article| format!(" {article}")).unwrap_or_default();
        let called = entry.called.as_deref().map(|called| format!(" {called}")).unwrap_or_default();
        format!("{}{called}{article} ({}, {})", entry.number, entry.issuer, entry.issued_on)
    };
    measure.authority.iter().map(one).collect()
}

/// Each parameter as written, with what is printed of it below; those of a measure that is carried on say whose they are.
pub(super) fn parameters(pack: &Pack, measure: &Measure, lang: Lang) -> Vec<String> {
    let (written_by, parameters) = pack.parameters_of(measure);
    let mut lines = Vec::new();
    let printed = |measure: &Measure, key: &str| -> Vec<String> {
        let of_key = |of: &str| of.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let line = |of: &str, says: &str| {
            let part = of.strip_prefix(key).unwrap_or_default().trim_start_matches('.');
            if part.is_empty() { format!("  {says}") } else { format!("  {part}: {says}") }
        };
        measure.printed.iter().filter(|printed| of_key(&printed.of)).map(|printed| line(&printed.of, &printed.says)).collect()
    };
    if written_by.id != measure.id {
        lines.push(Label::CarriedOn { id: written_by.id.clone() }.say(lang));
    }
    for (key, value) in &parameters {
        lines.push(format!("{key} = {value}"));
        lines.extend(printed(written_by, key));
    }
    let days = printed(measure, "valid");
    if !days.is_empty() {
        lines.push(format!("{} {}", Label::Valid.say(lang), measure.valid));
        lines.extend(days);
    }
    lines
}
