//! The steps of an assessment: what each figure is, how it was computed and on what basis.
//!
//! A step stores figures, not text: words are made when somebody reads them.

use crate::base::dates::Period;
use crate::base::names::{ContractKind, Line};
use crate::base::words::{catalogue, vocabulary};
use crate::law::MeasureIx;
use crate::{Money, Rate};

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
        PrepaidUsed "prepaid-used" en "prepaid at another place, less to pay with the return" zh "抵减异地预缴的税款";
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
        FeeReduced "fee-reduced" en "reduced" zh "减征";
        FewStaffFree "few-staff-free" en "exempt: few staff" zh "免征：在职职工人数未超过标准";
        FundReduced "fund-reduced" en "reduced by the share of staff who are disabled" zh "分档减缴";
        RentWaived "rent-waived" en "rent waived" zh "减免租金";
        Receipts "receipts" en "receipts" zh "价款收入";
        UnionDues "union-dues" en "union dues, a cost of the year" zh "工会经费（计入成本费用）";
        PremiumBase "premium-base" en "wage of a month that premiums are paid on, within its bounds" zh "月缴费基数（上下限以内）";
        EmployerPremiums "employer-premiums" en "social insurance, the employer's premiums, a cost of the year" zh "社会保险费单位部分（计入成本费用）";
        OwnerPremiums "owner-premiums" en "social insurance, the owner's own premiums" zh "业主（投资者）本人缴纳的社会保险费";
        Revenue "revenue" en "revenue: receipts less the VAT in them" zh "收入总额：价款减其中应缴的增值税";
        InputInCosts "input-in-costs" en "input tax in the costs, credited and no cost" zh "成本费用中的可抵扣进项税额（不作成本）";
        Deductible "deductible" en "costs, rent and taxes deductible" zh "准予扣除的成本、费用、租金和税费";
        Profit "profit" en "profit" zh "利润";
        NeverDeducted "never-deducted" en "fines and sponsorship, never deducted" zh "罚款滞纳金、赞助支出（不得扣除）";
        TobaccoAdvertising "tobacco-advertising" en "advertising of tobacco, never deducted" zh "烟草广告费和业务宣传费（不得扣除）";
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
        Within { amount: Money, least: Money, most: Money } en "{amount}, at least {least} and at most {most}"
            zh "{amount}，不低于 {least}，不高于 {most}";
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
