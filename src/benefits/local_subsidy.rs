//! Subsidies at a local rate that the profile gives: flexible work, skills, start-ups, services after converting.

use crate::Money;
use crate::base::calendar::Period;
use crate::law::problem::LawProblem;
use crate::base::names::{BenefitKind, StartUpGroup, Subsidy};
use crate::base::source::{Section, amount, count, list, truth, word};
use crate::facts::Profile;
use crate::law::YearRules;
use crate::taxes::trace::{Benefit, Reason, Refusal, Trace};
use crate::taxes::{In, Rule, Slot};

/// One subsidy: what it is, who gets it, up to how much.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LocalSubsidy {
    subsidy: Subsidy,
    kind: BenefitKind,
    most: Option<Money>,
    /// Only a converted business gets it.
    pub(crate) after_conversion: bool,
    /// Persons it is for; anybody, when empty.
    groups: Vec<StartUpGroup>,
    within_years: Option<u32>,
}

impl Rule for LocalSubsidy {
    fn read(parameters: &Section<'_>) -> Option<Self> {
        let (subsidy, kind) = (parameters.required("subsidy", word), parameters.required("kind", word));
        let most = parameters.optional("most", amount);
        let after_conversion = parameters.required("after_conversion", truth);
        let groups = parameters.or("groups", Vec::new(), list(word));
        let within_years = parameters.optional("within_years", count(50, &["年"]));
        if let Some(kind) = kind.filter(|kind| !matches!(kind, BenefitKind::Grant | BenefitKind::Relief)) {
            parameters.report_at(LawProblem::NotThisKind { kind }, parameters.at("kind"));
        }
        Some(LocalSubsidy { subsidy: subsidy?, kind: kind?, most, after_conversion: after_conversion?, groups: groups?, within_years })
    }
    fn slots(&self) -> Vec<Slot> {
        vec![Slot::LocalSubsidy(self.subsidy)]
    }
}

/// All subsidies that the profile claims; returns what is received as grants.
pub(crate) fn assess<T: Trace>(rules: &YearRules, profile: &Profile, converting: bool, trace: &mut T) -> Money {
    let mut grants = Money::ZERO;
    for claim in &profile.subsidies {
        let Some(In { measure, rule }) = &rules.local_subsidy[claim.subsidy] else { continue };
        let failed = if rule.after_conversion && !converting {
            Some(Reason::OnlyAfterConversion)
        } else if !rule.groups.is_empty() && !claim.group.is_some_and(|group| rule.groups.contains(&group)) {
            Some(Reason::NotOfTheGroups)
        } else {
            let late = rule.within_years.zip(claim.years_since).filter(|(within, years)| years > within);
            late.map(|(within, years)| Reason::TooLongAgo { years, within })
        };
        if let Some(reason) = failed {
            trace.refuse(|| Refusal { line: None, measure: *measure, reason });
            continue;
        }
        let asked = claim.rate.times_whole(i64::from(claim.count));
        let amount = rule.most.map_or(asked, |most| asked.min(most));
        if amount > Money::ZERO {
            trace.benefit(|| Benefit { kind: rule.kind, measure: *measure, period: Period::Year, amount, due: None, worth: None });
        }
        if rule.kind == BenefitKind::Grant {
            grants += amount;
        }
    }
    grants
}
