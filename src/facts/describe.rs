//! The table of facts, for who wants to show it: a form, a page, a schema.

use super::fact::Kind;
use super::fact::{Fact, Need};
use super::part::Part;
use super::{Profile, write};
use crate::Lang;
use crate::base::error::AboutFact;
use crate::base::money::MAX_AMOUNT;
use crate::base::words::Bilingual;

impl Fact {
    /// The facts of a profile, in their order; those of a table are in [`Fact::facts`].
    ///
    /// ```
    /// let sales = huiqi::Fact::all().iter().find(|fact| fact.key == "sales").unwrap();
    /// let amount = sales.facts().iter().find(|fact| fact.key == "amount").unwrap();
    /// assert_eq!(amount.zh_key, "金额");
    /// assert!(amount.is_required() && amount.default().is_none());
    /// ```
    #[must_use]
    pub fn all() -> &'static [Fact] {
        Profile::FACTS
    }

    /// The facts in it, where it is a table, a list of tables or several keys.
    ///
    /// ```
    /// use huiqi::Fact;
    ///
    /// let costs = Fact::all().iter().find(|fact| fact.key == "costs").unwrap();
    /// let keys: Vec<&str> = costs.facts().iter().map(|fact| fact.key).collect();
    /// assert!(keys.contains(&"goods") && keys.contains(&"wages"));
    /// ```
    #[must_use]
    pub fn facts(&self) -> &'static [Fact] {
        match self.kind {
            Kind::Flat(facts, _) | Kind::Table(facts) | Kind::Tables(facts) => facts,
            _ => &[],
        }
    }

    /// Whether exactly one of [`Fact::facts`] is told.
    ///
    /// ```
    /// use huiqi::Fact;
    ///
    /// // Premises have an original value or a rent, never both.
    /// let property = Fact::all().iter().find(|fact| fact.key == "property").unwrap();
    /// let either = property.facts().iter().find(|fact| fact.is_one_of()).unwrap();
    /// assert_eq!(either.facts().len(), 2);
    /// ```
    #[must_use]
    pub fn is_one_of(&self) -> bool {
        matches!(self.kind, Kind::Flat(_, true))
    }

    /// What it means.
    ///
    /// ```
    /// use huiqi::{Fact, Lang};
    ///
    /// let year = Fact::all().iter().find(|fact| fact.key == "year").unwrap();
    /// assert_eq!(year.meaning(Lang::Zh), "事实所属的年度");
    /// ```
    #[must_use]
    pub fn meaning(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }

    /// The fact of a path such as `sales[1].amount`.
    pub(crate) fn at_path(path: &str) -> Option<&'static Fact> {
        fn find(facts: &'static [Fact], key: &str) -> Option<&'static Fact> {
            facts.iter().find_map(|fact| match fact.kind {
                Kind::Flat(inner, _) => find(inner, key),
                _ => (fact.key == key || fact.zh_key == key).then_some(fact),
            })
        }
        let mut found: Option<&'static Fact> = None;
        for part in path.split('.') {
            let key = part.split_once('[').map_or(part, |(key, _)| key);
            found = Some(find(found.map_or(Fact::all(), |table| table.facts()), key)?);
        }
        found
    }

    /// What a problem with it adds: its meaning and, where it is missing, how to write it.
    pub(crate) fn about(&self, missing: bool) -> AboutFact {
        let name = if self.zh == self.zh_key { String::new() } else { format!("{}，", self.zh_key) };
        let meaning = Bilingual { zh: name + self.zh, en: self.en.to_string() };
        AboutFact { meaning, write: missing.then(|| Bilingual { zh: self.how_written(Lang::Zh), en: self.how_written(Lang::En) }) }
    }

    /// How to write it: a value; the header of a table and the first of its keys.
    fn how_written(&self, lang: Lang) -> String {
        const KEYS: usize = 5;
        let header = match self.kind {
            Kind::Table(_) => format!("[{}]", self.key),
            Kind::Tables(_) => format!("[[{}]]", self.key),
            _ => return self.unit(lang),
        };
        let told = |fact: &&&Fact| !matches!(fact.kind, Kind::Flat(..));
        let required = self.facts().iter().filter(|fact| fact.is_required());
        let others = self.facts().iter().filter(|fact| !fact.is_required());
        let keys: Vec<&str> = required.chain(others).filter(|fact| told(&fact)).take(KEYS).map(|fact| fact.key).collect();
        match lang {
            Lang::En => format!("{header} with {}", keys.join(", ")),
            Lang::Zh => format!("{header} 及其中的 {}", keys.join("、")),
        }
    }

    /// Whether a profile must tell it, or a table that holds it must.
    ///
    /// ```
    /// use huiqi::Fact;
    ///
    /// let fact = |key: &str| Fact::all().iter().find(|fact| fact.key == key).unwrap();
    /// assert!(fact("year").is_required());
    /// assert!(!fact("contracts").is_required());
    /// ```
    #[must_use]
    pub fn is_required(&self) -> bool {
        matches!(self.need, Need::Required)
    }

    /// Whether it may be told as `"unknown"`.
    ///
    /// ```
    /// use huiqi::Fact;
    ///
    /// let owner = Fact::all().iter().find(|fact| fact.key == "owner").unwrap();
    /// let income = owner.facts().iter().find(|fact| fact.key == "comprehensive_income").unwrap();
    /// assert!(income.may_be_unknown());
    /// ```
    #[must_use]
    pub fn may_be_unknown(&self) -> bool {
        self.unknown
    }

    /// What it is where nothing is told, as a file would say it.
    ///
    /// ```
    /// use huiqi::Fact;
    ///
    /// let company = Fact::all().iter().find(|fact| fact.key == "company").unwrap();
    /// let share = company.facts().iter().find(|fact| fact.key == "share_distributed").unwrap();
    /// assert_eq!(share.default().as_deref(), Some("\"100%\""));
    /// ```
    #[must_use]
    pub fn default(&self) -> Option<String> {
        match self.need {
            Need::Default(default) => Some(write::in_toml(&default())),
            Need::Required | Need::Optional => None,
        }
    }

    /// The column of a register that says it, as a header in this language names it; `None` where it has none of its own.
    ///
    /// ```
    /// use huiqi::{Fact, Lang};
    ///
    /// let costs = Fact::all().iter().find(|fact| fact.key == "costs").unwrap();
    /// let goods = costs.facts().iter().find(|fact| fact.key == "goods").unwrap();
    /// assert_eq!(goods.register_column(Lang::Zh), Some("货物成本"));
    /// ```
    #[must_use]
    pub fn register_column(&self, lang: Lang) -> Option<&'static str> {
        self.column.as_ref().map(|column| match lang {
            Lang::En => column.key,
            Lang::Zh => column.zh,
        })
    }

    /// What may be told: the unit with its limits, or the words.
    ///
    /// ```
    /// use huiqi::{Fact, Lang};
    ///
    /// let locality = Fact::all().iter().find(|fact| fact.key == "locality").unwrap();
    /// assert_eq!(locality.unit(Lang::En), "city | county-town | elsewhere");
    /// ```
    #[must_use]
    pub fn unit(&self, lang: Lang) -> String {
        unit(&self.kind, lang)
    }
}

fn unit(kind: &Kind, lang: Lang) -> String {
    let both = |en: &str, zh: &str| match lang {
        Lang::En => en.to_string(),
        Lang::Zh => zh.to_string(),
    };
    match *kind {
        Kind::Text => both("text", "文字"),
        Kind::Amount => both(&format!("yuan, 0 to {MAX_AMOUNT}"), &format!("元，0 至 {MAX_AMOUNT}")),
        Kind::SignedAmount => both(&format!("yuan, up to {MAX_AMOUNT} either way"), &format!("元，正负至 {MAX_AMOUNT}")),
        Kind::PositiveAmount => both(&format!("yuan, over 0, to {MAX_AMOUNT}"), &format!("元，大于 0，至 {MAX_AMOUNT}")),
        Kind::Rate => both("rate, 0% to 1000%", "比率，0% 至 1000%"),
        Kind::Share => both("share, 0% to 100%", "比例，0% 至 100%"),
        Kind::Area => both("square metres, 0 to 100,000,000", "平方米，0 至 100,000,000"),
        Kind::Count(most, en, zh) => {
            both(format!("whole number of {en}, 0 to {most}").replace(" of ,", ",").as_str(), format!("整数{zh}，0 至 {most}").as_str())
        }
        Kind::TaxYear => both("tax year that the pack covers", "法规包覆盖的年度"),
        Kind::EarlierYear => both("year before that of the profile", "更早的年份"),
        Kind::Month => both("month, such as \"03\"", "月份，如 \"03\"、\"3月\""),
        Kind::Period => both("month or quarter, such as \"03\" or \"Q1\"", "月份或季度，如 \"3月\"、\"一季度\""),
        Kind::PeriodOrYear => {
            both("month or quarter, such as \"03\" or \"Q1\", or \"year\"", "月份或季度，如 \"3月\"、\"一季度\"，或 \"全年\"")
        }
        Kind::Date => both("day, such as 2022-04-01", "日期，如 2022-04-01"),
        Kind::Truth => both("true or false", "是或否"),
        Kind::Word(words) => {
            // The key stands first, then the names in English and Chinese.
            let place = if lang == Lang::Zh { 2 } else { 0 };
            words().into_iter().filter_map(|word| word.into_iter().nth(place)).collect::<Vec<_>>().join(" | ")
        }
        Kind::Place => both("GB/T 2260 code or name", "行政区划代码或名称"),
        Kind::Industry => both("GB/T 4754 code, such as H6210", "国民经济行业代码，如 H6210"),
        Kind::List(item, Some(2)) => {
            both(&format!("[opening, close], each {}", unit(item, lang)), &format!("[期初, 期末]，各为{}", unit(item, lang)))
        }
        Kind::List(item, Some(count)) => both(&format!("{count} × {}", unit(item, lang)), &format!("{count} 个：{}", unit(item, lang))),
        Kind::List(item, None) => both(&format!("list of {}", unit(item, lang)), &format!("列表：{}", unit(item, lang))),
        Kind::Flat(..) => String::new(),
        Kind::Table(_) => both("table", "表"),
        Kind::Tables(_) => both("list of tables", "表的列表"),
    }
}
