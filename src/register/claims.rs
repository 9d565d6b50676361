//! What a row says of veterans, key groups and others whose taxes are reduced, and of who is insured.

use super::alone::{Single, Slots};
use super::profile::{Refused, Row};
use super::trouble::{Right, Wrong};
use crate::Money;
use crate::base::error::At;
use crate::facts::{Hire, Insured, Part, PersonalReduction, Profile, SelfEmployed};

/// The columns of [`Row::claims`]: few rows say anything in them.
const CLAIMS: Slots = Single::slots(&[
    Single::SELF_EMPLOYED_GROUP,
    Single::SELF_EMPLOYED_SINCE,
    Single::SELF_EMPLOYED_LIMIT,
    Single::HIRED_GROUP,
    Single::HIRED_SINCE,
    Single::HIRED,
    Single::HIRED_AMOUNT,
    Single::OWNER_GROUP,
    Single::OWNER_GROUP_SINCE,
    Single::OWNER_GROUP_SHARE,
    Single::OWNER_GROUP_MOST,
]);

/// The columns of [`Row::insured`].
const INSURED: Slots = Single::slots(&[Single::INSURED_BASE, Single::INSURED, Single::OWNER_BASE]);

impl Row<'_> {
    /// Reliefs for what the owner is, and for whom the enterprise hired: one line a row.
    pub(super) fn claims(&self, profile: &mut Profile) -> Result<(), Refused> {
        profile.self_employed = None;
        profile.hires.clear();
        profile.owner.reduction = None;
        if !self.says_any(&CLAIMS) {
            return Ok(());
        }
        if self.tells(Single::SELF_EMPLOYED_GROUP, &[Single::SELF_EMPLOYED_SINCE], &[Single::SELF_EMPLOYED_LIMIT])? {
            let mut told = SelfEmployed { at: self.at(Single::SELF_EMPLOYED_LIMIT), ..SelfEmployed::default() };
            SelfEmployed::fill(&mut told, self);
            profile.self_employed = Some(told);
        }
        if self.tells(Single::HIRED_GROUP, &[Single::HIRED_SINCE], &[Single::HIRED, Single::HIRED_AMOUNT])? {
            let mut told = Hire { at: self.at(Single::HIRED_AMOUNT), ..Hire::default() };
            Hire::fill(&mut told, self);
            // Nobody was hired.
            profile.hires.extend(Some(told).filter(|told| told.count > 0));
        }
        let beside = [Single::OWNER_GROUP_SINCE, Single::OWNER_GROUP_SHARE, Single::OWNER_GROUP_MOST];
        if self.tells(Single::OWNER_GROUP, &[], &beside)? {
            let mut told = PersonalReduction::default();
            PersonalReduction::fill(&mut told, self);
            profile.owner.reduction = Some(told);
        }
        Ok(())
    }

    /// The staff on one base, and the owner.
    pub(super) fn insured(&self, profile: &mut Profile) -> Result<(), Refused> {
        profile.insured.clear();
        if !self.says_any(&INSURED) {
            return Ok(());
        }
        if self.tells(Single::INSURED_BASE, &[], &[Single::INSURED])? {
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

    /// Whether a row tells a table of facts, which its first column does: then others are needed; and none of them stands alone.
    fn tells(&self, first: Single, needed: &[Single], beside: &[Single]) -> Result<bool, Refused> {
        let said = |single: &&Single| self.says(**single);
        let name = |single: Single| self.header.name_of(single);
        if !self.says(first) {
            return match needed.iter().chain(beside).find(said) {
                Some(alone) => Err(self.missing(first, name(*alone))),
                None => Ok(false),
            };
        }
        match needed.iter().find(|single| !said(single)) {
            Some(lacking) => Err(self.missing(*lacking, name(first))),
            None => Ok(true),
        }
    }

    /// Where a problem with the fact of a column is.
    fn at(&self, single: Single) -> At {
        self.header.single(single).map_or(At::default(), |at| (at + 1..at + 1).into())
    }
}
