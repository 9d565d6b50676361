//! Reading a profile against the lists of a pack: places and industries are known by them.

use super::context::{Context, Lists};
use super::fact::Fact;
use super::usual::{self, UsualFact};
use super::{Industry, Profile};
use crate::base::error::{Error, Problem, Said, Source};
use crate::base::source::{Reading, Syntax, read_file};
use crate::base::tree::Fields;
use crate::law::{FormerPlace, Pack};
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::Arc;

impl Lists for Pack {
    fn years(&self) -> RangeInclusive<i32> {
        Pack::years(self)
    }

    fn place_of(&self, written: &str) -> Result<(u32, Option<FormerPlace>), Said> {
        self.classes()
            .place(written)
            .map(|(code, former)| (code, former.cloned()))
            .map_err(|problem| Arc::new(self.classes().likely(problem)) as Said)
    }

    fn industry_of(&self, written: &str) -> Result<Industry, Said> {
        self.classes().industry(written).map_err(|problem| Arc::new(self.classes().likely(problem)) as Said)
    }
}

/// Whether everything that must be told is, or what is usual fills the gaps.
#[derive(Clone, Copy, PartialEq)]
enum Gaps {
    Refused,
    FilledIn,
}

fn read(syntax: Syntax, text: &str, name: &str, pack: &Pack, gaps: Gaps) -> Result<Profile, Error> {
    let source = Source::new(name, text);
    let context = Context::new(pack);
    let mut taken = Vec::new();
    let fill_in = |fields: &mut Fields<'_>| {
        if gaps == Gaps::FilledIn {
            taken = usual::fill_in(fields, pack);
        }
    };
    let (profile, problems) = Reading::run_as(syntax, &source, fill_in, |root| Some(Profile::read_from(root, &context)));
    let told = |problem: Problem| {
        // A list of which nothing is there has no path.
        let key = problem.fields().get("key").and_then(|key| key.as_str()).map(|key| key.trim_matches(['[', ']']).to_string());
        let fact = problem.path().map(str::to_string).or(key).and_then(|path| Fact::at_path(&path));
        match fact.map(|fact| fact.about(problem.code() == "missing")) {
            Some(about) => problem.about(about),
            None => problem,
        }
    };
    let mut profile = profile.ok_or_else(|| Error::profile(problems.into_iter().map(told).collect()))?;
    profile.origin.source = Some(source);
    profile.origin.filled_in = gaps == Gaps::FilledIn;
    profile.origin.usual = taken;
    Ok(profile.with_totals_spread())
}

fn load(path: &Path, pack: &Pack, gaps: Gaps) -> Result<Profile, Error> {
    let text = read_file(path).map_err(|problem| Error::profile(vec![problem]))?;
    let is_json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    read(if is_json { Syntax::Json } else { Syntax::Typed }, &text, &path.display().to_string(), pack, gaps)
}

impl Profile {
    /// Reads a profile from TOML; `name` is what problems call the file.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let profile = huiqi::Profile::parse(huiqi::PROFILE_TEMPLATE, "template.toml", &pack)?;
    /// assert_eq!((profile.year, profile.place), (2024, 530302));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// Every missing, contradictory or impossible fact, with its line and column.
    pub fn parse(toml: &str, name: &str, pack: &Pack) -> Result<Profile, Error> {
        read(Syntax::Typed, toml, name, pack, Gaps::Refused)
    }

    /// Reads a profile from JSON: the same facts, limits and problems as [`Profile::parse`]. `null` says nothing; a day is a
    /// string; numbers count digit for digit.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let json = r#"{
    ///     "name": "noodle shop", "year": 2023, "place": "麒麟区", "locality": "city", "industry": "H6210",
    ///     "form": "individual-business", "vat": {"status": "small-scale", "filing": "quarter"},
    ///     "sales": [{"period": "Q1", "kind": "services", "amount": 404000.10, "invoice": null}],
    ///     "costs": {"goods": "15万元"}, "owner": {"comprehensive_income": 0}
    /// }"#;
    /// let profile = huiqi::Profile::from_json(json, "shop.json", &pack)?;
    /// assert_eq!(profile.sales[0].amount.fen(), 40_400_010);
    ///
    /// let error = huiqi::Profile::from_json(&json.replace("404000.10", "true"), "shop.json", &pack).unwrap_err();
    /// assert_eq!(error.problems()[0].path(), Some("sales[0].amount"));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Profile::parse`].
    pub fn from_json(json: &str, name: &str, pack: &Pack) -> Result<Profile, Error> {
        read(Syntax::Json, json, name, pack, Gaps::Refused)
    }

    /// Reads a profile from a file, as JSON where its name ends in `.json` and else as TOML. This opens the file.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// assert_eq!(shop.name, "老街面馆");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Profile::parse`], and when the file cannot be read as text: UTF-8, UTF-16 with a byte order mark or, with the feature `cli`,
    /// GBK.
    pub fn load(path: &Path, pack: &Pack) -> Result<Profile, Error> {
        load(path, pack, Gaps::Refused)
    }

    /// As [`Profile::load`], for what a person writes: of the name, the locality, the VAT standing and filing period, and what is sold,
    /// the usual is taken where nothing is told, and the answer says so; the owner's other income is unknown then.
    /// [`crate::ranges`] takes what companies need as unknown too, where nothing is told of it.
    ///
    /// ```
    /// use huiqi::UnknownFact;
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load_filled_in("tests/people/tea-shop.toml".as_ref(), &pack)?;
    /// assert_eq!(shop.unknown, [UnknownFact::ComprehensiveIncome]);
    /// assert!(!shop.usual_facts().is_empty());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Profile::load`], of every other fact.
    pub fn load_filled_in(path: &Path, pack: &Pack) -> Result<Profile, Error> {
        load(path, pack, Gaps::FilledIn)
    }

    /// As [`Profile::load_filled_in`], of a text: JSON where it begins with a brace, else TOML.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let json = r#"{"place": "麒麟区", "industry": "面馆", "year": 2025, "form": "个体工商户",
    ///     "sales": [{"period": "全年", "amount": "30万"}], "costs": {"other": "20万"}}"#;
    /// let shop = huiqi::Profile::filled_in(json, "shop.json", &pack)?;
    /// assert_eq!((shop.name.as_str(), shop.sales.len()), ("面馆", 12));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Profile::load_filled_in`].
    pub fn filled_in(text: &str, name: &str, pack: &Pack) -> Result<Profile, Error> {
        let is_json = text.trim_start().starts_with('{');
        read(if is_json { Syntax::Json } else { Syntax::Typed }, text, name, pack, Gaps::FilledIn)
    }

    /// What was left out where the profile was read, and taken to be usual.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// assert!(shop.usual_facts().is_empty());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn usual_facts(&self) -> &[UsualFact] {
        &self.origin.usual
    }

    /// Holds facts that a program made to the limits of those that are read. Assessing does the same each time for a profile
    /// that was not read; after this it need not. Totals of the year are spread ([`Profile::with_totals_spread`]).
    ///
    /// ```
    /// use huiqi::{Form, Money, Pack, Period, Profile, Quarter, Sale, SaleKind};
    ///
    /// let pack = Pack::embedded()?;
    /// let mut shop = Profile { name: "noodle shop".to_string(), year: 2023, ..Profile::default() };
    /// shop.place = Profile::place_code("麒麟区", &pack)?;
    /// shop.industry = Profile::industry_of("H6210", &pack)?;
    /// let (period, amount) = (Period::Quarter(Quarter::FIRST), Money::from_fen(40_400_000));
    /// shop.sales.push(Sale { period, kind: SaleKind::Services, amount, ..Sale::default() });
    /// let shop = shop.checked(&pack)?;
    ///
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// assert!(huiqi::amounts(&rules, &shop, Form::IndividualBusiness).is_ok());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// Every missing, contradictory or impossible fact, by its path.
    pub fn checked(self, pack: &Pack) -> Result<Profile, Error> {
        let spread = self.with_totals_spread();
        spread.hold_to_limits(pack)?;
        Ok(spread.taken_as_checked())
    }

    /// The GB/T 2260 code of a place given by code or name.
    ///
    /// ```
    /// use huiqi::{Pack, Profile};
    ///
    /// let pack = Pack::embedded()?;
    /// assert_eq!(Profile::place_code("麒麟区", &pack)?, 530302);
    /// assert!(Profile::place_code("Atlantis", &pack).is_err());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the pack does not know it.
    pub fn place_code(written: &str, pack: &Pack) -> Result<u32, Error> {
        pack.classes()
            .place(written)
            .map(|(code, _)| code)
            .map_err(|message| Error::profile(vec![Problem::new(pack.classes().likely(message))]))
    }

    /// The industry of a GB/T 4754 code.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let meals = huiqi::Profile::industry_of("H6210", &pack)?;
    /// assert_eq!((meals.section.as_str(), meals.services), ("H", true));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// When the pack does not know it.
    pub fn industry_of(written: &str, pack: &Pack) -> Result<Industry, Error> {
        pack.classes().industry(written).map_err(|message| Error::profile(vec![Problem::new(pack.classes().likely(message))]))
    }
}
