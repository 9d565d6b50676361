//! A register in CSV: each of its businesses in the present form beside others.

use crate::batch::MOST_ROWS;
use crate::problem::Problem;
use axum::http::StatusCode;
use huiqi::register::{Encoded, Options, assess_csv};
use huiqi::{Date, Form, Lang, Pack, Vocabulary};
use serde::Deserialize;
use serde_json::json;

/// What is asked of a register, beside its rows.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    to: Option<String>,
    year: Option<i32>,
    known_on: Option<Date>,
}

impl Asked {
    pub(crate) fn options(&self, lang: Lang) -> Result<Options, Problem> {
        let mut options = Options { year: self.year, known_on: self.known_on, lang, ..Options::default() };
        if let Some(names) = &self.to {
            let form = |name: &str| {
                Form::from_written(name).ok_or_else(|| {
                    let forms = Form::ALL.iter().map(|form| form.key()).collect::<Vec<_>>().join(", ");
                    let (zh, en) = (format!("没有组织形式 `{name}`；可用：{forms}"), format!("no form is called `{name}`: {forms} are"));
                    Problem::told(StatusCode::BAD_REQUEST, json!({ "code": "no-such-form", "text": { "zh": zh, "en": en } }), lang)
                })
            };
            options.to = names.split(',').map(form).collect::<Result<_, _>>()?;
        }
        Ok(options)
    }
}

/// A register in CSV, answered row by row.
pub(crate) fn assessed(pack: &Pack, text: &str, options: Options, shape: Encoded) -> Result<String, Problem> {
    let lang = options.lang;
    let most = u64::try_from(MOST_ROWS).unwrap_or(u64::MAX);
    let written = assess_csv(pack, text.as_bytes(), most, options, shape).map_err(|sentences| {
        let is_long = sentences.iter().any(|one| one.code() == "too-many");
        let said = sentences.iter().map(|one| json!({ "code": one.code(), "text": { "zh": one.say(Lang::Zh), "en": one.say(Lang::En) } }));
        Problem::all(if is_long { StatusCode::PAYLOAD_TOO_LARGE } else { StatusCode::BAD_REQUEST }, said.collect(), lang)
    })?;
    let text = String::from_utf8(written).map_err(|_| Problem::plain(StatusCode::INTERNAL_SERVER_ERROR))?;
    Ok(match shape {
        Encoded::JsonLines => format!("{{\"rows\":[{}]}}", text.lines().collect::<Vec<_>>().join(",")),
        _ => text,
    })
}
