//! Businesses as a register.

use super::told::Told;
use super::{Business, Costs};
use crate::base::names::{Prices, SaleKind, VatStatus};
use crate::base::words::{Lang, Say, Vocabulary, catalogue};
use crate::law::Pack;
use crate::register::books::StatementItem;
use crate::register::columns;
use crate::{Error, Money, Rate};
use arrow_array::{ArrayRef, Decimal128Array, RecordBatch, StringArray};
use arrow_schema::ArrowError;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

catalogue! {
    /// What the invoices of a business say and a register has no column for: a profile says it.
    #[non_exhaustive]
    pub enum Untold {
        LevyRate { key: String, kind: SaleKind, rate: Rate }
            en "{key}: {kind} at {rate}, which is not the levy in force; import it alone into a profile (--seller {key} -o shop.toml)"
            zh "{key}：“{kind}”按 {rate} 开票，与现行征收率不同，名册无此列；请单独导入为资料（--seller {key} -o shop.toml）";
        SeveralRates { key: String, kind: SaleKind }
            en "{key}: {kind} at several rates or methods; import this seller alone into a profile (--seller {key} -o shop.toml)"
            zh "{key}：“{kind}”有几种税率或计税方法，名册无此列；请单独导入为资料（--seller {key} -o shop.toml）";
        Exempt { key: String }
            en "{key}: a general taxpayer with exempt sales; import this seller alone into a profile (--seller {key} -o shop.toml)"
            zh "{key}：一般纳税人有免税销售，名册无此列；请单独导入为资料（--seller {key} -o shop.toml）";
    }
}

/// A row of a register.
#[derive(Default)]
struct Cells {
    status: Option<VatStatus>,
    simple: bool,
    rates: BTreeMap<SaleKind, Rate>,
    staff: Option<u32>,
    /// Amounts by the keys of their columns, in fen.
    amounts: BTreeMap<String, i64>,
}

impl Cells {
    fn add(&mut self, key: &str, amount: Money) {
        let sum = self.amounts.entry(key.to_string()).or_default();
        *sum = sum.saturating_add(amount.fen());
    }

    /// What invoices say.
    fn take_sales(&mut self, told: &Told<'_>, key: &str) -> Result<(), Untold> {
        self.status = Some(told.status);
        let mut levied = BTreeSet::new();
        for (sold, fen) in &told.sold {
            let kind = sold.kind;
            match (told.status, sold.rate) {
                (VatStatus::General, None) => return Err(Untold::Exempt { key: key.to_string() }),
                (VatStatus::General, Some(rate)) if told.is_general_rate(sold) => {
                    if self.rates.insert(kind, rate).is_some_and(|before| before != rate) {
                        return Err(Untold::SeveralRates { key: key.to_string(), kind });
                    }
                }
                (VatStatus::General, Some(_)) => _ = levied.insert(kind),
                (VatStatus::SmallScale, Some(rate)) if rate != told.levy_in_force(sold) => {
                    return Err(Untold::LevyRate { key: key.to_string(), kind, rate });
                }
                (VatStatus::SmallScale, _) => {}
            }
            let (kind, invoice) = (kind.key().replace('-', "_"), if sold.special { "special_" } else { "" });
            self.add(&format!("sales_{kind}_{invoice}m{:02}", sold.month.number()), Money::from_fen(*fen));
        }
        if let Some(kind) = levied.iter().find(|kind| self.rates.contains_key(kind)) {
            return Err(Untold::SeveralRates { key: key.to_string(), kind: *kind });
        }
        self.simple = !levied.is_empty();
        Ok(())
    }
}

impl Business {
    /// The cells of its row.
    fn cells(&self, pack: &Pack) -> Result<Result<Cells, Untold>, Error> {
        let rules = self.rules(pack)?;
        let mut cells = Cells::default();
        if let Some(seller) = &self.sales
            && let Err(untold) = cells.take_sales(&seller.told(&rules), &self.key)
        {
            return Ok(Err(untold));
        }
        if let Some(Costs { goods, wages, other }) = self.costs() {
            cells.add("cost_goods", goods);
            cells.add("cost_other", other);
            wages.iter().for_each(|wages| cells.add("cost_wages", *wages));
        }
        if let Some(statement) = self.statement.as_ref().filter(|statement| statement.last.is_none()) {
            if self.sales.is_none() {
                cells.add("sales_year", statement.item(StatementItem::Revenue));
            }
            for (key, item) in [
                ("entertainment", StatementItem::Entertainment),
                ("advertising", StatementItem::Advertising),
                ("fines", StatementItem::LateCharges),
            ] {
                let amount = statement.item(item);
                if amount > Money::ZERO {
                    cells.add(key, amount);
                }
            }
        }
        cells.staff = self.payroll.as_ref().and_then(super::Payroll::constant_staff);
        Ok(Ok(cells))
    }
}

/// A register of businesses, a row for each, with those that it cannot tell. The place and the trade, which no file says, are those
/// given, or empty cells to fill in.
///
/// ```
/// use huiqi::register::{Business, Invoices, Wanted, import_register};
///
/// let pack = huiqi::Pack::embedded()?;
/// let names = "销方识别号,销方名称,开票日期,税收分类编码,金额,税率,发票票种".split(',').map(String::from).collect::<Vec<_>>();
/// let mut invoices = Invoices::new(&pack, Wanted::default());
/// invoices.begin("export.csv", &names).unwrap();
/// invoices.take(2, &["X1", "甲店", "2026-01-12", "3070401000000000000", "29702.97", "1%", "普通发票"]);
/// let businesses = Business::join(invoices.finish().sellers, vec![], vec![], false).unwrap();
/// let (rows, untold) = import_register(&businesses, &pack, Some("麒麟区"), Some("H6210"), huiqi::Lang::En)?;
/// assert!(rows.num_rows() == 1 && rows.column_by_name("sales_services_m01").is_some() && untold.is_empty());
/// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
/// ```
///
/// # Errors
/// A year that the pack does not cover; or Arrow cannot hold the rows.
pub fn import_register(
    businesses: &[Business],
    pack: &Pack,
    place: Option<&str>,
    trade: Option<&str>,
    lang: Lang,
) -> Result<(RecordBatch, Vec<Untold>), Box<dyn std::error::Error + Send + Sync>> {
    let (mut rows, mut untold) = (Vec::new(), Vec::new());
    for business in businesses {
        match business.cells(pack)? {
            Ok(cells) => rows.push((business, cells)),
            Err(why) => untold.push(why),
        }
    }
    Ok((batch(&rows, place, trade, lang)?, untold))
}

fn batch(rows: &[(&Business, Cells)], place: Option<&str>, trade: Option<&str>, lang: Lang) -> Result<RecordBatch, ArrowError> {
    let named = |key: &str| columns::find(key).and_then(|at| columns::all().get(at)).map_or(key, |column| column.name(lang)).to_string();
    let texts = |key: &str, cell: &dyn Fn(&Business, &Cells) -> Option<String>| {
        let cells: StringArray = rows.iter().map(|(business, cells)| cell(business, cells)).collect();
        (named(key), Arc::new(cells) as ArrayRef)
    };
    let (word_zh, yes) = (lang == Lang::Zh, if lang == Lang::Zh { "是" } else { "yes" });
    let status = |status: VatStatus| if word_zh { status.say(lang) } else { status.key().to_string() };
    let net = if word_zh { Prices::Net.say(lang) } else { Prices::Net.key().to_string() };
    // A row is known by its number, or else by its name.
    let key = |business: &Business| if business.key.is_empty() { business.name.clone() } else { business.key.clone() };
    let mut columns = vec![
        texts("key", &|business, _| Some(key(business))),
        texts("name", &|business, _| Some(business.name.clone())),
        texts("year", &|business, _| Some(business.year.to_string())),
        texts("place", &|_, _| place.map(str::to_string)),
        texts("industry", &|_, _| trade.map(str::to_string)),
        texts("vat_status", &|_, cells| cells.status.map(status)),
        texts("prices", &|_, _| Some(net.clone())),
        texts("simple", &|_, cells| cells.simple.then(|| yes.to_string())),
    ];
    if rows.iter().any(|(_, cells)| cells.staff.is_some()) {
        columns.push(texts("staff", &|_, cells| cells.staff.map(|staff| staff.to_string())));
    }
    for kind in SaleKind::ALL.iter().filter(|kind| rows.iter().any(|(_, cells)| cells.rates.contains_key(kind))) {
        let key = format!("output_rate_{}", kind.key().replace('-', "_"));
        columns.push(texts(&key, &|_, cells| cells.rates.get(kind).map(Rate::to_string)));
    }
    let amounts: BTreeSet<&String> = rows.iter().flat_map(|(_, cells)| cells.amounts.keys()).collect();
    for key in amounts {
        let amounts: Decimal128Array = rows.iter().map(|(_, cells)| cells.amounts.get(key).map(|fen| i128::from(*fen))).collect();
        columns.push((named(key), Arc::new(amounts.with_precision_and_scale(18, 2)?) as ArrayRef));
    }
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, cells)| (name, cells, true)))
}
