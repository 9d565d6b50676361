//! Deed tax (契税) of the conversion itself.

use super::{OwnLine, Rules};
use crate::base::dates::Period;
use crate::base::error::Error;
use crate::base::names::{BenefitKind, Form};
use crate::base::slot::Subject;
use crate::facts::Profile;
use crate::law::parameter::{optional, parameters, rate, words};
use crate::law::{Day, Kind, Resolve, Rule, RuleInForce};
use crate::taxes::trace::{Benefit, Reason, Refusal, Trace};
use crate::{Money, Rate};

parameters! {
    pub(crate) struct DeedTax en "Deed tax on what moves into the new enterprise" zh "契税" {
        rate: Rate = rate(), en "the rate" zh "税率";
        housing: Option<Rate> = optional(rate()), en "the rate of dwellings, where it is another" zh "住房税率，与其他房屋不同的填写";
    }
}

impl Rule for DeedTax {
    const DECIDES: &'static Subject = &Subject::monthly("deed-tax", "deed tax", "契税");
}

impl DeedTax {
    /// What is due on land and houses, of which a part is dwellings.
    fn due(&self, moved: Money, housing: Money) -> Money {
        (moved - housing).times(self.rate) + housing.times(self.housing.unwrap_or(self.rate))
    }
}

/// Why a conversion is not spared; `None` when it is. Spared are moves within one person's hands, and those that leave the
/// investor in control.
fn refusal(forms: &[Form], share_over: Rate, form: Form, share: Rate) -> Option<Reason> {
    if forms.contains(&form) || form == Form::Company && share > share_over {
        None
    } else if form == Form::Company {
        Some(Reason::InvestorShareTooSmall { share, over: share_over })
    } else {
        Some(Reason::NotOfThisForm)
    }
}

/// What a business can convert into.
const ENTERPRISES: [Form; 4] = [Form::SoleProprietorship, Form::Partnership, Form::OnePersonCompany, Form::Company];

parameters! {
    pub(crate) struct DeedTaxExemption en "Deed tax of a conversion is spared" zh "转企免征契税" {
        forms: Vec<Form> = words(&ENTERPRISES), en "enterprises that are still of the same person" zh "投资主体不变的组织形式";
        share_over: Rate = rate(), en "what the investor must keep more than, in any other company" zh "投资人在其他公司中的持股须超过";
    }
}

impl Rule for DeedTaxExemption {
    const DECIDES: &'static Subject = &Subject::annual("deed-tax-exemption", "deed tax exemption", "契税免征");
}

parameters! {
    pub(crate) struct ConversionDeedExemption
        en "Stamp duty on the deeds that move land and houses in a conversion is spared"
        zh "转企产权转移书据免征印花税"
    {
        forms: Vec<Form> = words(&ENTERPRISES), en "enterprises that are still of the same person" zh "投资主体不变的组织形式";
        share_over: Rate = rate(), en "what the investor must keep more than, in any other company" zh "投资人在其他公司中的持股须超过";
    }
}

impl Rule for ConversionDeedExemption {
    const DECIDES: &'static Subject =
        &Subject::monthly("conversion-deed-exemption", "stamp duty on deeds of a conversion", "转企产权转移书据免征印花税");
}

impl ConversionDeedExemption {
    pub(crate) fn refuses(&self, form: Form, share: Rate) -> Option<Reason> {
        refusal(&self.forms, self.share_over, form, share)
    }
}

/// Deed tax of a month.
#[derive(Clone, Debug)]
pub(crate) struct MonthRules {
    law: Option<RuleInForce<DeedTax>>,
}

impl Resolve for MonthRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(MonthRules { law: day.find() })
    }
}

/// Its exemption in the year.
#[derive(Clone, Debug)]
pub(crate) struct YearRules {
    exemption: Option<RuleInForce<DeedTaxExemption>>,
}

impl Resolve for YearRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        Ok(YearRules { exemption: day.find() })
    }
}

/// Deed tax of a conversion: it is paid once and stands beside the lines of the year.
pub(crate) struct ConversionTaxes;

impl super::Tax for ConversionTaxes {
    type Month = MonthRules;
    type Year = YearRules;
    const LINES: &'static [OwnLine] = &[];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<DeedTax>(), Kind::of::<DeedTaxExemption>()];
}

/// The rate in the month of the conversion, and the exemption of its year.
fn in_force<'r>(rules: &'r Rules, profile: &Profile) -> (&'r Option<RuleInForce<DeedTax>>, &'r Option<RuleInForce<DeedTaxExemption>>) {
    (&rules.month(profile.conversion.month).deed_tax.law, &rules.annual.deed_tax.exemption)
}

/// Whether deed tax may be payable on what a conversion moves, and no rule says at which rate: nothing spares it.
pub(crate) fn lacks_rate(rules: &Rules, profile: &Profile, form: Form) -> bool {
    if profile.conversion.property_moved == Money::ZERO {
        return false;
    }
    let (law, exemption) = in_force(rules, profile);
    let share = profile.conversion.investor_share;
    let spared = |RuleInForce { rule, .. }: &RuleInForce<DeedTaxExemption>| refusal(&rule.forms, rule.share_over, form, share).is_none();
    law.is_none() && !exemption.as_ref().is_some_and(spared)
}

/// Deed tax of the conversion: what is payable after the exemption.
pub(crate) fn assess<T: Trace>(rules: &Rules, profile: &Profile, form: Form, trace: &mut T) -> Money {
    let moved = profile.conversion.property_moved;
    if moved == Money::ZERO {
        return Money::ZERO;
    }
    let (law, exemption) = in_force(rules, profile);
    let Some(law) = law else { return Money::ZERO };
    let due = law.rule.due(moved, profile.conversion.housing_moved);
    if due == Money::ZERO {
        return Money::ZERO;
    }
    if let Some(RuleInForce { measure, rule, .. }) = exemption {
        match refusal(&rule.forms, rule.share_over, form, profile.conversion.investor_share) {
            None => {
                law.standing_in().into_iter().for_each(|measure| trace.relies_on(measure));
                let kind = BenefitKind::Relief;
                trace.benefit(|| Benefit { kind, measure: *measure, period: Period::Year, amount: due, due: None, worth: None });
                return Money::ZERO;
            }
            Some(reason) => trace.refuse(|| Refusal { line: None, measure: *measure, reason }),
        }
    }
    trace.benefit(|| Benefit { kind: BenefitKind::Cost, measure: law.measure, period: Period::Year, amount: due, due: None, worth: None });
    due
}
