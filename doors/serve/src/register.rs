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
    /// What is asked, by the names of the forms and the years of the pack.
    pub(crate) fn options(&self, pack: &Pack, lang: Lang) -> Result<Options, Problem> {
        let wrong = |code: &str, zh: String, en: String| {
            Problem::told(StatusCode::BAD_REQUEST, json!({ "code": code, "text": { "zh": zh, "en": en } }), lang)
        };
        let mut options = Options { year: self.year, known_on: self.known_on, lang, ..Options::default() };
        let years = pack.years();
        if let Some(year) = self.year.filter(|year| !years.contains(year)) {
            let (first, last) = years.into_inner();
            let (zh, en) = (format!("覆盖 {first} 至 {last} 年，不含 {year} 年"), format!("{first} to {last} are covered, not {year}"));
            return Err(wrong("year-not-covered", zh, en));
        }
        if let Some(names) = &self.to {
            let form = |name: &str| {
                let forms = || Form::ALL.iter().map(|form| form.key()).collect::<Vec<_>>().join(", ");
                let zh = || format!("没有组织形式 `{name}`；可用：{}", forms());
                Form::from_written(name).ok_or_else(|| wrong("no-such-form", zh(), format!("no form is called `{name}`: {} are", forms())))
            };
            options.to = names.split(',').map(form).collect::<Result<_, _>>()?;
        }
        Ok(options)
    }

    /// Nothing of it may stand beside a batch in JSON, whose body says what is asked.
    pub(crate) fn none(&self, lang: Lang) -> Result<(), Problem> {
        if self.to.is_none() && self.year.is_none() && self.known_on.is_none() {
            return Ok(());
        }
        let text = json!({
            "zh": "`to`、`year`、`known_on` 只用于 CSV 名册；JSON 请写在正文中",
            "en": "`to`, `year` and `known_on` are of a register in CSV: in JSON the body says so",
        });
        Err(Problem::told(StatusCode::BAD_REQUEST, json!({ "code": "only-of-csv", "text": text }), lang))
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
