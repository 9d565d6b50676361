//! Whether a company that is a general VAT taxpayer counts as a small low-profit enterprise for the six taxes and two fees:
//! by its settlements, and before its first one by its size.

use crate::base::dates::MonthSet;
use crate::base::names::SizeTest;
use crate::base::slot::Subject;
use crate::facts::{QuarterEnds, Scale};
use crate::law::parameter::{all, month_number, parameters, words};
use crate::law::{Kind, Rule};
use crate::{Money, Month};

parameters! {
    pub(crate) struct SmallStatus
        en "From when a settlement rules whether a company counts as small and low-profit"
        zh "汇算清缴结果适用的期间"
    {
        rules_from: Month = month_number(),
            en "the month of the year of the settlement from which its result rules, until that month of the next year"
            zh "办理汇算清缴当年自该月起适用，至次年该月之前";
        new_enterprise: Vec<SizeTest> = words(all()),
            en "what a new enterprise is tested by before its first settlement"
            zh "新设立企业首次汇算清缴前的判定指标";
    }
}

impl Rule for SmallStatus {
    const DECIDES: &'static Subject = &Subject::annual("small-status", "small status by settlement", "小型微利企业的判定");
}

impl SmallStatus {
    /// Whether the settlement of this year rules a month of it, rather than the one of the year before.
    pub(crate) fn is_new_result(&self, month: Month) -> bool {
        month >= self.rules_from
    }

    /// The months in which a new enterprise passes the test against the limits of staff and assets: its figures at the end of a month,
    /// here of the quarter that the month lies in.
    pub(crate) fn admits_new(&self, (staff, assets): (u32, Money), scale: &Scale) -> MonthSet {
        let passes = |ends: &&QuarterEnds| {
            self.new_enterprise.iter().all(|what| match what {
                SizeTest::Staff => ends.staff.1 <= staff,
                SizeTest::Assets => ends.assets.1 <= assets,
            })
        };
        let told = if scale.restricted_industry == Some(true) { &[] } else { scale.quarters.as_slice() };
        MonthSet::of_quarters(told.iter().filter(passes).map(|ends| ends.quarter))
    }
}

/// The mechanism of the status.
pub(crate) const MECHANISMS: &[Kind] = &[Kind::of::<SmallStatus>()];
