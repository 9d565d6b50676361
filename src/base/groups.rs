//! The groups of persons that reliefs are for.

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
