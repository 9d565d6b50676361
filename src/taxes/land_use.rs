//! Urban land-use tax (城镇土地使用税): the local unit amount is given; the law only sets its range.

use super::filing::HoldingsFiling;
use super::property::{ExemptHousingLet, ExemptLetProperty, cut_of, exempt_let, is_with_housing};
use super::reduce_payable::{ReducePayable, reduce_in};
use super::{OnFacts, OwnLine, Report, Rules, Taxpayer};
use crate::base::dates::Period;
use crate::base::error::{Error, Problem};
use crate::base::money::Ratio;
use crate::base::names::{ByCitySize, ByLocality, CitySize, Form, Line, Locality};
use crate::base::slot::Subject;
use crate::base::source::Section;
use crate::facts::{Land, Profile};
use crate::law::parameter::{amount, by_word, parameters, rate, table};
use crate::law::problem::LawProblem;
use crate::law::{Day, Kind, NoRules, Resolve, Rule, RuleInForce};
use crate::taxes::amounts::{Lines, Tax};
use crate::taxes::not_counted::NotCounted;
use crate::taxes::problem::RuleProblem;
use crate::taxes::trace::{Basis, Formula, Step, Trace, What};
use crate::{Money, Rate};

parameters! {
    /// The least and the most a square metre may bear.
    #[derive(Copy, Default)]
    struct Range en "A range of amounts" zh "税额幅度" {
        least: Money = amount(), en "the least per m²" zh "每平方米下限";
        most: Money = amount(), en "the most per m²" zh "每平方米上限";
    }
    then Range::rises
}

impl Range {
    fn rises(self, section: &Section<'_>) -> Option<Self> {
        if self.least > self.most {
            section.report(LawProblem::RangeBackwards);
        }
        Some(self)
    }
}

parameters! {
    pub(crate) struct LandUseAmount en "Range of the urban land-use tax a year" zh "城镇土地使用税年税额幅度" {
        ranges: ByLocality<Range> = by_word(table::<Range>()), en "the range by locality" zh "按地区的税额幅度";
        cities: ByCitySize<Range> = by_word(table::<Range>()), en "the range by the size of a city" zh "按城市规模的税额幅度";
        poor_area_cut: Rate = rate(), en "the cut of the least that poor areas may be given" zh "经济落后地区下限可降低的比例";
    }
}

impl Rule for LandUseAmount {
    const DECIDES: &'static Subject = &Subject::annual("land-use-amount", "urban land-use tax ranges", "城镇土地使用税幅度").always();
}

impl LandUseAmount {
    /// The least (after the cut that poor areas may be given) and the most a square metre may bear; of a city, by its size where that is
    /// told.
    pub(crate) fn range(&self, locality: Locality, city_size: Option<CitySize>) -> (Money, Money) {
        let of_size = city_size.filter(|_| locality == Locality::City).map(|size| self.cities[size]);
        let Range { least, most } = of_size.unwrap_or(self.ranges[locality]);
        (least.times(self.poor_area_cut.complement()), most)
    }
}

/// An area in hundredths of a square metre, as people write it.
pub(crate) fn square_metres(area: i64) -> String {
    Money::from_fen(area).to_decimal().normalize().to_string()
}

/// Urban land-use tax of the year.
#[derive(Clone, Debug)]
pub(crate) struct YearRules {
    pub(crate) amount: RuleInForce<LandUseAmount>,
    housing_let: Option<RuleInForce<ExemptHousingLet>>,
    exempt_let: Option<RuleInForce<ExemptLetProperty>>,
    pub(crate) filing: Option<RuleInForce<HoldingsFiling>>,
    reduce: Option<RuleInForce<ReducePayable>>,
}

impl Resolve for YearRules {
    fn resolve(day: &Day<'_>) -> Result<Self, Error> {
        let line = Line::UrbanLandUse;
        Ok(YearRules {
            amount: day.always()?,
            housing_let: day.of_line(line),
            exempt_let: day.of_line(line),
            filing: day.of_line(line),
            reduce: day.of_line(line),
        })
    }
}

/// Urban land-use tax.
pub(crate) struct LandUse;

impl super::Tax for LandUse {
    type Month = NoRules;
    type Year = YearRules;
    const LINES: &'static [OwnLine] = &[OwnLine::new(Line::UrbanLandUse).by_year()];
    const MECHANISMS: &'static [Kind] = &[Kind::of::<LandUseAmount>()];

    #[inline]
    fn check(rules: &Rules, profile: &Profile, report: Report<'_>) -> Result<(), Error> {
        for land in &profile.lands {
            let RuleInForce { measure, rule, .. } = &rules.annual.land_use.amount;
            let (found, (least, most)) = (land.unit_amount, rule.range(profile.locality, profile.city_size));
            if found < least || found > most {
                let citation = rules.instruments.cite(*measure);
                report(Problem::at(RuleProblem::AmountOutsideRange { found, least, most, citation }, land.at));
            }
        }
        Ok(())
    }

    fn not_counted(_: &Rules, profile: &Profile, _: Form, say: &mut dyn FnMut(NotCounted)) {
        // Individuals who let housing pay none on its land.
        if profile.lands.is_empty() && profile.properties.iter().any(|owned| !owned.housing) {
            say(NotCounted::LandHeld);
        }
    }
}

impl OnFacts for LandUse {
    #[inline]
    fn is_told(profile: &Profile) -> bool {
        !profile.lands.is_empty()
    }

    fn assess<T: Trace>(payer: &Taxpayer<'_>, lines: &mut Lines, trace: &mut T) {
        for land in &payer.profile.lands {
            assess(payer, land, lines, trace);
        }
    }
}

/// Assesses one piece of land for the year.
fn assess<T: Trace>(payer: &Taxpayer<'_>, land: &Land, lines: &mut Lines, trace: &mut T) {
    let rules = &payer.rules.annual.land_use;
    let (line, period, months) = (Line::UrbanLandUse, Period::Year, land.months.count());
    let year = Ratio::from(land.unit_amount).times_whole(land.area);
    let mut tax = Tax { due: year.times_whole(months).divided_by(100 * 12).round_half_up(), relief: Money::ZERO };
    trace.step(|| Step {
        line,
        period,
        what: What::Due,
        basis: Basis::Law(rules.amount.measure),
        result: tax.due,
        formula: Formula::PerArea { area: square_metres(land.area), unit: land.unit_amount, months },
    });
    let spared = rules.housing_let.as_ref().filter(|let_out| let_out.rule.is_for(payer.eligibility.form));
    if let Some(spared) = spared.filter(|_| is_with_housing(&payer.profile.properties, land.let_with)) {
        tax.relief = tax.due;
        let (what, formula) = (What::HousingLet, Formula::AllOf { amount: tax.due });
        trace.step(|| Step { line, period, what, basis: Basis::Law(spared.measure), result: tax.relief, formula });
        lines[line].add(tax.due, tax.relief);
        return;
    }
    exempt_let(&rules.exempt_let, line, cut_of(&payer.profile.properties, land.let_with), months, &mut tax, trace);
    let eligibility = payer.eligibility.of_holdings(line);
    reduce_in(&rules.reduce, line, period, land.months.set(), &eligibility, &mut tax, trace);
    lines[line].add(tax.due, tax.relief);
}
