//! huiqi (惠企): what an individual business (个体工商户) in China pays, and what it would pay after converting to an
//! enterprise (个转企), to the fen and with the article of law beside each number.
//!
//! ```
//! use huiqi::{Form, Line, Pack, Profile};
//!
//! let pack = Pack::embedded()?;
//! let profile = Profile::parse(
//!     r#"
//!     name = "noodle shop"
//!     year = 2023
//!     place = "麒麟区"
//!     locality = "city"
//!     industry = "H6210"
//!     form = "individual-business"
//!     [vat]
//!     status = "small-scale"
//!     filing = "quarter"
//!     [[sales]]
//!     period = "Q1"
//!     kind = "services"
//!     amount = "40.4万元"
//!     [costs]
//!     goods = "15万元"
//!     [owner]
//!     comprehensive_income = 0
//!     "#,
//!     "shop.toml",
//!     &pack,
//! )?;
//! let rules = pack.rules(profile.year, profile.place, None)?;
//! let assessment = huiqi::assess(&rules, &profile, Form::IndividualBusiness)?;
//! // 404,000 ÷ 1.01 is 400,000 net, over the quarter's threshold: 3% due, 2% of it relieved.
//! assert_eq!(assessment.amounts.lines[Line::Vat].payable().to_string(), "4,000.00");
//! assert_eq!(pack.measure(assessment.citations(Line::Vat)[0]).article.is_empty(), false);
//! # Ok::<(), huiqi::Error>(())
//! ```
//!
//! # The way data goes
//! Policy files → [`Pack`] → [`Rules`] in force → facts ([`Profile`]) → [`Assessment`] with its [`trace`] →
//! [`Comparison`] → [`report`]. No step reaches back. The library never prints, exits, or reads clock, locale or files;
//! only [`Pack::load`] and [`Profile::load`] open what they are given. All that is left to the command (`cli`, with the
//! feature of that name).
//!
//! # Units
//! [`Money`] is yuan in whole fen, a year's amount unless it says otherwise; [`Rate`] is in millionths; areas are square
//! metres in hundredths. Every rounding is half up to the fen (四舍五入), line by line.
//!
//! # Where things are
//! | To … | use |
//! |---|---|
//! | load the law | [`Pack::embedded`], [`Pack::load`], [`Pack::from_files`] |
//! | choose year, place and what was known | [`Pack::rules`] |
//! | describe a business | [`Profile`], [`Profile::parse`], [`Profile::load`] |
//! | assess it | [`assess`] with its trace, [`amounts`] and [`amounts_in_forms`] without |
//! | compare forms | [`compare`], [`Difference`] |
//! | write it down | [`report`] |
//! | know what went wrong | [`Error`] |

#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic))]

// The command is written as every caller of the library is.
#[cfg(feature = "cli")]
extern crate self as huiqi;

// From the facts to the amounts every operation is checked, saturates where a limit bounds it, or cannot overflow and says so;
// the operators of `Money` are checked (clippy.toml).
mod answers;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
mod assess;
mod base;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
mod benefits;
#[cfg(feature = "strategies")]
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
mod facts;
mod law;
#[cfg(feature = "register")]
pub mod register;
pub mod report;
#[cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]
mod taxes;

#[cfg(feature = "strategies")]
pub use check::strategies;
pub use taxes::trace;

pub use answers::ask::{RulesOf, ask, ask_under, ask_watched};
pub use answers::classify::{Classification, Finding, classify};
pub use answers::client_report::{ClientReport, CurveMark, CurvePoint, MarkKind, NetOverProfit};
pub use answers::compare::compare_converting;
pub use answers::compare::{Comparison, Difference, compare, compare_as};
pub use answers::curve::{
    Axis, AxisProblem, Best, Bounds, BreakEven, Cause, Choice, Cliff, Cliffs, CompanyChoices, Crossing, Curve, CurveError, Dimension,
    EqualRange, Figure, Optimum, Outcome, Overtaking, Point, Slope, Span, Stretch, Sweep, Unit, Variable, break_even, cliffs, optimise,
    sweep,
};
pub use answers::filing_calendar::{CalendarEvent, Entry, EntryKind, FilingCalendar, FilingCalendarNote, filing_calendar};
pub use answers::impact::{BusinessImpact, ChangeKind, FigureChange, FormImpact, Impact, LawVersion, MeasureChange, Moved};
#[cfg(feature = "register")]
pub use answers::impact::{Decile, MeasureImpact, RegisterImpact, Revenue};
pub use answers::open_facts::{QuestionKind, UsualAnswer};
pub use answers::page::{Glance, Outlook, SalesJump, ShareCurve, Stake};
pub use answers::prepay::{Installment, PrepaymentNote, Prepayments, prepayments};
pub use answers::question::{Answer, Ask, Facts, Found, Question};
pub use answers::ranges::{Between, Decision, FormRange, OpenFact, Ranges, ranges};
pub use assess::{Assessment, Rules, amounts, amounts_in_forms, assess, assess_with, policy_reference, policy_schema, policy_skeleton};
pub use base::dates::{Date, Month, Period, Quarter, Validity, YearMonth};
pub use base::encoding::TextEncoding;
pub use base::error::{At, Error, Problem, Source};
pub use base::money::{MAX_AMOUNT, MAX_LINES, Money, Rate};
pub use base::names::{
    Addition, AssessedBy, BenefitKind, Borrower, Bound, ByLine, CitySize, Confidence, ContractKind, CulturalService, EmploymentGroup,
    Entitled, EquipmentClass, ExemptSupply, Filing, Form, Hardship, IndividualMovables, Invoice, Landlord, Line, Locality, PaidTax, Prices,
    ReducedPerson, SaleKind, SizeClass, StartUpGroup, SubsidisedLoanKind, Subsidy, TaxRating, VatStatus,
};
pub use base::words::Sentence;
pub use base::words::{Bilingual, Lang, Say, Vocabulary};
pub use facts::*;
pub use law::{Authority, Case, Changes, Classes, Document, Measure, Pack, PlaceFound, Printed, Trade};
pub use taxes::amounts::{Amounts, Lines, Tax};
pub use taxes::not_counted::NotCounted;

/// What [`catalogue!`] writes out.
#[doc(hidden)]
pub mod catalogues {
    pub use crate::base::catalogue::{any_of, is_reserved, kebab, schema_of, serialize, text_of};
    pub use crate::base::words::Field;
}

/// The JSON Schema of a profile file.
pub const PROFILE_SCHEMA: &str = include_str!("../docs/profile.schema.json");

/// A commented profile to start from.
pub const PROFILE_TEMPLATE: &str = include_str!("../docs/template.toml");
