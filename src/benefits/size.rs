//! Size of an enterprise (中小企业划型) and the list of those to be cultivated (培育对象).

use super::Year;
use crate::base::names::{CarriedBy, Form, SizeClass, VatStatus};
use crate::base::slot::{Part, Subject};
use crate::base::source::Section;
use crate::base::words::Bilingual;
use crate::facts::{Industry, Profile, Scale};
use crate::law::parameter::{
    Reader, all, amount, bilingual, count, industries_or_none, optional, or, parameters, rate, table, tables, tables_into, text, word,
    words_or_none,
};
use crate::law::{Kind, Rule, RuleInForce};
use crate::{Money, Rate};

parameters! {
    /// Those that the industry does not use are left out.
    #[derive(Copy, Default)]
    pub(crate) struct Limits en "Lower limits of a class" zh "某一类型的下限" {
        pub(crate) staff: Option<u32> = optional(count(1_000_000, &["人"])), en "staff" zh "从业人员";
        pub(crate) revenue: Option<Money> = optional(amount()), en "revenue of a year" zh "营业收入";
        pub(crate) assets: Option<Money> = optional(amount()), en "total assets" zh "资产总额";
    }
}

parameters! {
    pub(crate) struct IndustrySizes en "One industry of the classification" zh "划型标准的一个行业" {
        pub(crate) name: Bilingual = bilingual(), en "its name" zh "行业名称";
        codes: Vec<String> = industries_or_none(), en "its codes; everything else, where empty" zh "行业代码；留空为其他未列明行业";
        large: Limits = or(Limits::default(), table::<Limits>()), en "from where it is large" zh "大型的下限";
        medium: Limits = or(Limits::default(), table::<Limits>()), en "from where it is medium" zh "中型的下限";
        pub(crate) small: Limits = or(Limits::default(), table::<Limits>()), en "from where it is small" zh "小型的下限";
    }
}

parameters! {
    pub(crate) struct SizeClasses en "The classification of enterprises by size" zh "中小企业划型标准" {
        pub(crate) industries: Vec<IndustrySizes> = tables::<IndustrySizes>(), en "the industries" zh "各行业";
    }
}

impl Rule for SizeClasses {
    const DECIDES: &'static Subject = &Subject::annual("size-classes", "size classes", "中小企业划型");
}

/// The classification of the year.
#[derive(Clone, Debug)]
pub(crate) struct SizeRules {
    pub(crate) classes: Option<RuleInForce<SizeClasses>>,
}

impl super::Benefit for SizeRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<SizeClasses>(), Kind::of::<CultivationList>(), Kind::of::<CarryOver>()];

    fn resolve(year: &Year<'_>) -> Self {
        SizeRules { classes: year.first.find() }
    }

    /// It moves no money of the year: what it comes to is only told.
    #[inline]
    fn moves_money(_: &Profile) -> bool {
        false
    }
}

/// The figures that size goes by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Figures {
    /// Sum of staff at the ends of the quarters, and how many ends there are: their quotient is the average.
    pub(crate) staff: (u64, u64),
    /// Revenue of the year.
    pub(crate) revenue: Money,
    /// Total assets at the last close.
    pub(crate) assets: Money,
}

impl Figures {
    /// From the quarters of a profile; `None` where it gives none.
    pub(crate) fn of(scale: &Scale, revenue: Money) -> Option<Figures> {
        let last = scale.quarters.last()?;
        let heads = scale.quarters.iter().map(|ends| u64::from(ends.staff.0).saturating_add(u64::from(ends.staff.1))).sum();
        Some(Figures { staff: (heads, (scale.quarters.len() as u64).saturating_mul(2)), revenue, assets: last.assets.1 })
    }

    /// Whether every limit that the industry uses is reached (以上, the number included).
    pub(crate) fn reach(&self, limits: &Limits) -> bool {
        limits.staff.is_none_or(|least| self.staff.0 >= u64::from(least).saturating_mul(self.staff.1))
            && limits.revenue.is_none_or(|least| self.revenue >= least)
            && limits.assets.is_none_or(|least| self.assets >= least)
    }

    /// Whether any limit that the industry uses is reached at a share of it.
    fn reach_share(&self, limits: &Limits, share: Rate) -> bool {
        let part = |least: Money| least.times(share);
        let heads = |least: u32| u64::from(least).saturating_mul(self.staff.1).saturating_mul(share.millionths().unsigned_abs());
        limits.staff.is_some_and(|least| self.staff.0.saturating_mul(1_000_000) >= heads(least))
            || limits.revenue.is_some_and(|least| self.revenue >= part(least))
            || limits.assets.is_some_and(|least| self.assets >= part(least))
    }
}

/// Who is small for a benefit: the forms that count as small whatever their size, and what the class says of the others.
#[derive(Clone, Copy)]
pub(crate) struct Size {
    pub(crate) form: Form,
    /// None where neither the profile nor its figures tell it.
    pub(crate) class: Option<SizeClass>,
}

impl Size {
    /// Whether it counts as small where these forms always do.
    pub(crate) fn is_small(self, always: &[Form]) -> bool {
        always.contains(&self.form) || matches!(self.class, Some(SizeClass::Micro | SizeClass::Small))
    }

    /// Whether it counts as large where these forms never do.
    pub(crate) fn is_large(self, never: &[Form]) -> bool {
        !never.contains(&self.form) && self.class == Some(SizeClass::Large)
    }
}

/// The forms that a measure counts as small whatever their size (含个体工商户).
pub(crate) fn counted_small() -> Reader<Vec<Form>> {
    words_or_none(&[Form::IndividualBusiness])
}

impl SizeClasses {
    /// The industry that a code belongs to: the longest code that fits, else the one without codes (其他未列明).
    pub(crate) fn industry(&self, industry: &Industry) -> Option<&IndustrySizes> {
        let digits = industry.code.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let fit =
            |code: &String| (*code == industry.section || !digits.is_empty() && digits.starts_with(code.as_str())).then_some(code.len());
        let fitting = self.industries.iter().filter_map(|sizes| Some((sizes.codes.iter().filter_map(fit).max()?, sizes)));
        let best = fitting.max_by_key(|(length, _)| *length).map(|(_, sizes)| sizes);
        best.or_else(|| self.industries.iter().find(|sizes| sizes.codes.is_empty()))
    }

    /// The class: a larger one only where all its lower limits are reached, one class down where any is not.
    pub(crate) fn class(&self, industry: &Industry, figures: &Figures) -> Option<SizeClass> {
        let sizes = self.industry(industry)?;
        let reaches = |limits: &Limits| *limits != Limits::default() && figures.reach(limits);
        Some(if reaches(&sizes.large) {
            SizeClass::Large
        } else if reaches(&sizes.medium) {
            SizeClass::Medium
        } else if reaches(&sizes.small) {
            SizeClass::Small
        } else {
            SizeClass::Micro
        })
    }
}

parameters! {
    pub(crate) struct CultivationList en "Who is to be cultivated into an enterprise; may begin on any day" zh "个转企培育对象；可自任意日起" {
        pub(crate) share_of_micro: Rate = rate(),
            en "the share of a micro enterprise's upper limit that puts a small-scale taxpayer on the list" zh "小规模纳税人达到微型企业上限的比例";
    }
}

impl Rule for CultivationList {
    const DECIDES: &'static Subject = &Subject::by_day("cultivation-list", "the cultivation list", "培育对象");
}

parameters! {
    struct Item en "One thing that carries over" zh "一项承继事项" {
        zh: String = text(), en "in Chinese" zh "中文";
        en: String = text(), en "in English" zh "英文";
    }
}

parameters! {
    pub(crate) struct CarryOver en "What carries over when a business converts; may begin on any day" zh "转企承继事项；可自任意日起" {
        by: CarriedBy = word(all()), en "by what it carries over" zh "承继依据";
        pub(crate) items: Vec<Bilingual> = tables_into(Item::texts), en "what carries over" zh "承继事项";
    }
}

impl Item {
    fn texts(items: Vec<Item>, _: &[Section<'_>]) -> Option<Vec<Bilingual>> {
        Some(items.into_iter().map(|Item { zh, en }| Bilingual { zh, en }).collect())
    }
}

impl Rule for CarryOver {
    const DECIDES: &'static Subject = &Subject::by_day("carry-over", "what carries over", "转企承继事项");

    fn parts(&self) -> Vec<Part> {
        vec![Part::of(self.by)]
    }
}

/// Which of the four tests put a business on the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cultivation {
    pub(crate) small_reached: bool,
    pub(crate) general_taxpayer: bool,
    pub(crate) share_of_micro_reached: bool,
    pub(crate) volunteers: bool,
}

impl CultivationList {
    pub(crate) fn tests(&self, profile: &Profile, sizes: Option<&IndustrySizes>, figures: Option<&Figures>) -> Cultivation {
        let figures = sizes.zip(figures).map(|(sizes, figures)| (&sizes.small, figures));
        let small_scale = profile.vat_status == VatStatus::SmallScale;
        Cultivation {
            small_reached: figures.is_some_and(|(small, figures)| figures.reach(small)),
            general_taxpayer: !small_scale,
            share_of_micro_reached: small_scale && figures.is_some_and(|(small, figures)| figures.reach_share(small, self.share_of_micro)),
            volunteers: profile.conversion.volunteers,
        }
    }
}
