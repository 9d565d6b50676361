//! What the business sells, buys and signs: value-added tax, sales, costs, documents.

use super::Division;
use super::context::{Context, Writing};
use super::fact::Fact;
use super::kinds::{Count, FactType, Signed, Years};
use super::part::Part;
use super::periods::PeriodBefore;
use super::problem::FactProblem;
use super::spread::PeriodOrYear;
use super::table::facts;
use crate::base::error::At;
use crate::base::message::Message;
use crate::base::names::{ContractKind, ExemptSupply, Invoice, Prices, SaleKind, VatStatus};
use crate::base::source::Section;
use crate::base::tree::Fields;
use crate::{Money, Month, Period, Rate};

facts! {
    /// A line of sales.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub line Sale {
        period: Period as PeriodOrYear, "period" "所属期", required,
            en "The month or quarter it was made in, or `year` for a total of the year, which is spread evenly over the months of operation"
            zh "销售所属的月份或季度；只知全年合计的填 `year`（全年），按经营月份平均分摊";
        kind: SaleKind, "kind" "种类", required, en "What was sold" zh "销售的种类";
        invoice: Invoice, "invoice" "发票", or(Invoice::Ordinary),
            en "The invoice issued; a special one is always taxed"
            zh "开具的发票；开具专用发票的一律征税";
        prices: Prices, "prices" "价格口径", or_else(prices_of_all, Prices::Inclusive),
            en "Whether the price holds its VAT; where it is not said, as `vat.prices`"
            zh "销售额是否含税；不填的从 `vat.prices`";
        amount: Money as Signed, "amount" "金额", required,
            en "The price; negative for what was sent back or cut off the price (a red invoice), in the period of that"
            zh "销售额；退回、折让（红字发票）填负数，属退回、折让当期";
        deduct: Money, "deduct" "差额扣除", or(Money::ZERO),
            en "What is taken off before tax under difference taxation, in the same prices"
            zh "差额征税的扣除额，口径与销售额相同";
        vat_printed: Option<Money> as Option<Signed>, "vat_printed" "票面税额", optional,
            en "The VAT that the invoices print, where it is known: the price less that is the net price"
            zh "发票上的税额，已知时填写：不含税销售额为销售额减票面税额";
        levy_rate: Option<Rate>, "levy_rate" "征收率", optional,
            en "The levy rate invoiced, where it was chosen: the statutory one waives a reduction"
            zh "开票的征收率；按法定征收率开票即放弃减征";
        waives_exemption: bool, "waive_exemption" "放弃免税", or(false),
            en "The exemption is waived though no special invoice is issued"
            zh "未开专用发票而放弃免税";
        method: Method, "" "", flat, en "How VAT is computed on it" zh "计税方法";
        used: bool, "used" "使用过的固定资产或旧货", or(false),
            en "Own used fixed assets or second-hand goods, whose levy is reduced; a general taxpayer says it with `simple = true`, of \
                assets whose input tax it could not credit and did not"
            zh "属于自己使用过的固定资产或旧货：减征增值税；一般纳税人与 `simple = true` 同填，固定资产须为不得抵扣且未抵扣进项税额的",
            column("sale_used", "使用过的固定资产或旧货"), note("for the sales columns without a kind", "用于不分类型的销售额");
        exempt: Option<ExemptSupply>, "exempt" "免税项目", optional,
            en "The supply that it is, if it is one that is exempt by its nature; accounts are kept apart, and no special invoice is issued"
            zh "属于哪一项免税项目；须单独核算，不得开具专用发票",
            column("sale_exempt", "免税项目"), note("for the sales columns without a kind, special invoices apart", "用于不分类型的销售额，专用发票除外");
        exempt_amount: Option<Money>, "exempt_amount" "免税金额", optional,
            en "How much of the price is of that supply, where the line holds more; all of it where it is not told"
            zh "销售额中属于该免税项目的部分；不填为全部";
        held_years: Option<u32> as Option<Count<99, Years>>, "held_years" "持有年数", optional,
            en "Housing that an individual bought: the whole years it was held when sold"
            zh "个人购买的住房：出售时已持有的整年数";
        ordinary_housing: bool, "ordinary_housing" "普通住房", or(false),
            en "It is ordinary housing by the city's standard; asked where the city had one"
            zh "属于当地标准的普通住房，当地设有标准时填写";
        occasional: Option<bool>, "occasional" "偶然发生", optional,
            en "Occasional: it does not count toward the small-scale limit where the rule leaves such sales out"
            zh "偶然发生：规定不计入小规模标准的销售";
        average: bool, "average" "月均", or(false),
            en "With `period = \"year\"`: the amount is that of a month on average, not of the whole year"
            zh "与 `period = \"year\"` 同填：金额为月平均数，不是全年合计";
        spread: bool, "spread" "平均分摊", or(false),
            en "It is what a month takes of a total of the year, as huiqi writes it: the result says so"
            zh "由全年合计平均分摊而来（由 huiqi 填写），结果中列为假定";
    } beside |section, context| {
        /// Where it stands in the file.
        pub at: At = At::default(), section.at(if section.has("levy_rate") { "levy_rate" } else { "rate" });
    } check sale_as_a_whole;

    /// How VAT is computed, as a file says it.
    pub(crate) table MethodKeys {
        rate: Option<Rate>, "rate" "税率", optional, en "The output rate of a general taxpayer" zh "一般计税方法的税率";
        simple: bool, "simple" "简易计税", or(false),
            en "A general taxpayer's simple method: the levy rate of the kind"
            zh "一般纳税人适用简易计税方法";
    };

    /// Input tax of a period (进项税额).
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub line Input {
        period: Period as PeriodOrYear, "period" "所属期", required,
            en "Month or quarter, or `year` for a total of the year, which is spread evenly over the months of operation"
            zh "月份或季度；只知全年合计的填 `year`（全年），按经营月份平均分摊";
        tax: Money, "tax" "税额", required, en "Creditable input tax" zh "可抵扣的进项税额";
        transferred_out: Money, "transferred_out" "转出", or(Money::ZERO),
            en "Input tax transferred out, that of exempt sales among it"
            zh "进项税额转出，含免税项目的进项税额";
        spread: bool, "spread" "平均分摊", or(false),
            en "It is what a month takes of a total of the year, as huiqi writes it: the result says so"
            zh "由全年合计平均分摊而来（由 huiqi 填写），结果中列为假定";
    };

    /// Net sales of a period of the year before.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub line EarlierSale {
        period: Period as PeriodBefore, "period" "所属期", required,
            en "Month or quarter of the year before"
            zh "上年的月份或季度";
        amount: Money, "amount" "金额", required, en "Net sales" zh "不含税销售额";
        kind: Option<SaleKind>, "kind" "种类", optional,
            en "What was sold, needed where goods and all other sales are tested against the small-scale limit apart and both are \
                sold; where it is not said, what the business sells this year"
            zh "销售的种类：货物、劳务与其他应税行为分别适用小规模标准且均有销售的须填；不填的，视同本年所售";
    };

    /// Consumption tax, as a file says it.
    pub(crate) table ConsumptionKeys {
        period: Period, "period" "所属期", required, en "Month or quarter" zh "月份或季度";
        amount: Money, "amount" "金额", required, en "Consumption tax paid" zh "缴纳的消费税";
    };

    /// VAT prepaid at another place, as a file says it.
    pub(crate) table PrepaidKeys {
        period: Period, "period" "所属期", required, en "Month or quarter" zh "月份或季度";
        amount: Money, "amount" "金额", required, en "VAT prepaid there" zh "已预缴的增值税";
    };

    /// Box office of a cinema, as a file says it.
    pub(crate) table BoxOfficeKeys {
        period: Period, "period" "所属期", required, en "Month, or quarter where no rule changes inside it" zh "月份；期内规定不变的可填季度";
        amount: Money, "amount" "金额", required, en "What was taken for tickets, VAT included" zh "含税电影票房收入";
    };

    /// Deductible costs of the year, without rent (see [`crate::Rented`]) and taxes.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub table Costs {
        goods: Money, "goods" "货物成本", or(Money::ZERO),
            en "Goods, materials and subcontractors"
            zh "货物、材料、分包成本", divided(Division::ByMonth),
            column("cost_goods", "货物成本");
        wages: Money, "wages" "雇员工资", or(Money::ZERO),
            en "Wages of employees, not of the owner"
            zh "雇员工资，不含业主", divided(Division::ByMonth),
            column("cost_wages", "雇员工资");
        employer_insurance: Money, "employer_insurance" "单位社保", or(Money::ZERO),
            en "The employer's share of social insurance"
            zh "单位负担的社会保险", divided(Division::ByMonth),
            column("cost_insurance", "单位社保");
        other: Money, "other" "其他成本费用", always(Money::ZERO),
            en "All other costs, without rent and taxes"
            zh "其他成本费用，不含租金、税费", divided(Division::ByMonth),
            column("cost_other", "其他成本费用");
    } check some_costs;

    /// A document that stamp duty taxes.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub line Contract {
        month: Month, "month" "月份", required, en "The month it was written in" zh "书立的月份";
        kind: ContractKind, "kind" "税目", required, en "Its kind" zh "印花税税目";
        amount: Money, "amount" "金额", required, en "The amount stated" zh "所载金额";
        vat_stated: Money, "vat_stated" "列明的增值税", or(Money::ZERO),
            en "VAT stated apart in it, which is not part of the base"
            zh "单独列明的增值税，不计入计税依据";
        financial_lender: Option<bool>, "financial_lender" "金融机构出借", optional,
            en "Whether a financial institution lends, for a loan: no other loan is taxed, and its loans to small and micro \
                enterprises are exempt; where it is not said, the loan is taxed"
            zh "借款合同是否由金融机构出借：其他借款合同不征税，金融机构与小型、微型企业签订的免税；不填按征税处理",
            column("loan_from_bank", "金融机构借款");
        with_individual: bool, "with_individual" "对方为个人", or(false),
            en "The other party is an individual or an individual business"
            zh "对方为自然人或个体工商户",
            column("contract_with_individual", "合同对方为个人");
        housing: bool, "housing" "住房租赁", or(false),
            en "The lease is of housing that an individual or individual business lets"
            zh "个人（含个体工商户）出租住房的租赁合同";
    } beside |section, context| {
        /// Where it stands in the file.
        pub at: At = At::default(), section.at("kind");
    } check vat_within_amount;
}

/// How VAT is computed on a line of sales (计税方法).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Not said: the levy rate of its kind. Only a small-scale taxpayer may leave it open.
    #[default]
    Levy,
    /// A general taxpayer's output tax at this rate (一般计税方法).
    General(Rate),
    /// A general taxpayer's simple method (简易计税方法): the levy rate of its kind.
    Simple,
}

impl Part for Method {
    type Told = Method;
    const FACTS: &'static [Fact] = MethodKeys::FACTS;
    fn blank() -> Method {
        Method::Levy
    }
    /// A general taxpayer's lines say which rate, or the simple method; a small-scale taxpayer's may, for when it becomes one.
    fn read(section: &Section<'_>, context: &Context<'_>) -> Method {
        let keys = MethodKeys::read(section, context);
        match (keys.rate, keys.simple) {
            (Some(output), false) => Method::General(output),
            (None, true) => Method::Simple,
            (None, false) if context.vat_status.get() != Some(VatStatus::General) => Method::Levy,
            _ => {
                section.report(Message::OneOf { one: "rate", other: "simple = true" });
                Method::Levy
            }
        }
    }
    fn write(told: &Method, out: &mut Fields<'static>, writing: &Writing<'_>) {
        let keys = match *told {
            Method::Levy => MethodKeys::default(),
            Method::General(rate) => MethodKeys { rate: Some(rate), simple: false },
            Method::Simple => MethodKeys { rate: None, simple: true },
        };
        MethodKeys::write(&keys, out, writing);
    }
}

macro_rules! amounts_of_periods {
    ($($(#[$meta:meta])* $name:ident of $keys:ident;)*) => {$(
        $(#[$meta])*
        pub(crate) struct $name;

        impl Part for $name {
            type Told = (Period, Money);
            const FACTS: &'static [Fact] = $keys::FACTS;
            fn blank() -> (Period, Money) {
                (Period::blank(), Money::ZERO)
            }
            fn read(section: &Section<'_>, context: &Context<'_>) -> (Period, Money) {
                let line = $keys::read(section, context);
                (line.period, line.amount)
            }
            fn write(told: &(Period, Money), out: &mut Fields<'static>, writing: &Writing<'_>) {
                $keys::write(&$keys { period: told.0, amount: told.1 }, out, writing);
            }
            fn when(told: &(Period, Money)) -> Option<(Period, At)> {
                Some((told.0, At::default()))
            }
            fn sort(told: &mut [(Period, Money)]) {
                told.sort();
            }
        }
    )*};
}

amounts_of_periods! {
    /// A line of `[[consumption_tax]]`.
    ConsumptionTax of ConsumptionKeys;
    /// A line of `[[prepaid_vat]]`.
    PrepaidVat of PrepaidKeys;
    /// A line of `[[box_office]]`.
    BoxOffice of BoxOfficeKeys;
}

impl Sale {
    /// Takes `value` parts of `of` of the amounts of another line.
    pub(crate) fn be_part_of(&mut self, line: &Sale, value: i64, of: i64) {
        let part = |amount: Money| amount.part(value, of);
        (self.amount, self.deduct) = (part(line.amount), part(line.deduct));
        (self.vat_printed, self.exempt_amount) = (line.vat_printed.map(part), line.exempt_amount.map(part));
    }
}

impl Costs {
    /// All of them.
    ///
    /// ```
    /// use huiqi::{Costs, Money};
    ///
    /// let yuan = |text: &str| Money::parse(text).unwrap();
    /// let costs = Costs { goods: yuan("15万"), wages: yuan("6万"), ..Costs::default() };
    /// assert_eq!(costs.total(), yuan("21万"));
    /// ```
    #[must_use]
    pub fn total(&self) -> Money {
        self.goods + self.wages + self.employer_insurance + self.other
    }
}

fn prices_of_all(context: &Context<'_>) -> Prices {
    context.prices.get()
}

/// An amount that is part of another is not more than it.
fn within(section: &Section<'_>, context: &Context<'_>, what: &'static str, limit_of: &'static str) {
    let read = |key: &str| section.peek(key, |value| Signed::read(value, context));
    if let (Some(found), Some(limit)) = (read(what), read(limit_of))
        && found > limit
    {
        section.report_at(FactProblem::MoreThan { what, found, limit_of, limit }, section.at(what));
    }
}

fn sale_as_a_whole(section: &Section<'_>, context: &Context<'_>, sale: &Sale) {
    not_more_deducted(section, context, sale);
    if sale.average && sale.period != Period::Year {
        section.report_at(FactProblem::AverageOfAPeriod, section.at("average"));
    }
}

fn not_more_deducted(section: &Section<'_>, context: &Context<'_>, sale: &Sale) {
    within(section, context, "deduct", "amount");
    within(section, context, "exempt_amount", "amount");
    if sale.exempt_amount.is_some() && sale.exempt.is_none() && !section.has("exempt") {
        section.report(Message::Missing { key: "exempt".to_string() });
    }
    // What is returned has its VAT returned.
    let (vat, of) = (sale.vat_printed.unwrap_or_default(), sale.amount);
    let (larger, against) = if of < Money::ZERO { (-vat, -of) } else { (vat, of) };
    if larger > against || larger < Money::ZERO {
        section
            .report_at(FactProblem::MoreThan { what: "vat_printed", found: vat, limit_of: "amount", limit: of }, section.at("vat_printed"));
    }
}

fn vat_within_amount(section: &Section<'_>, context: &Context<'_>, _: &Contract) {
    within(section, context, "vat_stated", "amount");
}

fn some_costs(section: &Section<'_>, _: &Context<'_>, _: &Costs) {
    if section.keys().next().is_none() {
        section.report(Message::Missing { key: "costs.goods, costs.wages, costs.employer_insurance, costs.other".to_string() });
    }
}
