//! Value-added tax: the standing, what only a general taxpayer has, additional deductions, refunds.

#[cfg(feature = "register")]
use super::cells::Cells;
use super::context::{Context, Writing};
#[cfg(feature = "strategies")]
use super::draw::Draws;
use super::fact::Fact;
use super::kinds::FactType;
use super::part::Part;
use super::problem::FactProblem;
use super::table::facts;
use super::trade::Input;
use super::{Divide, Division};
use crate::base::message::Message;
use crate::base::names::{Addition, Filing, Prices, TaxRating, VatStatus};
use crate::base::source::Section;
use crate::base::tree::Fields;
use crate::{Money, Month, Rate};

facts! {
    /// `[vat]` and `[[inputs]]`.
    pub(crate) table VatFile {
        vat: VatKeys, "vat" "增值税", table, en "Value-added tax" zh "增值税",
            divided(Division::Whole);
        inputs: Vec<Input>, "inputs" "进项", tables, en "Input tax, by period" zh "各期进项税额",
            divided(Division::InItsTime);
    };

    /// `[vat]`.
    pub(crate) table VatKeys {
        status: VatStatus, "status" "纳税人类别", required, en "VAT standing" zh "增值税纳税人类别",
            column("vat_status", "纳税人类别"), empty("small-scale");
        filing: Filing, "filing" "纳税期限", required, en "VAT filing period" zh "增值税纳税期限",
            column("filing", "纳税期限"), empty("quarter"), note("a general taxpayer's default is month", "一般纳税人默认按月");
        prices: Prices, "prices" "价格口径", or(Prices::Inclusive),
            en "Whether the sales hold their VAT; each line may say otherwise"
            zh "销售额是否含税，各项可另填",
            column("prices", "价格口径");
        from: Option<Month>, "general_from" "转登记月份", optional,
            en "The month of the year from which a small-scale taxpayer registered as a general one"
            zh "小规模纳税人自该月起登记为一般纳税人",
            column("general_from", "转登记月份"),
            divided(Division::InItsTime);
        opening_credit: Money, "opening_credit" "期初留抵税额", or(Money::ZERO),
            en "Credit carried into the year; general taxpayers only"
            zh "期初留抵税额，仅一般纳税人",
            column("opening_credit", "期初留抵税额"),
            divided(Division::CarriedIn);
        opening_addition: Money, "opening_addition" "加计抵减期初余额", or(Money::ZERO),
            en "Additional deduction carried into the year; general taxpayers only"
            zh "加计抵减期初余额，仅一般纳税人",
            divided(Division::CarriedIn);
        addition: Option<(Addition, Rate)> as AdditionFacts, "" "", flat,
            en "Which additional deduction is claimed, and the share of such services in sales"
            zh "适用的加计抵减及该类服务占比";
        refund: Option<RefundClaim>, "refund" "留抵退税", optional_table,
            en "A refund of credit that is asked for; general taxpayers only"
            zh "申请的留抵退税，仅一般纳税人",
            divided(Division::Whole);
    } check standing;

    /// The additional deduction, as a file says it.
    pub(crate) table AdditionKeys {
        addition: Option<Addition>, "addition" "加计抵减", optional,
            en "Which additional deduction is claimed"
            zh "适用的加计抵减";
        share: Option<Rate>, "addition_share" "加计抵减占比", optional,
            en "The share of such services in sales"
            zh "该类服务占销售额的比重";
    } check addition_with_share;

    /// A refund of VAT credit that is asked for (申请留抵退税).
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub table RefundClaim {
        rating: TaxRating, "rating" "信用级别", required, en "Tax credit rating" zh "纳税信用级别";
        composition: Rate, "composition" "进项构成比例", required,
            en "Share of input tax that counts for refunds"
            zh "进项构成比例";
        filed: Month, "filed" "申请月份", or(Month::DECEMBER),
            en "The month of the filing days in which it is asked for; what is asked for is the credit at the end of the year"
            zh "提出申请的纳税申报期所在月份；所退为年末留抵税额";
        increase: Option<Money>, "increase" "新增留抵税额", optional,
            en "By how much the credit rose over that of March 2019, given where it was above it for six months (two quarters) running; \
                since September 2025 over that of the end of last year, given where there was a credit for as long"
            zh "新增加的留抵税额：与2019年3月底相比；2025年9月起与上年末相比，连续六个月（两个季度）期末留抵税额均大于零的填写";
        developer_increase: Option<Money>, "developer_increase" "房地产开发企业新增留抵税额", optional,
            en "Of a developer since September 2025: by how much the credit rose over that of March 2019; given where it was above it for \
                six months (two quarters) running"
            zh "房地产开发企业2025年9月起与2019年3月底相比新增加的留抵税额，连续六个月（两个季度）均大于零的填写";
    };
}

/// What only a general VAT taxpayer has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GeneralVat {
    /// The month of the year from which a small-scale taxpayer registered as a general one (一般纳税人生效之月).
    pub from: Option<Month>,
    /// Credit carried into the year (期初留抵税额).
    pub opening_credit: Money,
    /// Additional deduction carried into the year (加计抵减期初余额).
    pub opening_addition: Money,
    /// Which additional deduction is claimed, and the share of such services in sales.
    pub addition: Option<(Addition, Rate)>,
    /// Input tax, by period.
    pub inputs: Vec<Input>,
    /// A refund of credit that is asked for.
    pub refund: Option<RefundClaim>,
}

/// `[vat]` and `[[inputs]]`, which the profile holds in several of its fields.
pub(crate) struct Vat;

impl Part for Vat {
    type Told = GeneralVat;
    const FACTS: &'static [Fact] = VatFile::FACTS;
    fn blank() -> GeneralVat {
        GeneralVat::default()
    }
    fn read(section: &Section<'_>, context: &Context<'_>) -> GeneralVat {
        let VatFile { vat, inputs } = VatFile::read(section, context);
        context.filing.set(vat.filing);
        context.prices.set(vat.prices);
        let VatKeys { from, opening_credit, opening_addition, addition, refund, .. } = vat;
        GeneralVat { from, opening_credit, opening_addition, addition, inputs, refund }
    }
    #[cfg(feature = "register")]
    fn fill(told: &mut GeneralVat, cells: &impl Cells) {
        Vat::in_keys(told, |file| VatFile::fill(file, cells));
    }
    #[cfg(feature = "strategies")]
    fn draw(told: &mut GeneralVat, draws: &mut Draws<'_>) -> bool {
        Vat::in_keys(told, |file| VatFile::draw(file, draws))
    }
    fn divide(told: &mut GeneralVat, by: &mut impl Divide) {
        Vat::in_keys(told, |file| VatFile::divide(file, by));
    }
    fn write(told: &GeneralVat, out: &mut Fields<'static>, writing: &Writing<'_>) {
        let GeneralVat { from, opening_credit, opening_addition, addition, ref inputs, refund } = *told;
        let (status, filing) = writing.profile.map(|profile| (profile.vat_status, profile.filing)).unwrap_or_else(|| {
            let blank = VatKeys::default();
            (blank.status, blank.filing)
        });
        // Each line of sales says its own prices.
        let prices = Prices::Inclusive;
        let vat = VatKeys { status, filing, prices, from, opening_credit, opening_addition, addition, refund };
        VatFile::write(&VatFile { vat, inputs: inputs.clone() }, out, writing);
    }
}

impl Vat {
    /// Changes the facts as the file says them.
    fn in_keys<T>(told: &mut GeneralVat, change: impl FnOnce(&mut VatFile) -> T) -> T {
        let GeneralVat { from, opening_credit, opening_addition, addition, ref mut inputs, refund } = *told;
        let inputs = std::mem::take(inputs);
        let vat = VatKeys { from, opening_credit, opening_addition, addition, refund, ..VatKeys::default() };
        let mut file = VatFile { vat, inputs };
        let found = change(&mut file);
        let VatFile { vat: VatKeys { from, opening_credit, opening_addition, addition, refund, .. }, inputs } = file;
        *told = GeneralVat { from, opening_credit, opening_addition, addition, inputs, refund };
        found
    }
}

/// The standing that a row of a register says, its filing period, and whether its sales hold their VAT.
#[cfg(feature = "register")]
pub(crate) fn standing_of_row(cells: &impl Cells) -> (VatStatus, Filing, Prices) {
    let mut vat = VatKeys::default();
    VatKeys::fill(&mut vat, cells);
    (vat.status, vat.filing, vat.prices)
}

/// Both or neither of the keys of an additional deduction.
pub(crate) struct AdditionFacts;

impl Part for AdditionFacts {
    type Told = Option<(Addition, Rate)>;
    const FACTS: &'static [Fact] = AdditionKeys::FACTS;
    fn blank() -> Option<(Addition, Rate)> {
        None
    }
    fn read(section: &Section<'_>, context: &Context<'_>) -> Option<(Addition, Rate)> {
        let keys = AdditionKeys::read(section, context);
        keys.addition.zip(keys.share)
    }
    #[cfg(feature = "strategies")]
    fn draw(told: &mut Option<(Addition, Rate)>, draws: &mut Draws<'_>) -> bool {
        let mut keys = AdditionKeys::default();
        AdditionKeys::draw(&mut keys, draws);
        *told = keys.addition.zip(keys.share);
        true
    }
    fn write(told: &Option<(Addition, Rate)>, out: &mut Fields<'static>, writing: &Writing<'_>) {
        let (addition, share) = told.unzip();
        AdditionKeys::write(&AdditionKeys { addition, share }, out, writing);
    }
}

fn addition_with_share(section: &Section<'_>, _: &Context<'_>, _: &AdditionKeys) {
    if section.has("addition") != section.has("addition_share") {
        section.report(Message::BothOrNeither { one: "addition", other: "addition_share" });
    }
}

/// What only one of the two standings gives is refused to the other.
fn standing(section: &Section<'_>, context: &Context<'_>, _: &VatKeys) {
    let told = |key: &str| section.has(key);
    let status = section.peek("status", |value| VatStatus::read(value, context));
    context.vat_status.set(status);
    if status == Some(VatStatus::General) && told("general_from") {
        section.report_at(FactProblem::OnlyForSmallScale { key: "general_from" }, section.at("general_from"));
    }
    if status == Some(VatStatus::SmallScale) {
        for key in ["opening_credit", "opening_addition", "refund"].into_iter().filter(|key| told(key)) {
            section.report_at(FactProblem::OnlyForGeneral { key }, section.at(key));
        }
    }
}
