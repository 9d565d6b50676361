//! What is asked for beside the taxes: social insurance, registrations, subsidies, loans, electricity.

use super::context::Context;
use super::kinds::{Centimetres, Count, Days, MonthsOf, Persons, Pieces, Times, Years};
use super::table::facts;
use crate::base::names::{Borrower, Entitled, StartUpGroup, SubsidisedLoanKind, Subsidy};
use crate::base::source::Section;
use crate::{Date, Money, Rate};

facts! {
    /// Social insurance (社会保险) of the staff.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub table SocialInsurance {
        insured_as_unit: bool, "insured_as_unit" "单位参保", required,
            en "Insured as a unit, not each person alone"
            zh "以单位方式参保，而非个人参保";
        hardship: bool, "hardship" "困难主体", or(false), en "In hardship by the local standard" zh "按本地标准属于困难主体";
        pension: Money, "pension" "养老保险", or(Money::ZERO), en "The employer's share a month: pension" zh "单位部分（月）：养老保险";
        unemployment: Money, "unemployment" "失业保险", or(Money::ZERO),
            en "The employer's share a month: unemployment"
            zh "单位部分（月）：失业保险";
        injury: Money, "injury" "工伤保险", or(Money::ZERO),
            en "The employer's share a month: work injury"
            zh "单位部分（月）：工伤保险";
        premiums_last_year: Money, "premiums_last_year" "上年失业保险费", or(Money::ZERO),
            en "Unemployment premiums actually paid last year, both shares; with it go months_paid, insured and laid_off"
            zh "上年实缴失业保险费（单位和个人）；填写时缴费月数、参保人数、裁员率必填";
        months_paid: u32 as Count<100_000, MonthsOf>, "months_paid" "缴费月数", always(0),
            en "Months paid by the end of last year"
            zh "截至上年末缴费月数";
        insured: u32 as Count<100_000, Persons>, "insured" "参保人数", always(0), en "Persons insured" zh "参保人数";
        laid_off: Rate, "laid_off" "裁员率", always(Rate::ZERO), en "Share of staff laid off last year" zh "上年裁员率";
        payroll: Money, "payroll" "缴费基数", or(Money::ZERO),
            en "Payroll of the year that premiums are paid on"
            zh "全年缴费基数";
    } check what_the_refund_is_tested_on;

    /// One registration of real estate (不动产登记).
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub line Registration {
        residential: bool, "residential" "住宅", required, en "A dwelling, not other premises" zh "住宅类，而非其他";
        extra_certificates: u32 as Count<1000, Pieces>, "extra_certificates" "增发证书", or(0),
            en "Certificates beyond the first"
            zh "第一本以外的证书数";
    };

    /// A subsidy claimed at a local rate.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub line SubsidyClaim {
        subsidy: Subsidy, "subsidy" "补贴", required, en "Which" zh "哪一项补贴";
        count: u32 as Count<100_000, Pieces>, "count" "数量", always(1),
            en "For how many persons, certificates or services"
            zh "人数、证书数或项数";
        rate: Money, "rate" "标准", required, en "The local rate for each, in yuan" zh "本地标准（元／人或项）";
        group: Option<StartUpGroup>, "group" "人群", optional, en "The person it is claimed for" zh "申领人群";
        years_since: Option<u32> as Option<Count<200, Years>>, "years_since" "毕业退役年数", optional,
            en "Years since graduation or discharge"
            zh "毕业或退役年数";
    };

    /// A start-up guaranteed loan (创业担保贷款).
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub table Loan {
        borrower: Borrower, "borrower" "借款人", required, en "Who borrows" zh "借款人类型";
        principal: Money, "principal" "本金", required, en "Principal" zh "贷款本金";
        rate: Rate, "rate" "利率", required, en "Rate of the contract, a year" zh "合同年利率";
        lpr: Rate, "lpr" "贷款市场报价利率", required, en "The loan prime rate (LPR) at signing" zh "签订时的贷款市场报价利率";
        months: u32 as Count<12, MonthsOf>, "months" "计息月数", always(12),
            en "Months of interest in the year"
            zh "本年计息月数";
        new_hires: u32 as Count<100_000, Persons>, "new_hires" "新招用人数", or(0),
            en "Persons newly hired under contracts of a year or more"
            zh "新招用并签订一年以上合同的人数";
        staff: u32 as Count<100_000, Persons>, "staff" "职工人数", or(0), en "Staff" zh "现有职工人数";
        signed: Option<Date>, "signed" "签订日期", optional,
            en "The day of the contract, whose terms it keeps; the first of the year where it is not said"
            zh "合同签订日期，按当时的规定贴息；不填视为年初";
        time: u32 as Count<100, Times>, "time" "第几次", or(1), en "The how manieth subsidised loan of the borrower it is" zh "借款人第几次享受贴息";
    };

    /// A loan of which the state bears points of interest (财政贴息).
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub line SubsidisedLoan {
        kind: SubsidisedLoanKind, "kind" "种类", required, en "What it is for" zh "贷款种类";
        signed: Date, "signed" "签订日期", required, en "The day of the contract" zh "合同签订日期";
        principal: Money, "principal" "本金", required, en "Principal" zh "贷款本金";
        months: u32 as Count<12, MonthsOf>, "months" "计息月数", always(12),
            en "Months of interest in the year, within the term of the subsidy"
            zh "本年在贴息期限内的计息月数";
    };

    /// A question about an entitlement.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub line EntitlementClaim {
        entitled: Entitled, "entitled" "事项", required, en "To what" zh "询问的事项";
        amount: Money, "amount" "金额", or(Money::ZERO), en "The amount it is about" zh "涉及的金额";
        length: u32 as Count<100_000, Centimetres>, "length" "车长", or(0),
            en "The length of the vehicle in centimetres"
            zh "车辆长度（厘米）";
    };

    /// Electricity arrears below 1 kV.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub table Electricity {
        arrears: Money, "arrears" "欠费", required, en "Arrears" zh "欠费金额";
        days: u32 as Count<3660, Days>, "days" "逾期天数", required, en "Days overdue when paid" zh "缴清时的逾期天数";
        days_after_the_year: u32 as Count<3660, Days>, "days_after_the_year" "跨年天数", or(0),
            en "Of those, days after the end of the year in which the arrears arose: the charge is higher then"
            zh "其中跨年度后的天数，违约金比例较高";
        months_to_clear: u32 as Count<120, MonthsOf>, "months_to_clear" "缴清月数", required,
            en "Months until they were cleared"
            zh "缴清所用月数";
        residential: bool, "residential" "居民用电", or(false), en "At the residential tariff" zh "执行居民电价";
    };
}

/// Who asks for the refund of premiums says what it is tested on.
fn what_the_refund_is_tested_on(section: &Section<'_>, _: &Context<'_>, _: &SocialInsurance) {
    if section.has("premiums_last_year") {
        ["months_paid", "insured", "laid_off"].into_iter().filter(|key| !section.has(key)).for_each(|key| section.missing(key));
    }
}
