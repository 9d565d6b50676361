//! No way to write a word of a list is a way to write another.

use super::*;
use crate::base::words::{Say, Vocabulary, spellings};

/// No way to write a word of a list is a way to write another.
fn unambiguous<V: Vocabulary + Say + std::fmt::Debug + PartialEq>() {
    for word in V::ALL {
        for spelling in spellings(*word) {
            assert_eq!(V::from_written(&spelling), Some(*word), "{spelling}");
            let others: Vec<&V> = V::ALL.iter().filter(|other| spellings(**other).contains(&spelling)).collect();
            assert_eq!(others, [word], "{spelling}");
        }
    }
}

#[test]
fn every_way_to_write_a_word_means_one_word() {
    unambiguous::<Form>();
    unambiguous::<SaleKind>();
    unambiguous::<Invoice>();
    unambiguous::<Prices>();
    unambiguous::<Filing>();
    unambiguous::<VatStatus>();
    unambiguous::<Addition>();
    unambiguous::<ExemptSupply>();
    unambiguous::<EmploymentGroup>();
    unambiguous::<ReducedPerson>();
    unambiguous::<SubsidisedLoanKind>();
    unambiguous::<Locality>();
    unambiguous::<ContractKind>();
    unambiguous::<Landlord>();
    unambiguous::<EquipmentClass>();
    unambiguous::<AssessedBy>();
    unambiguous::<Subsidy>();
    unambiguous::<StartUpGroup>();
    unambiguous::<TaxRating>();
    unambiguous::<Borrower>();
    unambiguous::<Entitled>();
    unambiguous::<SizeClass>();
}
