//! The groups of persons, and the loans, that reliefs are for; by what something carries over on converting.

use crate::base::words::{Table, Vocabulary, vocabulary};

vocabulary! {
    /// Who sets up an individual business, or is hired, so that taxes are set off.
    pub enum EmploymentGroup {
        Veteran "veteran" en "veterans who find work themselves" zh "自主就业退役士兵" or "退役士兵";
        KeyGroup "key-group" en "key groups (lifted out of poverty, registered unemployed, graduates of the year)" zh "重点群体";
    }
}

/// One value for each group.
pub type ByEmploymentGroup<V> = Table<EmploymentGroup, V, { <EmploymentGroup as Vocabulary>::ALL.len() }>;

vocabulary! {
    /// Whose tax on business income is reduced for what they are.
    pub enum ReducedPerson {
        Disabled "disabled" en "disabled persons" zh "残疾人";
        LoneElderly "lone-elderly" en "elderly persons without family" zh "孤老人员";
        MartyrFamily "martyr-family" en "families of martyrs" zh "烈属";
        SoldierFamily "soldier-family" en "families who follow a soldier" zh "随军家属";
        DischargedOfficer "discharged-officer" en "officers who left the army and find work themselves" zh "自主择业的军队转业干部" or "军队转业干部";
    }
}

/// One value for each kind of person.
pub type ByReducedPerson<V> = Table<ReducedPerson, V, { <ReducedPerson as Vocabulary>::ALL.len() }>;

vocabulary! {
    /// What a loan is for of which the state bears points of interest.
    pub enum SubsidisedLoanKind {
        Service "service" en "loans to service businesses" zh "服务业经营主体贷款" or "服务业贷款";
        FixedAssets "fixed-assets" en "loans of small and medium enterprises for fixed assets" zh "中小微企业固定资产贷款" or "固定资产贷款";
    }
}

vocabulary! {
    /// By what something carries over when a business converts.
    pub enum CarriedBy {
        Programme "programme" en "a local programme" zh "地方方案";
        Registration "registration" en "the change of the registration" zh "登记变更";
        WholeBusiness "whole-business" en "the move of a whole business" zh "整体转让";
    }
}
