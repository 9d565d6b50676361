//! What a draft costs: one law held beside another, measure by measure, in yuan for a business, and over a register.

mod business;
mod measures;
#[cfg(feature = "register")]
mod register;

pub use business::{BusinessImpact, FormImpact, Moved};
pub use measures::{ChangeKind, FigureChange, MeasureChange};
#[cfg(feature = "register")]
pub(crate) use register::Shares;
#[cfg(feature = "register")]
pub use register::{Decile, MeasureImpact, RegisterImpact, Revenue};

use crate::assess::Rules;
use crate::base::error::Error;
use crate::base::names::Form;
use crate::facts::Profile;
use crate::law::Pack;
use crate::taxes::trace::{Step, What};
use crate::{Date, Money};
use std::sync::Arc;

/// A law that is held beside another: a pack, the year whose law it is, and what had been published by then.
#[derive(Clone, Debug)]
pub struct LawVersion {
    /// The pack.
    pub pack: Arc<Pack>,
    /// The year; that of the facts where there is none.
    pub year: Option<i32>,
    /// Only what had been published by this day.
    pub known_on: Option<Date>,
}

impl LawVersion {
    /// All that a pack holds, in the year of the facts.
    ///
    /// ```
    /// use huiqi::{LawVersion, Pack};
    ///
    /// let law = LawVersion::of(Pack::embedded()?);
    /// assert_eq!((law.year, law.known_on), (None, None));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn of(pack: Pack) -> LawVersion {
        LawVersion { pack: Arc::new(pack), year: None, known_on: None }
    }

    /// The rules for facts, and the facts as they are in its year.
    fn applied(&self, profile: &Profile) -> Result<(Rules, Profile), Error> {
        let profile = profile.clone().in_year(self.year.unwrap_or(profile.year))?;
        Ok((self.pack.rules(profile.year, profile.place, self.known_on)?, profile))
    }
}

/// What changes from one law to another, and what that costs whom.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Impact {
    /// The law that it starts from.
    pub before: LawVersion,
    /// The law that it is held against.
    pub after: LawVersion,
    /// The GB/T 2260 code of the place in which measures are looked at; one that holds elsewhere only, there.
    pub place: u32,
    /// Measure by measure, in the order of their ids.
    pub measures: Vec<MeasureChange>,
    /// In yuan for a business, where one was asked about.
    pub business: Option<BusinessImpact>,
    #[cfg(feature = "register")]
    /// In yuan over a register, where one was gone through.
    pub register: Option<RegisterImpact>,
}

impl Impact {
    /// Measure by measure, what changes from one law to another.
    ///
    /// ```
    /// use huiqi::{ChangeKind, Impact, LawVersion, Pack};
    ///
    /// let pack = Pack::embedded()?;
    /// // What if the threshold of VAT were half as high again?
    /// let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/cn/2026/mof-sta-2026-10.toml"));
    /// let draft = text.replace("10万元", "15万元").replace("30万元", "45万元");
    /// let drafted = pack.overlaid(vec![("draft.toml".to_string(), draft)])?;
    /// let place = pack.example_place();
    /// let impact = Impact::between(LawVersion::of(pack), LawVersion::of(drafted), place)?;
    /// let [threshold] = impact.measures.as_slice() else { panic!("{:?}", impact.measures) };
    /// assert_eq!((threshold.id.as_str(), threshold.kind), ("mof-sta-2026-10#vat-threshold", ChangeKind::Changed));
    /// assert_eq!(threshold.figures[0].after.as_deref(), Some("15万元"));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// A year that a pack does not cover.
    pub fn between(before: LawVersion, after: LawVersion, place: u32) -> Result<Impact, Error> {
        for law in [&before, &after] {
            law.year.map_or(Ok(()), |year| law.pack.within_years(year))?;
        }
        let measures = measures::between(&before, &after, place);
        Ok(Impact {
            before,
            after,
            place,
            measures,
            business: None,
            #[cfg(feature = "register")]
            register: None,
        })
    }

    /// The same, and in yuan for a business: in its present form and in the others named, or in all that can be assessed under
    /// both laws where none is.
    ///
    /// ```
    /// use huiqi::{Impact, LawVersion, Line, Money, Pack, Profile};
    ///
    /// let pack = Pack::embedded()?;
    /// let shop = Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// // The same facts under the law of 2022 and of 2023, when the exemption of 2022 was over.
    /// let law = |year| LawVersion { year: Some(year), ..LawVersion::of(pack.clone()) };
    /// let impact = Impact::between(law(2022), law(2023), shop.place)?.on_business(&shop, &[])?;
    /// let present = &impact.business.unwrap().forms[0];
    /// assert!(present.change(Line::Vat) > Money::ZERO);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// Facts that cannot be assessed under both laws in the present form or in one that is named.
    pub fn on_business(self, profile: &Profile, to: &[Form]) -> Result<Impact, Error> {
        let business = business::of(&self.before, &self.after, profile, to)?;
        Ok(Impact { business: Some(business), ..self })
    }
}

/// What a step adds to what is payable on its line: what is due, less reliefs. Those steps of a line add up to it.
pub(crate) fn payable(step: &Step) -> Option<Money> {
    match step.what {
        What::Due => Some(step.result),
        What::RentWaived => None,
        what => what.is_relief().then(|| -step.result),
    }
}
