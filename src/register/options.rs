//! What is asked of a register, and what is said of a row that has a result.

use crate::Date;
use crate::base::names::{Form, Line};
use crate::base::words::{Lang, Vocabulary, vocabulary};

/// The options of a register's assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The forms compared with the present one.
    pub to: Vec<Form>,
    /// The tax year of every row, instead of its own.
    pub year: Option<i32>,
    /// Only what had been published by this day.
    pub known_on: Option<Date>,
    /// The tax lines that have a column.
    pub lines: Vec<Line>,
    /// Whether each line's relief has a column too.
    pub reliefs: bool,
    /// The language of errors.
    pub lang: Lang,
}

impl Default for Options {
    fn default() -> Options {
        Options { to: vec![Form::OnePersonCompany], year: None, known_on: None, lines: Line::ALL.to_vec(), reliefs: false, lang: Lang::En }
    }
}

vocabulary! {
    /// The status of a row that has a result.
    #[non_exhaustive]
    pub enum Status {
        Ok "ok" en "assessed" zh "已测算";
        BecomesGeneral "becomes-general" en "sales pass the small-scale limit: assessed as a general taxpayer from then on"
            zh "销售额超过小规模标准，此后按一般纳税人测算";
        OverLimit "over-small-scale-limit" en "sales pass the small-scale limit, but say no output rate: assessed as small-scale"
            zh "销售额超过小规模标准，未填税率，仍按小规模纳税人测算";
    }
}
