//! Rows of a batch as CSV.

use huiqi::Lang;
use huiqi::register::harmless_text;
use serde_json::{Map, Value};

/// Rows as CSV: the number of the business, from 1, its figures, a line a record, and what is wrong with it.
pub(crate) fn csv_of(rows: &[Value], lang: Lang) -> String {
    let records = |row: &Value| row.get("records").and_then(Value::as_array).cloned().unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    for record in rows.iter().flat_map(records) {
        names.extend(record.as_object().into_iter().flat_map(Map::keys).filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>());
    }
    let cell = |value: Option<&Value>| match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => harmless_text(text).into_owned(),
        Some(value) => value.to_string(),
    };
    let quoted = |text: String| if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text };
    let key = if lang == Lang::En { "en" } else { "zh" };
    let error = |row: &Value| {
        let all = row.get("problems").and_then(Value::as_array).into_iter().flatten();
        let said = all.filter_map(|problem| {
            let pointer = problem.get("pointer").and_then(Value::as_str).unwrap_or_default();
            Some(format!("{pointer}: {}", problem.get("text")?.get(key)?.as_str()?))
        });
        said.collect::<Vec<_>>().join("; ")
    };
    let mut lines = vec![["row".to_string()].into_iter().chain(names.iter().cloned()).chain(["error".to_string()]).collect::<Vec<_>>()];
    for (at, row) in rows.iter().enumerate() {
        let number = (at + 1).to_string();
        let told = records(row);
        for record in &told {
            let cells = names.iter().map(|name| cell(record.get(name)));
            lines.push([number.clone()].into_iter().chain(cells).chain([String::new()]).collect());
        }
        if told.is_empty() {
            lines.push([number].into_iter().chain(names.iter().map(|_| String::new())).chain([error(row)]).collect());
        }
    }
    lines.into_iter().map(|cells| cells.into_iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n").collect()
}
