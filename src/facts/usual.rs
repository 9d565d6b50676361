//! What a person may leave out of a profile: of what most businesses share the usual is taken, and named in the answer; what may be
//! unknown is unknown.

use super::fact::Fact;
use crate::base::error::At;
use crate::base::names::{SaleKind, VatStatus};
use crate::base::source::UNKNOWN;
use crate::base::tree::{Field, Fields, Node, Placed};
use crate::base::words::{Vocabulary, catalogue};
use crate::law::Pack;

catalogue! {
    /// What was not told, and taken to be so.
    #[non_exhaustive]
    pub enum UsualFact {
        InACity en "it lies in a city (`locality`)" zh "位于市区（所在地类型）";
        SmallScale en "it is a small-scale VAT taxpayer (`vat.status`)" zh "增值税小规模纳税人（纳税人类别）";
        ByQuarter en "VAT is filed by quarter (`vat.filing`)" zh "增值税按季申报（纳税期限）";
        ByMonth en "VAT is filed by month (`vat.filing`)" zh "增值税按月申报（纳税期限）";
        Sells { kind: SaleKind } en "the sales are of {kind}, as usual in this trade (`sales.kind`)" zh "销售的是{kind}，为该行业通常情形（销售种类）";
    }
}

/// Fills in what is left out, and says what was taken.
pub(super) fn fill_in(fields: &mut Fields<'_>, pack: &Pack) -> Vec<UsualFact> {
    let mut taken = Vec::new();
    let trade = text(fields, "industry").unwrap_or_default();
    if find(fields, "name").is_none() && !trade.is_empty() {
        put(fields, "name", Node::Text(trade.clone().into()));
    }
    if find(fields, "locality").is_none() {
        put(fields, "locality", Node::Text("city".into()));
        taken.push(UsualFact::InACity);
    }
    if let Some(vat) = table(fields, "vat") {
        if find(vat, "vat.status").is_none() {
            put(vat, "status", Node::Text(VatStatus::SmallScale.key().into()));
            taken.push(UsualFact::SmallScale);
        }
        if find(vat, "vat.filing").is_none() {
            let general = text(vat, "vat.status").and_then(|status| VatStatus::from_written(&status)) == Some(VatStatus::General);
            put(vat, "filing", Node::Text(if general { "month" } else { "quarter" }.into()));
            taken.push(if general { UsualFact::ByMonth } else { UsualFact::ByQuarter });
        }
    }
    if let Some(owner) = table(fields, "owner")
        && find(owner, "owner.comprehensive_income").is_none()
    {
        put(owner, "comprehensive_income", unknown());
    }
    if let (Some(kind), Some(Node::List(sales))) = (usual_sale_kind(&trade, pack), find_mut(fields, "sales")) {
        for sale in sales {
            if let Node::Table(sale) = &mut sale.node
                && find(sale, "sales.kind").is_none()
            {
                put(sale, "kind", Node::Text(kind.key().into()));
                taken.push(UsualFact::Sells { kind });
            }
        }
    }
    taken.dedup();
    taken
}

fn unknown() -> Node<'static> {
    let [unknown, _] = UNKNOWN;
    Node::Text(unknown.into())
}

/// What a trade mostly sells, where the list of trades says so.
pub(crate) fn usual_sale_kind(trade: &str, pack: &Pack) -> Option<SaleKind> {
    pack.classes().trade_of(&pack.classes().industry(trade).ok()?.code)?.sells
}

/// The keys that a path may end in: a fact's in English and in Chinese.
fn keys(path: &'static str) -> [&'static str; 2] {
    Fact::at_path(path).map_or([path; 2], |fact| [fact.key, fact.zh_key])
}

fn find<'f>(fields: &'f Fields<'_>, path: &'static str) -> Option<&'f Placed<'f>> {
    keys(path).into_iter().find_map(|key| fields.get(key))
}

fn find_mut<'f, 'a>(fields: &'f mut Fields<'a>, path: &'static str) -> Option<&'f mut Node<'a>> {
    let keys = keys(path);
    fields.0.iter_mut().find(|field| keys.contains(&field.key.as_ref())).map(|field| &mut field.value.node)
}

fn text(fields: &Fields<'_>, path: &'static str) -> Option<String> {
    match &find(fields, path)?.node {
        Node::Text(text) => Some(text.to_string()),
        _ => None,
    }
}

/// The table of a key, made where there is none.
fn table<'f, 'a>(fields: &'f mut Fields<'a>, key: &'static str) -> Option<&'f mut Fields<'a>> {
    if find(fields, key).is_none() {
        put(fields, key, Node::Table(Fields::default()));
    }
    match find_mut(fields, key)? {
        Node::Table(table) => Some(table),
        _ => None,
    }
}

/// Puts a value in its place among the sorted keys.
fn put<'a>(fields: &mut Fields<'a>, key: &'static str, node: Node<'a>) {
    let place = fields.0.partition_point(|field| field.key.as_ref() < key);
    fields.0.insert(place, Field { key: key.into(), key_at: At::default(), value: node.into() });
}
