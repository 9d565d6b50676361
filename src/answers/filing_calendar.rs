//! What to file and by when, and which days decide whether a relief is kept (办税日历).
//!
//! A day stands here only where the pack gives it: days after a period, the month in which what is put off falls due, the
//! last day of a measure, the end of the period that a limit counts.

pub use crate::answers::calendar_events::{CalendarEvent, EntryKind, FilingCalendarNote};
use crate::answers::compare::compare_converting;
use crate::answers::prepay::{PrepaymentNote, prepayments};
use crate::assess::Rules;
use crate::assess::{Assessment, assess};
use crate::base::dates::{Period, YearMonth};
use crate::base::error::Error;
use crate::base::names::{Form, Line};
use crate::base::words::Vocabulary;
use crate::facts::{Profile, Property, PropertyBase};
use crate::law::Pack;
use crate::taxes::general_status;
use crate::taxes::is_filed_with_vat;
use crate::taxes::trace::{Assumption, MeasureIx, What};
use crate::{Date, Money, Month, Rate};

/// One line of the calendar.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Entry {
    /// The same for the same business and question, whatever else changes: `file-vat-Q1`.
    pub id: String,
    /// What it is.
    pub kind: EntryKind,
    /// The first of its days; the same as `to` for a day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Whether holidays may move it.
    pub may_move: bool,
    /// An event of the filing calendar.
    pub what: CalendarEvent,
    /// Under which measures: the one that sets the day first.
    pub measures: Vec<MeasureIx>,
}

/// What to file and by when.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FilingCalendar {
    /// The form at the end of the year.
    pub form: Form,
    /// By day.
    pub entries: Vec<Entry>,
    /// Measures that ask for something on no fixed day: see [`crate::Measure::how`].
    pub undated: Vec<MeasureIx>,
    /// What holds for all of it.
    pub notes: Vec<FilingCalendarNote>,
}

/// How near to a limit is near: a tenth of it. A matter of warning in time, not of law.
const NEAR: Rate = Rate::from_millionths(100_000);

/// Makes the calendar of a business in its present form; in `to`, as if all year; or converting into it on the first of a
/// month.
///
/// ```
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let calendar = huiqi::filing_calendar(&pack, &rules, &shop, None, None)?;
/// let first = calendar.entries.iter().find(|entry| entry.id == "file-vat-Q1").unwrap();
/// assert_eq!(first.to.to_string(), "2022-04-15");
/// # Ok::<(), huiqi::Error>(())
/// ```
///
/// # Errors
/// As [`assess`] and [`compare_converting`].
pub fn filing_calendar(
    pack: &Pack,
    rules: &Rules,
    profile: &Profile,
    to: Option<Form>,
    month: Option<Month>,
) -> Result<FilingCalendar, Error> {
    let form = to.unwrap_or(profile.form);
    let converting = month.filter(|_| form != profile.form);
    let assessment = match converting {
        Some(month) => compare_converting(rules, profile, month, &[form])?.after.into_iter().next(),
        None => None,
    };
    let assessment = match assessment {
        Some(assessment) => assessment,
        None => assess(rules, profile, form)?,
    };
    let mut making = CalendarBuilder { pack, rules, profile, form, converting, assessment: &assessment, entries: Vec::new() };
    making.returns();
    making.holdings();
    let mut notes = vec![FilingCalendarNote::MayMove];
    notes.extend(making.income_tax()?.into_iter().map(|note| FilingCalendarNote::AsComputed { note }));
    making.limits();
    making.due();
    making.lapses();
    if let Some(day) = converting.and_then(|month| month.first_day(rules.year)) {
        notes.push(FilingCalendarNote::Closing);
        making.add(
            "convert".to_string(),
            EntryKind::Change,
            (day, day),
            CalendarEvent::Converts { from: profile.form, to: form },
            Vec::new(),
        );
    }
    let mut entries = making.entries;
    entries.sort_by(|a, b| (a.to, a.kind, &a.id).cmp(&(b.to, b.kind, &b.id)));
    let asks = |index: &MeasureIx| pack.measure(*index).how.is_some();
    let undated = used(&assessment).into_iter().map(|(index, _)| index).filter(asks).collect();
    Ok(FilingCalendar { form, entries, undated, notes })
}

/// The measures that gave something, with how much over the year.
fn used(assessment: &Assessment) -> Vec<(MeasureIx, Money)> {
    let mut found: Vec<(MeasureIx, Money)> = Vec::new();
    let reliefs = assessment.record.steps.iter().filter(|step| step.what.is_relief());
    let reliefs = reliefs.filter_map(|step| Some((step.measure()?, step.result)));
    for (index, amount) in reliefs.chain(assessment.record.benefits.iter().map(|benefit| (benefit.measure, benefit.amount))) {
        match found.iter_mut().find(|(known, _)| *known == index) {
            Some((_, sum)) => *sum += amount,
            None => found.push((index, amount)),
        }
    }
    found
}

struct CalendarBuilder<'a> {
    pack: &'a Pack,
    rules: &'a Rules,
    profile: &'a Profile,
    form: Form,
    converting: Option<Month>,
    assessment: &'a Assessment,
    entries: Vec<Entry>,
}

impl CalendarBuilder<'_> {
    fn add(&mut self, id: String, kind: EntryKind, (from, to): (Date, Date), what: CalendarEvent, measures: Vec<MeasureIx>) {
        let may_move = matches!(kind, EntryKind::File | EntryKind::Settle);
        self.entries.push(Entry { id, kind, from, to, may_move, what, measures });
    }

    /// The form that files for a month.
    fn form_in(&self, month: Month) -> Form {
        if self.converting.is_some_and(|converts| month < converts) { self.profile.form } else { self.form }
    }

    /// VAT and what is levied on it, by filing period.
    fn returns(&mut self) {
        let year = self.rules.year;
        for period in self.profile.filing.periods() {
            let month = period.first_month();
            let filing = &self.rules.month(month).vat.filing;
            let Some(day) = filing.rule.last_day(self.profile.filing, month, year) else { continue };
            let steps = self.assessment.record.steps.iter().filter(|step| step.period == period && is_filed_with_vat(step.line));
            let (mut due, mut relief, mut measures) = (Money::ZERO, Money::ZERO, vec![filing.measure]);
            for step in steps {
                if step.what == What::Due {
                    due += step.result;
                } else if step.what.is_relief() {
                    relief += step.result;
                    measures.extend(step.measure().filter(|index| !measures.contains(index)));
                }
            }
            let (form, payable) = (self.form_in(month), due - relief);
            let (mut prepaid, mut surcharges) = (Money::ZERO, Money::ZERO);
            for step in self.assessment.record.steps.iter().filter(|step| step.what == What::PrepaidUsed && step.period == period) {
                *if step.line == Line::Vat { &mut prepaid } else { &mut surcharges } += step.result;
                measures.extend(step.measure().filter(|index| !measures.contains(index)));
            }
            let left = payable - prepaid - surcharges;
            let what = match prepaid {
                Money::ZERO => CalendarEvent::FileVat { form, period, payable, relief },
                _ => CalendarEvent::FileVatPrepaid { form, period, payable, relief, prepaid, surcharges, left },
            };
            self.add(format!("file-vat-{period}"), EntryKind::File, (day, day), what, measures);
        }
    }

    /// The taxes of the year on premises by their value and on land.
    fn holdings(&mut self) {
        let annual = &self.rules.taxes.annual;
        let by_value = |owned: &Property| matches!(owned.base, PropertyBase::Value(_));
        let holds = [
            (Line::Property, &annual.property.filing, self.profile.properties.iter().any(by_value)),
            (Line::UrbanLandUse, &annual.land_use.filing, !self.profile.lands.is_empty()),
        ];
        for (line, filing, _) in holds.into_iter().filter(|(_, _, holds)| *holds) {
            let Some(filing) = filing else { continue };
            for (month, day) in filing.rule.all(self.rules.year) {
                let payable = self.assessment.amounts.lines[line].payable();
                let what = CalendarEvent::FileHoldings { form: self.form_in(month), line, payable };
                self.add(format!("file-{}-{}", line.key(), Period::Month(month)), EntryKind::File, (day, day), what, vec![filing.measure]);
            }
        }
    }

    /// Prepayments by quarters, and the settlement.
    fn income_tax(&mut self) -> Result<Vec<PrepaymentNote>, Error> {
        let year = self.rules.year;
        let of = |form: Form| match form.is_company() {
            true => (Line::Cit, &self.rules.taxes.annual.enterprise_income.prepayment),
            false => (Line::IitBusiness, &self.rules.taxes.annual.business_income.prepayment),
        };
        let mut found = Vec::new();
        let before = prepayments(self.rules, self.profile, if self.converting.is_some() { self.profile.form } else { self.form })?;
        for installment in &before.installments {
            let period = Period::Quarter(installment.quarter);
            let last = period.months().last();
            let form = last.map_or(self.form, |month| self.form_in(month));
            let (line, asked) = of(form);
            let id = format!("prepay-{}-{period}", line.key());
            let what = match self.converting {
                Some(_) if form == self.form => CalendarEvent::PrepayUnknown { form, period, line },
                _ => CalendarEvent::Prepay { form, period, line, payable: installment.payable },
            };
            if let Some(day) = asked.rule.last_day(installment.quarter, year) {
                found.push((id, EntryKind::File, day, what, asked.measure));
            }
        }
        let (line, asked) = of(self.form);
        let form = self.form;
        let what = match (self.converting, before.balance) {
            (Some(_), _) => CalendarEvent::SettleUnknown { form, line, year },
            (None, balance) if balance < Money::ZERO => CalendarEvent::SettleRefund { form, line, year, refund: -balance },
            (None, balance) => CalendarEvent::Settle { form, line, year, balance },
        };
        if let Some(day) = asked.rule.settlement(year) {
            found.push((format!("settle-{}", line.key()), EntryKind::Settle, day, what, asked.measure));
        }
        for (id, kind, day, what, measure) in found {
            self.add(id, kind, (day, day), what, vec![measure]);
        }
        Ok(if self.converting.is_some() { Vec::new() } else { before.notes })
    }

    /// Limits that the facts come near to, or have just passed.
    fn limits(&mut self) {
        let (year, filing) = (self.rules.year, self.profile.filing);
        let is_near = |value: Money, limit: Money| value >= limit - limit.times(NEAR) && value <= limit + limit.times(NEAR);
        let mut found = Vec::new();
        for period in filing.periods() {
            let Some(rule) = &self.rules.month(period.first_month()).vat.exempt_below else { continue };
            let tested = self.assessment.record.steps.iter().find(|step| step.what == What::PeriodSales && step.period == period);
            let Some(sales) = tested.map(|step| step.result) else { continue };
            let (limit, bound) = (rule.rule.limit(filing), rule.rule.bound);
            // Where another rule exempts the period, or nothing of it is taxed, the threshold decides nothing.
            let of_period = |step: &&crate::taxes::trace::Step| step.line == Line::Vat && step.period == period;
            let vat = || self.assessment.record.steps.iter().filter(of_period);
            let sum = |of: &dyn Fn(What) -> bool| -> Money { vat().filter(|step| of(step.what)).map(|step| step.result).sum() };
            let decides = match bound.admits(sales, limit) {
                true => vat().any(|step| step.what == What::ExemptBelow),
                false => sum(&|what| what == What::Due) > sum(&|what| what.is_relief()),
            };
            if decides && is_near(sales, limit) {
                let what = match bound.admits(sales, limit) {
                    true => CalendarEvent::NearThreshold { period, sales, bound, limit, left: limit - sales },
                    false => CalendarEvent::OverThreshold { period, sales, bound, limit, over: sales - limit },
                };
                found.push((format!("threshold-{period}"), last_day(period, year), what, rule.measure));
            }
        }
        let becomes = self.assessment.record.assumed.iter().find_map(|assumed| match assumed {
            Assumption::BecomesGeneral { sales, limit, day } | Assumption::OverSmallScaleLimit { sales, limit, day } => {
                Some((*sales, *limit, *day))
            }
            _ => None,
        });
        let december = self.rules.month(Month::DECEMBER);
        let status = december.vat.general_status.as_ref();
        match becomes {
            Some((sales, limit, day)) => {
                let measure = status.map_or(december.vat.small_scale_limit.measure, |status| status.measure);
                found.push(("general-status".to_string(), Some(day), CalendarEvent::General { sales, limit }, measure));
            }
            None if self.assessment.vat_status == crate::VatStatus::SmallScale => found.extend(self.twelve_months()),
            None => {}
        }
        found.extend(self.income_limit(&is_near));
        for (id, day, what, measure) in found {
            if let Some(day) = day {
                let kind = if matches!(what, CalendarEvent::General { .. }) { EntryKind::Change } else { EntryKind::Watch };
                self.add(id, kind, (day, day), what, vec![measure]);
            }
        }
    }

    /// The period in which the sales of twelve months come nearest to the small-scale limit.
    fn twelve_months(&self) -> Option<(String, Option<Date>, CalendarEvent, MeasureIx)> {
        let windows = general_status::twelve_months(&self.rules.taxes, self.profile, self.form);
        let this_year = windows.into_iter().filter(|window| !window.before_the_year);
        let most = this_year.reduce(|most, window| if window.sales > most.sales { window } else { most })?;
        let (sales, period) = (most.sales, most.period);
        let limit = &self.rules.month(period.first_month()).vat.small_scale_limit;
        let left = limit.rule.annual_sales - sales;
        (left <= limit.rule.annual_sales.times(NEAR) && left >= Money::ZERO).then(|| {
            let what = CalendarEvent::NearGeneral { sales, limit: limit.rule.annual_sales, left };
            ("twelve-months".to_string(), last_day(period, self.rules.year), what, limit.measure)
        })
    }

    /// The income up to which the income tax is relieved.
    fn income_limit(&self, is_near: &dyn Fn(Money, Money) -> bool) -> Option<(String, Option<Date>, CalendarEvent, MeasureIx)> {
        let annual = &self.rules.taxes.annual;
        let (line, limit, measure) = match self.form {
            form if form.is_company() => {
                annual.enterprise_income.small_low_profit_test.as_ref().map(|test| (Line::Cit, test.rule.income, test.measure))?
            }
            Form::IndividualBusiness => {
                annual.business_income.reduction.as_ref().map(|of| (Line::IitBusiness, of.rule.income_up_to, of.measure))?
            }
            _ => return None,
        };
        let taxable = self.assessment.record.steps.iter().filter(|step| step.line == line && step.what == What::Taxable);
        let income: Money = taxable.map(|step| step.result).next_back()?;
        is_near(income, limit).then(|| {
            let what = match income <= limit {
                true => CalendarEvent::NearIncome { income, limit, left: limit - income },
                false => CalendarEvent::OverIncome { income, limit, over: income - limit },
            };
            ("income-limit".to_string(), last_day(Period::Year, self.rules.year), what, measure)
        })
    }

    /// What was put off falls due in a month; the pack names no day of it.
    fn due(&mut self) {
        for benefit in &self.assessment.record.benefits {
            let Some(due) = benefit.due else { continue };
            let (Some(first), Some(last)) = (due.month.first_day(due.year), last_day(Period::Month(due.month), due.year)) else { continue };
            let what = CalendarEvent::Deferred { period: benefit.period, amount: benefit.amount, due };
            self.add(
                format!("deferred-{}-{}", self.pack.measure(benefit.measure).id, benefit.period),
                EntryKind::Due,
                (first, last),
                what,
                vec![benefit.measure],
            );
        }
    }

    /// The last day of what gave something and ends within the year.
    fn lapses(&mut self) {
        for (index, relief) in used(self.assessment) {
            let measure = self.pack.measure(index);
            let Some(last) = measure.valid.to.filter(|last| chrono::Datelike::year(last) == self.rules.year) else { continue };
            let next = last.succ_opt().map(|next| self.pack.changes(last, next, self.profile.place));
            let successor = next.and_then(|changes| self.pack.successor(index, &changes));
            let what = match successor {
                Some(_) => CalendarEvent::LapsesInto { relief },
                None => CalendarEvent::Lapses { relief },
            };
            let measures = std::iter::once(index).chain(successor).collect();
            self.add(format!("lapse-{}", measure.id), EntryKind::Lapse, (last, last), what, measures);
        }
    }
}

/// The last day of a period of a year.
fn last_day(period: Period, year: i32) -> Option<Date> {
    let next = YearMonth { year, month: period.months().last()? }.next();
    next.month.first_day(next.year)?.pred_opt()
}
