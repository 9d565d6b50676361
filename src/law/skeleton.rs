//! The skeleton of a policy file: every key of a document with one measure, blank, with what belongs there. A blank is refused by the
//! reader at its place, so that a file says itself what is still to be written.

use super::format::{self, Declared};
use super::parameter::{Parameter, Shape};
use crate::Date;

/// What is known of a document before it is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begun<'a> {
    pub(crate) id: &'a str,
    /// `CN` or a GB/T 2260 prefix.
    pub(crate) jurisdiction: &'a str,
    pub(crate) checked_on: Date,
}

/// The skeleton of a document with one measure of a mechanism.
pub(super) fn skeleton(begun: &Begun<'_>, declared: &Declared) -> String {
    let mut out = String::from("[document]\n");
    for parameter in format::document() {
        match parameter.key {
            "id" => out += &format!("id = \"{}\"\n", begun.id),
            "jurisdiction" => out += &format!("jurisdiction = \"{}\"\n", begun.jurisdiction),
            "checked_on" => out += &format!("checked_on = {}\n", begun.checked_on),
            // It is there wherever the text was read, which is the rule.
            "printed" => line(&Parameter { needed: true, ..parameter }, &mut out),
            _ => line(&parameter, &mut out),
        }
    }
    out += "\n[[measure]]\n";
    // Tables of their own come last.
    format::measure().iter().filter(|parameter| parameter.key != "printed").for_each(|parameter| line(parameter, &mut out));
    out += &format!("# {} / {}\nmechanism = \"{}\"\n[measure.parameters]\n", declared.meaning.zh, declared.meaning.en, declared.name);
    if let Some((one, other)) = declared.either {
        out += &format!("# {one}, {other}: 只填其一 / exactly one of the two\n");
    }
    declared.parameters.iter().for_each(|parameter| line(parameter, &mut out));
    out += "# 文件所载原文，如 \"第一条：10万元以下（含本数）\"；memory、inferred 的不填 / as the instrument prints it, under the key of each \
            figure; nothing where no text was read\n[measure.printed]\nvalid = \"\"\n";
    let figures = declared.parameters.iter().filter(|parameter| parameter.needed && is_printed(&parameter.shape));
    figures.for_each(|parameter| out += &format!("{} = \"\"\n", parameter.key));
    out
}

/// A key with what belongs there; one that may be left out stands in a comment.
fn line(parameter: &Parameter, out: &mut String) {
    let Parameter { key, meaning, shape, needed } = parameter;
    let before = if *needed { "" } else { "# " };
    *out += &format!("# {} / {} — {}\n{before}{key} = {}\n", meaning.zh, meaning.en, format::value(shape), blank(shape));
}

/// Whether an instrument prints it as a figure.
fn is_printed(shape: &Shape) -> bool {
    matches!(shape, Shape::Amount | Shape::Rate | Shape::Count { .. } | Shape::Date | Shape::YearMonth)
}

/// A value that is still to be written.
fn blank(shape: &Shape) -> String {
    let inside = |parameters: &[Parameter]| {
        let needed = parameters.iter().filter(|parameter| parameter.needed || parameter.key == "article");
        needed.map(|parameter| format!("{} = {}", parameter.key, blank(&parameter.shape))).collect::<Vec<_>>().join(", ")
    };
    match shape {
        Shape::Bilingual => format!("{{ {} }}", inside(&format::bilingual())),
        Shape::List { .. } => "[\"\"]".to_string(),
        Shape::Table(parameters) => format!("{{ {} }}", inside(parameters)),
        Shape::Tables(parameters) => format!("[{{ {} }}]", inside(parameters)),
        Shape::ByWord { words, each, whole: true } => {
            let each = blank(each);
            let by_word: Vec<String> = words.iter().map(|word| format!("{} = {each}", word.key)).collect();
            format!("{{ {} }}", by_word.join(", "))
        }
        Shape::ByWord { .. } | Shape::ByName(_) | Shape::Literals => "{}".to_string(),
        _ => "\"\"".to_string(),
    }
}
