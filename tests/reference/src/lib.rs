//! A second implementation of the law that huiqi computes, to hold it against.
//!
//! It shares no code with huiqi: its own facts, its own tables, decimals instead of whole fen. It is written for being read beside
//! the law, not for speed, and says only amounts: no reasons, no articles, no messages. Facts that contradict themselves panic.

mod cit;
mod facts;
mod fees;
mod halving;
mod holdings;
mod iit;
mod insurance;
mod moved;
mod owner;
mod rent;
mod set_off;
mod stamp;
mod standing;
mod sums;
mod surcharge;
mod vat;
mod vat_general;
mod vat_small;

pub use facts::*;
pub use rust_decimal::Decimal;
pub use vat_small::exempt_then;

/// The lines of a result, in the order huiqi names them.
#[allow(missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    Vat,
    UrbanMaintenance,
    EducationSurcharge,
    LocalEducationSurcharge,
    CulturalFee,
    FilmFund,
    WaterFund,
    Consumption,
    Stamp,
    Property,
    UrbanLandUse,
    Resource,
    FarmlandOccupation,
    VehiclePurchase,
    VehicleVessel,
    Environmental,
    TobaccoLeaf,
    LandAppreciation,
    DisabledFund,
    IitBusiness,
    Cit,
    IitDividend,
    IitWage,
}

/// Due and relief of each line, and the sums beside them, in yuan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// Due and relief, by [`Line`].
    pub lines: [(Decimal, Decimal); 23],
    /// What customers paid.
    pub receipts: Decimal,
    /// Receipts less VAT payable.
    pub revenue: Decimal,
    /// Costs, rent after waivers, costs of converting.
    pub costs: Decimal,
    /// Rent waived.
    pub rent_waived: Decimal,
    /// Grants.
    pub grants: Decimal,
    /// Deed tax.
    pub deed_tax: Decimal,
    /// The employer's premiums, in the costs.
    pub employer_insurance: Decimal,
    /// The owner's own premiums.
    pub owner_insurance: Decimal,
    /// Profit after tax that stays in a company.
    pub undistributed: Decimal,
    /// What it bears when it is drawn.
    pub tax_when_drawn: Decimal,
    /// Revenue less deductible costs and taxes.
    pub profit: Decimal,
}

impl Outcome {
    fn add(&mut self, line: Line, due: Decimal, relief: Decimal) {
        let (all_due, all_relief) = &mut self.lines[line as usize];
        *all_due += due;
        *all_relief += relief;
    }

    /// Due less relief.
    pub fn payable(&self, line: Line) -> Decimal {
        let (due, relief) = self.lines[line as usize];
        due - relief
    }

    /// Taxes and fees of the business and its owners.
    pub fn total(&self) -> Decimal {
        self.lines.iter().map(|(due, relief)| due - relief).sum()
    }

    /// What the owners keep.
    pub fn net_to_owner(&self) -> Decimal {
        self.receipts - self.costs - self.owner_insurance - self.deed_tax - self.total() + self.grants
    }
}

/// Assesses the business in the form that the facts ask for.
pub fn assess(f: &Facts) -> Outcome {
    let mut out = Outcome::default();
    let vat = vat::year(f);
    for period in &vat {
        out.add(Line::Vat, period.due, period.relief);
        out.receipts += period.receipts;
    }
    // Off VAT, then what is levied on it, period by period; VAT forgiven is income.
    let mut left = set_off::limit(f);
    let spared = surcharge::year(f, &vat, &mut left, &mut out);
    fees::cultural(f, &vat, &mut out);
    fees::film_fund(f, &mut out);
    fees::water_fund(f, &vat, &mut out);
    // 令35号 art. 12, 企业所得税法实施条例 art. 31: as paid, deducted below.
    for (_, paid) in &f.consumption {
        out.add(Line::Consumption, *paid, Decimal::ZERO);
    }
    stamp::year(f, &vat, &mut out);
    holdings::year(f, &vat, &mut out);
    fees::vehicles(f, &mut out);
    fees::paid(f, &mut out);
    fees::disabled_fund(f, &mut out);

    let (rent, waived) = rent::year(f);
    let converting = if f.converts() { f.converting } else { Decimal::ZERO };
    out.rent_waived = waived;
    (out.employer_insurance, out.owner_insurance) = insurance::year(f);
    out.costs = f.costs + rent - waived + converting + out.employer_insurance;
    // What customers paid without its VAT; additional deduction used is income, as any VAT forgiven is.
    let inside: Decimal = vat.iter().map(|period| period.inside - period.added).sum();
    out.revenue = out.receipts - inside + spared;
    let input: Decimal = vat.iter().map(|period| period.input).sum();
    if f.converts() {
        out.grants = f.grants;
        out.deed_tax = moved::deed_tax(f);
    }
    // Deductible before income tax: the surcharges, consumption, stamp, property, land-use and resource tax. Farmland occupation
    // tax becomes part of what the land cost.
    let taxes: Decimal = [
        Line::UrbanMaintenance,
        Line::EducationSurcharge,
        Line::LocalEducationSurcharge,
        Line::CulturalFee,
        Line::FilmFund,
        Line::WaterFund,
        Line::Consumption,
        Line::Stamp,
        Line::Property,
        Line::UrbanLandUse,
        Line::Resource,
        Line::VehicleVessel,
        Line::Environmental,
        Line::TobaccoLeaf,
        Line::LandAppreciation,
        Line::DisabledFund,
    ]
    .into_iter()
    .map(|line| out.payable(line))
    .sum();
    // 令35号 art. 22: of a business of persons the owner's premiums are a cost.
    let own = if f.as_form.is_company() { Decimal::ZERO } else { out.owner_insurance };
    out.profit = out.revenue - (out.costs - input) - own - taxes;
    fees::land_appreciation(f, &mut out);

    // 核定征收: income × rate, or cost ÷ (1 − rate) × rate; all that is deductible is cost, so that both ways give the same income.
    let assessed = f.assessed.as_ref().filter(|(forms, ..)| forms.contains(&f.as_form)).map(|(_, by_income, rate)| {
        if *by_income { sums::fen(out.revenue * rate) } else { sums::fen((out.costs - input + own + taxes) * rate / (Decimal::ONE - rate)) }
    });
    if f.as_form.is_company() {
        let (profit, revenue) = (out.profit, out.revenue);
        cit::year(f, profit, revenue, assessed, &mut out);
        let off = left.min(out.payable(Line::Cit));
        out.add(Line::Cit, Decimal::ZERO, off);
        owner::year(f, profit, &mut out);
    } else {
        let (profit, revenue) = (out.profit, out.revenue);
        match f.levied.as_ref().filter(|(forms, ..)| forms.contains(&f.as_form)) {
            Some((_, rate, free)) => iit::levied(f, revenue, *rate, *free, left, &mut out),
            None => iit::year(f, profit, revenue, assessed, left, &mut out),
        }
    }
    out
}
