//! What an assessment leaves out because the facts for it are absent, though the other facts suggest it.

use crate::base::words::catalogue;

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
