//! What is asked of a register, and what is said of a row that has a result.

use crate::base::names::{Form, Line};
use crate::base::words::{Lang, Vocabulary, vocabulary};
use crate::{Date, Error};

/// The options of a register's assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The forms compared with the present one.
    pub to: Vec<Form>,
    /// The tax year of every row, instead of its own.
    pub year: Option<i32>,
    /// Only what had been published by this day.
    pub known_on: Option<Date>,
    /// The tax lines that have a column.
    pub lines: Vec<Line>,
    /// Whether each line's relief has a column too.
    pub reliefs: bool,
    /// The language of errors.
    pub lang: Lang,
}

impl Default for Options {
    fn default() -> Options {
        Options { to: vec![Form::OnePersonCompany], year: None, known_on: None, lines: Line::ALL.to_vec(), reliefs: false, lang: Lang::En }
    }
}

vocabulary! {
    /// What is to be said of a row beside its figures: what was taken for told, and what other forms cannot be assessed without.
    #[non_exhaustive]
    pub enum RowNote {
        UsualLocality "usual-locality" en "taken to lie in a city" zh "按位于市区测算";
        UsualStanding "usual-vat-status" en "taken for a small-scale VAT taxpayer" zh "按小规模纳税人测算";
        UsualFiling "usual-filing" en "VAT taken as filed by quarter, by a general taxpayer by month" zh "按季申报增值税测算（一般纳税人按月）";
        UsualSaleKind "usual-sale-kind" en "sales taken as of the kind usual in the trade" zh "按该行业通常的销售类型测算";
        NoOtherIncome "no-other-income" en "the owner taken to have no comprehensive income" zh "按业主无综合所得测算";
        SpreadEvenly "spread-evenly" en "the year's total spread evenly over the months" zh "全年合计按月平均分摊";
        MayBeTaxed "may-be-taxed" en "a period that sold more than its even part may pass the VAT threshold: tell the sales by period"
            zh "某期销售额若高于平均数，可能超过增值税免税标准：请分期填写";
        MayBeExempt "may-be-exempt" en "a period that sold less than its even part may be exempt from VAT: tell the sales by period"
            zh "某期销售额若低于平均数，可能免征增值税：请分期填写";
        PlaceEnded "place-ended" en "the place's code or name ended: assessed in the place that took over"
            zh "所填地区代码或名称已停用，按承继地区测算";
        LocalLawNotRead "local-law-not-read" en "local law was not read: what most places have stands in for it"
            zh "未读到当地规定，以多数地区的规定代替";
        NeedsScale "needs-staff-and-assets" en "other forms need `staff` and `assets`" zh "与其他形式比较须填写“从业人数”“资产总额”";
        NeedsRestricted "needs-restricted-industry" en "other forms need `restricted_industry`" zh "与其他形式比较须填写“限制和禁止行业”";
        NeedsPartners "needs-partners" en "a partnership needs `partners`" zh "与合伙企业比较须填写“合伙人数”";
        NeedsSizeClass "needs-size-class" en "other forms need `size_class`" zh "与其他形式比较须填写“企业规模”";
    }
}

/// Some notes on a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RowNotes(u16);

impl RowNotes {
    pub(super) fn note(&mut self, note: RowNote) {
        self.0 |= 1 << note.index();
    }

    pub(super) fn join(&mut self, other: RowNotes) {
        self.0 |= other.0;
    }

    /// What a form cannot be assessed without, where nothing else is wrong.
    #[cold]
    pub(super) fn lacking(error: &Error) -> Option<RowNotes> {
        let mut notes = RowNotes::default();
        for problem in error.problems() {
            let fields = problem.fields();
            notes.note(match (problem.code(), fields.get("key")?.as_str()?) {
                ("needed-for", "scale.Q1 … scale.Q4") => RowNote::NeedsScale,
                ("needed-for", "scale.restricted_industry") => RowNote::NeedsRestricted,
                ("needed-for", "[[partners]]") => RowNote::NeedsPartners,
                ("needed-for", "scale.class") => RowNote::NeedsSizeClass,
                _ => return None,
            });
        }
        Some(notes)
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) fn each(self) -> impl Iterator<Item = RowNote> {
        RowNote::ALL.iter().copied().filter(move |note| self.0 >> note.index() & 1 == 1)
    }
}

vocabulary! {
    /// The status of a row that has a result.
    #[non_exhaustive]
    pub enum Status {
        Ok "ok" en "assessed" zh "已测算";
        BecomesGeneral "becomes-general" en "sales pass the small-scale limit: assessed as a general taxpayer from then on"
            zh "销售额超过小规模标准，此后按一般纳税人测算";
        OverLimit "over-small-scale-limit" en "sales pass the small-scale limit, but say no output rate: assessed as small-scale"
            zh "销售额超过小规模标准，未填税率，仍按小规模纳税人测算";
    }
}
