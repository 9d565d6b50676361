//! A small business to build tests from: everything that a test does not mention is there and changes nothing.
#![allow(dead_code)] // each test program uses its part

pub mod cases;
pub mod compared;
pub mod delegations;
pub mod edges;
pub mod mutation;
pub mod register;
pub mod strategy;
pub mod unread;

use huiqi::{Amounts, Assessment, Error, Form, Line, Money, Pack, Profile, Vocabulary};
use std::sync::OnceLock;

/// The embedded pack, loaded once.
pub fn pack() -> &'static Pack {
    static PACK: OnceLock<Pack> = OnceLock::new();
    PACK.get_or_init(|| Pack::embedded().unwrap_or_else(|error| panic!("{error}")))
}

/// The codes and Chinese names of all places, read from the list a second time.
pub fn places() -> std::collections::BTreeMap<u32, String> {
    let list: toml::Table = toml::from_str(include_str!("../../policies/lists/gbt2260.toml")).expect("TOML");
    let places = list["divisions"]["places"].as_array().expect("a list");
    let place = |line: &toml::Value| {
        let (code, names) = line.as_str().expect("a text").split_once(' ').expect("a code and a name");
        (code.parse().expect("a code"), names.split(' ').next().expect("a name").to_string())
    };
    places.iter().map(place).collect()
}

/// An amount as people write it.
pub fn yuan(text: &str) -> Money {
    Money::parse(text).unwrap_or_else(|| panic!("not an amount: {text}"))
}

/// A policy file as if nobody had read its text, in which one thing stands for another.
pub fn replaced(file: &str, from: &str, to: &str) -> (String, String) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("policies").join(file);
    let text = unread::unread(&std::fs::read_to_string(path).expect("a policy file"));
    assert!(from == to || text.contains(from), "{file}: no {from}");
    (file.to_string(), text.replacen(from, to, 1))
}

/// The law with that file.
pub fn law(file: &str, from: &str, to: &str) -> Result<Pack, Error> {
    pack().overlaid(vec![replaced(file, from, to)])
}

/// One business in one year.
#[derive(Clone, Debug)]
pub struct Case {
    pub year: i32,
    pub place: String,
    pub locality: String,
    pub industry: String,
    pub form: Form,
    pub filing: &'static str,
    /// What the last settlements of a company found, to June and from July.
    pub settled: Option<(bool, bool)>,
    /// `status` and whatever else stands in `[vat]`.
    pub vat: String,
    pub prices: &'static str,
    pub other_costs: Money,
    pub comprehensive_income: Money,
    pub staff: u32,
    pub assets: String,
    /// Tables to append, as TOML.
    pub tables: String,
    /// Keys of `[owner]` beside comprehensive income.
    pub owner: String,
    pub known_on: Option<huiqi::Date>,
}

impl Case {
    pub fn new(year: i32) -> Case {
        Case {
            year,
            place: "530302".into(),
            locality: "city".into(),
            industry: "F5213".into(),
            form: Form::IndividualBusiness,
            filing: "quarter",
            settled: Some((true, true)),
            vat: "status = \"small-scale\"".into(),
            prices: "inclusive",
            other_costs: Money::ZERO,
            // One fen from elsewhere: no basic or personal deductions, so that taxable income is the profit.
            comprehensive_income: yuan("1000万"),
            staff: 5,
            assets: "100万元".into(),
            tables: String::new(),
            owner: String::new(),
            known_on: None,
        }
    }

    pub fn monthly(mut self) -> Case {
        self.filing = "month";
        self
    }

    /// A general VAT taxpayer; `more` holds further keys of `[vat]`, separated by `; `.
    pub fn general(mut self, more: &str) -> Case {
        self.vat = format!("status = \"general\"\n{}", more.replace("; ", "\n"));
        self
    }

    pub fn net(mut self) -> Case {
        self.prices = "net";
        self
    }

    pub fn locality(mut self, locality: &str) -> Case {
        self.locality = locality.into();
        self
    }

    pub fn form(mut self, form: Form) -> Case {
        self.form = form;
        self
    }

    pub fn known_on(mut self, day: &str) -> Case {
        self.known_on = day.parse().ok();
        self
    }

    /// Adds `[[table]]` with these lines.
    pub fn with(mut self, table: &str, lines: &str) -> Case {
        self.tables += &format!("[[{table}]]\n{}\n", lines.replace("; ", "\n"));
        self
    }

    /// Adds a line of sales; `more` holds further keys, separated by `; `.
    pub fn sale(self, period: &str, kind: &str, amount: &str, more: &str) -> Case {
        self.with("sales", &format!("period = \"{period}\"; kind = \"{kind}\"; amount = \"{amount}\"; {more}"))
    }

    pub fn contract(self, month: &str, kind: &str, amount: &str, vat: &str) -> Case {
        self.with("contracts", &format!("month = \"{month}\"; kind = \"{kind}\"; amount = \"{amount}\"; vat_stated = \"{vat}\""))
    }

    pub fn owner(mut self, keys: &str) -> Case {
        self.owner = keys.replace("; ", "\n");
        self
    }

    pub fn toml(&self) -> String {
        let ends = format!("{{ staff = [{0}, {0}], assets = [\"{1}\", \"{1}\"] }}", self.staff, self.assets);
        let settled = self.settled.map_or(String::new(), |(to_june, from_july)| {
            format!("settled_small_to_june = {to_june}\nsettled_small_from_july = {from_july}\n")
        });
        format!(
            "name = \"case\"\nyear = {}\nplace = \"{}\"\nlocality = \"{}\"\nindustry = \"{}\"\nform = \"{}\"\n\n\
             [vat]\n{}\nfiling = \"{}\"\nprices = \"{}\"\n\n[costs]\nother = \"{}\"\n\n\
             [owner]\ncomprehensive_income = \"{}\"\n{}\n\n[scale]\nclass = \"micro\"\nrestricted_industry = false\n{settled}\
             Q1 = {ends}\nQ2 = {ends}\nQ3 = {ends}\nQ4 = {ends}\n\n{}",
            self.year,
            self.place,
            self.locality,
            self.industry,
            self.form.key(),
            self.vat,
            self.filing,
            self.prices,
            self.other_costs.plain(),
            self.comprehensive_income.plain(),
            self.owner,
            self.tables,
        )
    }

    pub fn profile(&self) -> Profile {
        Profile::parse(&self.toml(), "case.toml", pack()).unwrap_or_else(|error| panic!("{error}\n{}", self.toml()))
    }

    pub fn try_assess(&self) -> Result<Assessment, Error> {
        let profile = Profile::parse(&self.toml(), "case.toml", pack())?;
        huiqi::assess(&pack().rules(self.year, profile.place, self.known_on)?, &profile, self.form)
    }

    pub fn assess(&self) -> Assessment {
        self.try_assess().unwrap_or_else(|error| panic!("{error}\n{}", self.toml()))
    }

    pub fn amounts(&self) -> Amounts {
        self.assess().amounts
    }

    /// The same business with costs such that its profit is `profit`.
    pub fn with_profit(mut self, profit: &str) -> Case {
        self.other_costs = Money::ZERO;
        self.other_costs = self.amounts().profit - yuan(profit);
        assert!(self.other_costs >= Money::ZERO, "sales too small for a profit of {profit}");
        assert_eq!(self.amounts().profit, yuan(profit));
        self
    }

    pub fn payable(&self, line: Line) -> Money {
        self.amounts().lines[line].payable()
    }

    pub fn due(&self, line: Line) -> Money {
        self.amounts().lines[line].due
    }

    pub fn relief(&self, line: Line) -> Money {
        self.amounts().lines[line].relief
    }
}
