//! Size of an enterprise (中小企业划型) and the list of those to be cultivated (培育对象).

use super::Year;
use crate::base::names::{SizeClass, VatStatus};
use crate::base::slot::Subject;
use crate::base::source::{Section, amount, count, list, rate, text};
use crate::base::words::Bilingual;
use crate::facts::{Industry, Profile, Scale};
use crate::law::{In, Kind, Rule};
use crate::{Money, Rate};

/// Lower limits of a class; those that the industry does not use are absent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Limits {
    pub(crate) staff: Option<u32>,
    pub(crate) revenue: Option<Money>,
    pub(crate) assets: Option<Money>,
}

/// One industry of the classification.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct IndustrySizes {
    pub(crate) name: Bilingual,
    /// GB/T 4754 sections, or the first digits of codes.
    codes: Vec<String>,
    large: Limits,
    medium: Limits,
    pub(crate) small: Limits,
}

/// The classification by industry (划型标准).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SizeClasses {
    pub(crate) industries: Vec<IndustrySizes>,
}

fn limits(section: &Section<'_>, key: &str) -> Option<Limits> {
    let Some(section) = section.section(key) else { return Some(Limits::default()) };
    let staff = section.optional("staff", count(1_000_000, &["人"]));
    let (revenue, assets) = (section.optional("revenue", amount), section.optional("assets", amount));
    section.finish();
    Some(Limits { staff, revenue, assets })
}

impl Rule for SizeClasses {
    const DECIDES: &'static Subject = &Subject::annual("size-classes", "size classes", "中小企业划型");

    fn read(parameters: &Section<'_>) -> Option<Self> {
        let read = |section: &Section<'_>| {
            let (name, codes) = (section.bilingual("name"), section.required("codes", list(text)));
            let (large, medium, small) = (limits(section, "large"), limits(section, "medium"), limits(section, "small"));
            section.finish();
            Some(IndustrySizes { name: name?, codes: codes?, large: large?, medium: medium?, small: small? })
        };
        let industries: Option<Vec<_>> = parameters.sections("industries").iter().map(read).collect();
        Some(SizeClasses { industries: industries? })
    }
}

/// The classification of the year.
#[derive(Clone, Debug)]
pub(crate) struct SizeRules {
    pub(crate) classes: Option<In<SizeClasses>>,
}

impl super::Benefit for SizeRules {
    const MECHANISMS: &'static [Kind] = &[Kind::of::<SizeClasses>(), Kind::of::<CultivationList>(), Kind::of::<CarryOver>()];

    fn resolve(year: &Year<'_>) -> Self {
        SizeRules { classes: year.first.find() }
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

/// Who is to be cultivated into an enterprise (培育对象).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CultivationList {
    share_of_micro: Rate,
}

impl Rule for CultivationList {
    const DECIDES: &'static Subject = &Subject::by_day("cultivation-list", "the cultivation list", "培育对象");

    fn read(parameters: &Section<'_>) -> Option<Self> {
        Some(CultivationList { share_of_micro: parameters.required("share_of_micro", rate)? })
    }
}

/// What carries over when such a business converts (转企承继事项).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CarryOver {
    pub(crate) items: Vec<Bilingual>,
}

impl Rule for CarryOver {
    const DECIDES: &'static Subject = &Subject::by_day("carry-over", "what carries over", "转企承继事项");

    fn read(parameters: &Section<'_>) -> Option<Self> {
        let items: Option<Vec<_>> = parameters
            .sections("items")
            .iter()
            .map(|section| {
                let (zh, en) = (section.required("zh", text), section.required("en", text));
                section.finish();
                Some(Bilingual { zh: zh?, en: en? })
            })
            .collect();
        Some(CarryOver { items: items? })
    }
}

/// Which of the four tests put a business on the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cultivation {
    pub(crate) small_reached: bool,
    pub(crate) general_taxpayer: bool,
    pub(crate) half_of_micro: bool,
    pub(crate) volunteers: bool,
}

impl CultivationList {
    pub(crate) fn tests(&self, profile: &Profile, sizes: Option<&IndustrySizes>, figures: Option<&Figures>) -> Cultivation {
        let figures = sizes.zip(figures).map(|(sizes, figures)| (&sizes.small, figures));
        let small_scale = profile.vat_status == VatStatus::SmallScale;
        Cultivation {
            small_reached: figures.is_some_and(|(small, figures)| figures.reach(small)),
            general_taxpayer: !small_scale,
            half_of_micro: small_scale && figures.is_some_and(|(small, figures)| figures.reach_share(small, self.share_of_micro)),
            volunteers: profile.conversion.volunteers,
        }
    }
}
