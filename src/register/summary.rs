//! A register summed up for officials: by county, sector and size; relief by line and measure; who gains by converting.

use super::Worker;
use crate::base::names::{ByLine, Form, SizeClass};
use crate::base::words::Vocabulary;
use crate::law::Pack;
use crate::taxes::amounts::Amounts;
use crate::taxes::trace::{Assumption, Benefit, MeasureIx, Refusal, Step, Trace};
use crate::{Money, assess_with};
use arrow_array::RecordBatch;
use std::collections::BTreeMap;
use std::ops::Deref;

/// The lower ends of the distribution's classes, in yuan; the first is open below.
pub(super) const CLASSES: [i64; 9] = [-100_000, -50_000, -10_000, -1_000, 0, 1_000, 10_000, 50_000, 100_000];

/// Sums over some businesses, in fen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) businesses: u64,
    /// Those of which the other form could be assessed too.
    pub(super) compared: u64,
    pub(super) payable: i128,
    pub(super) relief: i128,
    pub(super) after: i128,
    pub(super) gain: u64,
    pub(super) lose: u64,
    pub(super) gained: i128,
    pub(super) lost: i128,
}

impl Sums {
    fn add(&mut self, other: &Sums) {
        self.businesses += other.businesses;
        self.compared += other.compared;
        self.payable += other.payable;
        self.relief += other.relief;
        self.after += other.after;
        self.gain += other.gain;
        self.lose += other.lose;
        self.gained += other.gained;
        self.lost += other.lost;
    }
}

/// A register summed up; the sums of its parts can be added in any order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// Rows that have no result.
    pub errors: u64,
    pub(super) form: Option<Form>,
    pub(super) all: Sums,
    pub(super) places: BTreeMap<u32, Sums>,
    pub(super) sectors: BTreeMap<String, Sums>,
    pub(super) sizes: BTreeMap<Option<SizeClass>, Sums>,
    pub(super) lines: ByLine<i128>,
    pub(super) measures: BTreeMap<MeasureIx, (u64, i128)>,
    pub(super) classes: [u64; CLASSES.len() + 2],
    /// How many rows each note is on, by its place in the list.
    pub(super) notes: BTreeMap<usize, u64>,
}

/// Hears reliefs, measure by measure.
#[derive(Default)]
struct Reliefs(Vec<(MeasureIx, i128)>);

impl Trace for Reliefs {
    fn step(&mut self, step: impl FnOnce() -> Step) {
        let step = step();
        if let (true, Some(measure)) = (step.what.is_relief() && step.result != Money::ZERO, step.measure()) {
            let fen = i128::from(step.result.fen());
            match self.0.iter_mut().find(|(known, _)| *known == measure) {
                Some((_, sum)) => *sum += fen,
                None => self.0.push((measure, fen)),
            }
        }
    }
    fn refuse(&mut self, _: impl FnOnce() -> Refusal) {}
    fn assume(&mut self, _: impl FnOnce() -> Assumption) {}
    fn benefit(&mut self, _: impl FnOnce() -> Benefit) {}
}

impl Summary {
    /// Adds the sums of another part of the register.
    ///
    /// ```
    /// use huiqi::Lang;
    /// use huiqi::register::{header_of_csv, read_csv, template_csv, Batch, Header, Options, Summary};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let template = template_csv(&pack, Lang::En); // a header and two rows
    /// let (names, rows) = template.split_at(template.find("\r\n").unwrap() + 2);
    /// let header = Header::read(&header_of_csv(names.as_bytes()).unwrap().names, false).unwrap();
    /// let rows = read_csv(&header, rows.as_bytes(), b',', Lang::En)?.batch;
    /// let batch = Batch::new(&pack, Options::default());
    /// let mut worker = batch.worker();
    /// let mut both = Summary::default();
    /// both.add(&worker.summarize(&header, &rows.slice(0, 1)));
    /// both.add(&worker.summarize(&header, &rows.slice(1, 1)));
    /// assert_eq!(both, worker.summarize(&header, &rows)); // whatever the pieces
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add(&mut self, other: &Summary) {
        fn merge<K: Ord + Clone>(into: &mut BTreeMap<K, Sums>, from: &BTreeMap<K, Sums>) {
            for (key, sums) in from {
                into.entry(key.clone()).or_default().add(sums);
            }
        }
        self.errors += other.errors;
        self.form = self.form.or(other.form);
        self.all.add(&other.all);
        merge(&mut self.places, &other.places);
        merge(&mut self.sectors, &other.sectors);
        merge(&mut self.sizes, &other.sizes);
        for (line, relief) in other.lines.iter() {
            self.lines[line] += relief;
        }
        for (measure, (count, relief)) in &other.measures {
            let sum = self.measures.entry(*measure).or_default();
            *sum = (sum.0 + count, sum.1 + relief);
        }
        for (class, count) in self.classes.iter_mut().zip(other.classes) {
            *class += count;
        }
        for (note, count) in &other.notes {
            *self.notes.entry(*note).or_default() += count;
        }
    }

    /// `after` is none where the row lacks facts of the other form.
    fn business(
        &mut self,
        (place, sector, size): (u32, &str, Option<SizeClass>),
        before: &Amounts,
        after: Option<&Amounts>,
        reliefs: &Reliefs,
    ) {
        let change = after.map(|after| i128::from((after.net_to_owner() - before.net_to_owner()).fen()));
        let relief: Money = before.lines.iter().map(|(_, tax)| tax.relief).sum();
        let sums = Sums {
            businesses: 1,
            payable: before.total().fen().into(),
            relief: relief.fen().into(),
            compared: u64::from(after.is_some()),
            after: after.map_or(0, |after| after.total().fen().into()),
            gain: u64::from(change > Some(0)),
            lose: u64::from(change.is_some_and(|change| change < 0)),
            gained: change.unwrap_or_default().max(0),
            lost: (-change.unwrap_or_default()).max(0),
        };
        self.all.add(&sums);
        self.places.entry(place).or_default().add(&sums);
        match self.sectors.get_mut(sector) {
            Some(of_sector) => of_sector.add(&sums),
            None => self.sectors.entry(sector.to_string()).or_default().add(&sums),
        }
        self.sizes.entry(size).or_default().add(&sums);
        for (line, tax) in before.lines.iter() {
            self.lines[line] += i128::from(tax.relief.fen());
        }
        for (measure, relief) in &reliefs.0 {
            let sum = self.measures.entry(*measure).or_default();
            *sum = (sum.0 + 1, sum.1 + relief);
        }
        let Some(change) = change else { return };
        // No change has a class of its own, between the losers and the gainers.
        let above = CLASSES.iter().filter(|limit| change >= i128::from(**limit) * 100).count();
        let losing = CLASSES.iter().filter(|limit| **limit < 0).count();
        let class = if change == 0 {
            losing + 1
        } else if change > 0 {
            above + 1
        } else {
            above
        };
        if let Some(count) = self.classes.get_mut(class) {
            *count += 1;
        }
    }
}

impl<P: Deref<Target = Pack>> Worker<'_, P> {
    /// Sums a batch up instead of returning its rows.
    ///
    /// ```
    /// use huiqi::Lang;
    /// use huiqi::register::{header_of_csv, read_csv, template_csv, Batch, Header, Options};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let template = template_csv(&pack, Lang::En); // a header and two rows
    /// let (names, rows) = template.split_at(template.find("\r\n").unwrap() + 2);
    /// let header = Header::read(&header_of_csv(names.as_bytes()).unwrap().names, false).unwrap();
    /// let rows = read_csv(&header, rows.as_bytes(), b',', Lang::En)?.batch;
    /// let batch = Batch::new(&pack, Options::default());
    /// let summary = batch.worker().summarize(&header, &rows);
    /// assert_eq!(summary.errors, 0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn summarize(&mut self, header: &super::Header, batch: &RecordBatch) -> Summary {
        let mut summary = Summary { form: self.batch.options.to.first().copied(), ..Summary::default() };
        self.each_row(header, batch, |cached_law, _, profile, sides, outcome| {
            let law = &cached_law.law;
            let (Some(before), Some(after)) = (sides.first(), sides.get(1)) else { return };
            let after = Some(after).filter(|_| !outcome.lacks(1));
            outcome.notes.each().for_each(|note| *summary.notes.entry(note.index()).or_default() += 1);
            let mut reliefs = Reliefs::default();
            // It was assessed just now without a trace: it cannot fail with one.
            let _ = assess_with(&law.rules, profile, profile.form, &mut reliefs);
            let size = law.size(profile, before.revenue);
            summary.business((profile.place, &profile.industry.section, size), before, after, &reliefs);
        });
        summary.errors = self.errors(batch).len() as u64;
        summary
    }
}
