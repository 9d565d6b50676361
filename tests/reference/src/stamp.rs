//! 印花税, before and after 2022-07-01.

use crate::facts::{Contract, Deed, Facts, Form};
use crate::halving::halved;
use crate::sums::{d, fen, yuan};
use crate::vat::PeriodVat;
use crate::{Line, Outcome};
use rust_decimal::{Decimal, RoundingStrategy};

/// Rates in hundredths of a per mille: 印花税暂行条例 税目税率表 (capital as halved by 财税〔2018〕50号), and the table of 印花税法.
fn rates(deed: Deed) -> (i64, Option<i64>) {
    match deed {
        Deed::Loan | Deed::FinanceLease => (5, Some(5)),
        Deed::Sale | Deed::Construction | Deed::Technology => (30, Some(30)),
        Deed::Work | Deed::Transport => (50, Some(30)),
        // 民法典 art. 788: a construction contract from the law on.
        Deed::SurveyDesign => (50, Some(30)),
        Deed::Lease | Deed::Storage | Deed::Warehousing | Deed::PropertyInsurance => (100, Some(100)),
        Deed::LandUseRight | Deed::RealEstateTransfer | Deed::EquityTransfer => (50, Some(50)),
        Deed::IpTransfer => (50, Some(30)),
        Deed::Capital => (25, Some(25)),
    }
}

/// What is due on a document, or `None` where the table has no such item.
fn due(f: &Facts, contract: &Contract) -> Option<Decimal> {
    let (before, after) = rates(contract.deed);
    let base = contract.amount - contract.vat;
    if (f.year, contract.month) >= (2022, 7) {
        // 印花税法 税目税率表: 买卖合同 without those on movables written by individuals, on either side.
        let individual = f.as_form == Form::Individual && f.movables_as_individual != Some(false);
        if contract.deed == Deed::Sale && (individual || contract.with_individual) {
            return Some(Decimal::ZERO);
        }
        return after.map(|rate| fen(base * d(rate, 5)));
    }
    // 暂行条例 art. 3: under 0.1 yuan exempt, then to the nearest 0.1; a lease at least 1 yuan.
    let tax = base * d(before, 5);
    if tax < d(1, 1) {
        return Some(Decimal::ZERO);
    }
    let tax = tax.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero);
    Some(if contract.deed == Deed::Lease { tax.max(Decimal::ONE) } else { tax })
}

pub(crate) fn year(f: &Facts, vat: &[PeriodVat], into: &mut Outcome) {
    for contract in &f.contracts {
        let bank = contract.bank.filter(|_| contract.deed == Deed::Loan);
        // 税目税率表: loans of financial institutions only. 财税〔2017〕77号 art. 2, 公告2021年第6号, 公告2023年第13号 art. 2: those
        // to small and micro enterprises are exempt, 2018 to 2027.
        if bank != Some(false) {
            document(f, vat, contract, bank == Some(true) && f.small_class && f.as_form != Form::Individual, into);
        }
    }
    if !f.converts() {
        return;
    }
    // Converting on 1 January: the new company's capital, and the deed of what moves into the enterprise.
    let written = |deed: Deed, amount: Decimal| {
        let (vat, bank, with_individual, housing) = (Decimal::ZERO, None, false, false);
        Contract { month: 1, deed, amount, vat, bank, with_individual, housing }
    };
    if f.as_form.is_company() {
        document(f, vat, &written(Deed::Capital, f.capital), false, into);
    }
    let spared = f.year >= 2025 && crate::moved::spared(f);
    document(f, vat, &written(Deed::RealEstateTransfer, f.moved), spared, into);
}

fn document(f: &Facts, vat: &[PeriodVat], contract: &Contract, spared: bool, into: &mut Outcome) {
    let due = due(f, contract).expect("a document that is taxed then");
    let months = vat.iter().map(|p| p.months).find(|(first, last)| *first <= contract.month && contract.month <= *last);
    let (first, last) = months.unwrap_or((contract.month, contract.month));
    // 财税〔2008〕24号 art. 2(二): an individual's lease of housing.
    let housing = contract.deed == Deed::Lease && contract.housing && f.as_form == Form::Individual;
    let relief = if spared || housing {
        due
    } else if halved(f, vat, first, last) {
        fen(due / yuan(2))
    } else {
        Decimal::ZERO
    };
    into.add(Line::Stamp, due, relief);
}
