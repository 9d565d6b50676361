//! What fees and taxes are levied on that only some businesses pay.

use crate::base::words::vocabulary;

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
