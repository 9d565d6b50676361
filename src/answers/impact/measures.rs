//! Which measures are others under another law: added, removed, with other figures, or in force on other days.

use super::LawVersion;
use crate::base::dates::Validity;
use crate::base::words::vocabulary;
use crate::law::{Measure, Pack};
use crate::taxes::trace::MeasureIx;
use crate::{Date, Month};
use std::collections::{BTreeMap, BTreeSet};

vocabulary! {
    /// How a measure is another under another law.
    #[non_exhaustive]
    pub enum ChangeKind {
        Added "added" en "added" zh "新增";
        Removed "removed" en "removed" zh "删去";
        Changed "changed" en "changed" zh "修改";
        OnFewerDays "on-fewer-days" en "in force on fewer days" zh "有效期间缩短";
        OnMoreDays "on-more-days" en "in force on more days" zh "有效期间延长";
        OnOtherDays "on-other-days" en "in force on other days" zh "有效期间改变";
    }
}

/// A measure that is not the same under two laws.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MeasureChange {
    /// Its id, `document#measure`.
    pub id: String,
    /// How it changes.
    pub kind: ChangeKind,
    /// In the pack before.
    pub before: Option<MeasureIx>,
    /// In the pack after.
    pub after: Option<MeasureIx>,
    /// What is written otherwise.
    pub figures: Vec<FigureChange>,
    /// Where it was looked at: its days in force are those in this place.
    pub place: u32,
    /// The days in force before, within the years that the pack covers or the year asked for.
    pub in_force_before: Vec<Validity>,
    /// The days in force after.
    pub in_force_after: Vec<Validity>,
    /// The id of the measure that takes its place on the days that it loses, where one does.
    pub superseded_by: Option<String>,
}

/// A figure, a day or a place that a measure writes otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FigureChange {
    /// The parameter as policy files call it, or `valid`, `jurisdiction`, `mechanism`.
    pub key: String,
    /// Before; none where it was not written.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}

/// What is in force in a place on each day that counts: a rule is another on the first of a month at the earliest.
struct InForce {
    days: Vec<(Date, Date)>,
    on: Vec<Vec<MeasureIx>>,
}

impl InForce {
    fn of(law: &LawVersion, place: u32) -> InForce {
        let years = law.year.map_or(law.pack.years(), |year| year..=year);
        let months = years.flat_map(|year| {
            Month::all().filter_map(move |month| {
                let last =
                    if month == Month::DECEMBER { Date::from_ymd_opt(year, 12, 31) } else { next(month)?.first_day(year)?.pred_opt() };
                Some((month.first_day(year)?, last?))
            })
        });
        let days: Vec<(Date, Date)> = months.collect();
        let on = days.iter().map(|(first, _)| law.pack.in_force(*first, place, law.known_on)).collect();
        InForce { days, on }
    }

    /// Month after month, whether a measure is in force.
    fn months_of(&self, measure: Option<MeasureIx>) -> Vec<bool> {
        self.on.iter().map(|all| measure.is_some_and(|measure| all.contains(&measure))).collect()
    }

    /// The stretches of months of which `months` says so, as days.
    fn stretches(&self, months: &[bool]) -> Vec<Validity> {
        let mut found: Vec<Validity> = Vec::new();
        let mut was = false;
        for ((first, last), is) in self.days.iter().zip(months) {
            match found.last_mut() {
                Some(stretch) if *is && was => stretch.to = Some(*last),
                _ if *is => found.push(Validity { from: *first, to: Some(*last) }),
                _ => {}
            }
            was = *is;
        }
        found
    }
}

fn next(month: Month) -> Option<Month> {
    Month::from_number(month.number() + 1)
}

/// The measure before and after, where it is in both packs.
type Both<'p> = (Option<(MeasureIx, &'p Measure)>, Option<(MeasureIx, &'p Measure)>);

/// Every measure of two laws that is not the same under both. What changes elsewhere than in `place` is looked at there.
pub(super) fn between(before: &LawVersion, after: &LawVersion, place: u32) -> Vec<MeasureChange> {
    let mut all: BTreeMap<&str, Both<'_>> = BTreeMap::new();
    before.pack.numbered().for_each(|(index, measure)| all.entry(&measure.id).or_default().0 = Some((index, measure)));
    after.pack.numbered().for_each(|(index, measure)| all.entry(&measure.id).or_default().1 = Some((index, measure)));
    let written: BTreeMap<&str, Option<(ChangeKind, Vec<FigureChange>)>> =
        all.iter().map(|(id, both)| (*id, written_otherwise(before, after, both))).collect();
    let changed = all.iter().filter(|(id, _)| matches!(written.get(*id), Some(Some(_))));
    let elsewhere = changed.filter_map(|(_, (then, now))| {
        let (_, measure) = now.as_ref().or(then.as_ref())?;
        if measure.covers(place) { None } else { place_of(&after.pack, measure).or_else(|| place_of(&before.pack, measure)) }
    });
    let others: BTreeSet<u32> = elsewhere.collect();
    let places: Vec<(u32, InForce, InForce)> =
        std::iter::once(place).chain(others).map(|place| (place, InForce::of(before, place), InForce::of(after, place))).collect();
    let found = all.into_iter().filter_map(|(id, (then, now))| {
        let written = written.get(id).cloned().flatten();
        let (then, now) = (then.map(|(index, _)| index), now.map(|(index, _)| index));
        let covers = |place: u32| {
            let here = |law: &LawVersion, index: Option<MeasureIx>| index.is_some_and(|index| law.pack.measure(index).covers(place));
            here(before, then) || here(after, now)
        };
        places.iter().filter(|(place, ..)| covers(*place)).find_map(|(place, in_force, in_force_after)| {
            let (months, months_after) = (in_force.months_of(then), in_force_after.months_of(now));
            let (kind, figures) = match &written {
                Some((kind, figures)) => (*kind, figures.clone()),
                None if months == months_after => return None,
                None => (kind_of(&months, &months_after), Vec::new()),
            };
            Some(MeasureChange {
                id: id.to_string(),
                kind,
                before: then,
                after: now,
                figures,
                place: *place,
                in_force_before: in_force.stretches(&months),
                in_force_after: in_force_after.stretches(&months_after),
                superseded_by: superseded_by(after, now, &months, &months_after, in_force_after),
            })
        })
    });
    found.collect()
}

fn kind_of(before: &[bool], after: &[bool]) -> ChangeKind {
    let count = |months: &[bool]| months.iter().filter(|is| **is).count();
    match count(before).cmp(&count(after)) {
        std::cmp::Ordering::Greater => ChangeKind::OnFewerDays,
        std::cmp::Ordering::Less => ChangeKind::OnMoreDays,
        std::cmp::Ordering::Equal => ChangeKind::OnOtherDays,
    }
}

/// The first county, or else the first place, in which a measure may apply.
fn place_of(pack: &Pack, measure: &Measure) -> Option<u32> {
    let covered = || pack.classes().places().filter(|place| measure.covers(*place));
    covered().find(|place| !place.is_multiple_of(100)).or_else(|| covered().next())
}

/// Who takes a measure's place in the first month that it loses.
fn superseded_by(after: &LawVersion, measure: Option<MeasureIx>, was: &[bool], is: &[bool], in_force: &InForce) -> Option<String> {
    let lost = was.iter().zip(is).position(|(was, is)| *was && !is)?;
    let replaces = |index: &&MeasureIx| measure.is_some_and(|measure| after.pack.measure(**index).replaces.contains(&measure));
    let by = in_force.on.get(lost)?.iter().find(replaces)?;
    Some(after.pack.measure(*by).id.clone())
}

/// How what is written of a measure differs; nothing where it is the same.
fn written_otherwise(before: &LawVersion, after: &LawVersion, both: &Both<'_>) -> Option<(ChangeKind, Vec<FigureChange>)> {
    let ((_, old), (_, new)) = match both {
        (Some(old), Some(new)) => (old, new),
        (Some(_), None) => return Some((ChangeKind::Removed, Vec::new())),
        _ => return Some((ChangeKind::Added, Vec::new())),
    };
    let figure = |key: &str, before: Option<String>, after: Option<String>| {
        (before != after).then(|| FigureChange { key: key.to_string(), before, after })
    };
    let mut figures: Vec<FigureChange> = Vec::new();
    figures.extend(figure("valid", Some(old.valid.to_string()), Some(new.valid.to_string())));
    figures.extend(figure("jurisdiction", Some(old.jurisdiction.to_string()), Some(new.jurisdiction.to_string())));
    figures.extend(figure("mechanism", Some(old.mechanism().to_string()), Some(new.mechanism().to_string())));
    // An amount may be written in another way and be the same.
    if old.mechanism != new.mechanism {
        let (written, rewritten) = (parameters(&before.pack, old), parameters(&after.pack, new));
        let keys: BTreeSet<&String> = written.keys().chain(rewritten.keys()).collect();
        figures.extend(keys.into_iter().filter_map(|key| figure(key, written.get(key).cloned(), rewritten.get(key).cloned())));
    }
    (!figures.is_empty()).then_some((ChangeKind::Changed, figures))
}

/// The parameters of a measure as its file writes them, without quotation marks around a single one.
fn parameters(pack: &Pack, measure: &Measure) -> BTreeMap<String, String> {
    let plain = |text: String| match text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) if !inner.contains('"') => inner.to_string(),
        _ => text,
    };
    pack.parameters_of(measure).1.into_iter().map(|(key, text)| (key, plain(text))).collect()
}
