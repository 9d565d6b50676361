//! How a result came about: steps with their figures and measures, reliefs refused, assumptions made.
//!
//! Rules speak to a [`Trace`]. [`Silent`] compiles to nothing, [`Record`] keeps everything; the arithmetic is the same
//! code under both. A step stores figures, not text: words are made when somebody reads them.

use crate::base::dates::{Period, YearMonth};
use crate::base::names::{
    BenefitKind, Bound, Confidence, ContractKind, ExemptSupply, IndividualMovables, Invoice, Landlord, Line, SaleKind, TaxRating,
};
use crate::base::words::{Bilingual, catalogue, vocabulary};
pub use crate::law::MeasureIx;
use crate::taxes::not_counted::NotCounted;
use crate::{Date, Money, Rate};

vocabulary! {
    /// What a step computes.
    #[non_exhaustive]
    pub enum What {
        OverLimit "over-limit" en "sales over twelve months, above the small-scale limit" zh "连续 12 个月（4 个季度）累计销售额，超过小规模标准";
        NetSales "net-sales" en "net sales" zh "不含税销售额";
        TaxedTogether "taxed-together" en "net sales on one line of the return, whatever their invoices" zh "申报表同一栏次的不含税销售额（不分发票种类）";
        PeriodSales "period-sales" en "sales of the period, for the threshold" zh "本期销售额合计（用于起征点／免税标准）";
        Due "due" en "due" zh "应纳税额";
        OutputTax "output-tax" en "output tax" zh "销项税额";
        InputTax "input-tax" en "creditable input tax" zh "可抵扣的进项税额";
        CreditCarried "credit-carried" en "credit carried forward" zh "期末留抵税额";
        PrepaidUsed "prepaid-used" en "prepaid at another place, less to pay with the return" zh "抵减异地预缴的增值税";
        PrepaidLeft "prepaid-left" en "prepaid at another place, not yet used" zh "尚未抵减的异地预缴增值税";
        AdditionAvailable "addition-available" en "additional deduction available" zh "当期可抵减加计抵减额";
        AdditionUsed "addition-used" en "additional deduction" zh "加计抵减";
        ExemptSupply "exempt-supply" en "exempt by its nature" zh "免征：属于免税项目";
        ExemptBelow "exempt-below" en "exempt: sales under the threshold" zh "免征：未超过标准";
        ExemptSales "exempt-sales" en "exempt: sales at this levy rate" zh "免征：适用该征收率的销售额";
        RateReduced "rate-reduced" en "levy rate reduced" zh "减征：征收率减征";
        SurchargeBase "surcharge-base" en "VAT and consumption tax paid" zh "实际缴纳的增值税、消费税";
        FeesExempt "fees-exempt" en "fees exempt: sales under the threshold" zh "免征：销售额未超过标准";
        PayableReduced "payable-reduced" en "reduced: six taxes and two fees" zh "六税两费减征";
        Western "western" en "rate of western development" zh "西部大开发优惠税率";
        PersonalReduction "personal-reduction" en "reduced for what the person is" zh "按身份减征";
        UnderMonthlyLimit "under-monthly-limit" en "not levied: receipts below the monthly limit" zh "不征：月收入低于征收起点";
        SetOff "set-off" en "set off for veterans and key groups" zh "扣减：自主就业退役士兵、重点群体";
        LeftToSetOff "left-to-set-off" en "left of what is set off for veterans and key groups" zh "可继续扣减的限额余额";
        LetExempt "let-exempt" en "exempt for the rent-free months" zh "免租期内免征";
        StampBase "stamp-base" en "tax base of the document" zh "计税依据";
        LoanExempt "loan-exempt" en "exempt: loan of a small enterprise" zh "免征：小型、微型企业借款合同";
        HousingLet "housing-let" en "exempt: housing let by an individual" zh "免征：个人出租住房";
        ConversionDeed "conversion-deed" en "exempt: deed of the conversion" zh "免征：转企产权转移书据";
        ConversionSpared "conversion-spared" en "not levied: an enterprise becomes a company" zh "暂不征收：企业整体改制";
        FewSalesFree "few-sales-free" en "exempt: sales under the threshold" zh "免征：销售额未超过标准";
        FeeReduced "fee-reduced" en "fee reduced" zh "减征";
        FewStaffFree "few-staff-free" en "exempt: few staff" zh "免征：在职职工人数未超过标准";
        FundReduced "fund-reduced" en "reduced by the share of staff who are disabled" zh "分档减缴";
        RentWaived "rent-waived" en "rent waived" zh "减免租金";
        Receipts "receipts" en "receipts" zh "价款收入";
        UnionDues "union-dues" en "union dues, a cost of the year" zh "工会经费（计入成本费用）";
        EmployerPremiums "employer-premiums" en "social insurance, the employer's premiums, a cost of the year" zh "社会保险费单位部分（计入成本费用）";
        OwnerPremiums "owner-premiums" en "social insurance, the owner's own premiums" zh "业主（投资者）本人缴纳的社会保险费";
        Revenue "revenue" en "revenue: receipts less the VAT in them" zh "收入总额：价款减其中应缴的增值税";
        InputInCosts "input-in-costs" en "input tax in the costs, credited and no cost" zh "成本费用中的可抵扣进项税额（不作成本）";
        Deductible "deductible" en "costs, rent and taxes deductible" zh "准予扣除的成本、费用、租金和税费";
        Profit "profit" en "profit" zh "利润";
        NeverDeducted "never-deducted" en "fines and sponsorship, never deducted" zh "罚款滞纳金、赞助支出（不得扣除）";
        EntertainmentDeducted "entertainment-deducted" en "entertainment that is deducted" zh "准予扣除的业务招待费";
        AdvertisingDeducted "advertising-deducted" en "advertising that is deducted" zh "准予扣除的广告费和业务宣传费";
        WelfareDeducted "welfare-deducted" en "staff welfare that is deducted" zh "准予扣除的职工福利费";
        TrainingDeducted "training-deducted" en "staff training that is deducted" zh "准予扣除的职工教育经费";
        UnionDuesDeducted "union-dues-deducted" en "union dues that are deducted" zh "准予扣除的工会经费";
        DeductedLater "deducted-later" en "over the limit, deducted in later years" zh "超过限额，结转以后年度扣除";
        AddedBack "added-back" en "costs that are not deducted, added back" zh "纳税调整增加额（不予扣除的成本费用）";
        LossUsed "loss-used" en "losses of earlier years used" zh "弥补以前年度亏损";
        ShareOfProfit "share-of-profit" en "partner's share" zh "合伙人应分得的所得";
        PersonalDeduction "personal-deduction" en "basic and personal deductions" zh "投资者减除费用和其他扣除";
        BasicOfMonths "basic-of-months" en "basic deduction for the months of operation" zh "按实际经营月数的减除费用";
        FarmIncome "farm-income" en "income from farming, not taxed" zh "免征、减征的农业所得";
        MergedIncome "merged-income" en "all business incomes of the person" zh "该个人的全部经营所得";
        MergedDue "merged-due" en "tax on all of them together" zh "合并计算的应纳税额";
        MergedRelief "merged-relief" en "reliefs from the tax on all of them" zh "合并计算的减免税额";
        ReliefOfMerged "relief-of-merged" en "reliefs, less those on the other incomes" zh "减免税额（已减其他经营所得的减免）";
        Taxable "taxable" en "taxable income" zh "应纳税所得额";
        OtherRelief "other-relief" en "reliefs of other policies" zh "其他政策减免税额";
        BusinessIitReduced "business-iit-reduced" en "business income tax reduced, up to the cap" zh "减征个人所得税（限额以内）";
        SmallLowProfit "small-low-profit" en "small low-profit enterprise" zh "小型微利企业减免";
        SmallLowProfitTest "small-low-profit-test" en "passes the small low-profit test" zh "符合小型微利企业条件";
        HighTech "high-tech" en "high and new technology enterprise" zh "高新技术企业减免";
        ResearchDeduction "research-deduction" en "R&D super-deduction" zh "研发费用加计扣除";
        Depreciation "depreciation" en "depreciation over the life, a year" zh "按折旧年限每年折旧";
        ExpensedAtOnce "expensed-at-once" en "equipment deducted at once" zh "设备器具一次性扣除";
        AssessedIncome "assessed-income" en "income by assessed collection" zh "核定应纳税所得额";
        IncludedSlice "included-slice" en "included in taxable income" zh "减按计入应纳税所得额";
        LossesMadeGood "losses-made-good" en "profit after tax, earlier losses made good" zh "弥补以前年度亏损后的税后利润";
        Reserve "reserve" en "statutory reserve, which stays in the company" zh "提取法定盈余公积（留在公司）";
        Distributed "distributed" en "profit distributed" zh "分配的税后利润";
        Undistributed "undistributed" en "profit that stays in the company" zh "留在公司未分配的税后利润";
        DueWhenDrawn "due-when-drawn" en "due when that is drawn, not this year" zh "日后分配时应纳税额（不计入本年）";
        ComprehensiveTaxable "comprehensive-taxable" en "comprehensive taxable income with the wage" zh "含工资的综合所得应纳税所得额";
    }
}

impl What {
    /// Whether the figure is a relief: taken off what is due, or waived.
    ///
    /// ```
    /// use huiqi::trace::What;
    ///
    /// assert!(What::RateReduced.is_relief());
    /// assert!(!What::Due.is_relief());
    /// ```
    #[must_use]
    pub fn is_relief(self) -> bool {
        matches!(
            self,
            What::AdditionUsed
                | What::ExemptSupply
                | What::ExemptBelow
                | What::ExemptSales
                | What::RateReduced
                | What::FeesExempt
                | What::SetOff
                | What::UnderMonthlyLimit
                | What::PersonalReduction
                | What::Western
                | What::PayableReduced
                | What::LoanExempt
                | What::HousingLet
                | What::ConversionDeed
                | What::LetExempt
                | What::ConversionSpared
                | What::FewSalesFree
                | What::FeeReduced
                | What::FewStaffFree
                | What::FundReduced
                | What::RentWaived
                | What::OtherRelief
                | What::BusinessIitReduced
                | What::ReliefOfMerged
                | What::SmallLowProfit
                | What::HighTech
        )
    }
}

catalogue! {
    /// The arithmetic of a step, with its figures.
    #[non_exhaustive]
    pub enum Formula {
        Given en "as given" zh "如所填";
        Price { inclusive: Money, rate: Rate } en "{inclusive} ÷ (1 + {rate})" zh "{inclusive} ÷（1＋{rate}）";
        NetOf { inclusive: Money, rate: Rate, net: Money } en "{inclusive} ÷ (1 + {rate}) + {net} net"
            zh "{inclusive} ÷（1＋{rate}）＋ 不含税 {net}";
        Credit { carried: Money, input: Money, out: Money } en "{carried} carried + {input} − {out} transferred out"
            zh "上期留抵 {carried} ＋ {input} － 转出 {out}";
        Addition { carried: Money, input: Money, rate: Rate, out: Money } en "{carried} carried + {input} × {rate} − {out} × {rate}"
            zh "上期末余额 {carried} ＋ {input} × {rate} － {out} × {rate}";
        AtMost { amount: Money, most: Money } en "{amount}, at most {most}" zh "{amount}，以 {most} 为限";
        Sum { first: Money, second: Money } en "{first} + {second}" zh "{first} ＋ {second}";
        Total { parts: usize } en "sum of {parts}" zh "共 {parts} 项合计";
        Less { from: Money, less: Money } en "{from} − {less}" zh "{from} － {less}";
        Over { limit: Money } en "over {limit}" zh "超过 {limit}";
        Product { base: Money, rate: Rate } en "{base} × {rate}" zh "{base} × {rate}";
        ReducedBy { base: Money, from: Rate, to: Rate } en "{base} × ({from} − {to})" zh "{base} ×（{from} － {to}）";
        AllOf { amount: Money } en "all of {amount}" zh "全额 {amount}";
        RemainderTimes { due: Money, other: Money, rate: Rate } en "({due} − {other}) × {rate}" zh "（{due} － {other}）× {rate}";
        PartTimes { left: Money, months: i64, of: i64, rate: Rate } en "{left} × {months} of {of} months × {rate}"
            zh "{left} × {months}／{of} 个月 × {rate}";
        Months { amount: Money, months: i64, of: i64 } en "{amount} × {months} of {of} months" zh "{amount} × {months}／{of} 个月";
        Value { value: Money, deduction: Rate, rate: Rate, months: i64 } en "{value} × (1 − {deduction}) × {rate} × {months}/12"
            zh "{value} ×（1 － {deduction}）× {rate} × {months}/12";
        PerArea { area: String, unit: Money, months: i64 } en "{area} m² × {unit} × {months}/12" zh "{area} 平方米 × {unit} × {months}/12";
        PerAreaOnce { area: String, unit: Money, factor: Rate } en "{area} m² × {unit} × {factor}" zh "{area} 平方米 × {unit} × {factor}";
        TimesMonths { amount: Money, months: i64 } en "{amount} × {months} months" zh "{amount} × {months} 个月";
        Bracket { base: Money, rate: Rate, quick: Money } en "{base} × {rate} − {quick}" zh "{base} × {rate} － {quick}";
        ReducedSlice { tax: Money, other: Money, slice: Money, taxable: Money, reduction: Rate }
            en "(tax on the first {slice}: {tax} − {other} × {slice} ÷ {taxable}) × {reduction}"
            zh "（{slice} 部分应纳税额 {tax} － {other} × {slice} ÷ {taxable}）× {reduction}";
        Effective { due: Money, included: Money, rate: Rate } en "{due} − {included} × {rate}" zh "{due} － {included} × {rate}";
        Included { slice: Money, included: Rate } en "{slice} × {included}" zh "{slice} × {included}";
        WithLess { with: Money, without: Money } en "{with} with the wage − {without} without it" zh "含工资 {with} － 不含工资 {without}";
        WithoutDeductions { without: Money, with: Money } en "{without} without the deductions − {with} with them"
            zh "不作扣除 {without} － 扣除后 {with}";
        Contract { base: Money, rate: Rate, kind: ContractKind } en "{kind}: {base} × {rate}" zh "{kind}：{base} × {rate}";
        OverYears { price: Money, years: u32 } en "{price} ÷ {years} years" zh "{price} ÷ {years} 年";
        AtOnce { price: Money, share: Rate, in_costs: Money } en "{price} × {share} − {in_costs} depreciation already in the costs"
            zh "{price} × {share} － 成本费用中已含折旧 {in_costs}";
        SetOff { overpaid: Money } en "less {overpaid} overpaid before on sales returned" zh "减此前退回、折让多缴的 {overpaid}";
        OfCost { cost: Money, rate: Rate } en "{cost} ÷ (1 − {rate}) × {rate}" zh "{cost} ÷（1 － {rate}）× {rate}";
        Employment { staff: u32, disabled: u32, months: u32, ratio: Rate, wage: Money }
            en "({staff}/{months} × {ratio} − {disabled}/{months}) × {wage}"
            zh "（{staff}/{months} × {ratio} － {disabled}/{months}）× {wage}";
        Premiums { base: Money, rate: Rate, persons: u32, months: i64 } en "{base} × {rate} × {persons} persons × {months} months"
            zh "{base} × {rate} × {persons} 人 × {months} 个月";
        Share { amount: Money, share: Rate } en "{amount} × {share}" zh "{amount} × {share}";
    }
}

catalogue! {
    /// Why a relief was not granted: the test that failed, with both values.
    #[non_exhaustive]
    pub enum Reason {
        SalesOverThreshold { period: Period, sales: Money, bound: Bound, limit: Money }
            en "{period}: sales {sales}; must be {bound} {limit}" zh "{period}：销售额 {sales}，须{bound} {limit}";
        SpecialInvoice { period: Period, kind: SaleKind, sales: Money, invoice: Invoice }
            en "{period}: {kind}, {sales} net under a {invoice}: always taxed" zh "{period}：{kind} {sales}（不含税）开具{invoice}，须征税";
        ExemptionWaived { period: Period, kind: SaleKind, sales: Money } en "{period}: exemption waived for {kind}, {sales} net"
            zh "{period}：{kind} {sales}（不含税）放弃免税";
        ReductionWaived { period: Period, kind: SaleKind, from: Rate }
            en "{period}: invoiced at the statutory {from} for {kind}: the reduction is waived" zh "{period}：{kind}按法定征收率 {from} 开票，放弃减征";
        ServicesShareTooSmall { share: Rate, over: Rate } en "such services are {share} of sales; must be more than {over}"
            zh "该类服务占销售额 {share}，须超过 {over}";
        RealEstateSaleTaxed { period: Period, sales: Money } en "{period}: the real estate itself, {sales} net, stays taxed"
            zh "{period}：销售的不动产 {sales}（不含税）不在免税之列";
        NotOfThisForm en "not open to this form" zh "该组织形式不适用";
        OutsideMonths { since: Date, months: u32 }
            en "counted from {since}, no month of the year lies in the {months} months it runs"
            zh "自 {since} 起算，本年没有月份在 {months} 个月之内";
        IncomeOver { income: Money, limit: Money } en "taxable income {income}; must be not more than {limit}"
            zh "应纳税所得额 {income}，须不超过 {limit}";
        StaffOver { twice_sum: u32, ends: u32, limit: u32 } en "average staff {twice_sum}/{ends}; must be not more than {limit}"
            zh "从业人数平均 {twice_sum}/{ends}，须不超过 {limit} 人";
        AssetsOver { average: Money, limit: Money } en "average assets {average}; must be not more than {limit}"
            zh "资产总额平均 {average}，须不超过 {limit}";
        SubsidisedTooOften { time: u32, most: u32 } en "the loan is number {time} with a subsidy; must be not more than {most}"
            zh "第 {time} 次享受贴息，须不超过 {most} 次";
        WesternShareTooSmall { share: Rate, least: Rate }
            en "{share} of the revenue is from encouraged industries; must be at least {least}"
            zh "鼓励类产业收入占比 {share}，须不低于 {least}";
        BetterWithTheWage en "taxed with the wage, the year-end bonus bears less" zh "全年一次性奖金并入综合所得税负更低";
        CreditRoseTooLittle { increase: Money, least: Money } en "the credit rose by {increase}; must be at least {least}"
            zh "新增留抵税额 {increase}，须不低于 {least}";
        IndustryExcluded en "the industry is on the negative list" zh "属于负面清单行业";
        LifeTooShort { life: u32, least: u32 } en "depreciated over {life} years; must be at least {least}"
            zh "折旧年限 {life} 年，须不短于 {least} 年";
        AnotherReliefIsBetter en "another relief on the same income is better, and they do not combine" zh "与更优惠的其他优惠不能叠加";
        NotRecognised en "not recognised as a high and new technology enterprise" zh "未取得高新技术企业认定";
        AssessedCollection en "the tax is assessed, not by the books" zh "核定征收，不按查账";
        RestrictedIndustry en "in an industry the state restricts or prohibits" zh "属于国家限制或禁止行业";
        IncomeOverCap { income: Money, cap: Money }
            en "the tax on the part of {income} above {cap} is not reduced" zh "{income} 中超过 {cap} 的部分不减征";
        HasComprehensiveIncome { income: Money }
            en "the owner has comprehensive income of {income} elsewhere: no basic or personal deductions here"
            zh "投资者另有综合所得 {income}，此处不得减除费用和专项扣除等";
        LossTooOld { year: i32, amount: Money, years: u32 } en "loss of {year}, {amount}: older than {years} years"
            zh "{year} 年亏损 {amount} 已超过 {years} 年";
        LossStays { amount: Money } en "losses of {amount} stay with the present taxpayer" zh "原主体亏损 {amount} 不结转到新主体";
        NotServices en "the industry is not a service" zh "不属于服务业";
        SizeNotTold en "the size class of the enterprise is not told" zh "未填写企业规模";
        NotSmall en "a medium or large enterprise" zh "属于中型或大型企业";
        MonthsUsedUp { others: u32 }
            en "the months of the premises are used up: {others} by other tenants, the rest by the tenant's earlier lease"
            zh "该房屋的减免月数已用完：其他承租人 {others} 个月，其余为本承租人前一租约";
        Sublet en "sublet: the waiver belongs to whoever runs a business there" zh "转租：减免应传导至实际经营者";
        LandlordIs { landlord: Landlord } en "{landlord}: no waiver as of right" zh "{landlord}：不属于必须减免的范围";
        TenantDoesNotQualify en "the tenant is not a small service business" zh "承租方不是服务业小微企业或个体工商户";
        CutUnderLeast { cut: Money, least: Money } en "rent cut {cut}; must be at least {least}" zh "减租 {cut}，须不少于 {least}";
        IndustryNotListed en "the industry is not among those listed" zh "不属于所列行业";
        SalesNotBelow { sales: Money, limit: Money } en "annual sales {sales}; must be less than {limit}" zh "年销售额 {sales}，须低于 {limit}";
        NotInsuredAsUnit en "not insured as a unit" zh "未以单位方式参保";
        NotInHardship en "not in hardship" zh "不属于困难主体";
        MonthsPaidTooFew { months: u32, least: u32 } en "premiums paid for {months} months; must be at least {least}"
            zh "已缴费 {months} 个月，须不少于 {least} 个月";
        LaidOffTooMany { share: Rate, most: Rate } en "laid off {share}; must be not more than {most}" zh "裁员率 {share}，须不超过 {most}";
        InvestorShareTooSmall { share: Rate, over: Rate } en "the investor keeps {share}; must be more than {over}"
            zh "原投资主体持股 {share}，须超过 {over}";
        RatingTooLow { rating: TaxRating } en "tax credit rating {rating}" zh "纳税信用{rating}";
        OnlyAfterConversion en "only after converting" zh "转企后方可享受";
        NotOfTheGroups en "not of the groups it is for" zh "不属于规定人群";
        TooLongAgo { years: u32, within: u32 } en "{years} years since graduation or discharge; must be within {within}"
            zh "毕业或退役已 {years} 年，须在 {within} 年内";
        AmountOver { amount: Money, most: Money } en "{amount}; must be not more than {most}" zh "{amount}，须不超过 {most}";
        RateOver { rate: Rate, most: Rate } en "rate {rate}; must be not more than {most}" zh "利率 {rate}，须不超过 {most}";
        HiresTooFew { hires: u32, staff: u32, least: Rate } en "{hires} new hires of {staff} staff; must be at least {least}"
            zh "新招 {hires} 人、在职 {staff} 人，占比须不低于 {least}";
        TooLong { length: u32, most: u32 } en "{length} cm long; must be not more than {most} cm" zh "长 {length} 厘米，须不超过 {most} 厘米";
        ClearedTooLate { months: u32, within: u32 } en "cleared after {months} months; must be within {within}"
            zh "{months} 个月后缴清，须在 {within} 个月内";
        LenderNotFinancial { amount: Money } en "a loan of {amount} that no financial institution gives: not taxed"
            zh "非金融机构出借的借款合同，{amount}：不征税";
        OnlyGeneralDeducts { period: Period, kind: SaleKind, deduct: Money }
            en "{period}: {deduct} of {kind} is not deducted: only a general VAT taxpayer under the general method deducts it"
            zh "{period}：{kind}的 {deduct} 不得扣除：仅一般纳税人按一般计税方法可以差额征税";
        NotForGeneral en "not for general VAT taxpayers" zh "一般纳税人不适用";
        HeldTooShort { held: u32, least: u32 } en "held for {held} years; must be at least {least}" zh "持有 {held} 年，须不少于 {least} 年";
        NotOrdinaryHousing en "not ordinary housing" zh "不属于普通住房";
        OutsideStamp { amount: Money } en "contracts on movables by an individual, {amount}: not taxed" zh "个人书立的动产买卖合同 {amount}：不征税";
    }
}

catalogue! {
    /// Assumptions made where neither the law nor the profile states the fact.
    #[non_exhaustive]
    pub enum Assumption {
        MovablesOutside { treatment: IndividualMovables }
            en "sales contracts of the individual business on movables are taken to be written by an individual and outside stamp duty, on \
                either side; some tax offices tax them (`movables_as_individual = false`)"
            zh "个体工商户书立的动产买卖合同视为个人书立，双方均不征印花税；有的税务机关按应税处理（可填 `movables_as_individual = false`）";
        PartiesAreUnits
            en "the other parties of sales contracts on movables are taken to be units; contracts with individuals are outside stamp duty \
                (`with_individual = true`)"
            zh "动产买卖合同的对方按单位处理；与个人书立的不征印花税（可填 `with_individual = true`）";
        CutBetweenMonths { cut: Money }
            en "the rent cut of {cut} lies in the middle between two whole months: the text does not say, the lower count is taken"
            zh "减租额 {cut} 恰在两个整月数正中，文件未明确，按较少的月数计";
        MayBeExempt { supply: ExemptSupply }
            en "sales that do not say `exempt` are taken to be taxed; many of this industry are exempt then as {supply}"
            zh "未填 `exempt` 的销售按应税处理；该行业的许多销售当时可作为{supply}免征增值税";
        NoInputOfExempt
            en "no input tax is taken to belong to the exempt sales: it may not be credited and is given as `transferred_out`"
            zh "视同没有属于免税销售的进项税额；免税项目的进项税额不得抵扣，应填 `transferred_out`";
        OverSmallScaleLimit { sales: Money, limit: Money, day: Date }
            en "sales of {sales} in twelve months are over {limit}: general VAT status begins on {day}. The sales from then on do not say \
                their `rate`: assessed as small-scale throughout"
            zh "连续 12 个月（4 个季度）销售额 {sales} 超过 {limit}，自 {day} 起应为一般纳税人；此后的销售未填税率（rate），此处仍按小规模纳税人测算";
        BecomesGeneral { sales: Money, limit: Money, day: Date }
            en "sales of {sales} in twelve months are over {limit}: general VAT taxpayer from {day}"
            zh "连续 12 个月（4 个季度）销售额 {sales} 超过 {limit}，自 {day} 起为一般纳税人";
        GeneralFrom { day: Date } en "registered as a general VAT taxpayer from {day}" zh "自 {day} 起登记为一般纳税人";
        QuarterNotByMonth { quarter: u32 }
            en "the sales of Q{quarter}, in which the small-scale limit is passed, are not given by month: they are taken to be of its \
                first month"
            zh "第 {quarter} 季度销售额超过小规模标准而未分月填写，视同在该季首月发生";
        NoEarlierSales
            en "sales of the year before are not given (`[[earlier_sales]]`): the twelve months of the small-scale limit are counted from \
                January"
            zh "未填上年销售额（[[earlier_sales]]），小规模标准的连续 12 个月自 1 月起算";
        TakenAsOccasional
            en "sales of real estate and land-use rights are taken to be occasional and do not count toward the small-scale limit \
                (`occasional = false` if they are the trade)"
            zh "销售不动产、转让土地使用权视为偶然发生，不计入小规模标准（属主营业务的填 occasional = false）";
        NeverGeneral
            en "a general VAT taxpayer does not go back to small-scale status: what it would pay had it never registered, or a new \
                enterprise that does not"
            zh "一般纳税人不得转为小规模纳税人：此为假设从未登记，或新设企业不登记时的测算";
        AllDistributed { share: Rate } en "{share} of the profit after tax is distributed to the owner in the same year"
            zh "税后利润的 {share} 于当年分配给投资者";
        HighestLimit { limit: Money }
            en "the limit of a year is taken to be {limit}, the highest that a province may set: give `self_employed.limit` if yours is \
                lower"
            zh "年度限额按省级最高上浮标准 {limit} 计；本地较低的，填 self_employed.limit";
        HighestAmountHired { amount: Money }
            en "the amount a person hired and year is taken to be {amount}, the highest that a province may set: give `hires.amount` if \
                yours is lower"
            zh "招用每人每年定额按省级最高上浮标准 {amount} 计；本地较低的，填 hires.amount";
        NoReserve
            en "no statutory reserve is set aside: neither `company.reserve` nor `company.registered_capital` is given"
            zh "未填 company.reserve 或 company.registered_capital，视同未提取法定盈余公积";
        DeductedFromBusinessIncome { tax: Money, otherwise: Money }
            en "the basic and the other deductions are taken off the business income, not off the comprehensive income: both taxes of the \
                person come to {tax}; the other way they would come to {otherwise}"
            zh "减除费用和各项扣除在经营所得中申报，不在综合所得中申报：其两项所得税合计 {tax}；在综合所得中申报则合计 {otherwise}";
        DeductedFromComprehensiveIncome { tax: Money, otherwise: Money }
            en "the basic and the other deductions are taken off the comprehensive income, not off the business income: both taxes of the \
                person come to {tax}; the other way they would come to {otherwise}"
            zh "减除费用和各项扣除在综合所得中申报，不在经营所得中申报：其两项所得税合计 {tax}；在经营所得中申报则合计 {otherwise}";
        ReducedOnOwnIncome { income: Money, reduced: Money, by_share: Money }
            en "the reduction is for individual businesses: it is computed on their income of {income} alone and comes to {reduced}. The \
                text does not say how it is shared where the person has other business income too; a share of the reduction of the whole \
                tax would be {by_share}"
            zh "减征只适用于个体工商户：按其应纳税所得额 {income} 单独计算，为 {reduced}。同时有其他经营所得时如何分摊，文件未明确；按所得比例分摊则为 \
                {by_share}";
        OwnerIsPartner { share: Rate }
            en "the partner with a share of {share} is taken to be the owner of the other business or of the months before"
            zh "份额为 {share} 的合伙人视为其他经营或转企前经营的投资者";
        ReturnsLeft { tax: Money }
            en "{tax} of VAT overpaid on sales that were returned is left at the end of the year: it is set off against later tax and is \
                no part of this year's"
            zh "年末尚有因退回、折让多缴的增值税 {tax}，从以后应纳税额中扣减，未计入本年";
        ReturnsNotSetOff { period: Period, tax: Money }
            en "{period}: returns are more than the sales taxed; whether the {tax} of VAT over was paid, and is set off or refunded, is \
                not known: nothing is taken off"
            zh "{period}：退回、折让超过当期应税销售额；其中增值税 {tax} 此前是否缴纳、如何抵减或退还无法确定，此处未扣减";
        ConvertedOn { day: Date }
            en "converted on {day}: the present form settles for the months before, the new one for the rest; costs of the year are split \
                by months"
            zh "{day} 转企：原主体结算此前月份，新主体计算其余月份；全年费用按月份分摊";
        SameTenant { months: i64 }
            en "a converted business is the same tenant of the premises: of the rent waived in the year, the {months} months rented \
                before the conversion count first"
            zh "转企前后视为同一承租人：全年减免月数先计转企前承租的 {months} 个月";
        ConversionAllYear en "the new form is taken to have run the whole year" zh "视同新主体全年经营";
        PropertyStays
            en "premises that do not move stay with the owner, and the new enterprise uses them without rent: property and land-use tax \
                are as before"
            zh "未转移的房产仍归投资者所有，由新主体无偿使用，房产税、城镇土地使用税不变";
        NoConversionCosts
            en "conversion is taken to change no cost: bookkeeping, social insurance and fees are zero unless given under [conversion]"
            zh "未填 [conversion] 时，视同转企不增加记账、社保等费用";
        WageNotCapped { wage: Money }
            en "the average wage of {wage} is taken to be within the cap on it: `disabled_fund.local_average_wage` is not given"
            zh "未填 disabled_fund.local_average_wage，视同年平均工资 {wage} 未超过上限";
        PensionNotKnown { year: i32 }
            en "the rates of the basic pension at the beginning of {year} are not known: no premiums are computed (`[[insured]]`)"
            zh "{year} 年初的基本养老保险费率未知，未计算社会保险费（[[insured]]）";
        BaseNotBounded
            en "premiums are paid on the wages as told: `local_insurance.average_wage` is not given, by which floor and ceiling go"
            zh "未填 local_insurance.average_wage，缴费基数未按上下限调整";
        UnemploymentRateNotKnown { year: i32 }
            en "whether the lower rate of unemployment insurance applies in {year} is not known: nothing was found that prolongs it"
            zh "{year} 年是否继续执行较低的失业保险费率未知：未查到延续文件";
        PremiumRefundNotKnown { year: i32 }
            en "whether unemployment premiums are refunded in {year} is not known: nothing was found that prolongs it"
            zh "{year} 年是否继续实施失业保险稳岗返还未知：未查到延续文件";
        OnePartnerInput { partners: usize } en "the profit is split among {partners} partners as given" zh "利润按所填 {partners} 个合伙人的份额分配";
        NotSure { measure: String, title: Bilingual, citation: Bilingual, confidence: Confidence } en "{title} ({citation}): {confidence}"
            zh "{title} ({citation})：{confidence}";
    }
}

/// One computed figure.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Step {
    /// The line it belongs to.
    pub line: Line,
    /// The period it is of.
    pub period: Period,
    /// What it is.
    pub what: What,
    /// How it was computed.
    pub formula: Formula,
    /// Its basis.
    pub basis: Basis,
    /// The result, rounded.
    pub result: Money,
}

impl Step {
    /// The measure that decides it, if one does.
    ///
    /// ```
    /// use huiqi::{Form, Line};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let assessed = huiqi::assess(&rules, &shop, Form::IndividualBusiness)?;
    /// let of_vat = assessed.record.steps.iter().filter(|step| step.line == Line::Vat);
    /// let measures: Vec<_> = of_vat.filter_map(|step| step.measure()).map(|index| &pack.measure(index).id).collect();
    /// assert!(measures.iter().any(|id| *id == "mof-sta-2022-15#vat-exemption"), "{measures:?}");
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn measure(&self) -> Option<MeasureIx> {
        match self.basis {
            Basis::Law(measure) => Some(measure),
            Basis::Given | Basis::Arithmetic => None,
        }
    }
}

impl Formula {
    /// The basis of a figure that no measure decides.
    pub(crate) fn own_basis(&self) -> Basis {
        match self {
            Formula::Given => Basis::Given,
            _ => Basis::Arithmetic,
        }
    }
}

/// The basis of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Basis {
    /// A measure of the pack decides it.
    Law(MeasureIx),
    /// The profile states it.
    Given,
    /// It follows from other figures.
    Arithmetic,
}

/// One relief that was not granted.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Refusal {
    /// The line it would have lowered, if it is one of the lines.
    pub line: Option<Line>,
    /// The measure.
    pub measure: MeasureIx,
    /// The test that failed.
    pub reason: Reason,
}

/// Something beside the taxes: put off, refunded, waived or borne by the conversion.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Benefit {
    /// What it is.
    pub kind: BenefitKind,
    /// Under which measure.
    pub measure: MeasureIx,
    /// The period it is of.
    pub period: Period,
    /// How much.
    pub amount: Money,
    /// When what is put off falls due.
    pub due: Option<YearMonth>,
    /// The value of the deferral at the interest rate that the profile states: simple interest by months.
    pub worth: Option<Money>,
}

/// A receiver of the steps, refusals, benefits and assumptions of an assessment.
pub trait Trace {
    /// Whether anybody listens: what changes no amount is computed for a listener only.
    const LISTENS: bool = true;

    /// A figure was computed.
    ///
    /// ```
    /// use huiqi::Form;
    /// use huiqi::trace::{Record, Trace};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let assessed = huiqi::assess(&rules, &shop, Form::IndividualBusiness)?;
    /// let mut record = Record::default();
    /// record.step(|| assessed.record.steps[0].clone());
    /// assert_eq!(record.steps, assessed.record.steps[..1]);
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    fn step(&mut self, step: impl FnOnce() -> Step);
    /// A relief was refused.
    ///
    /// ```
    /// use huiqi::Form;
    /// use huiqi::trace::{Record, Trace};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let refused = &huiqi::assess(&rules, &shop, Form::OnePersonCompany)?.record.refused[0];
    /// let mut record = Record::default();
    /// record.refuse(|| refused.clone());
    /// record.refuse(|| refused.clone());
    /// assert_eq!(record.refused.len(), 1); // the same again says nothing new
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    fn refuse(&mut self, refusal: impl FnOnce() -> Refusal);
    /// Something was assumed.
    ///
    /// ```
    /// use huiqi::trace::{Assumption, Record, Trace};
    ///
    /// let mut record = Record::default();
    /// record.assume(|| Assumption::NoReserve);
    /// assert_eq!(record.assumed, [Assumption::NoReserve]);
    /// ```
    fn assume(&mut self, assumption: impl FnOnce() -> Assumption);
    /// Something beside the taxes was put off, granted, waived or borne.
    ///
    /// ```
    /// use huiqi::{BenefitKind, Registration};
    /// use huiqi::trace::{Record, Trace};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let mut shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// shop.registrations.push(Registration::default());
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let mut record = Record::default();
    /// huiqi::assess_with(&rules, &shop, shop.form, &mut record)?; // calls it
    /// assert_eq!(record.benefits[0].kind, BenefitKind::Relief); // of the fee
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    fn benefit(&mut self, benefit: impl FnOnce() -> Benefit);
    /// A minimum, a maximum or a class came out on one side where no step or refusal tells which. Only who looks for the
    /// points where the computation changes ([`crate::Curve`]) wants to know.
    ///
    /// ```
    /// use huiqi::trace::{Record, Trace};
    ///
    /// let mut record = Record::default();
    /// record.chose(None, || 1);
    /// assert_eq!(record, Record::default()); // a record keeps what a reader sees, and no reader sees this
    /// ```
    fn chose(&mut self, _measure: Option<MeasureIx>, _side: impl FnOnce() -> i64) {}
}

/// A receiver that keeps nothing: it compiles to nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Trace for Silent {
    const LISTENS: bool = false;

    fn step(&mut self, _: impl FnOnce() -> Step) {}
    fn refuse(&mut self, _: impl FnOnce() -> Refusal) {}
    fn assume(&mut self, _: impl FnOnce() -> Assumption) {}
    fn benefit(&mut self, _: impl FnOnce() -> Benefit) {}
}

/// Everything is kept.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Record {
    /// In the order of computation.
    pub steps: Vec<Step>,
    /// In the order of the tests.
    pub refused: Vec<Refusal>,
    /// Each once.
    pub assumed: Vec<Assumption>,
    /// Beside the taxes.
    pub benefits: Vec<Benefit>,
    /// What the total leaves out.
    pub not_counted: Vec<NotCounted>,
}

impl Record {
    /// The steps of one line.
    ///
    /// ```
    /// use huiqi::{Form, Line};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let rules = pack.rules(shop.year, shop.place, None)?;
    /// let assessed = huiqi::assess(&rules, &shop, Form::IndividualBusiness)?;
    /// let stamp = assessed.record.of_line(Line::Stamp);
    /// assert!(!stamp.steps.is_empty() && stamp.steps.iter().all(|step| step.line == Line::Stamp));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn of_line(&self, line: Line) -> Record {
        Record {
            steps: self.steps.iter().filter(|step| step.line == line).cloned().collect(),
            refused: self.refused.iter().filter(|refusal| refusal.line == Some(line)).cloned().collect(),
            assumed: self.assumed.clone(),
            benefits: Vec::new(),
            not_counted: Vec::new(),
        }
    }
}

impl Trace for Record {
    fn step(&mut self, step: impl FnOnce() -> Step) {
        self.steps.push(step());
    }

    fn refuse(&mut self, refusal: impl FnOnce() -> Refusal) {
        let refusal = refusal();
        if !self.refused.contains(&refusal) {
            self.refused.push(refusal);
        }
    }

    fn benefit(&mut self, benefit: impl FnOnce() -> Benefit) {
        self.benefits.push(benefit());
    }

    fn assume(&mut self, assumption: impl FnOnce() -> Assumption) {
        let assumption = assumption();
        if !self.assumed.contains(&assumption) {
            self.assumed.push(assumption);
        }
    }
}
