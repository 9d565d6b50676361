//! Sales of invoices as a profile to fill in, and as a register.

use super::{Seller, Sold};
use crate::assess::Rules;
use crate::base::names::{Invoice, Prices, SaleKind, VatStatus};
use crate::base::words::{Lang, Say, Vocabulary, catalogue};
use crate::facts::Sale;
use crate::law::Pack;
use crate::register::columns;
use crate::taxes::levy::LevyPayer;
use crate::{Error, Money, Period, Rate};
use arrow_array::{ArrayRef, Decimal128Array, RecordBatch, StringArray};
use arrow_schema::ArrowError;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

catalogue! {
    /// What the invoices of a seller say and a register has no column for: a profile says it.
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

impl Seller {
    /// The law of its year: value-added tax is the same everywhere.
    fn rules(&self, pack: &Pack) -> Result<Rules, Error> {
        pack.rules(self.year, pack.example_place(), None)
    }

    /// Whether a rate is one of the general method.
    fn is_general_rate(rules: &Rules, sold: &Sold) -> bool {
        sold.rate.is_some_and(|rate| rules.month(sold.month).vat.rates.rule.rates.contains(&rate))
    }

    /// A general taxpayer, where any invoice bears a rate of the general method.
    fn status(&self, rules: &Rules) -> VatStatus {
        let general = self.sold.keys().any(|sold| Seller::is_general_rate(rules, sold));
        if general { VatStatus::General } else { VatStatus::SmallScale }
    }

    /// The profile of this seller and year. What no invoice says stands in it as comments to fill in; a place and a trade may be given.
    ///
    /// ```
    /// use huiqi::register::{Invoices, Wanted};
    ///
    /// let names = "销方识别号,销方名称,开票日期,税收分类编码,金额,税率,发票票种".split(',').map(String::from).collect::<Vec<_>>();
    /// let mut invoices = Invoices::new(Wanted::default());
    /// invoices.begin("export.csv", &names).unwrap();
    /// invoices.take(2, &["X1", "甲店", "2026-02-20", "3070401000000000000", "50000", "3%", "增值税专用发票"]);
    /// let pack = huiqi::Pack::embedded()?;
    /// let profile = invoices.finish().sellers[0].profile(&pack, Some("麒麟区"), Some("H6210"), huiqi::Lang::En)?;
    /// let rest = "[costs]\ngoods = 0\nwages = 0\nemployer_insurance = 0\nother = 0\n"; // no invoice issued says it
    /// let shop = huiqi::Profile::filled_in(&(profile + rest), "shop.toml", &pack)?;
    /// assert_eq!(shop.sales[0].levy_rate, huiqi::Rate::parse("3%"));
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    ///
    /// # Errors
    /// A year that the pack does not cover.
    pub fn profile(&self, pack: &Pack, place: Option<&str>, trade: Option<&str>, lang: Lang) -> Result<String, Error> {
        let rules = self.rules(pack)?;
        let status = self.status(&rules);
        let both = |en: &str, zh: &str| if lang == Lang::Zh { zh.to_string() } else { en.to_string() };
        // A text of JSON is one of TOML.
        let text = |text: &str| serde_json::Value::from(text).to_string();
        let mut out = String::new();
        let mut line = |text: String| _ = writeln!(out, "{text}");
        line(both(
            &format!("# Sales of invoices: {} rows of {}.", self.rows, self.key),
            &format!("# 由发票导入的销售额：{} 的 {} 行。", self.key, self.rows),
        ));
        line(both(
            "# Sales without an invoice are not among them: add them. Fill in what begins with `# ?`.",
            "# 未开票的销售不在其中，请补充；以“# ?”开头的请填写。",
        ));
        line(format!("name = {}", text(&self.name)));
        line(format!("year = {}", self.year));
        for (key, value, ask) in [
            ("place", place, both("where it is: a code or a name", "所在地：代码或名称")),
            ("industry", trade, both("what it does: a code or a common word", "行业：代码或俗称")),
        ] {
            line(value.map_or_else(|| format!("# ? {key} = \"\"  # {ask}"), |value| format!("{key} = {}", text(value))));
        }
        line(both(
            "form = \"individual-business\"  # taken: no invoice says it",
            "form = \"individual-business\"  # 按此测算：发票上没有，请核对",
        ));
        line("\n[vat]".to_string());
        let why = match status {
            VatStatus::General => both("invoices bear rates of the general method", "有按一般计税方法税率开具的发票"),
            VatStatus::SmallScale => {
                both("taken: no invoice bears a rate of the general method", "按此测算：没有按一般计税方法税率开具的发票")
            }
        };
        line(format!("status = \"{}\"  # {why}", status.key()));
        if status == VatStatus::General {
            line(both("# ? general_from = \"01\"  # if it became one inside the year", "# ? general_from = \"01\"  # 年度中间登记的填写"));
        }
        for (sold, fen) in self.sold.iter().filter(|(_, fen)| **fen != 0) {
            line("\n[[sales]]".to_string());
            line(format!("period = \"{:02}\"", sold.month.number()));
            line(format!("kind = \"{}\"", sold.kind.key()));
            if sold.special {
                line(format!("invoice = \"{}\"", Invoice::Special.key()));
            }
            line(format!("prices = \"{}\"", Prices::Net.key()));
            line(format!("amount = \"{}\"", Money::from_fen(*fen).plain()));
            match sold.rate {
                None => line(both(
                    "# ? exempt = \"\"  # invoiced as exempt (免税): by its nature? then which supply",
                    "# ? exempt = \"\"  # 按免税开票：如属法定免税项目，填是哪一项",
                )),
                Some(rate) if Seller::is_general_rate(&rules, sold) => line(format!("rate = \"{rate}\"")),
                Some(_) if status == VatStatus::General => line("simple = true".to_string()),
                Some(rate) => line(format!("levy_rate = \"{rate}\"")),
            }
        }
        line("\n# ? [costs]".to_string());
        line(both(
            "# ? goods = 0  # what no invoice issued says: costs, wages, rent",
            "# ? goods = 0  # 所开发票看不出的：成本、工资、租金",
        ));
        Ok(out)
    }

    /// The cells of a row of a register by the keys of their columns; amounts in fen.
    fn cells(&self, pack: &Pack) -> Result<Result<Cells, Untold>, Error> {
        let rules = self.rules(pack)?;
        let (status, key) = (self.status(&rules), || self.key.clone());
        let mut cells = Cells { status: Some(status), ..Cells::default() };
        let mut levied = BTreeSet::new();
        for (sold, fen) in &self.sold {
            let Sold { month, kind, special, rate } = *sold;
            let general = Seller::is_general_rate(&rules, sold);
            match (status, rate) {
                (VatStatus::General, None) => return Ok(Err(Untold::Exempt { key: key() })),
                (VatStatus::General, Some(rate)) if general => {
                    if cells.rates.insert(kind, rate).is_some_and(|before| before != rate) {
                        return Ok(Err(Untold::SeveralRates { key: key(), kind }));
                    }
                }
                (VatStatus::General, Some(_)) => _ = levied.insert(kind),
                (VatStatus::SmallScale, Some(rate)) => {
                    let sale = Sale { period: Period::Month(month), kind, ..Sale::default() };
                    let (_, in_force) = rules.month(month).vat.levy_rates(&sale, LevyPayer::IndividualBusiness);
                    if rate != in_force {
                        return Ok(Err(Untold::LevyRate { key: key(), kind, rate }));
                    }
                }
                (VatStatus::SmallScale, None) => {}
            }
            let (kind, invoice) = (kind.key().replace('-', "_"), if special { "special_" } else { "" });
            let sum = cells.sales.entry(format!("sales_{kind}_{invoice}m{:02}", month.number())).or_insert(0_i64);
            *sum = sum.saturating_add(*fen);
        }
        if let Some(kind) = levied.iter().find(|kind| cells.rates.contains_key(kind)) {
            return Ok(Err(Untold::SeveralRates { key: key(), kind: *kind }));
        }
        cells.simple = !levied.is_empty();
        Ok(Ok(cells))
    }
}

/// A row of a register.
#[derive(Default)]
struct Cells {
    status: Option<VatStatus>,
    simple: bool,
    rates: BTreeMap<SaleKind, Rate>,
    sales: BTreeMap<String, i64>,
}

impl super::Imported {
    /// A register of the sellers, a row for each and year, with the sellers that it cannot tell. The place and the trade, which no
    /// invoice says, are those given, or empty cells to fill in.
    ///
    /// ```
    /// use huiqi::register::{Invoices, Wanted};
    ///
    /// let names = "销方识别号,销方名称,开票日期,税收分类编码,金额,税率,发票票种".split(',').map(String::from).collect::<Vec<_>>();
    /// let mut invoices = Invoices::new(Wanted::default());
    /// invoices.begin("export.csv", &names).unwrap();
    /// invoices.take(2, &["X1", "甲店", "2026-01-12", "3070401000000000000", "29702.97", "1%", "普通发票"]);
    /// let pack = huiqi::Pack::embedded()?;
    /// let (rows, untold) = invoices.finish().register(&pack, Some("麒麟区"), Some("H6210"), huiqi::Lang::En)?;
    /// assert!(rows.num_rows() == 1 && rows.column_by_name("sales_services_m01").is_some() && untold.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
    /// ```
    ///
    /// # Errors
    /// A year that the pack does not cover; or Arrow cannot hold the rows.
    pub fn register(
        &self,
        pack: &Pack,
        place: Option<&str>,
        trade: Option<&str>,
        lang: Lang,
    ) -> Result<(RecordBatch, Vec<Untold>), Box<dyn std::error::Error + Send + Sync>> {
        let (mut rows, mut untold) = (Vec::new(), Vec::new());
        for seller in &self.sellers {
            match seller.cells(pack)? {
                Ok(cells) => rows.push((seller, cells)),
                Err(why) => untold.push(why),
            }
        }
        Ok((batch(&rows, place, trade, lang)?, untold))
    }
}

fn batch(rows: &[(&Seller, Cells)], place: Option<&str>, trade: Option<&str>, lang: Lang) -> Result<RecordBatch, ArrowError> {
    let named = |key: &str| columns::find(key).and_then(|at| columns::all().get(at)).map_or(key, |column| column.name(lang)).to_string();
    let texts = |key: &str, cell: &dyn Fn(&Seller, &Cells) -> Option<String>| {
        let cells: StringArray = rows.iter().map(|(seller, cells)| cell(seller, cells)).collect();
        (named(key), Arc::new(cells) as ArrayRef)
    };
    let (word_zh, yes) = (lang == Lang::Zh, if lang == Lang::Zh { "是" } else { "yes" });
    let status = |status: VatStatus| if word_zh { status.say(lang) } else { status.key().to_string() };
    let net = if word_zh { Prices::Net.say(lang) } else { Prices::Net.key().to_string() };
    let mut columns = vec![
        texts("key", &|seller, _| Some(seller.key.clone())),
        texts("name", &|seller, _| Some(seller.name.clone())),
        texts("year", &|seller, _| Some(seller.year.to_string())),
        texts("place", &|_, _| place.map(str::to_string)),
        texts("industry", &|_, _| trade.map(str::to_string)),
        texts("vat_status", &|_, cells| cells.status.map(status)),
        texts("prices", &|_, _| Some(net.clone())),
        texts("simple", &|_, cells| cells.simple.then(|| yes.to_string())),
    ];
    for kind in SaleKind::ALL.iter().filter(|kind| rows.iter().any(|(_, cells)| cells.rates.contains_key(kind))) {
        let key = format!("output_rate_{}", kind.key().replace('-', "_"));
        columns.push(texts(&key, &|_, cells| cells.rates.get(kind).map(Rate::to_string)));
    }
    let sales: BTreeSet<&String> = rows.iter().flat_map(|(_, cells)| cells.sales.keys()).collect();
    for key in sales {
        let amounts: Decimal128Array = rows.iter().map(|(_, cells)| cells.sales.get(key).map(|fen| i128::from(*fen))).collect();
        columns.push((named(key), Arc::new(amounts.with_precision_and_scale(18, 2)?) as ArrayRef));
    }
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, cells)| (name, cells, true)))
}
