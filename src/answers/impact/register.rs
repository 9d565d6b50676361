//! What a change of the law costs over a register: sums that can be added in any order.

use super::{LawVersion, payable};
use crate::base::names::{ByLine, Line, SizeClass};
use crate::base::words::Vocabulary;
use crate::taxes::amounts::Amounts;
use crate::taxes::trace::{Assumption, Benefit, MeasureIx, Refusal, Step, Trace};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What some businesses pay under two laws, in fen, and who of them gains and loses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Revenue {
    /// How many there are.
    pub businesses: u64,
    /// Taxes and fees payable under the law before.
    pub before: i128,
    /// Under the law after.
    pub after: i128,
    /// How many owners keep more.
    pub gain: u64,
    /// How much more these keep.
    pub gained: i128,
    /// How many owners keep less.
    pub lose: u64,
    /// How much less these keep.
    pub lost: i128,
}

impl Revenue {
    fn add(&mut self, other: &Revenue) {
        self.businesses += other.businesses;
        self.before += other.before;
        self.after += other.after;
        self.gain += other.gain;
        self.gained += other.gained;
        self.lose += other.lose;
        self.lost += other.lost;
    }

    fn of(before: i128, after: i128, kept: i128) -> Revenue {
        Revenue {
            businesses: 1,
            before,
            after,
            gain: u64::from(kept > 0),
            gained: kept.max(0),
            lose: u64::from(kept < 0),
            lost: (-kept).max(0),
        }
    }
}

/// A tenth of the businesses by their receipts, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decile {
    /// From 1 to 10.
    pub number: usize,
    /// The least and the most receipts in it, in fen, in their first three digits.
    pub receipts: (i64, i64),
    /// What they pay.
    pub revenue: Revenue,
}

/// What a measure makes payable on a line over a register: what is due by it less what it relieves, in fen.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MeasureImpact {
    /// The line.
    pub line: Line,
    /// The measure by its id; none where the facts state the amount.
    pub measure: Option<String>,
    /// Under the law before; negative where it relieves.
    pub before: i128,
    /// Under the law after.
    pub after: i128,
    /// Of how many businesses it moves what is payable.
    pub businesses: u64,
}

/// What some businesses pay by one measure on one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Share {
    before: i128,
    after: i128,
    businesses: u64,
}

/// The measures of two packs under one number each.
#[derive(Debug, PartialEq)]
struct Numbers {
    ids: Vec<String>,
    before: Vec<usize>,
    after: Vec<usize>,
}

/// A register under two laws. The sums of its parts can be added in any order.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RegisterImpact {
    /// All businesses.
    pub all: Revenue,
    /// By the GB/T 2260 code of their place.
    pub places: BTreeMap<u32, Revenue>,
    /// By the letter of their sector (GB/T 4754).
    pub sectors: BTreeMap<String, Revenue>,
    /// By size; none where the facts do not tell it.
    pub sizes: BTreeMap<Option<SizeClass>, Revenue>,
    /// By line; who gains and loses is by what its owner keeps on that line alone.
    pub lines: ByLine<Revenue>,
    /// Rows that have no result under both laws.
    pub errors: u64,
    /// The first of these rows, with what is wrong: at most [`RegisterImpact::NAMED`].
    pub named: Vec<String>,
    /// Rows of which something was taken as usual.
    pub noted: u64,
    /// By receipts, in their first three digits.
    receipts: BTreeMap<i64, Revenue>,
    /// By the number of the measure, then by line.
    shares: Vec<Share>,
    numbers: Arc<Numbers>,
}

impl RegisterImpact {
    /// How many rows without a result are named.
    pub const NAMED: usize = 20;

    /// Nothing yet, of two laws.
    pub(crate) fn nothing(before: &LawVersion, after: &LawVersion) -> RegisterImpact {
        let of = |law: &LawVersion| law.pack.measures().iter().map(|measure| measure.id.clone()).collect::<Vec<_>>();
        let (then, now) = (of(before), of(after));
        let ids: Vec<String> = then.iter().chain(&now).cloned().collect::<BTreeSet<_>>().into_iter().collect();
        let number = |all: Vec<String>| all.iter().map(|id| ids.binary_search(id).unwrap_or(ids.len())).collect();
        let (before, after) = (number(then), number(now));
        RegisterImpact {
            all: Revenue::default(),
            places: BTreeMap::new(),
            sectors: BTreeMap::new(),
            sizes: BTreeMap::new(),
            lines: ByLine::default(),
            errors: 0,
            named: Vec::new(),
            noted: 0,
            receipts: BTreeMap::new(),
            // The last is of amounts that no measure decides.
            shares: vec![Share::default(); (ids.len() + 1) * Line::ALL.len()],
            numbers: Arc::new(Numbers { ids, before, after }),
        }
    }

    /// Adds another part of the register, under the same two laws.
    ///
    /// ```
    /// use huiqi::{Lang, LawVersion, Pack, register};
    ///
    /// let law = LawVersion::of(Pack::embedded()?);
    /// let rows = register::Synthesis::new(&law.pack, 1, 2024)?.rows(0, 10)?;
    /// let header = register::Header::of_schema(&rows.schema(), false).unwrap();
    /// let laws = register::BothLaws::new(&law, &law, Lang::En);
    /// let mut worker = laws.worker();
    /// let (mut first, mut all) = (laws.nothing(), laws.nothing());
    /// worker.add(&header, &rows.slice(0, 4), &mut all);
    /// worker.add(&header, &rows.slice(4, 6), &mut first);
    /// all.add(&first);
    /// assert_eq!(all.all.businesses + all.errors, 10);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add(&mut self, other: &RegisterImpact) {
        fn merge<K: Ord + Clone>(into: &mut BTreeMap<K, Revenue>, from: &BTreeMap<K, Revenue>) {
            from.iter().for_each(|(key, revenue)| into.entry(key.clone()).or_default().add(revenue));
        }
        self.all.add(&other.all);
        merge(&mut self.places, &other.places);
        merge(&mut self.sectors, &other.sectors);
        merge(&mut self.sizes, &other.sizes);
        merge(&mut self.receipts, &other.receipts);
        other.lines.iter().for_each(|(line, revenue)| self.lines[line].add(revenue));
        self.errors += other.errors;
        self.noted += other.noted;
        let room = RegisterImpact::NAMED.saturating_sub(self.named.len());
        self.named.extend(other.named.iter().take(room).cloned());
        for (share, more) in self.shares.iter_mut().zip(&other.shares) {
            *share = Share {
                before: share.before + more.before,
                after: share.after + more.after,
                businesses: share.businesses + more.businesses,
            };
        }
    }

    /// Adds a business.
    pub(crate) fn business(
        &mut self,
        (place, sector, size): (u32, &str, Option<SizeClass>),
        before: &Amounts,
        after: &Amounts,
        shares: &Shares,
    ) {
        let fen = |amounts: &Amounts| i128::from(amounts.total().fen());
        let kept = i128::from((after.net_to_owner() - before.net_to_owner()).fen());
        let revenue = Revenue::of(fen(before), fen(after), kept);
        self.all.add(&revenue);
        self.places.entry(place).or_default().add(&revenue);
        match self.sectors.get_mut(sector) {
            Some(of_sector) => of_sector.add(&revenue),
            None => self.sectors.entry(sector.to_string()).or_default().add(&revenue),
        }
        self.sizes.entry(size).or_default().add(&revenue);
        self.receipts.entry(three_digits(before.receipts.fen())).or_default().add(&revenue);
        for (line, tax) in before.lines.iter() {
            let (then, now) = (i128::from(tax.payable().fen()), i128::from(after.lines[line].payable().fen()));
            self.lines[line].add(&Revenue::of(then, now, then - now));
        }
        for (slot, part) in &shares.found {
            if let Some(share) = self.shares.get_mut(*slot) {
                share.before += part.before;
                share.after += part.after;
                share.businesses += u64::from(part.before != part.after);
            }
        }
    }

    /// What each measure makes payable on each line, where it makes anything so under either law.
    ///
    /// ```
    /// use huiqi::{Lang, LawVersion, Pack, register};
    ///
    /// let law = LawVersion::of(Pack::embedded()?);
    /// let rows = register::Synthesis::new(&law.pack, 1, 2024)?.rows(0, 50)?;
    /// let header = register::Header::of_schema(&rows.schema(), false).unwrap();
    /// let laws = register::BothLaws::new(&law, &law, Lang::En);
    /// let mut found = laws.nothing();
    /// laws.worker().add(&header, &rows, &mut found);
    /// let by_measure: i128 = found.by_measure().iter().map(|measure| measure.before).sum();
    /// assert_eq!(by_measure, found.all.before); // what is due less what is relieved is what is paid
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn by_measure(&self) -> Vec<MeasureImpact> {
        let of = |(slot, share): (usize, &Share)| {
            let line = Line::ALL.get(slot % Line::ALL.len()).copied()?;
            let measure = self.numbers.ids.get(slot / Line::ALL.len()).cloned();
            let Share { before, after, businesses } = *share;
            (before != 0 || after != 0 || businesses != 0).then_some(MeasureImpact { line, measure, before, after, businesses })
        };
        let mut found: Vec<MeasureImpact> = self.shares.iter().enumerate().filter_map(of).collect();
        found.sort_by_key(|measure| measure.line.index());
        found
    }

    /// The businesses in tenths by their receipts. Those whose receipts agree in their first three digits stand in one tenth.
    ///
    /// ```
    /// use huiqi::{Lang, LawVersion, Pack, register};
    ///
    /// let law = LawVersion::of(Pack::embedded()?);
    /// let rows = register::Synthesis::new(&law.pack, 1, 2024)?.rows(0, 50)?;
    /// let header = register::Header::of_schema(&rows.schema(), false).unwrap();
    /// let laws = register::BothLaws::new(&law, &law, Lang::En);
    /// let mut found = laws.nothing();
    /// laws.worker().add(&header, &rows, &mut found);
    /// assert_eq!(found.deciles().iter().map(|decile| decile.revenue.before).sum::<i128>(), found.all.before);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn deciles(&self) -> Vec<Decile> {
        let mut found: Vec<Decile> = Vec::new();
        let mut below: u64 = 0;
        for (receipts, revenue) in &self.receipts {
            let tenth = u128::from(below) * 10 / u128::from(self.all.businesses.max(1)) + 1;
            let number = usize::try_from(tenth).unwrap_or(10);
            match found.last_mut() {
                Some(decile) if decile.number == number => {
                    decile.receipts.1 = *receipts;
                    decile.revenue.add(revenue);
                }
                _ => found.push(Decile { number, receipts: (*receipts, *receipts), revenue: *revenue }),
            }
            below += revenue.businesses;
        }
        found
    }
}

/// An amount in its first three digits, so that a register of any length has few of them.
fn three_digits(fen: i64) -> i64 {
    let mut unit = 1;
    while fen / unit >= 1_000 {
        unit *= 10;
    }
    fen / unit * unit
}

/// What one business pays by measure and line, under either law: a listener of both assessments.
#[derive(Debug, Default)]
pub(crate) struct Shares {
    found: Vec<(usize, Share)>,
}

/// Hears one assessment.
pub(crate) struct Listener<'a> {
    numbers: &'a [usize],
    /// Of what no measure decides.
    without: usize,
    is_after: bool,
    shares: &'a mut Shares,
}

impl Shares {
    /// Another business.
    pub(crate) fn clear(&mut self) {
        self.found.clear();
    }

    /// Listens to its assessment under the law before.
    pub(crate) fn before<'a>(&'a mut self, of: &'a RegisterImpact) -> Listener<'a> {
        Listener { numbers: &of.numbers.before, without: of.numbers.ids.len(), is_after: false, shares: self }
    }

    /// Listens to its assessment under the law after.
    pub(crate) fn after<'a>(&'a mut self, of: &'a RegisterImpact) -> Listener<'a> {
        Listener { numbers: &of.numbers.after, without: of.numbers.ids.len(), is_after: true, shares: self }
    }
}

impl Listener<'_> {
    fn number(&self, measure: Option<MeasureIx>) -> usize {
        measure.and_then(|index| self.numbers.get(usize::from(index.0)).copied()).unwrap_or(self.without)
    }
}

impl Trace for Listener<'_> {
    fn step(&mut self, step: impl FnOnce() -> Step) {
        let step = step();
        let Some(part) = payable(&step).map(|part| i128::from(part.fen())).filter(|part| *part != 0) else { return };
        let slot = self.number(step.measure()) * Line::ALL.len() + step.line.index();
        let known = self.shares.found.iter().position(|(known, _)| *known == slot).unwrap_or(self.shares.found.len());
        if known == self.shares.found.len() {
            self.shares.found.push((slot, Share::default()));
        }
        let Some((_, share)) = self.shares.found.get_mut(known) else { return };
        *(if self.is_after { &mut share.after } else { &mut share.before }) += part;
    }
    fn refuse(&mut self, _: impl FnOnce() -> Refusal) {}
    fn assume(&mut self, _: impl FnOnce() -> Assumption) {}
    fn benefit(&mut self, _: impl FnOnce() -> Benefit) {}
}
