//! What a measure rests on and says, for who compares a file with the printed page: authority, parameters, printed figures.

use super::document::{Block, Item, Words};
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
pub(super) fn parameters(pack: &Pack, measure: &Measure, lang: Lang) -> Vec<Block> {
    let (written_by, parameters) = pack.parameters_of(measure);
    let item = |measure: &Measure, key: &str, line: String| Item { words: Words::code(&line), notes: printed(measure, key) };
    let mut items: Vec<Item> = parameters.iter().map(|(key, value)| item(written_by, key, format!("{key} = {value}"))).collect();
    let days = Item { words: format!("{} {}", Label::Valid.say(lang), measure.valid).into(), notes: printed(measure, "valid") };
    items.extend(Some(days).filter(|days| !days.notes.is_empty()));
    let carried_on = (written_by.id != measure.id).then(|| Label::CarriedOn { id: written_by.id.clone() }.say(lang));
    let list = (!items.is_empty()).then(|| Block::bullets(items));
    carried_on.map(Block::plain).into_iter().chain(list).collect()
}

/// What the instrument prints of a parameter.
fn printed(measure: &Measure, key: &str) -> Vec<Words> {
    let of_key = |of: &str| of.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let line = |of: &str, says: &str| {
        let part = of.strip_prefix(key).unwrap_or_default().trim_start_matches('.');
        if part.is_empty() { says.to_string() } else { format!("{part}: {says}") }
    };
    let of = measure.printed.iter().filter(|printed| of_key(&printed.of));
    of.map(|printed| line(&printed.of, &printed.says).into()).collect()
}
