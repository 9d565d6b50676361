//! What an assessment leaves out because the facts for it are absent, though the other facts suggest it.

use crate::base::words::{catalogue, vocabulary};

catalogue! {
    /// What an assessment leaves out because the facts for it are not given.
    #[non_exhaustive]
    pub enum NotCounted {
        NoSales { quarter: u32 }
            en "no sales are given for Q{quarter}: taken as none (`amount = 0` says so)"
            zh "第 {quarter} 季度未提供销售额，视同没有销售（可填 `amount = 0`）";
        LeaseContracts
            en "stamp duty on the lease: premises are rented, and no contract of lease is given (`[[contracts]]`)"
            zh "租赁合同的印花税：有承租的房产，未提供租赁合同（[[contracts]]）";
        SalesContracts
            en "stamp duty on sales contracts: goods are sold, and no contract of sale is given (`[[contracts]]`)"
            zh "买卖合同的印花税：有货物销售，未提供买卖合同（[[contracts]]）";
        PremisesLet
            en "property tax on what is let: rent is received, and no premises are given (`[[property]]`); what is sublet bears none"
            zh "出租房产的房产税：有租金收入，未提供房产（[[property]]）；转租的不缴";
        LandHeld
            en "urban land-use tax: premises are owned, and no land is given (`[[land]]`)"
            zh "城镇土地使用税：有自有房产，未提供土地（[[land]]）";
        Minerals
            en "resource tax: the industry is mining, and no minerals are given (`[[resource]]`)"
            zh "资源税：属采矿业，未提供应税资源（[[resource]]）";
        EmploymentFund { few: u32 }
            en "the disabled persons' employment fund: there are more than {few} staff, and the staff of last year is not given \
                (`[disabled_fund]`)"
            zh "残疾人就业保障金：职工超过 {few} 人，未提供上年职工情况（[disabled_fund]）";
        CulturalReceipts
            en "the cultural undertakings fee: the industry is advertising or entertainment, and no receipts are given (`[[cultural]]`)"
            zh "文化事业建设费：属广告业或娱乐业，未提供计费收入（[[cultural]]）";
        BoxOffice
            en "the film development fund: the industry is showing films, and no box office is given (`[[box_office]]`)"
            zh "国家电影事业发展专项资金：属电影放映，未提供票房收入（[[box_office]]）";
        VehiclePurchase
            en "vehicle purchase tax: a vehicle was bought, and none is given (`[[vehicles]]`); one that was taxed before bears none"
            zh "车辆购置税：当年购置了运输工具，未提供购置车辆（[[vehicles]]）；购置已税车辆的不缴";
        VehicleTax
            en "vehicle and vessel tax: a vehicle was bought, and no tax on it is given (`[[paid_taxes]]`)"
            zh "车船税：当年购置了运输工具，未提供已缴税款（[[paid_taxes]]）";
    }
}

vocabulary! {
    /// What no answer computes, whatever the facts are.
    pub enum NotCovered {
        EmployeesIncomeTax "employees-income-tax"
            en "Individual income tax that is withheld from the wages of employees"
            zh "代扣代缴的员工工资、薪金个人所得税";
        AcrossTheBorder "across-the-border"
            en "VAT on imports, refunds for exports, customs duty, income from abroad"
            zh "进口环节增值税、出口退税、关税和境外所得";
        Vehicles "vehicles"
            en "How vehicle and vessel tax is computed: what was paid is given"
            zh "车船税的计算：按填写的已缴税额";
        UsedCars "used-cars"
            en "The levy of 0.5% on used cars that a dealer bought and sells (财政部 税务总局公告2020年第17号, 2023年第63号)"
            zh "二手车经销企业销售收购的二手车减按0.5%征收增值税（财政部 税务总局公告2020年第17号、2023年第63号）";
        Environment "environment"
            en "How environmental protection tax and tobacco leaf tax are computed: what was paid is given"
            zh "环境保护税、烟叶税的计算：按填写的已缴税额";
        ConsumptionTaxDue "consumption-tax-due" en "How consumption tax is computed: what was paid is given" zh "消费税的计算：按填写的已缴税额";
        LandAppreciation "land-appreciation" en "How land appreciation tax is computed: it is given" zh "土地增值税的计算：按填写的税额";
        Adjustments "adjustments"
            en "Differences between the books and the tax law beyond the facts that are asked for, such as depreciation"
            zh "所问事实以外的税会差异，如折旧";
        Closing "closing" en "Liquidation, and the sale of a business or of a share in it" zh "清算、转让企业或股权";
        Penalties "penalties" en "Late charges and penalties on taxes" zh "税款滞纳金和罚款";
    }
}
