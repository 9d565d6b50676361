//! No gap and no undeclared overlap, by brute force: on every day of the covered years and in every place that the pack
//! knows, each base slot is decided by exactly one measure and every other slot by at most one. What a measure decides
//! is read here from the policy files, a second time.

use crate::common::pack;
use crate::common::register::files;
use huiqi::Date;
use std::collections::BTreeMap;
use toml::{Table, Value};

/// What must be decided on every day, everywhere.
const BASE: [&str; 26] = [
    "levy-rate",
    "small-scale-limit",
    "vat-filing",
    "vat-rates",
    "income-prepayment iit-business",
    "income-prepayment cit",
    "loss-years iit-business",
    "loss-years cit",
    "deductible-taxes iit-business",
    "deductible-taxes cit",
    "assessed-income iit-business",
    "assessed-income cit",
    "surcharge-rate urban-maintenance",
    "surcharge-rate education-surcharge",
    "surcharge-rate local-education-surcharge",
    "stamp-duty",
    "property-tax",
    "land-use-amount",
    "iit-business",
    "iit-comprehensive",
    "basic-deduction",
    "dividend-rate",
    "cit-rate",
    "small-low-profit-rate",
    "small-low-profit-test",
    "statutory-reserve",
];

type Slots = BTreeMap<String, Vec<String>>;

/// The parameter that tells apart what measures of one mechanism decide.
fn key_of(mechanism: &str) -> Option<&'static str> {
    match mechanism {
        "surcharge-rate" | "loss-years" | "income-prepayment" | "deductible-taxes" | "assessed-income" | "cost-limits"
        | "training-limit" => Some("tax"),
        "reduce-payable" | "delegate-reduction" | "exempt-fees-below" | "exempt-let-property" => Some("taxes"),
        "substitute-levy-rate" | "simple-levy-rate" => Some("kinds"),
        "exempt-supplies" => Some("supplies"),
        "farm-income" => Some("forms"),
        "include-income" => Some("over"),
        "expense-equipment" => Some("unit_over"),
        "rd-super-deduction" | "insurance-deferral" => Some("who"),
        "local-subsidy" => Some("subsidy"),
        "cultural-fee" => Some("service"),
        "start-up-loan" => Some("borrower"),
        "interest-subsidy" => Some("kind"),
        "carry-over" => Some("by"),
        "set-off-for-employment" | "set-off-limit" => Some("group"),
        "reduce-personal-income" => Some("groups"),
        "reduce-vehicle-purchase" => Some("vehicles"),
        "entitlement" => Some("entitled"),
        _ => None,
    }
}

/// Measure → what it decides, an extension as what it carries on.
fn slots() -> Slots {
    let mut measures: BTreeMap<String, Value> = BTreeMap::new();
    for (_, text) in files().iter().filter(|(name, _)| !name.contains("/lists/")) {
        let file: Table = text.parse().expect("TOML");
        for measure in file["measure"].as_array().expect("measures") {
            let id = format!("{}#{}", file["document"]["id"].as_str().expect("id"), measure["id"].as_str().expect("id"));
            measures.insert(id, measure.clone());
        }
    }
    let slots_of = |id: &String| {
        let mut measure = &measures[id];
        while let Some(carried_on) = measure.get("extends").and_then(Value::as_str) {
            measure = &measures[carried_on];
        }
        let mechanism = measure["mechanism"].as_str().expect("a name");
        let told_apart = key_of(mechanism).and_then(|key| measure["parameters"].get(key));
        match told_apart {
            Some(Value::Array(list)) => list.iter().map(|item| format!("{mechanism} {}", item.as_str().expect("a word"))).collect(),
            Some(item) => vec![format!("{mechanism} {}", item.as_str().expect("a word"))],
            None => vec![mechanism.to_string()],
        }
    };
    measures.keys().map(|id| (id.clone(), slots_of(id))).collect()
}

/// One place of each kind: those that lie in the same jurisdictions are under the same measures.
fn places() -> Vec<u32> {
    let mut kinds: BTreeMap<Vec<bool>, u32> = BTreeMap::new();
    for place in crate::common::places().into_keys() {
        kinds.entry(pack().measures().iter().map(|measure| measure.covers(place)).collect()).or_insert(place);
    }
    kinds.into_values().collect()
}

/// Every gap and overlap from the first to the last covered day.
fn unsound(slots: &Slots) -> Vec<String> {
    let years = pack().years();
    let days = Date::from_ymd_opt(*years.start(), 1, 1).expect("a day").iter_days();
    let days: Vec<Date> = days.take_while(|day| *day < Date::from_ymd_opt(*years.end() + 1, 1, 1).expect("a day")).collect();
    assert_eq!(days.len(), 3287);
    let mut found = Vec::new();
    for place in places() {
        let (mut before, mut last) = (Vec::new(), Vec::new());
        for day in &days {
            let in_force = pack().in_force(*day, place, None);
            if in_force == before {
                found.extend(last.iter().map(|wrong| format!("{day} {wrong}")));
                continue;
            }
            before.clone_from(&in_force);
            let mut decided: BTreeMap<&str, u32> = BASE.iter().map(|slot| (*slot, 0)).collect();
            for index in in_force {
                for slot in &slots[&pack().measure(index).id] {
                    *decided.entry(slot).or_default() += 1;
                }
            }
            let base = |slot: &str| BASE.contains(&slot);
            let wrong = decided.iter().filter(|(slot, times)| **times > 1 || **times == 0 && base(slot));
            last = wrong.map(|(slot, times)| format!("{place} {slot}: {times} measures")).collect();
            found.extend(last.iter().map(|wrong| format!("{day} {wrong}")));
        }
    }
    found
}

#[test]
fn every_day_in_every_place_is_decided_once() {
    let found = unsound(&slots());
    assert!(found.is_empty(), "{} days, the first: {:?}", found.len(), found.first());
}

/// The check is alive: a measure that decided nothing leaves a gap, one that decided twice overlaps.
#[test]
fn a_gap_and_an_overlap_are_found() {
    let mut wrong = slots();
    wrong.get_mut("council-vat-regulation#levy-rate").expect("there").clear();
    let found = unsound(&wrong);
    assert!(found.iter().all(|gap| gap.ends_with(" levy-rate: 0 measures")));
    assert_eq!(found.len() % 2557, 0, "every day from 2019 to 2025, in each place");
    let mut wrong = slots();
    wrong.get_mut("npc-vat-law#levy-rate").expect("there").push("stamp-duty".to_string());
    assert!(unsound(&wrong).iter().all(|overlap| overlap.ends_with(" stamp-duty: 2 measures")));
}
