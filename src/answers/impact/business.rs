//! What a change of the law costs one business, form by form, and which measures move each line.

use super::{LawVersion, payable};
use crate::Money;
use crate::assess::{Assessment, assess};
use crate::base::error::Error;
use crate::base::names::{Form, Line};
use crate::base::words::Vocabulary;
use crate::facts::Profile;
use crate::law::Pack;
use crate::taxes::trace::MeasureIx;
use std::collections::BTreeMap;

/// A business under two laws.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct BusinessImpact {
    /// What it is called.
    pub name: String,
    /// GB/T 2260 code of its place.
    pub place: u32,
    /// The years whose law was applied, before and after.
    pub years: (i32, i32),
    /// The present form first.
    pub forms: Vec<FormImpact>,
    /// Forms that were not asked for by name and could not be assessed, with what is missing.
    pub skipped: Vec<(Form, Error)>,
}

/// A business in one form under two laws.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FormImpact {
    /// Under the law before.
    pub before: Assessment,
    /// Under the law after.
    pub after: Assessment,
    /// What moved, by line and measure, in the order of the lines: those of a line add up to its change.
    pub moved: Vec<Moved>,
}

/// What a measure makes payable on a line under two laws: what is due by it less what it relieves.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Moved {
    /// The line.
    pub line: Line,
    /// The measure by its id; none where the facts state the amount.
    pub measure: Option<String>,
    /// Under the law before; negative where it relieves.
    pub before: Money,
    /// Under the law after.
    pub after: Money,
}

impl FormImpact {
    /// The change of what is payable on a line; positive is more.
    ///
    /// ```
    /// use huiqi::{Impact, LawVersion, Line, Money, Pack, Profile};
    ///
    /// let pack = Pack::embedded()?;
    /// let shop = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let law = LawVersion::of(pack);
    /// let impact = Impact::between(law.clone(), law, shop.place)?.on_business(&shop, &[])?;
    /// assert_eq!(impact.business.unwrap().forms[0].change(Line::Vat), Money::ZERO); // the same law
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn change(&self, line: Line) -> Money {
        self.after.amounts.lines[line].payable() - self.before.amounts.lines[line].payable()
    }
}

pub(super) fn of(before: &LawVersion, after: &LawVersion, profile: &Profile, to: &[Form]) -> Result<BusinessImpact, Error> {
    let (then, facts_then) = before.applied(profile)?;
    let (now, facts_now) = after.applied(profile)?;
    let present = profile.form;
    let named = to.iter().chain(Form::ALL.iter().filter(|_| to.is_empty())).copied().filter(|form| *form != present);
    let (mut forms, mut skipped): (Vec<FormImpact>, Vec<(Form, Error)>) = (Vec::new(), Vec::new());
    for form in std::iter::once(present).chain(named) {
        if forms.iter().any(|known| known.before.form == form) {
            continue;
        }
        let both = assess(&then, &facts_then, form).and_then(|before| Ok((before, assess(&now, &facts_now, form)?)));
        match both {
            Ok((assessed_then, assessed_now)) => {
                let moved = moved((&before.pack, &assessed_then), (&after.pack, &assessed_now));
                forms.push(FormImpact { before: assessed_then, after: assessed_now, moved });
            }
            Err(error) if form == present || !to.is_empty() => return Err(error),
            Err(error) => skipped.push((form, error)),
        }
    }
    Ok(BusinessImpact { name: profile.name.clone(), place: profile.place, years: (then.year, now.year), forms, skipped })
}

/// What each measure makes payable on each line, where that is not the same under both laws.
fn moved(before: (&Pack, &Assessment), after: (&Pack, &Assessment)) -> Vec<Moved> {
    let mut found: BTreeMap<(usize, Option<String>), Moved> = BTreeMap::new();
    for (is_after, (pack, assessment)) in [before, after].into_iter().enumerate() {
        for step in &assessment.record.steps {
            let Some(part) = payable(step) else { continue };
            let measure = step.measure().map(|index: MeasureIx| pack.measure(index).id.clone());
            let of = found.entry((step.line.index(), measure.clone())).or_insert_with(|| Moved {
                line: step.line,
                measure,
                before: Money::ZERO,
                after: Money::ZERO,
            });
            *(if is_after == 1 { &mut of.after } else { &mut of.before }) += part;
        }
    }
    found.into_values().filter(|moved| moved.before != moved.after).collect()
}
