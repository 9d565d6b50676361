//! The columns described: as JSON for programs, as a table for the documentation.

use super::alone::Need;
use super::columns::{self, Column};
use crate::base::words::{Lang, Say};
use serde_json::{Value, json};

fn need(column: &Column, lang: Lang) -> String {
    match (&column.need, lang) {
        (Need::Required, Lang::En) => "required".to_string(),
        (Need::Required, Lang::Zh) => "必填".to_string(),
        (Need::Sometimes, Lang::En) => "optional".to_string(),
        (Need::Sometimes, Lang::Zh) => "视情况".to_string(),
        (Need::Default(default), Lang::En) => format!("default {default}"),
        (Need::Default(default), Lang::Zh) => format!("默认 {default}"),
    }
}

/// Every column as JSON: key, Chinese name, unit, whether it is required, and its meaning.
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(&huiqi::register::schema_json()).unwrap();
/// assert_eq!(schema["columns"][0]["key"], "key");
/// ```
#[must_use]
pub fn schema_json() -> String {
    let both = |of: &dyn Fn(Lang) -> String| json!({ "en": of(Lang::En), "zh": of(Lang::Zh) });
    let columns: Vec<Value> = columns::all()
        .iter()
        .map(|column| {
            let mut described = json!({
                "key": column.key,
                "zh": column.zh,
                "unit": both(&|lang| column.unit(lang)),
                "required": column.need == Need::Required,
                "meaning": both(&|lang| column.meaning.say(lang)),
            });
            if let (Need::Default(default), Some(fields)) = (&column.need, described.as_object_mut()) {
                fields.insert("default".to_string(), default.as_ref().into());
            }
            described
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&json!({ "columns": columns })).unwrap_or_default();
    text.push('\n');
    text
}

/// The table of columns for the documentation; the many columns of one sort are one line of it.
///
/// ```
/// let table = huiqi::register::columns_reference(huiqi::Lang::En);
/// assert!(table.contains("| `cost_goods` | `货物成本` | yuan |"));
/// ```
#[must_use]
pub fn columns_reference(lang: Lang) -> String {
    let mut out = match lang {
        Lang::En => "| column | Chinese name | cells | | meaning |\n|---|---|---|---|---|\n".to_string(),
        Lang::Zh => "| 列 | 英文名 | 内容 | | 含义 |\n|---|---|---|---|---|\n".to_string(),
    };
    let mut seen = Vec::new();
    for column in columns::all() {
        if seen.contains(&column.family) {
            continue;
        }
        seen.push(column.family);
        let (first, second) = match lang {
            Lang::En => (column.family, column.zh.as_str()),
            Lang::Zh => (column.zh.as_str(), column.family),
        };
        let unit = column.unit(lang).replace('|', "\\|");
        out += &format!("| `{first}` | `{second}` | {unit} | {} | {} |\n", need(column, lang), column.meaning.say(lang));
    }
    out
}
