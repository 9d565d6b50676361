//! Subsidies at a local rate that the profile gives: flexible work, skills, start-ups, services after converting.

use super::Year;
use crate::Money;
use crate::base::dates::Period;
use crate::base::names::{BenefitKind, StartUpGroup, Subsidy};
use crate::base::slot::{Part, Subject};
use crate::base::words::Table;
use crate::facts::Profile;
use crate::law::parameter::{all, amount, count, optional, or, parameters, truth, word, words};
use crate::law::{Kind, Rule, RuleInForce};
use crate::taxes::trace::{Benefit, Reason, Refusal, Trace};

parameters! {
    pub(crate) struct LocalSubsidy en "One subsidy at a local rate: what it is, who gets it, up to how much" zh "地方补贴" {
        subsidy: Subsidy = word(all()), en "the subsidy" zh "补贴项目";
        kind: BenefitKind = word(&[BenefitKind::Grant, BenefitKind::Relief]), en "whether it is paid or not charged" zh "补助或减免";
        most: Option<Money> = optional(amount()), en "the most of a year" zh "每年上限";
        pub(crate) after_conversion: bool = truth(), en "whether only a converted business gets it" zh "是否仅限转企后";
        groups: Vec<StartUpGroup> = or(Vec::new(), words(all())), en "the persons it is for; anybody, where left out" zh "适用人员；不填为不限";
        within_years: Option<u32> = optional(count(50, &["年"])), en "the years in which it can be had" zh "限几年之内";
    }
}

impl Rule for LocalSubsidy {
    const DECIDES: &'static Subject = &Subject::annual("local-subsidy", "subsidy", "补贴");

    fn parts(&self) -> Vec<Part> {
        vec![Part::of(self.subsidy)]
    }
}

/// Subsidies of the year.
#[derive(Clone, Debug)]
pub(crate) struct SubsidyRules {
    pub(crate) of: Table<Subsidy, Option<RuleInForce<LocalSubsidy>>, 7>,
}

impl super::Benefit for SubsidyRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<LocalSubsidy>()];

    fn resolve(year: &Year<'_>) -> Self {
        SubsidyRules { of: year.first.table() }
    }

    #[inline]
    fn moves_money(profile: &Profile) -> bool {
        !profile.subsidies.is_empty()
    }
}

/// All subsidies that the profile claims; returns what is received as grants.
pub(crate) fn assess<T: Trace>(rules: &SubsidyRules, profile: &Profile, converting: bool, trace: &mut T) -> Money {
    let mut grants = Money::ZERO;
    for claim in &profile.subsidies {
        let Some(RuleInForce { measure, rule, .. }) = &rules.of[claim.subsidy] else { continue };
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
