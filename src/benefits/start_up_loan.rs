//! Start-up guaranteed loans (创业担保贷款): the borrower bears interest up to a margin below the LPR, the rest is
//! subsidised.

use super::Year;
use crate::base::calendar::Period;
use crate::base::money::Ratio;
use crate::base::names::{BenefitKind, Borrower};
use crate::base::slot::{Part, Subject};
use crate::base::source::{Section, amount, count, rate, word};
use crate::base::words::Table;
use crate::facts::Profile;
use crate::law::{In, Kind, Rule};
use crate::taxes::trace::{Benefit, Reason, Refusal, Trace};
use crate::{Money, Rate};

/// What may be borrowed, on which conditions, and what of the interest is the borrower's own.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StartUpLoan {
    borrower: Borrower,
    most: Money,
    /// The contract's rate may be this much above the LPR.
    rate_over_lpr: Rate,
    /// The borrower bears what is up to the LPR less this.
    borne_below_lpr: Rate,
    /// Who must have hired; nobody, where the law asks for no hires.
    hires: Option<Hires>,
}

/// New hires as a share of staff; a smaller share where there are many.
#[derive(Clone, Debug, PartialEq)]
struct Hires {
    least: Rate,
    many: u32,
    least_of_many: Rate,
}

impl Hires {
    /// The least share of staff, where these hires are fewer.
    fn lacking(&self, hires: u32, staff: u32) -> Option<Rate> {
        let least = if staff > self.many { self.least_of_many } else { self.least };
        (i64::from(hires).saturating_mul(1_000_000) < i64::from(staff).saturating_mul(least.millionths())).then_some(least)
    }
}

impl Rule for StartUpLoan {
    const DECIDES: &'static Subject = &Subject::annual("start-up-loan", "start-up loan", "创业担保贷款");

    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (borrower, most) = (parameters.required("borrower", word), parameters.required("most", amount));
        let (over, below) = (parameters.required("rate_over_lpr", rate), parameters.required("borne_below_lpr", rate));
        let hires = parameters.section("hires").map(|hires| {
            let (least, of_many) = (hires.required("least", rate), hires.required("least_of_many", rate));
            let many = hires.required("many", count(100_000, &["人"]));
            hires.finish();
            Some(Hires { least: least?, many: many?, least_of_many: of_many? })
        });
        let hires = match hires {
            None => None,
            Some(read) => Some(read?),
        };
        Some(StartUpLoan { borrower: borrower?, most: most?, rate_over_lpr: over?, borne_below_lpr: below?, hires })
    }
    fn parts(&self) -> Vec<Part> {
        vec![Part::of(self.borrower)]
    }
}

/// Loans of the year.
#[derive(Clone, Debug)]
pub(crate) struct LoanRules {
    loan: Table<Borrower, Option<In<StartUpLoan>>, 2>,
}

impl super::Benefit for LoanRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<StartUpLoan>()];

    fn resolve(year: &Year<'_>) -> Self {
        LoanRules { loan: year.first.table() }
    }
}

/// The subsidy of the year's interest, a grant.
pub(crate) fn assess<T: Trace>(rules: &LoanRules, profile: &Profile, trace: &mut T) -> Money {
    let Some(loan) = &profile.loan else { return Money::ZERO };
    let Some(In { measure, rule }) = &rules.loan[loan.borrower] else { return Money::ZERO };
    let highest = loan.lpr.plus(rule.rate_over_lpr);
    let failed = if loan.principal > rule.most {
        Some(Reason::AmountOver { amount: loan.principal, most: rule.most })
    } else if loan.rate > highest {
        Some(Reason::RateOver { rate: loan.rate, most: highest })
    } else {
        let least = rule.hires.as_ref().and_then(|hires| hires.lacking(loan.new_hires, loan.staff));
        least.map(|least| Reason::HiresTooFew { hires: loan.new_hires, staff: loan.staff, least })
    };
    if let Some(reason) = failed {
        trace.refuse(|| Refusal { line: None, measure: *measure, reason });
        return Money::ZERO;
    }
    let borne = loan.lpr.minus(rule.borne_below_lpr).max(Rate::ZERO);
    let subsidised = loan.rate.minus(borne).max(Rate::ZERO);
    let amount = Ratio::from(loan.principal).times(subsidised).times_whole(i64::from(loan.months)).divided_by(12).round_half_up();
    if amount > Money::ZERO {
        trace.benefit(|| Benefit { kind: BenefitKind::Grant, measure: *measure, period: Period::Year, amount, due: None, worth: None });
    }
    amount
}
