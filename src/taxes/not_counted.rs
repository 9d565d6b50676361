//! What an assessment leaves out because the facts for it are absent, though the other facts suggest it.

use crate::base::words::{catalogue, vocabulary};

catalogue! {
    /// What an assessment leaves out because the facts for it are not given.
    #[non_exhaustive]
    pub enum NotCounted {
        NoSales { quarter: u32 }
            en "no sales are given for Q{quarter}: taken as none (`amount = 0` says so)"
            zh "第 {quarter} 季度未填销售额，视同没有销售（可填 amount = 0）";
        LeaseContracts
            en "stamp duty on the lease: premises are rented, and no contract of lease is given (`[[contracts]]`)"
            zh "租赁合同的印花税：有承租的房产，未填租赁合同（[[contracts]]）";
        SalesContracts
            en "stamp duty on sales contracts: goods are sold, and no contract of sale is given (`[[contracts]]`)"
            zh "买卖合同的印花税：有货物销售，未填买卖合同（[[contracts]]）";
        PremisesLet
            en "property tax on what is let: rent is received, and no premises are given (`[[property]]`); what is sublet bears none"
            zh "出租房产的房产税：有租金收入，未填房产（[[property]]）；转租的不缴";
        LandHeld
            en "urban land-use tax: premises are owned, and no land is given (`[[land]]`)"
            zh "城镇土地使用税：有自有房产，未填土地（[[land]]）";
        Minerals
            en "resource tax: the industry is mining, and no minerals are given (`[[resource]]`)"
            zh "资源税：属采矿业，未填应税资源（[[resource]]）";
    }
}

vocabulary! {
    /// What no answer computes, whatever the facts are.
    pub enum NotCovered {
        EmployeesIncomeTax "employees-income-tax" en "Individual income tax that is withheld from the wages of employees" zh "代扣代缴的员工工资、薪金个人所得税";
        AcrossTheBorder "across-the-border" en "VAT on imports, refunds for exports, customs duty, income from abroad" zh "进口环节增值税、出口退税、关税和境外所得";
        Vehicles "vehicles" en "Vehicle purchase tax and vehicle and vessel tax" zh "车辆购置税、车船税";
        Environment "environment" en "Environmental protection tax and tobacco leaf tax" zh "环境保护税、烟叶税";
        ConsumptionTaxDue "consumption-tax-due" en "How consumption tax is computed: what was paid is given" zh "消费税的计算：按填写的已缴税额";
        LandAppreciation "land-appreciation" en "Land appreciation tax" zh "土地增值税";
        Adjustments "adjustments" en "Differences between the books and the tax law beyond the facts that are asked for, such as depreciation" zh "所问事实以外的税会差异，如折旧";
        Closing "closing" en "Liquidation, and the sale of a business or of a share in it" zh "清算、转让企业或股权";
        Penalties "penalties" en "Late charges and penalties on taxes" zh "税款滞纳金和罚款";
    }
}
