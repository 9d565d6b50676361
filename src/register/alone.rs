//! The columns that stand alone. One that says one fact is declared with the fact, in `src/facts`; the others are declared here.

use crate::base::names::SaleKind;
use crate::facts::MOST_STAFF;
use crate::facts::columns::{Columns, WithColumn};
use crate::facts::fact::Kind;
use crate::facts::kinds::FactType;
use crate::facts::part::is_same;
use std::borrow::Cow;

/// Whether a row must fill a column in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// Every row.
    Required,
    /// Some rows: its meaning says which.
    Sometimes,
    /// None: an empty cell means this.
    Default(Cow<'static, str>),
}

use Need::{Required, Sometimes};

const fn empty(means: &'static str) -> Need {
    Need::Default(Cow::Borrowed(means))
}

/// A column that stands alone and says more, or less, than one fact.
pub(super) struct Own {
    pub(super) key: &'static str,
    pub(super) zh: &'static str,
    pub(super) kind: Kind,
    pub(super) need: Need,
    pub(super) en: &'static str,
    pub(super) zh_meaning: &'static str,
    /// The column of a fact that it stands behind.
    after: &'static str,
}

macro_rules! own_columns {
    ($($name:ident $key:literal $zh:literal after $after:literal: $kind:expr, $need:expr, en $en:literal zh $zh_meaning:literal;)*) => {
        const OWN: &[Own] = &[$(
            Own { key: $key, zh: $zh, kind: $kind, need: $need, en: $en, zh_meaning: $zh_meaning, after: $after }
        ),*];
        impl Single {
            $(pub(crate) const $name: Single = Single::named($key);)*
        }
    };
}

own_columns! {
    KEY "key" "主体标识" after "": Kind::Text, Required, en "what the row is known by; it is returned as it is" zh "该行的标识，原样返回";
    SALE_KIND "sale_kind" "主营销售类型" after "prices": <SaleKind as FactType>::KIND, Sometimes,
        en "what the sales columns without a kind are of; by default what is usual in the trade, where that is known"
        zh "不分类型的销售额属于哪一类；不填时取该行业通常的类型（已知的行业）";
    OUTPUT_RATE "output_rate" "税率" after "prices": Kind::Rate, Sometimes,
        en "output rate of a general taxpayer's sales, for every kind without its own"
        zh "一般纳税人的税率，适用于没有单独填写的类型";
    SIMPLE "simple" "简易计税" after "prices": Kind::Truth, empty("no"),
        en "the simple method for sales without an output rate"
        zh "没有填写税率的销售适用简易计税";
    CONTRACT_MONTH "contract_month" "合同月份" after "cost_other": Kind::Month, Sometimes,
        en "month of the contracts without a month of their own; needed with them"
        zh "没有单独填写月份的合同的书立月份；填写合同金额时必填";
    RENT_FROM "rent_from" "租期起始月" after "monthly_rent": Kind::Month, empty("1"), en "first month rented" zh "承租首月";
    RENT_TO "rent_to" "租期终止月" after "monthly_rent": Kind::Month, empty("12"), en "last month rented" zh "承租末月";
    OWNER_BASE "owner_insured_base" "业主月缴费工资" after "insured_base": Kind::Amount, Sometimes,
        en "what the owner's own premiums are paid on in a month: as a person in flexible work, and through a company as an employee"
        zh "业主本人的月缴费工资：以灵活就业人员身份参保，公司则作为职工参保";
    STAFF "staff" "从业人数" after "restricted_industry": Kind::Count(MOST_STAFF, "", ""), Sometimes,
        en "staff, the same all year; without staff and assets a company is not compared"
        zh "从业人数，全年不变；未填人数、资产的不与公司比较";
    ASSETS "assets" "资产总额" after "restricted_industry": Kind::Amount, Sometimes,
        en "total assets, the same all year"
        zh "资产总额，全年不变";
    SETTLED_SMALL "settled_small" "汇算为小微" after "restricted_industry": Kind::Truth, Sometimes,
        en "the last settlements found the company small and low-profit; companies that are general taxpayers"
        zh "最近的汇算清缴结果为小型微利企业；一般纳税人的公司填写";
    OTHER_INDIVIDUAL "other_individual_income" "其他个体经营所得" after "owner_relief": Kind::Amount, empty("0"),
        en "income of the year of the owner's other individual businesses, after losses and before deductions"
        zh "同一业主其他个体工商户的全年所得，弥补亏损后、减除费用和扣除前";
    OTHER_ENTERPRISES "other_enterprise_income" "其他企业经营所得" after "owner_relief": Kind::Amount, empty("0"),
        en "the same of the owner's sole proprietorships and shares of partnerships"
        zh "同一业主其他个人独资企业所得和合伙企业份额所得";
    PARTNERS "partners" "合伙人数" after "owner_relief": Kind::Count(1_000, "", ""), Sometimes,
        en "number of partners with equal shares; a partnership cannot be assessed without it"
        zh "合伙人数，份额均等；测算合伙企业时必填";
}

/// A column that stands alone, by its place among them: those of the register itself and those of one fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Single(pub(super) usize);

/// Those columns of single facts that the rules of a register look at.
impl Single {
    pub(crate) const NAME: Single = Single::named("name");
    pub(crate) const YEAR: Single = Single::named("year");
    pub(crate) const LOCALITY: Single = Single::named("locality");
    pub(crate) const INDUSTRY: Single = Single::named("industry");
    pub(crate) const VAT_STATUS: Single = Single::named("vat_status");
    pub(crate) const FILING: Single = Single::named("filing");
    pub(crate) const OWNER_INCOME: Single = Single::named("owner_income");
    pub(crate) const GENERAL_FROM: Single = Single::named("general_from");
    pub(crate) const OPENING_CREDIT: Single = Single::named("opening_credit");
    pub(crate) const MONTHLY_RENT: Single = Single::named("monthly_rent");
    pub(crate) const LANDLORD: Single = Single::named("landlord");
    pub(crate) const AGREED_CUT: Single = Single::named("agreed_cut");
    pub(crate) const PROPERTY_VALUE: Single = Single::named("property_value");
    pub(crate) const PROPERTY_RENT: Single = Single::named("property_rent");
    pub(crate) const LAND_AREA: Single = Single::named("land_area");
    pub(crate) const LAND_UNIT_AMOUNT: Single = Single::named("land_unit_amount");
    pub(crate) const SELF_EMPLOYED_GROUP: Single = Single::named("self_employed_group");
    pub(crate) const SELF_EMPLOYED_SINCE: Single = Single::named("self_employed_since");
    pub(crate) const SELF_EMPLOYED_LIMIT: Single = Single::named("self_employed_limit");
    pub(crate) const HIRED_GROUP: Single = Single::named("hired_group");
    pub(crate) const HIRED_SINCE: Single = Single::named("hired_since");
    pub(crate) const HIRED: Single = Single::named("hired");
    pub(crate) const HIRED_AMOUNT: Single = Single::named("hired_amount");
    pub(crate) const OWNER_GROUP: Single = Single::named("owner_group");
    pub(crate) const OWNER_GROUP_SINCE: Single = Single::named("owner_group_since");
    pub(crate) const OWNER_GROUP_SHARE: Single = Single::named("owner_group_share");
    pub(crate) const OWNER_GROUP_MOST: Single = Single::named("owner_group_most");
    pub(crate) const INSURED: Single = Single::named("insured");
    pub(crate) const INSURED_BASE: Single = Single::named("insured_base");
    pub(crate) const COST_INSURANCE: Single = Single::named("cost_insurance");

    pub(crate) const fn index(self) -> usize {
        self.0
    }

    /// Some groups of them, as bits.
    #[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects)] // while compiling
    pub(super) const fn slots(groups: &[&[Single]]) -> Slots {
        let (mut slots, mut group) = ([0; LISTS / 64], 0);
        while group < groups.len() {
            let mut at = 0;
            while at < groups[group].len() {
                let slot = groups[group][at].0;
                slots[slot / 64] |= 1 << (slot % 64);
                at += 1;
            }
            group += 1;
        }
        slots
    }

    /// The column of this name: where there is none, this does not compile.
    #[allow(clippy::panic)] // while compiling
    const fn named(key: &str) -> Single {
        let mut at = 0;
        while let Some(column) = ALONE.get(at) {
            if is_same(column.key(), key) {
                return Single(at);
            }
            at += 1;
        }
        panic!("no column stands alone under this name")
    }
}

/// Where the facts that have a column stand among the columns that stand alone.
pub(crate) const OF_FACTS: [usize; Columns::MOST] = ALONE.of_facts();

/// How many columns stand alone.
pub(crate) const SINGLES: usize = ALONE.count;

/// The first slot of a column that does not stand alone: those that do have words of bits of their own.
pub(super) const LISTS: usize = SINGLES.next_multiple_of(64);

/// A bit for each column that stands alone.
pub(super) type Slots = [u64; LISTS / 64];

#[derive(Clone, Copy)]
pub(super) enum Alone {
    Own(&'static Own),
    Fact(WithColumn),
}

impl Alone {
    const fn key(&self) -> &'static str {
        match self {
            Alone::Own(own) => own.key,
            Alone::Fact(of) => of.column.key,
        }
    }
}

/// The columns that stand alone, in their order: that of the facts, with those of the register itself behind one of them.
pub(super) struct InOrder {
    found: [Option<Alone>; Columns::MOST],
    count: usize,
}

pub(super) const ALONE: InOrder = InOrder::new();

#[allow(clippy::indexing_slicing)] // while compiling
impl InOrder {
    const fn new() -> InOrder {
        let mut all = InOrder { found: [None; Columns::MOST], count: 0 }.with_own("");
        let mut at = 0;
        while let Some(of) = Columns::ALL.get(at) {
            all = all.with(Alone::Fact(of)).with_own(of.column.key);
            at += 1;
        }
        assert!(at + OWN.len() == all.count, "a column of the register stands behind one that there is not");
        all
    }

    const fn with(mut self, column: Alone) -> InOrder {
        self.found[self.count] = Some(column);
        self.count += 1;
        self
    }

    const fn with_own(mut self, after: &str) -> InOrder {
        let mut at = 0;
        while at < OWN.len() {
            if is_same(OWN[at].after, after) {
                self = self.with(Alone::Own(&OWN[at]));
            }
            at += 1;
        }
        self
    }

    pub(super) const fn get(&self, at: usize) -> Option<&Alone> {
        if at < self.count { self.found[at].as_ref() } else { None }
    }

    const fn of_facts(&self) -> [usize; Columns::MOST] {
        let (mut places, mut at, mut fact) = ([0; Columns::MOST], 0, 0);
        while let Some(column) = self.get(at) {
            if let Alone::Fact(_) = column {
                places[fact] = at;
                fact += 1;
            }
            at += 1;
        }
        places
    }
}
