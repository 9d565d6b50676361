//! What a business is: its size, its industry's classes, and whether it is to be cultivated into an enterprise.

use crate::assess::Rules;
use crate::base::names::{Addition, Form, Hardship, SizeClass};
use crate::base::words::{Bilingual, catalogue};
use crate::benefits::size::{CarryOver, Cultivation, CultivationList, Figures, Limits};
use crate::facts::Profile;
use crate::law::Pack;
use crate::taxes::trace::MeasureIx;
use crate::{Error, Money, Month, Rate, amounts};

catalogue! {
    /// One thing a business is or is not, with its reason.
    #[non_exhaustive]
    pub enum Finding {
        Industry { industry: String, section: String, name: Bilingual } en "industry {industry}, section {section}: sized as {name}"
            zh "行业 {industry}，门类 {section}：按“{name}”划型";
        Size { class: SizeClass, staff: u64, ends: u64, revenue: Money, assets: Money }
            en "size: {class} (average staff {staff}/{ends}, revenue {revenue}, assets {assets})"
            zh "规模：{class}企业（平均从业人数 {staff}/{ends}，营业收入 {revenue}，资产总额 {assets}）";
        SizeUnknown en "size: unknown; give scale.Q1 … scale.Q4" zh "规模：未知，请填写 scale.Q1 … scale.Q4";
        StaffToSmall { least: u32 } en "small from {least} staff" zh "小型须从业人数 {least} 人及以上";
        RevenueToSmall { least: Money } en "small from revenue of {least}" zh "小型须营业收入 {least} 及以上";
        AssetsToSmall { least: Money } en "small from assets of {least}" zh "小型须资产总额 {least} 及以上";
        Services en "service sector: yes" zh "服务业：是";
        NotServices en "service sector: no" zh "服务业：否";
        Manufacturing en "manufacturing: yes" zh "制造业：是";
        NotManufacturing en "manufacturing: no" zh "制造业：否";
        RendersServices { class: Addition }
            en "services for the additional input deduction: {class}; the deduction goes by the share of sales"
            zh "加计抵减的服务类别：{class}，以销售额占比为准";
        RendersNoServices en "services for the additional input deduction: neither production nor consumer services"
            zh "加计抵减的服务类别：不属于生产性、生活性服务业";
        HardHit en "hard-hit industry for deferred social insurance: yes" zh "社保缓缴特困行业：是";
        NotHardHit en "hard-hit industry for deferred social insurance: no" zh "社保缓缴特困行业：否";
        NoResearch en "R&D super-deduction: the industry is on the negative list" zh "研发费用加计扣除：属于负面清单行业";
        Research en "R&D super-deduction: the industry is not excluded" zh "研发费用加计扣除：不在负面清单";
        Cultivated en "on the cultivation list: yes" zh "培育对象：是";
        NotCultivated en "on the cultivation list: no; none of the four tests is met" zh "培育对象：否，四项条件均不符合";
        NotAnIndividualBusiness { form: Form } en "on the cultivation list: no; it is a {form} already" zh "培育对象：否，现已是{form}";
        ReachesSmall en "it reaches the lower limits of a small enterprise" zh "达到小型企业下限标准";
        IsGeneral en "it is a general VAT taxpayer" zh "属于增值税一般纳税人";
        ShareOfMicro { share: Rate } en "it is small-scale and at {share} or more of the micro upper limit"
            zh "属小规模纳税人且达到微型企业上限的 {share} 及以上";
        CarriesOver { item: Bilingual } en "carries over on converting: {item}" zh "转企后可承继：{item}";
        Volunteers en "it volunteers" zh "自愿转型";
    }
}

/// What a business is, item by item, each with the measure that says so.
pub type Classification = Vec<(Finding, Option<MeasureIx>)>;

/// Classifies a business of a year.
///
/// ```
/// use huiqi::{Finding, SizeClass};
///
/// let pack = huiqi::Pack::embedded()?;
/// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
/// let rules = pack.rules(shop.year, shop.place, None)?;
/// let found = huiqi::classify(&pack, &rules, &shop)?;
/// let is_micro = |finding: &Finding| matches!(finding, Finding::Size { class: SizeClass::Micro, .. });
/// let (_, measure) = found.iter().find(|(finding, _)| is_micro(finding)).unwrap();
/// assert_eq!(pack.measure(measure.unwrap()).id, "miit-2011-300#size-classes");
/// # Ok::<(), huiqi::Error>(())
/// ```
///
/// # Errors
/// As [`crate::assess`]: revenue comes from the sales.
pub fn classify(pack: &Pack, rules: &Rules, profile: &Profile) -> Result<Classification, Error> {
    let revenue = amounts(rules, profile, profile.form)?.revenue;
    let figures = Figures::of(&profile.scale, revenue);
    let mut found: Classification = Vec::new();
    let sizes = rules.benefits.size.classes.as_ref().and_then(|rule| Some((rule, rule.rule.industry(&profile.industry)?)));
    if let Some((rule, industry)) = &sizes {
        let measure = Some(rule.measure);
        let (code, section) = (profile.industry.code.clone(), profile.industry.section.clone());
        found.push((Finding::Industry { industry: code, section, name: industry.name.clone() }, measure));
        match figures.as_ref().and_then(|figures| Some((figures, rule.rule.class(&profile.industry, figures)?))) {
            Some((figures, class)) => {
                let (staff, ends) = figures.staff;
                found.push((Finding::Size { class, staff, ends, revenue, assets: figures.assets }, measure));
                if class == SizeClass::Micro {
                    found.extend(to_small(&industry.small).into_iter().map(|finding| (finding, measure)));
                }
            }
            None => found.push((Finding::SizeUnknown, measure)),
        }
    }
    found.push((if profile.industry.services { Finding::Services } else { Finding::NotServices }, None));
    found.push((if profile.industry.section == "C" { Finding::Manufacturing } else { Finding::NotManufacturing }, None));
    let services = pack.classes().services(&profile.industry);
    let of_class = services.map_or(Finding::RendersNoServices, |class| Finding::RendersServices { class });
    let addition = rules.month(Month::JANUARY).vat.addition.as_ref().map(|rule| rule.measure);
    found.push((of_class, addition));
    if let Some(listed) = &rules.benefits.deferral.insurance[Hardship::ListedIndustry] {
        let finding = if listed.rule.lists(&profile.industry) { Finding::HardHit } else { Finding::NotHardHit };
        found.push((finding, Some(listed.measure)));
    }
    for research in [&rules.taxes.annual.enterprise_income.extra.research[crate::base::names::Researcher::General]].into_iter().flatten() {
        let finding = if research.rule.excludes(&profile.industry) { Finding::NoResearch } else { Finding::Research };
        found.push((finding, Some(research.measure)));
    }
    for index in pack.in_force_in_year(rules.year, rules.place, rules.known_on) {
        if let Some(carried) = pack.rule::<CarryOver>(index) {
            let items = carried.items.iter().filter(|_| profile.form == Form::IndividualBusiness);
            found.extend(items.map(|item| (Finding::CarriesOver { item: item.clone() }, Some(index))));
        }
        let Some(list) = pack.rule::<CultivationList>(index) else { continue };
        let measure = Some(index);
        if profile.form != Form::IndividualBusiness {
            found.push((Finding::NotAnIndividualBusiness { form: profile.form }, measure));
            continue;
        }
        let tests = list.tests(profile, sizes.as_ref().map(|(_, industry)| *industry), figures.as_ref());
        found.extend(cultivation(tests, list.share_of_micro).into_iter().map(|finding| (finding, measure)));
    }
    Ok(found)
}

fn to_small(limits: &Limits) -> Vec<Finding> {
    let staff = limits.staff.map(|least| Finding::StaffToSmall { least });
    let revenue = limits.revenue.map(|least| Finding::RevenueToSmall { least });
    let assets = limits.assets.map(|least| Finding::AssetsToSmall { least });
    [staff, revenue, assets].into_iter().flatten().collect()
}

fn cultivation(tests: Cultivation, share: Rate) -> Vec<Finding> {
    let met = [
        (tests.small_reached, Finding::ReachesSmall),
        (tests.general_taxpayer, Finding::IsGeneral),
        (tests.share_of_micro_reached, Finding::ShareOfMicro { share }),
        (tests.volunteers, Finding::Volunteers),
    ];
    let met: Vec<Finding> = met.into_iter().filter(|(met, _)| *met).map(|(_, finding)| finding).collect();
    if met.is_empty() { vec![Finding::NotCultivated] } else { std::iter::once(Finding::Cultivated).chain(met).collect() }
}
