//! Why a relief was not granted, and what an assessment assumes.

use crate::base::dates::Period;
use crate::base::names::{Bound, Confidence, ExemptSupply, IndividualMovables, Invoice, Landlord, SaleKind, TaxRating};
use crate::base::words::{Bilingual, catalogue};
use crate::facts::UsualFact;
use crate::{Date, Money, Rate};

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
        LowerLevy { period: Period, in_force: Rate, to: Rate }
            en "{period}: all goods are levied at {in_force}, which is not more than {to}" zh "{period}：货物减按 {in_force} 征收，不高于 {to}";
        UnderTheGeneralMethod { period: Period } en "{period}: taxed at an output rate; only the simple method is reduced"
            zh "{period}：按一般计税方法计税，仅简易计税方法减征";
        ServicesShareTooSmall { share: Rate, over: Rate } en "such services are {share} of sales; must be more than {over}"
            zh "该类服务占销售额 {share}，须超过 {over}";
        RealEstateSaleTaxed { period: Period, sales: Money } en "{period}: the real estate itself, {sales} net, stays taxed"
            zh "{period}：销售的不动产 {sales}（不含税）不在免税之列";
        NotOfThisForm en "not open to this form" zh "该组织形式不适用";
        OutsideMonths { since: Date, months: u32 }
            en "counted from {since}, no month of the year lies in the {months} months it runs"
            zh "自 {since} 起算，本年没有月份在 {months} 个月之内";
        TermIsOver { since: Date } en "counted from {since}, no month of the year lies in its term" zh "自 {since} 起算，本年没有月份在期限之内";
        OutsideTerm { period: Period, since: Date, years: u32 }
            en "{period}: not within {years} years from {since}, counted by whole months"
            zh "{period}：按整月计算，不在自 {since} 起的 {years} 年之内";
        IncomeOver { income: Money, limit: Money } en "taxable income {income}; must be not more than {limit}"
            zh "应纳税所得额 {income}，须不超过 {limit}";
        StaffOver { twice_sum: u32, ends: u32, limit: u32 } en "average staff {twice_sum}/{ends}; must be not more than {limit}"
            zh "从业人数平均 {twice_sum}/{ends}，须不超过 {limit} 人";
        AssetsOver { average: Money, limit: Money } en "average assets {average}; must be not more than {limit}"
            zh "资产总额平均 {average}，须不超过 {limit}";
        BeyondTheTerm { months: u32, most: u32 }
            en "{months} months of interest are told, of which {most} lie within the term of the subsidy"
            zh "所填计息 {months} 个月，其中在贴息期限内的为 {most} 个月";
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
        NotLessThan { amount: Money, limit: Money } en "{amount}; must be less than {limit}" zh "{amount}，须低于 {limit}";
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
        EngineNotTold { most: u32 } en "the displacement of the engine is not told; must be not more than {most} ml"
            zh "未填写排气量，须不超过 {most} 毫升";
        EngineTooLarge { displacement: u32, most: u32 } en "an engine of {displacement} ml; must be not more than {most} ml"
            zh "排气量 {displacement} 毫升，须不超过 {most} 毫升";
        OutsideStamp { amount: Money } en "contracts on movables by an individual, {amount}: not taxed" zh "个人书立的动产买卖合同 {amount}：不征税";
    }
}

catalogue! {
    /// Assumptions made where neither the law nor the profile states the fact.
    #[non_exhaustive]
    pub enum Assumption {
        Indifferent { fact: String } en "not known, and changes nothing here: {fact}" zh "未知，但在此不影响结果：{fact}";
        NotTold { usual: UsualFact } en "not told, and taken to be so: {usual}" zh "未填写，按通常情形：{usual}";
        SpreadEvenly { total: Money, months: usize }
            en "sales of {total} are told for the year as a whole and taken as made evenly over {months} months"
            zh "只填了全年销售额 {total} 元，按 {months} 个月平均分摊";
        InputSpreadEvenly { total: Money }
            en "input tax of {total} is told for the year as a whole and taken as credited evenly over the months"
            zh "只填了全年进项税额 {total} 元，按月平均分摊";
        SpreadUnderThreshold { even: Money, threshold: Money, all: Money }
            en "the VAT threshold of {threshold} lies between the even spread (at most {even} in a period) and all sales in one period \
                ({all}): a period with more than the threshold is taxed; tell the sales by period"
            zh "增值税免税标准 {threshold} 介于平均分摊（每期最多 {even}）与全年集中于一期（{all}）之间：某期超过标准的应征税，请分期填写";
        SpreadOverThreshold { even: Money, threshold: Money }
            en "spread evenly, sales of a period ({even} or more) are over the VAT threshold of {threshold}; a period that in fact has no \
                more than that is exempt: tell the sales by period"
            zh "平均分摊后各期销售额（{even} 以上）超过增值税免税标准 {threshold}；实际未超过的期间可免税，请分期填写";
        MovablesOutside { treatment: IndividualMovables }
            en "sales contracts of the individual business on movables are taken to be written by an individual and outside stamp duty, on \
                either side; some tax offices tax them (`movables_as_individual = false`)"
            zh "个体工商户书立的动产买卖合同视为个人书立，双方均不征印花税；有的税务机关按应税处理（可填 `movables_as_individual = false`）";
        PartiesAreUnits
            en "the other parties of sales contracts on movables are taken to be units; contracts with individuals are outside stamp duty \
                (`with_individual = true`)"
            zh "动产买卖合同的对方按单位处理；与个人书立的不征印花税（可填 `with_individual = true`）";
        TermByMonths { months: i64, of: i64 }
            en "the law does not say how a year is divided in which a term ends: the tax is reduced for {months} of {of} months, that of \
                the registration counted as the first of the term"
            zh "期限在年内届满的，文件未明确如何划分：按 {of} 个月中的 {months} 个月减征，登记当月计为第一个月";
        CutBetweenMonths { cut: Money }
            en "the rent cut of {cut} lies in the middle between two whole months: the text does not say, the lower count is taken"
            zh "减租额 {cut} 恰在两个整月数正中，文件未明确，按较少的月数计";
        MayBeExempt { supply: ExemptSupply }
            en "sales that do not say `exempt` are taken to be taxed; many of this industry are exempt then as {supply}"
            zh "未填 `exempt` 的销售按应税处理；该行业的许多销售当时可作为{supply}免征增值税";
        NoInputOfExempt
            en "no input tax is taken to belong to the exempt sales: it may not be credited and is given as `transferred_out`"
            zh "视同没有属于免税销售的进项税额；免税项目的进项税额不得抵扣，应填 `transferred_out`";
        SimpleMethodKept { months: u32, citation: Bilingual }
            en "the simple method is as chosen: a general taxpayer may not change it for {months} months ({citation})"
            zh "简易计税方法按已选择的计：一般纳税人选择后 {months} 个月内不得变更（{citation}）";
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
        PlaceBecame { found: String, year: i32, successor: Bilingual, document: String }
            en "the place is written as {found}, which became {successor} in {year} ({document})"
            zh "所填地区 {found} 已于 {year} 年改为{successor}（{document}）";
        AllDistributed { share: Rate } en "{share} of the profit after tax is distributed to the owner in the same year"
            zh "税后利润的 {share} 于当年分配给投资者";
        HighestLimit { limit: Money, citation: Bilingual }
            en "the limit of a year is taken to be {limit}, the highest that a province may set ({citation}): give `self_employed.limit` \
                if yours is lower"
            zh "年度限额按省级最高上浮标准 {limit} 计（{citation}）；本地较低的，填 self_employed.limit";
        HighestAmountHired { amount: Money, citation: Bilingual }
            en "the amount a person hired and year is taken to be {amount}, the highest that a province may set ({citation}): give \
                `hires.amount` if yours is lower"
            zh "招用每人每年定额按省级最高上浮标准 {amount} 计（{citation}）；本地较低的，填 hires.amount";
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
        SellsCosmetics { share: Rate }
            en "the company is taken to sell cosmetics, and so to deduct advertising up to {share} of its sales: its class of industry \
                holds toiletries too, whose sellers have the limit of companies in general"
            zh "视同化妆品销售企业，广告费和业务宣传费以销售（营业）收入的 {share} 为限扣除；其行业类别兼有卫生用品，销售卫生用品的适用一般限额";
        PrepaidAtOwnRates
            en "what is levied on VAT prepaid at another place is taken to have been paid there at the rates of the own place"
            zh "异地预缴增值税时就地缴纳的附加税费，视同与本地税率相同";
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
        UnionRefundNotKnown { year: i32 }
            en "whether small union dues of {year} come back to the enterprise's union is not known: the national notice ended, some \
                provinces went on"
            zh "{year} 年小额缴费工会经费是否返还未知：全国的通知已期满，有的省份延续执行";
        PremiumRefundNotKnown { year: i32 }
            en "whether and how unemployment premiums are refunded in {year} is not known: no rule for that year was found"
            zh "{year} 年是否以及如何实施失业保险稳岗返还未知：未查到适用于该年的规定";
        OnePartnerInput { partners: usize } en "the profit is split among {partners} partners as given" zh "利润按所填 {partners} 个合伙人的份额分配";
        StandsIn { measure: String, place: Bilingual, title: Bilingual, citation: Bilingual, confidence: Confidence }
            en "the local rule of {place} was not read; in its place: {title} ({citation}): {confidence}"
            zh "未读到{place}的地方规定，代之以：{title}（{citation}）：{confidence}";
        NotSure { measure: String, title: Bilingual, citation: Bilingual, confidence: Confidence } en "{title} ({citation}): {confidence}"
            zh "{title} ({citation})：{confidence}";
    }
}
