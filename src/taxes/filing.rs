//! When returns are filed (申报期限): of VAT and what is levied on it, of income tax in advance and at its settlement.

use crate::base::dates::Period;
use crate::base::names::{Filing, Line};
use crate::base::slot::{Part, Subject};
use crate::law::parameter::{count, month_number, months, parameters, truth, word, words};
use crate::law::{Kind, Rule};
use crate::taxes::surcharges::SURCHARGES;
use crate::{Date, Month, Quarter};

parameters! {
    pub(crate) struct VatFiling en "Days for filing VAT and what is levied on it" zh "增值税申报期限" {
        days: u32 = count(31, &["日", "天"]), en "days after the end of the period" zh "自期满之日起的日数";
    }
}

impl Rule for VatFiling {
    const DECIDES: &'static Subject = &Subject::monthly("vat-filing", "days for filing VAT", "增值税申报期限").always();
}

impl VatFiling {
    /// The last day for filing the period that a month lies in; holidays may move it.
    pub(crate) fn last_day(&self, filing: Filing, month: Month, year: i32) -> Option<Date> {
        let period = match filing {
            Filing::Monthly => Period::Month(month),
            Filing::Quarterly => Period::Quarter(month.quarter()),
        };
        day_after(period, self.days, year)
    }
}

parameters! {
    pub(crate) struct PrepaidVat en "VAT prepaid at another place is taken off that of the return" zh "异地预缴的增值税从当期应纳税额中抵减" {
        pub(crate) carried: bool = truth(), en "what is not used up is taken off later returns" zh "抵减不完的结转下期继续抵减";
    }
}

impl Rule for PrepaidVat {
    const DECIDES: &'static Subject = &Subject::monthly("prepaid-vat", "VAT prepaid at another place", "异地预缴增值税的抵减");
}

parameters! {
    pub(crate) struct PrepaidSurcharges
        en "What is levied on VAT is paid with VAT prepaid at another place, and at home on the rest of it"
        zh "附加税费随异地预缴的增值税就地缴纳，机构所在地按其余增值税计征"
    {
        pub(crate) taxes: Vec<Line> = words(&SURCHARGES), en "the taxes and fees" zh "就地缴纳的附加税费";
    }
}

impl Rule for PrepaidSurcharges {
    const DECIDES: &'static Subject =
        &Subject::monthly("prepaid-surcharges", "what is levied on VAT prepaid at another place", "异地预缴增值税的附加税费");
}

parameters! {
    pub(crate) struct IncomePrepayment en "Income tax is prepaid by quarters and settled after the year" zh "所得税按季预缴、年终汇算清缴" {
        tax: Line = word(&[Line::IitBusiness, Line::Cit]), en "the income tax" zh "税种";
        days: u32 = count(31, &["日", "天"]), en "days after the end of the quarter" zh "自季度终了之日起的日数";
        settle_by_month: Month = month_number(), en "the last month for the settlement, in the year after" zh "次年汇算清缴的最后月份";
    }
}

impl Rule for IncomePrepayment {
    const DECIDES: &'static Subject =
        &Subject::annual("income-prepayment", "prepayment", "预缴").always_for(&[Part::Line(Line::IitBusiness), Part::Line(Line::Cit)]);

    fn parts(&self) -> Vec<Part> {
        vec![Part::Line(self.tax)]
    }
}

impl IncomePrepayment {
    /// The last day for prepaying a quarter.
    pub(crate) fn last_day(&self, quarter: Quarter, year: i32) -> Option<Date> {
        day_after(Period::Quarter(quarter), self.days, year)
    }

    /// The last day for the settlement of a year.
    pub(crate) fn settlement(&self, year: i32) -> Option<Date> {
        let next = match self.settle_by_month.number() {
            12 => Date::from_ymd_opt(year.saturating_add(2), 1, 1),
            number => Date::from_ymd_opt(year.saturating_add(1), number.saturating_add(1), 1),
        };
        next?.pred_opt()
    }
}

parameters! {
    pub(crate) struct HoldingsFiling
        en "When the taxes of the year on premises (by value) and land are filed"
        zh "房产税（从价）、城镇土地使用税申报期限"
    {
        taxes: Vec<Line> = words(&[Line::Property, Line::UrbanLandUse]), en "the taxes" zh "税种";
        filed_in: Vec<Month> = months(),
            en "the months of filing, each in turn for an equal part of the year"
            zh "申报月份，依次申报全年的一等份";
        days: u32 = count(31, &["日", "天"]), en "the last day in that month" zh "该月内截止日";
    }
}

impl Rule for HoldingsFiling {
    const DECIDES: &'static Subject = &Subject::annual("holdings-filing", "days for filing", "申报期限");

    fn parts(&self) -> Vec<Part> {
        self.taxes.iter().copied().map(Part::Line).collect()
    }
}

impl HoldingsFiling {
    /// The last day for filing a month: that of the part of the year in which it lies.
    pub(crate) fn last_day(&self, month: Month, year: i32) -> Option<Date> {
        let part = month.index().saturating_mul(self.filed_in.len()).checked_div(12)?;
        self.all(year).nth(part).map(|(_, day)| day)
    }

    /// Each month of filing with its last day, in their order.
    pub(crate) fn all(&self, year: i32) -> impl Iterator<Item = (Month, Date)> {
        let filed_in = Month::all().filter(|month| self.filed_in.contains(month));
        filed_in.filter_map(move |month| Some((month, Date::from_ymd_opt(year, month.number(), self.days)?)))
    }
}

/// The mechanisms of filing.
pub(crate) const MECHANISMS: &[Kind] = &[
    Kind::of::<VatFiling>(),
    Kind::of::<PrepaidVat>(),
    Kind::of::<PrepaidSurcharges>(),
    Kind::of::<IncomePrepayment>(),
    Kind::of::<HoldingsFiling>(),
];

fn day_after(period: Period, days: u32, year: i32) -> Option<Date> {
    match period.months().last()?.number() {
        12 => Date::from_ymd_opt(year.saturating_add(1), 1, days),
        number => Date::from_ymd_opt(year, number.saturating_add(1), days),
    }
}
