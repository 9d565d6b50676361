//! Facts that the profile says it does not know: they are asked about, never taken to be zero or false.

use super::{MOST_STAFF, Profile, QuarterEnds};
use crate::base::money::MAX_AMOUNT;
use crate::base::names::SizeClass;
use crate::base::words::Vocabulary;
use crate::{Money, Quarter};

/// A fact that may be left open, written `"unknown"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnknownFact {
    /// `movables_as_individual`.
    MovablesAsIndividual,
    /// `scale.restricted_industry`.
    RestrictedIndustry,
    /// `scale.class`.
    SizeClass,
    /// `scale.settled_small_to_june`.
    SettledSmallToJune,
    /// `scale.settled_small_from_july`.
    SettledSmallFromJuly,
    /// `company.high_tech`.
    HighTech,
    /// `scale.Qn.staff` of one quarter.
    Staff(Quarter),
    /// `scale.Qn.assets` of one quarter.
    Assets(Quarter),
    /// Staff of all quarters, none of which is given.
    StaffOfYear,
    /// Assets of all quarters, none of which is given.
    AssetsOfYear,
    /// `owner.comprehensive_income`.
    ComprehensiveIncome,
}

/// Where the small low-profit test turns: the sums of all openings and closings that just pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Turning {
    pub(crate) staff: u32,
    pub(crate) assets: Money,
}

impl UnknownFact {
    /// The key of the profile file.
    ///
    /// ```
    /// use huiqi::{Quarter, UnknownFact};
    ///
    /// assert_eq!(UnknownFact::Staff(Quarter::FIRST).key(), "scale.Q1.staff");
    /// ```
    #[must_use]
    pub fn key(self) -> String {
        match self {
            UnknownFact::MovablesAsIndividual => "movables_as_individual".to_string(),
            UnknownFact::RestrictedIndustry => "scale.restricted_industry".to_string(),
            UnknownFact::SizeClass => "scale.class".to_string(),
            UnknownFact::SettledSmallToJune => "scale.settled_small_to_june".to_string(),
            UnknownFact::SettledSmallFromJuly => "scale.settled_small_from_july".to_string(),
            UnknownFact::HighTech => "company.high_tech".to_string(),
            UnknownFact::Staff(quarter) => format!("scale.Q{}.staff", quarter.number()),
            UnknownFact::Assets(quarter) => format!("scale.Q{}.assets", quarter.number()),
            UnknownFact::StaffOfYear => "scale.Q1…Q4.staff".to_string(),
            UnknownFact::AssetsOfYear => "scale.Q1…Q4.assets".to_string(),
            UnknownFact::ComprehensiveIncome => "owner.comprehensive_income".to_string(),
        }
    }

    /// How many answers make a difference to any rule.
    pub(crate) fn answers(self) -> usize {
        match self {
            UnknownFact::SizeClass => SizeClass::ALL.len(),
            // None or under the limit; a little, just over it; as much as may be.
            UnknownFact::Staff(_)
            | UnknownFact::Assets(_)
            | UnknownFact::StaffOfYear
            | UnknownFact::AssetsOfYear
            | UnknownFact::ComprehensiveIncome => 3,
            _ => 2,
        }
    }

    /// The answer of most businesses.
    pub(crate) fn usual(self) -> usize {
        usize::from(self == UnknownFact::MovablesAsIndividual)
    }

    /// Writes one of the answers into the facts.
    pub(crate) fn answer(self, which: usize, turning: Turning, profile: &mut Profile) {
        let yes = which == 1;
        let staff = |turns: u32| [0, turns.saturating_add(1).min(MOST_STAFF), MOST_STAFF].get(which).copied().unwrap_or_default();
        let fen = Money::from_fen(1);
        let assets = |turns: Money| [Money::ZERO, (turns + fen).min(MAX_AMOUNT), MAX_AMOUNT].get(which).copied().unwrap_or_default();
        let scale = &mut profile.scale;
        match self {
            UnknownFact::MovablesAsIndividual => profile.movables_as_individual = Some(yes),
            UnknownFact::RestrictedIndustry => scale.restricted_industry = Some(yes),
            UnknownFact::SizeClass => scale.class = SizeClass::ALL.get(which).copied(),
            UnknownFact::SettledSmallToJune => scale.settled_small = Some([yes, scale.settled_small.is_some_and(|[_, later]| later)]),
            UnknownFact::SettledSmallFromJuly => scale.settled_small = Some([scale.settled_small.is_some_and(|[early, _]| early), yes]),
            UnknownFact::HighTech => profile.company.high_tech = Some(yes),
            // The close alone holds it: some tests look at the close, the average at both.
            UnknownFact::Staff(quarter) => set(scale, quarter, |ends| ends.staff = (0, staff(turning.staff))),
            UnknownFact::Assets(quarter) => set(scale, quarter, |ends| ends.assets = (Money::ZERO, assets(turning.assets))),
            UnknownFact::StaffOfYear => {
                let ends = u32::try_from(scale.quarters.len()).unwrap_or(4).max(1).saturating_mul(2);
                let each = staff(turning.staff.checked_div(ends).unwrap_or_default());
                scale.quarters.iter_mut().for_each(|ends| ends.staff = (each, each));
            }
            UnknownFact::AssetsOfYear => {
                let ends = i64::try_from(scale.quarters.len()).unwrap_or(4).max(1).saturating_mul(2);
                let each = assets(turning.assets.part(1, ends));
                scale.quarters.iter_mut().for_each(|ends| ends.assets = (each, each));
            }
            UnknownFact::ComprehensiveIncome => {
                profile.owner.comprehensive_income = [Money::ZERO, fen, MAX_AMOUNT].get(which).copied().unwrap_or_default();
            }
        }
    }
}

fn set(scale: &mut super::Scale, quarter: Quarter, change: impl Fn(&mut QuarterEnds)) {
    scale.quarters.iter_mut().filter(|ends| ends.quarter == quarter).for_each(change);
}
