//! What was answered, and the profile that it makes.

use huiqi::{Form, Locality, Money, Rate, SaleKind, SizeClass, Vocabulary};
use std::fmt::Write;

/// What stands for a fact that was not answered.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Open {
    /// It is unknown: what is saved.
    Unknown,
    /// It is not told: what is asked for the next best question.
    Missing,
    /// No, none or the least: to see whether another fact changes anything.
    Taken,
}

/// A general taxpayer's rate and input tax of the year.
#[derive(Clone, Copy)]
pub(super) struct General {
    pub(super) rate: Rate,
    pub(super) input: Money,
}

/// What was answered.
#[derive(Clone)]
pub(super) struct Answers {
    pub(super) place: u32,
    pub(super) place_name: String,
    pub(super) industry: String,
    pub(super) trade: String,
    pub(super) year: i32,
    /// The first month of operation: 1 where it was open all year.
    pub(super) opened: u32,
    pub(super) form: Form,
    pub(super) partners: u32,
    pub(super) kind: SaleKind,
    pub(super) sales: Money,
    /// Whether the sales are those of a month.
    pub(super) monthly: bool,
    pub(super) costs: Money,
    pub(super) staff: u32,
    pub(super) wages: Money,
    /// Rent of premises of its own, which bears property tax.
    pub(super) own_rent: Money,
    pub(super) locality: Locality,
    pub(super) general: Option<General>,
    pub(super) assets: Option<Money>,
    pub(super) restricted: Option<bool>,
    pub(super) income: Option<Money>,
    pub(super) class: Option<SizeClass>,
    pub(super) settled: [Option<bool>; 2],
}

/// A text in a profile; what JSON escapes is read so in TOML too.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// How many months of a year a business that opened in this one ran.
pub(super) fn months_from(opened: u32) -> u32 {
    13 - opened
}

impl Answers {
    /// How many months of the year it was open.
    pub(super) fn months(&self) -> u32 {
        months_from(self.opened)
    }

    /// The profile as a file.
    pub(super) fn toml(&self, open: Open) -> String {
        let mut out = String::new();
        let _ = self.write(&mut out, open);
        out
    }

    /// Writing to a `String` cannot fail.
    fn write(&self, out: &mut String, open: Open) -> std::fmt::Result {
        let one_line = |text: &str| text.replace(char::is_control, " ");
        writeln!(out, "name = {}", quoted(&self.trade))?;
        writeln!(out, "year = {}", self.year)?;
        writeln!(out, "place = \"{:06}\" # {}", self.place, one_line(&self.place_name))?;
        writeln!(out, "locality = \"{}\"", self.locality.key())?;
        writeln!(out, "industry = {} # {}", quoted(&self.industry), one_line(&self.trade))?;
        writeln!(out, "form = \"{}\"", self.form.key())?;
        // A general taxpayer files each month, few excepted.
        let (status, filing) = if self.general.is_some() { ("general", "month") } else { ("small-scale", "quarter") };
        writeln!(out, "\n[vat]\nstatus = \"{status}\"\nfiling = \"{filing}\"")?;
        if self.opened > 1 {
            writeln!(out, "\n[operation]\nfrom = \"{:02}\"", self.opened)?;
        }
        writeln!(out, "\n[[sales]]\nperiod = \"year\"\nkind = \"{}\"\namount = \"{}\"", self.kind.key(), self.sales.plain())?;
        if self.monthly {
            writeln!(out, "average = true")?;
        }
        if let Some(general) = &self.general {
            writeln!(out, "rate = \"{}\"", general.rate)?;
            writeln!(out, "\n[[inputs]]\nperiod = \"year\"\ntax = \"{}\"", general.input.plain())?;
        }
        writeln!(out, "\n[costs]\nother = \"{}\"\nwages = \"{}\"", self.costs.plain(), self.wages.plain())?;
        if self.own_rent > Money::ZERO {
            let housing = self.kind == SaleKind::HousingLease;
            writeln!(out, "\n[[property]]\nannual_rent = \"{}\"\nhousing = {housing}", self.own_rent.plain())?;
            if self.opened > 1 {
                writeln!(out, "from = \"{:02}\"", self.opened)?;
            }
        }
        self.write_scale(out, open)?;
        writeln!(out, "\n[owner]")?;
        match (self.income, open) {
            (Some(income), _) => writeln!(out, "comprehensive_income = \"{}\"", income.plain())?,
            (None, Open::Taken) => writeln!(out, "comprehensive_income = 0")?,
            (None, Open::Unknown | Open::Missing) => writeln!(out, "comprehensive_income = \"unknown\"")?,
        }
        if self.form == Form::Partnership {
            self.write_partners(out)?;
        }
        Ok(())
    }

    fn write_scale(&self, out: &mut String, open: Open) -> std::fmt::Result {
        writeln!(out, "\n[scale]")?;
        if let Some(class) = self.class {
            writeln!(out, "class = \"{}\"", class.key())?;
        }
        match (self.restricted, open) {
            (Some(restricted), _) => writeln!(out, "restricted_industry = {restricted}")?,
            (None, Open::Taken) => writeln!(out, "restricted_industry = false")?,
            (None, Open::Unknown) => writeln!(out, "restricted_industry = \"unknown\"")?,
            (None, Open::Missing) => (),
        }
        // Only a company that is a general taxpayer goes by them.
        let of_settlements = self.form.is_company() && self.general.is_some();
        for (settled, key) in self.settled.iter().zip(["settled_small_to_june", "settled_small_from_july"]) {
            match (settled, open) {
                (Some(settled), _) => writeln!(out, "{key} = {settled}")?,
                (None, Open::Taken) if of_settlements => writeln!(out, "{key} = true")?,
                (None, Open::Unknown) if of_settlements => writeln!(out, "{key} = \"unknown\"")?,
                (None, _) => (),
            }
        }
        let assets = match (self.assets, open) {
            (Some(assets), _) => format!("[\"{0}\", \"{0}\"]", assets.plain()),
            (None, Open::Taken) => "[0, 0]".to_string(),
            (None, Open::Unknown) => "\"unknown\"".to_string(),
            (None, Open::Missing) => return Ok(()),
        };
        for quarter in self.opened.div_ceil(3)..=4 {
            writeln!(out, "Q{quarter} = {{ staff = [{0}, {0}], assets = {assets} }}", self.staff)?;
        }
        Ok(())
    }

    /// Equal shares; the last takes what is left over.
    fn write_partners(&self, out: &mut String) -> std::fmt::Result {
        let whole: i64 = 1_000_000;
        let each = whole.checked_div(self.partners.into()).unwrap_or(whole);
        for number in 1..=self.partners {
            let share = if number == self.partners { whole - each * i64::from(self.partners - 1) } else { each };
            writeln!(out, "\n[[partners]]\nshare = \"{}\"\ncomprehensive_income = 0 # not asked 未问", Rate::from_millionths(share))?;
        }
        Ok(())
    }
}
