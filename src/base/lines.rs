//! The lines of the result, and what the taxes and fees are of that only some businesses pay.

use crate::base::words::{Table, Vocabulary, vocabulary};

vocabulary! {
    /// A line of the result: one tax or fee.
    pub enum Line {
        Vat "vat" en "Value-added tax" zh "增值税";
        UrbanMaintenance "urban-maintenance" en "Urban maintenance and construction tax" zh "城市维护建设税";
        EducationSurcharge "education-surcharge" en "Education surcharge" zh "教育费附加";
        LocalEducationSurcharge "local-education-surcharge" en "Local education surcharge" zh "地方教育附加";
        CulturalFee "cultural-fee" en "Cultural undertakings fee" zh "文化事业建设费";
        FilmFund "film-fund" en "Film development fund" zh "国家电影事业发展专项资金";
        WaterFund "water-fund" en "Water conservancy fund" zh "水利建设基金";
        Consumption "consumption" en "Consumption tax" zh "消费税";
        Stamp "stamp" en "Stamp duty" zh "印花税";
        Property "property" en "Property tax" zh "房产税";
        UrbanLandUse "urban-land-use" en "Urban land-use tax" zh "城镇土地使用税";
        Resource "resource" en "Resource tax" zh "资源税";
        FarmlandOccupation "farmland-occupation" en "Farmland occupation tax" zh "耕地占用税";
        VehiclePurchase "vehicle-purchase" en "Vehicle purchase tax" zh "车辆购置税";
        VehicleVessel "vehicle-vessel" en "Vehicle and vessel tax" zh "车船税";
        Environmental "environmental" en "Environmental protection tax" zh "环境保护税";
        TobaccoLeaf "tobacco-leaf" en "Tobacco leaf tax" zh "烟叶税";
        LandAppreciation "land-appreciation" en "Land appreciation tax" zh "土地增值税";
        DisabledFund "disabled-fund" en "Disabled persons' employment fund" zh "残疾人就业保障金";
        IitBusiness "iit-business" en "Individual income tax on business income" zh "个人所得税（经营所得）";
        Cit "cit" en "Enterprise income tax" zh "企业所得税";
        IitDividend "iit-dividend" en "Individual income tax on dividends" zh "个人所得税（股息红利）";
        IitWage "iit-wage" en "Individual income tax on comprehensive income" zh "个人所得税（综合所得）";
    }
}

/// One value for each line of the result.
pub type ByLine<V> = Table<Line, V, { <Line as Vocabulary>::ALL.len() }>;

vocabulary! {
    /// The services on whose receipts the cultural undertakings fee (文化事业建设费) is levied.
    pub enum CulturalService {
        Advertising "advertising" en "advertising" zh "广告服务" or "广告";
        Entertainment "entertainment" en "entertainment" zh "娱乐服务" or "娱乐";
    }
}

vocabulary! {
    /// Taxes that are given as they were paid and not computed.
    pub enum PaidTax {
        VehicleVessel "vehicle-vessel" en "vehicle and vessel tax" zh "车船税";
        Environmental "environmental" en "environmental protection tax" zh "环境保护税" or "环保税";
        TobaccoLeaf "tobacco-leaf" en "tobacco leaf tax" zh "烟叶税";
        LandAppreciation "land-appreciation" en "land appreciation tax" zh "土地增值税";
    }
}
