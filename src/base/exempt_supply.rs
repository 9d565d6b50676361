//! The supplies that are exempt from VAT by their nature.

use crate::base::words::{Table, Vocabulary, vocabulary};

vocabulary! {
    /// What a document exempts from VAT by its nature: the ground on which a line of sales is exempt.
    pub enum ExemptSupply {
        PublicTransport "public-transport" en "public transport" zh "公共交通运输服务" or "公共交通运输";
        LivingServices "living-services" en "consumer services (the epidemic's relief)" zh "生活服务";
        ExpressDelivery "express-delivery" en "express delivery of necessities (the epidemic's relief)" zh "快递收派服务";
        Vegetables "vegetables" en "vegetables, wholesale or retail" zh "蔬菜";
        MeatAndEggs "meat-and-eggs" en "fresh meat and eggs, wholesale or retail" zh "鲜活肉蛋产品" or "鲜活肉蛋";
        OwnFarmProducts "own-farm-products" en "farm products of the farmer's own" zh "自产农产品";
        FarmInputs "farm-inputs" en "seeds, seedlings, pesticides, farm film and farm machines" zh "种子、种苗、农药、农膜、农机" or "农业生产资料";
        Feed "feed" en "feed" zh "饲料产品" or "饲料";
        Medical "medical" en "medical services of a medical institution" zh "医疗机构提供的医疗服务" or "医疗服务";
        Nursery "nursery" en "care in a nursery or kindergarten" zh "托儿所、幼儿园提供的育养服务" or "托幼服务";
        ElderCare "elder-care" en "care in an old-age home" zh "养老机构提供的养老服务" or "养老服务";
        Funeral "funeral" en "funeral services" zh "殡葬服务";
        Schooling "schooling" en "schooling that leads to a recognised certificate" zh "学历教育服务" or "学历教育";
        OfDisabledPerson "disabled-person" en "services that a disabled person renders in person" zh "残疾人个人提供的服务" or "残疾人个人服务";
        SoldierFamily "soldier-family" en "services of families who follow a soldier, for three years" zh "随军家属从事个体经营提供的服务" or "随军家属";
        DischargedOfficer "discharged-officer" en "services of officers who left the army, three years"
            zh "军队转业干部从事个体经营提供的服务" or "军队转业干部";
        Housekeeping "housekeeping" en "housekeeping by a firm's own employees" zh "员工制家政服务" or "家政服务";
        HeldHousing "held-housing" en "housing that an individual bought and held" zh "个人购买并持有的住房";
    }
}

/// One value for each supply that may be exempt.
pub type ByExemptSupply<V> = Table<ExemptSupply, V, { <ExemptSupply as Vocabulary>::ALL.len() }>;
