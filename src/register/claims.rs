//! What a row says of veterans, key groups and others whose taxes are reduced, and of who is insured.

use super::alone::{Single, Slots};
use super::profile::{Refused, Row};
use super::trouble::{Right, Wrong};
use crate::Money;
use crate::base::error::At;
use crate::facts::{Hire, Insured, Part, PersonalReduction, Profile, SelfEmployed};

/// The columns of a table of facts. The first tells it: then others are needed; and none of them stands alone.
struct Together {
    first: Single,
    needed: &'static [Single],
    beside: &'static [Single],
    all: Slots,
}

impl Together {
    const fn new(first: Single, needed: &'static [Single], beside: &'static [Single]) -> Together {
        Together { first, needed, beside, all: Single::slots(&[&[first], needed, beside]) }
    }
}

const SELF_EMPLOYED: Together = Together::new(Single::SELF_EMPLOYED_GROUP, &[Single::SELF_EMPLOYED_SINCE], &[Single::SELF_EMPLOYED_LIMIT]);
const HIRED: Together = Together::new(Single::HIRED_GROUP, &[Single::HIRED_SINCE], &[Single::HIRED, Single::HIRED_AMOUNT]);
const OWNER_GROUP: Together =
    Together::new(Single::OWNER_GROUP, &[], &[Single::OWNER_GROUP_SINCE, Single::OWNER_GROUP_SHARE, Single::OWNER_GROUP_MOST]);
const INSURED: Together = Together::new(Single::INSURED_BASE, &[], &[Single::INSURED]);

impl Row<'_> {
    /// Reliefs for what the owner is, and for whom the enterprise hired: one line a row.
    pub(super) fn claims(&self, profile: &mut Profile) -> Result<(), Refused> {
        profile.self_employed = None;
        if self.tells(&SELF_EMPLOYED)? {
            let mut told = SelfEmployed { at: self.at(Single::SELF_EMPLOYED_LIMIT), ..SelfEmployed::default() };
            SelfEmployed::fill(&mut told, self);
            profile.self_employed = Some(told);
        }
        profile.hires.clear();
        if self.tells(&HIRED)? {
            let mut told = Hire { at: self.at(Single::HIRED_AMOUNT), ..Hire::default() };
            Hire::fill(&mut told, self);
            // Nobody was hired.
            profile.hires.extend(Some(told).filter(|told| told.count > 0));
        }
        profile.owner.reduction = None;
        if self.tells(&OWNER_GROUP)? {
            let mut told = PersonalReduction::default();
            PersonalReduction::fill(&mut told, self);
            profile.owner.reduction = Some(told);
        }
        Ok(())
    }

    /// The staff on one base, and the owner.
    pub(super) fn insured(&self, profile: &mut Profile) -> Result<(), Refused> {
        profile.insured.clear();
        if self.tells(&INSURED)? {
            let mut told = Insured::default();
            Insured::fill(&mut told, self);
            // Of nobody.
            profile.insured.extend(Some(told).filter(|told| told.persons > 0));
        }
        if let Some(base) = self.number(Single::OWNER_BASE) {
            profile.insured.push(Insured { owner: true, monthly_base: Money::from_fen(base), ..Insured::default() });
        }
        profile.insured.sort_by(Insured::in_order);
        if !profile.insured.is_empty() && profile.costs.employer_insurance > Money::ZERO {
            let with = if self.number(Single::INSURED_BASE).is_some() { Single::INSURED_BASE } else { Single::OWNER_BASE };
            let (twice, other) = (self.header.name_of(Single::COST_INSURANCE), self.header.name_of(with).to_string());
            return Err(self.refuse(twice, &Wrong::InBoth { other: other.clone() }, &Right::NotWith { other }));
        }
        Ok(())
    }

    /// Whether a row tells a table of facts.
    fn tells(&self, columns: &Together) -> Result<bool, Refused> {
        // Few rows say anything of it.
        if !self.says_any(&columns.all) {
            return Ok(false);
        }
        let said = |single: &&Single| self.says(**single);
        let name = |single: Single| self.header.name_of(single);
        let Together { first, needed, beside, .. } = *columns;
        match (needed.iter().chain(beside).find(said), needed.iter().find(|single| !said(single))) {
            (Some(alone), _) if !self.says(first) => Err(self.missing(first, name(*alone))),
            (_, Some(lacking)) => Err(self.missing(*lacking, name(first))),
            (_, None) => Ok(true),
        }
    }

    /// Where a problem with the fact of a column is.
    fn at(&self, single: Single) -> At {
        self.header.single(single).map_or(At::default(), |at| (at + 1..at + 1).into())
    }
}
