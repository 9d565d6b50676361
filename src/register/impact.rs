//! A register under two laws in one pass: each row is read once and assessed twice, in the form that it has.

use super::law::{CachedLaw, Laws};
use super::{Batch, Header, Options, RowError, Worker, cached_law};
use crate::answers::impact::{LawVersion, RegisterImpact, Shares};
use crate::assess_with;
use crate::base::words::Lang;
use crate::law::Pack;
use arrow_array::RecordBatch;
use hashbrown::HashMap;
use std::sync::Arc;

/// Two laws that a register is held to. Shared by all threads.
///
/// ```
/// use huiqi::{Lang, LawVersion, Line, Pack, register};
///
/// let pack = Pack::embedded()?;
/// let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/cn/2026/mof-sta-2026-10.toml"));
/// let draft = text.replace("10万元", "15万元").replace("30万元", "45万元"); // the threshold of VAT
/// let drafted = pack.overlaid(vec![("draft.toml".to_string(), draft)])?;
/// let rows = register::Synthesis::new(&pack, 1, 2026)?.rows(0, 200)?;
/// let header = register::Header::of_schema(&rows.schema(), false).unwrap();
/// let (before, after) = (LawVersion::of(pack), LawVersion::of(drafted));
/// let laws = register::BothLaws::new(&before, &after, Lang::En);
/// let mut found = laws.nothing();
/// let errors = laws.worker().add(&header, &rows, &mut found);
/// assert!(errors.is_empty() && found.all.gain > 0 && found.lines[Line::Vat].after < found.lines[Line::Vat].before);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct BothLaws {
    before: Batch<Arc<Pack>>,
    after: Laws<Arc<Pack>>,
    /// The year of the law after, where that is another than that of the law before.
    moved_to: Option<i32>,
    versions: [LawVersion; 2],
}

impl BothLaws {
    /// Two laws; errors of rows are in this language.
    ///
    /// ```
    /// use huiqi::{Lang, LawVersion, Pack, register::BothLaws};
    ///
    /// let law = LawVersion::of(Pack::embedded()?);
    /// assert_eq!(BothLaws::new(&law, &law, Lang::Zh).nothing().all.businesses, 0);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn new(before: &LawVersion, after: &LawVersion, lang: Lang) -> BothLaws {
        let options = Options { to: Vec::new(), year: before.year, known_on: before.known_on, lang, ..Options::default() };
        BothLaws {
            before: Batch::new(before.pack.clone(), options),
            after: Laws::new(after.pack.clone(), after.known_on),
            moved_to: after.year.filter(|_| after.year != before.year),
            versions: [before.clone(), after.clone()],
        }
    }

    /// The sums of no row, to add rows to.
    ///
    /// ```
    /// use huiqi::{Lang, LawVersion, Pack, register::BothLaws};
    ///
    /// let law = LawVersion::of(Pack::embedded()?);
    /// assert!(BothLaws::new(&law, &law, Lang::En).nothing().by_measure().is_empty());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn nothing(&self) -> RegisterImpact {
        let [before, after] = &self.versions;
        RegisterImpact::nothing(before, after)
    }

    /// A worker: the buffers of one thread.
    ///
    /// ```
    /// use huiqi::{Lang, LawVersion, Pack, register};
    ///
    /// let law = LawVersion::of(Pack::embedded()?);
    /// let rows = register::Synthesis::new(&law.pack, 1, 2024)?.rows(0, 10)?;
    /// let header = register::Header::of_schema(&rows.schema(), false).unwrap();
    /// let laws = register::BothLaws::new(&law, &law, Lang::En);
    /// let mut found = [laws.nothing(), laws.nothing()];
    /// let [one, other] = &mut found; // one worker a thread
    /// laws.worker().add(&header, &rows, one);
    /// laws.worker().add(&header, &rows, other);
    /// assert_eq!(found[0], found[1]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn worker(&self) -> ImpactWorker<'_> {
        ImpactWorker { laws: self, worker: self.before.worker(), after: HashMap::new(), shares: Shares::default() }
    }
}

/// Assesses batches under two laws, one after the other, in buffers of its own.
pub struct ImpactWorker<'b> {
    laws: &'b BothLaws,
    worker: Worker<'b, Arc<Pack>>,
    after: HashMap<(i32, u32), CachedLaw>,
    shares: Shares,
}

impl ImpactWorker<'_> {
    /// Adds every row of a batch that can be assessed under both laws; the others are counted and returned.
    ///
    /// ```
    /// use huiqi::{Lang, LawVersion, Pack, register};
    /// use huiqi::register::{header_of_csv, read_csv};
    ///
    /// let law = LawVersion::of(Pack::embedded()?);
    /// let text = "key,year,place,industry,sales_q1,cost_goods\n1,2024,麒麟区,H6210,10万,6万\n2,1999,麒麟区,H6210,10万,6万\n";
    /// let (names, rows) = text.split_at(text.find('\n').unwrap() + 1);
    /// let header = register::Header::read(&header_of_csv(names.as_bytes()).unwrap().names, false).unwrap();
    /// let rows = read_csv(&header, rows.as_bytes(), b',', Lang::En)?.batch;
    /// let laws = register::BothLaws::new(&law, &law, Lang::En);
    /// let mut found = laws.nothing();
    /// let errors = laws.worker().add(&header, &rows, &mut found);
    /// assert_eq!((found.all.businesses, found.errors, errors[0].row), (1, 1, 1)); // of 1999 the pack knows nothing
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn add(&mut self, header: &Header, batch: &RecordBatch, into: &mut RegisterImpact) -> Vec<RowError> {
        let ImpactWorker { laws, worker, after, shares } = self;
        worker.each_profile(header, batch, |cached, _, profile, notes| {
            let moved = laws.moved_to.map(|year| profile.clone().in_year(year)).transpose()?;
            let facts_after = moved.as_ref().unwrap_or(profile);
            let law_after = cached_law(after, &laws.after, (facts_after.year, facts_after.place))?.law.clone();
            shares.clear();
            let amounts = assess_with(&cached.law.rules, profile, profile.form, &mut shares.before(into))?;
            let amounts_after = assess_with(&law_after.rules, facts_after, facts_after.form, &mut shares.after(into))?;
            let size = cached.law.size(profile, amounts.revenue);
            into.business((profile.place, &profile.industry.section, size), &amounts, &amounts_after, shares);
            into.noted += u64::from(!notes.is_empty());
            Ok(())
        });
        let errors = worker.errors(batch);
        into.errors += errors.len() as u64;
        errors
    }
}
