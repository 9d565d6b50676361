//! Finds the instruments that a measure rests on among the documents of the pack.

use super::authority::{Authority, Cited, Instrument};
use super::document::Document;
use crate::Date;
use crate::base::error::At;
use crate::base::nearest::nearest;
use crate::law::problem::LawProblem;
use std::collections::BTreeMap;

/// Finds the instruments: documents by their ids, and those without a file told alike wherever they are named.
pub(super) fn link(cited: &[Cited], own: usize, documents: &[Document], mut report: impl FnMut(LawProblem, At)) -> Option<Vec<Authority>> {
    let of_document = |index: usize, entry: &Cited| {
        let document = documents.get(index)?;
        Some(Authority {
            document: Some(index),
            number: document.number.clone(),
            called: entry.called.clone(),
            issuer: document.issuers.join(" "),
            issued_on: document.issued_on,
            article: entry.article.clone(),
            needed: entry.needed,
        })
    };
    let mut found = |entry: &Cited| match &entry.instrument {
        Instrument::Own => of_document(own, entry),
        Instrument::Filed(id) => {
            if let Some(index) = documents.iter().position(|document| document.id == *id) {
                return of_document(index, entry);
            }
            let known: Vec<&str> = documents.iter().map(|document| document.id.as_str()).collect();
            let (relation, found) = ("authority", id.clone());
            let message = match nearest(id, &known) {
                Some(meant) => LawProblem::RelationMeant { relation, found, meant: meant.to_string() },
                None => LawProblem::RelationToNowhere { relation, found },
            };
            report(message, entry.at);
            None
        }
        Instrument::Named { number, issuer, issued_on } => {
            if let Some(document) = documents.iter().find(|document| document.number == *number) {
                report(LawProblem::AuthorityIsFiled { number: number.clone(), id: document.id.clone() }, entry.at);
                return None;
            }
            let (number, called) = (number.clone(), entry.called.clone());
            let (issuer, article) = (issuer.clone(), entry.article.clone());
            Some(Authority { document: None, number, called, issuer, issued_on: *issued_on, article, needed: entry.needed })
        }
    };
    // Every entry is looked at, so that all problems are reported.
    let authorities: Vec<Option<Authority>> = cited.iter().map(&mut found).collect();
    authorities.into_iter().collect()
}

/// The instruments without a file, to see that each is told alike wherever it is named.
#[derive(Default)]
pub(super) struct Named {
    first: BTreeMap<String, (String, Date)>,
}

impl Named {
    /// What is wrong, if another measure tells another issuer or day of the same instrument.
    pub(super) fn told(&mut self, authority: &Authority) -> Option<LawProblem> {
        if authority.document.is_some() {
            return None;
        }
        let told = (authority.issuer.clone(), authority.issued_on);
        let first = self.first.entry(authority.number.clone()).or_insert_with(|| told.clone());
        (*first != told).then(|| LawProblem::AuthorityToldTwice {
            number: authority.number.clone(),
            first: format!("{} {}", first.0, first.1),
            other: format!("{} {}", told.0, told.1),
        })
    }
}
