//! The rules in force: everything that depends only on year, place and what was known, resolved once.

use crate::base::error::{Error, Problem};
use crate::law::problem::LawProblem;
use crate::law::{Begun, Pack, Registry};
use crate::{Date, Month, benefits, taxes};
use std::path::Path;

/// The mechanisms that policy files may name: those of the taxes and those of the benefits.
const REGISTRY: Registry = Registry(&[taxes::MECHANISMS, benefits::MECHANISMS]);

/// The JSON Schema of a policy file (draft 7), from what each mechanism declares: an editor completes and checks a file
/// by it.
///
/// ```
/// assert!(huiqi::policy_schema().contains("\"exempt-sales-below\""));
/// ```
#[must_use]
pub fn policy_schema() -> String {
    REGISTRY.schema()
}

/// The keys of a policy file and the parameters of each mechanism, as `docs/policy-format.md` has them (Markdown).
///
/// ```
/// assert!(huiqi::policy_reference().contains("### `exempt-sales-below`"));
/// ```
#[must_use]
pub fn policy_reference() -> String {
    REGISTRY.reference()
}

/// The skeleton of a policy file: a document of a place (China, if `None`) with one measure of a mechanism, every key blank and described.
/// What is left blank is refused where it stands when the file is loaded.
///
/// ```
/// use huiqi::Date;
///
/// let day: Date = "2026-11-30".parse().unwrap();
/// let file = huiqi::policy_skeleton("hunan-2024-10", Some(430000), "property-value-deduction", day)?;
/// assert!(file.contains("jurisdiction = \"43\"") && file.contains("\ndeduction = \"\""));
/// assert!(huiqi::policy_skeleton("hunan-2024-10", None, "property-deduction", day).is_err()); // no such mechanism
/// # Ok::<(), huiqi::Error>(())
/// ```
///
/// # Errors
/// When there is no such mechanism; the error names the one that was most likely meant.
pub fn policy_skeleton(id: &str, place: Option<u32>, mechanism: &str, checked_on: Date) -> Result<String, Error> {
    let jurisdiction = place.map_or_else(|| "CN".to_string(), |place| jurisdiction_of(place).to_string());
    let begun = Begun { id, jurisdiction: &jurisdiction, checked_on };
    REGISTRY.skeleton(&begun, mechanism).map_err(|wrong| Error::question(vec![Problem::new(wrong)]))
}

/// The GB/T 2260 prefix of a province, city or county.
fn jurisdiction_of(place: u32) -> u32 {
    match place {
        _ if place.is_multiple_of(10_000) => place / 10_000,
        _ if place.is_multiple_of(100) => place / 100,
        _ => place,
    }
}

/// The rules in force (有效规则) for one year and place, as far as they were known on a day. Made by [`Pack::rules`]
/// and shared by every assessment of that year and place.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The tax year.
    pub year: i32,
    /// GB/T 2260 code of the place.
    pub place: u32,
    /// Only documents published by this day count; `None` counts the whole pack.
    pub known_on: Option<Date>,
    pub(crate) taxes: taxes::Rules,
    pub(crate) benefits: benefits::Rules,
}

impl Rules {
    /// The rules of the taxes in a month.
    pub(crate) fn month(&self, month: Month) -> &taxes::MonthRules {
        self.taxes.month(month)
    }
}

impl Pack {
    /// The pack that the library was built with: [`Pack::years`] says for which years.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// assert!(pack.is_embedded() && pack.years().contains(&2023));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// None in a released build; the tests load it.
    pub fn embedded() -> Result<Pack, Error> {
        Pack::embedded_with(REGISTRY)
    }

    /// Loads and checks the pack in a folder: every `*.toml` in it and below; `lists/` holds the code lists. This
    /// reads files.
    ///
    /// ```
    /// let pack = huiqi::Pack::load("policies".as_ref())?;
    /// assert_eq!(pack.hash(), huiqi::Pack::embedded()?.hash());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// Every problem of every file at once.
    pub fn load(folder: &Path) -> Result<Pack, Error> {
        Pack::load_with(folder, REGISTRY)
    }

    /// Checks a pack given as (file name, text), in any order. Code lists are the files with `lists/` in their name.
    ///
    /// ```
    /// use huiqi::Pack;
    ///
    /// let error = Pack::from_files(vec![("policy.toml".to_string(), "[document]\nid = 5".to_string())]).unwrap_err();
    /// assert!(error.problems().iter().any(|problem| problem.place() == Some(("policy.toml", 2, 6))));
    /// ```
    ///
    /// # Errors
    /// Every problem of every file at once.
    pub fn from_files(files: Vec<(String, String)>) -> Result<Pack, Error> {
        Pack::checked(files, REGISTRY)
    }

    /// Whether the pack covers a year.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// pack.within_years(2023)?;
    /// assert!(pack.within_years(2018).is_err());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// When it does not; the error names the years that it covers.
    pub fn within_years(&self, year: i32) -> Result<(), Error> {
        let years = self.years();
        if years.contains(&year) {
            return Ok(());
        }
        Err(Error::outside(LawProblem::YearNotCovered { year, first: *years.start(), last: *years.end() }))
    }

    /// Resolves the rules in force in a year and place, among documents published by `known_on` (all, if `None`).
    ///
    /// ```
    /// use huiqi::{Date, Line, Pack, Profile};
    ///
    /// let pack = Pack::embedded()?;
    /// let shop = Profile::parse(huiqi::PROFILE_TEMPLATE, "template.toml", &pack)?;
    /// let payable = |known_on: Option<Date>| -> Result<_, huiqi::Error> {
    ///     let rules = pack.rules(shop.year, shop.place, known_on)?;
    ///     Ok(huiqi::amounts(&rules, &shop, shop.form)?.lines[Line::Vat].payable())
    /// };
    /// // Before August 2023 nobody knew that the exemption of small sales would go on in 2024.
    /// let before = "2023-07-31".parse().unwrap();
    /// assert!(payable(None)? < payable(Some(before))?);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the year is not covered, or no base rate was known by then: never the nearest rule.
    pub fn rules(&self, year: i32, place: u32, known_on: Option<Date>) -> Result<Rules, Error> {
        self.within_years(year)?;
        let on = |month: Month| self.on(month.first_day(year).unwrap_or_default(), place, known_on);
        Ok(Rules {
            year,
            place,
            known_on,
            taxes: taxes::Rules::resolve(self, year, place, known_on)?,
            benefits: benefits::Rules::resolve(&benefits::Year { first: on(Month::JANUARY), on: &on }),
        })
    }
}
