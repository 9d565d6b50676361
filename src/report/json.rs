//! JSON for programs: amounts are decimal strings in yuan, ids and codes never change, the format has a version. It is the
//! same whatever the language: sentences stand in both beside their code and fields.

use super::outcomes::{BestOut, best_out};
use super::{Context, verdict, visible_json};
use crate::answers::compare::{BreakEven, Comparison, Difference};
use crate::answers::curve::CompanyChoices;
use crate::assess::Assessment;
use crate::base::dates::Period;
use crate::base::error::Problem;
use crate::base::names::{BenefitKind, ByLine, Line};
use crate::base::words::{Bilingual, FORMAT_VERSION, Vocabulary};
use crate::facts::Profile;
use crate::law::{Citation, Pack};
use crate::taxes::amounts::Amounts;
use crate::taxes::not_counted::NotCounted;
use crate::taxes::trace::{Assumption, Formula, Reason};
use crate::{Date, Money};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Header<'a> {
    format: u32,
    answer: &'static str,
    program: &'static str,
    version: &'static str,
    pack: PackName<'a>,
    name: &'a str,
    place: u32,
    year: i32,
    known_on: Option<Date>,
}

#[derive(Serialize)]
struct PackName<'a> {
    hash: &'a str,
    embedded: bool,
}

#[derive(Serialize)]
struct Side {
    form: &'static str,
    vat_status: &'static str,
    lines: Vec<LineOut>,
    total: Money,
    receipts: Money,
    costs: Money,
    rent_waived: Money,
    grants: Vec<AmountOut>,
    deferred: Vec<BenefitOut>,
    beside: Vec<BenefitOut>,
    deed_tax: Money,
    employer_insurance: Money,
    owner_insurance: Money,
    total_with_insurance: Money,
    undistributed: Money,
    net_when_drawn: Money,
    net_to_owner: Money,
    not_counted: Vec<NotCounted>,
    assumptions: Vec<Assumption>,
    refused: Vec<RefusedOut>,
}

#[derive(Serialize)]
struct LineOut {
    id: &'static str,
    due: Money,
    relief: Money,
    payable: Money,
    citations: Vec<Citation>,
}

#[derive(Serialize)]
struct AmountOut {
    id: String,
    amount: Money,
}

#[derive(Serialize)]
struct BenefitOut {
    kind: &'static str,
    period: Period,
    amount: Money,
    due: Option<String>,
    worth: Option<Money>,
    how: Option<Bilingual>,
    citation: Citation,
}

#[derive(Serialize)]
struct RefusedOut {
    line: Option<&'static str>,
    measure: String,
    reason: Reason,
    citation: Citation,
}

#[derive(Serialize)]
struct DifferenceOut {
    lines: Vec<DifferenceLine>,
    total: Money,
    net_to_owner: Money,
    pays: Option<&'static str>,
    pays_from_profit: Option<Money>,
}

#[derive(Serialize)]
struct DifferenceLine {
    id: &'static str,
    payable: Money,
}

#[derive(Serialize)]
struct Other {
    after: Side,
    difference: DifferenceOut,
}

#[derive(Serialize)]
struct Skipped {
    form: &'static str,
    reasons: Vec<Problem>,
}

#[derive(Serialize)]
struct CompanyChoicesOut {
    most_wage: Money,
    #[serde(flatten)]
    best: BestOut,
}

#[derive(Serialize)]
pub(super) struct ComparisonOut<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    verdict: Vec<verdict::Words>,
    choices: Option<CompanyChoicesOut>,
    before: Side,
    after: Side,
    difference: DifferenceOut,
    others: Vec<Other>,
    skipped: Vec<Skipped>,
}

#[derive(Serialize)]
struct AssessmentOut<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    assessment: Side,
}

#[derive(Serialize)]
struct ExplanationOut<'a> {
    #[serde(flatten)]
    header: Header<'a>,
    form: &'static str,
    line: LineOut,
    steps: Vec<StepOut>,
    refused: Vec<RefusedOut>,
}

#[derive(Serialize)]
struct StepOut {
    period: Period,
    what: &'static str,
    formula: Formula,
    result: Money,
    citation: Option<Citation>,
}

pub(super) fn header<'a>(context: &Context<'a>, answer: &'static str) -> Header<'a> {
    header_of(context.pack, context.profile, context.rules.year, context.rules.known_on, answer)
}

pub(super) fn header_of<'a>(pack: &'a Pack, profile: &'a Profile, year: i32, known_on: Option<Date>, answer: &'static str) -> Header<'a> {
    Header {
        format: FORMAT_VERSION,
        answer,
        program: "huiqi",
        version: env!("CARGO_PKG_VERSION"),
        pack: PackName { hash: pack.hash(), embedded: pack.is_embedded() },
        name: &profile.name,
        place: profile.place,
        year,
        known_on,
    }
}

fn line_out(context: &Context<'_>, assessment: &Assessment, line: Line) -> LineOut {
    let tax = assessment.amounts.lines[line];
    let citations = assessment.citations(line).into_iter().map(|index| context.pack.cite(index)).collect();
    LineOut { id: line.key(), due: tax.due, relief: tax.relief, payable: tax.payable(), citations }
}

fn refused(context: &Context<'_>, assessment: &Assessment, only: Option<Line>) -> Vec<RefusedOut> {
    assessment
        .record
        .refused
        .iter()
        .filter(|refusal| only.is_none() || refusal.line == only)
        .map(|refusal| RefusedOut {
            line: refusal.line.map(Line::key),
            measure: context.pack.measure(refusal.measure).id.clone(),
            reason: refusal.reason.clone(),
            citation: context.pack.cite(refusal.measure),
        })
        .collect()
}

fn benefits(context: &Context<'_>, assessment: &Assessment, of: impl Fn(BenefitKind) -> bool) -> Vec<BenefitOut> {
    let kept = assessment.record.benefits.iter().filter(|benefit| of(benefit.kind));
    kept.map(|benefit| BenefitOut {
        kind: benefit.kind.key(),
        period: benefit.period,
        amount: benefit.amount,
        due: benefit.due.map(|due| due.to_string()),
        worth: benefit.worth,
        how: context.pack.measure(benefit.measure).how.clone(),
        citation: context.pack.cite(benefit.measure),
    })
    .collect()
}

fn side(context: &Context<'_>, assessment: &Assessment) -> Side {
    let amounts: &Amounts = &assessment.amounts;
    let granted = assessment.record.benefits.iter().filter(|benefit| benefit.kind == BenefitKind::Grant);
    let from_measures: Vec<AmountOut> =
        granted.map(|benefit| AmountOut { id: context.pack.measure(benefit.measure).id.clone(), amount: benefit.amount }).collect();
    let given = amounts.grants - from_measures.iter().map(|grant| grant.amount).sum();
    let given = (given > Money::ZERO).then(|| AmountOut { id: "conversion".to_string(), amount: given });
    let grants = given.into_iter().chain(from_measures).collect();
    Side {
        form: assessment.form.key(),
        vat_status: assessment.vat_status.key(),
        lines: Line::ALL.iter().map(|line| line_out(context, assessment, *line)).collect(),
        total: amounts.total(),
        receipts: amounts.receipts,
        costs: amounts.costs,
        rent_waived: amounts.rent_waived,
        grants,
        deferred: benefits(context, assessment, |kind| kind == BenefitKind::Deferral),
        beside: benefits(context, assessment, |kind| !matches!(kind, BenefitKind::Deferral | BenefitKind::Grant)),
        deed_tax: amounts.deed_tax,
        employer_insurance: amounts.employer_insurance,
        owner_insurance: amounts.owner_insurance,
        total_with_insurance: amounts.total_with_insurance(),
        undistributed: amounts.undistributed,
        net_when_drawn: amounts.net_when_drawn(),
        net_to_owner: amounts.net_to_owner(),
        not_counted: assessment.record.not_counted.clone(),
        assumptions: context.assumptions(assessment),
        refused: refused(context, assessment, None),
    }
}

fn difference(before: &Assessment, after: &Assessment, break_even: Option<&BreakEven>) -> DifferenceOut {
    let (pays, pays_from_profit) = match break_even {
        Some(BreakEven::Now) => (Some("now"), None),
        Some(BreakEven::From(profit)) => (Some("from"), Some(*profit)),
        Some(BreakEven::Never) => (Some("never"), None),
        None => (None, None),
    };
    let difference = Difference::between(before, after);
    let by_line: ByLine<Money> = ByLine::from_fn(|line| difference.line(line));
    DifferenceOut {
        lines: by_line.iter().map(|(line, payable)| DifferenceLine { id: line.key(), payable: *payable }).collect(),
        total: difference.total(),
        net_to_owner: difference.net_to_owner(),
        pays,
        pays_from_profit,
    }
}

pub(super) fn pretty(value: &impl Serialize) -> String {
    // Every value here is a string, a number or a list of them: writing it to memory cannot fail.
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    visible_json(&text).into_owned() + "\n"
}

/// A comparison.
///
/// ```
/// use huiqi::{report, Form, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = huiqi::compare(&rules, &shop, &[Form::OnePersonCompany])?;
/// let json: serde_json::Value = serde_json::from_str(&report::comparison_json(&context, &found)).unwrap();
/// assert_eq!(json["after"]["form"], "one-person-company");
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn comparison_json(context: &Context<'_>, comparison: &Comparison) -> String {
    pretty(&comparison_out(context, comparison))
}

pub(super) fn comparison_out<'a>(context: &Context<'a>, comparison: &Comparison) -> ComparisonOut<'a> {
    let before = &comparison.before;
    let other = |(i, after): (usize, &Assessment)| Other {
        after: side(context, after),
        difference: difference(before, after, comparison.break_even.get(i)),
    };
    ComparisonOut {
        header: header(context, "comparison"),
        verdict: verdict::sentences(context, comparison),
        choices: comparison.choices.as_ref().map(|CompanyChoices { best, most_wage }| CompanyChoicesOut {
            most_wage: *most_wage,
            best: best_out(best, before.amounts.net_to_owner()),
        }),
        before: side(context, before),
        after: side(context, comparison.chosen()),
        difference: difference(before, comparison.chosen(), comparison.break_even.first()),
        others: comparison.after.iter().enumerate().skip(1).map(other).collect(),
        skipped: comparison.skipped.iter().map(|(form, error)| Skipped { form: form.key(), reasons: error.reasons() }).collect(),
    }
}

/// One assessment.
///
/// ```
/// use huiqi::{report, Form, Lang};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = huiqi::assess(&rules, &shop, Form::IndividualBusiness)?;
/// let json: serde_json::Value = serde_json::from_str(&report::assessment_json(&context, &found)).unwrap();
/// assert_eq!(json["assessment"]["total"], found.amounts.total().plain());
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn assessment_json(context: &Context<'_>, assessment: &Assessment) -> String {
    pretty(&AssessmentOut { header: header(context, "assessment"), assessment: side(context, assessment) })
}

/// How one line came about.
///
/// ```
/// use huiqi::{report, Form, Lang, Line};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let context = report::Context { pack: &pack, rules: &rules, profile: &shop, lang: Lang::En };
/// let found = huiqi::assess(&rules, &shop, Form::IndividualBusiness)?;
/// let json: serde_json::Value = serde_json::from_str(&report::explanation_json(&context, &found, Line::Vat)).unwrap();
/// assert_eq!(json["line"]["id"], "vat");
/// # Ok::<(), huiqi::Error>(())
/// ```
#[must_use]
pub fn explanation_json(context: &Context<'_>, assessment: &Assessment, line: Line) -> String {
    let steps = context
        .steps_of(assessment, line)
        .map(|step| StepOut {
            period: step.period,
            what: step.what.key(),
            formula: step.formula.clone(),
            result: step.result,
            citation: step.measure().map(|index| context.pack.cite(index)),
        })
        .collect();
    pretty(&ExplanationOut {
        header: header(context, "explanation"),
        form: assessment.form.key(),
        line: line_out(context, assessment, line),
        steps,
        refused: refused(context, assessment, Some(line)),
    })
}
