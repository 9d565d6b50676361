//! A business as a profile to fill in: what its files tell, and as comments what they do not.

use super::told::Told;
use super::{Business, Costs};
use crate::base::dates::Quarter;
use crate::base::names::{Invoice, Prices, SaleKind, VatStatus};
use crate::base::words::{Lang, Say, Vocabulary};
use crate::law::Pack;
use crate::register::books::{Statement, StatementItem};
use crate::{Error, Money};

/// The lines of a profile, in a language.
struct Lines {
    lines: Vec<String>,
    lang: Lang,
}

impl Lines {
    fn put(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    /// A comment, in either language.
    fn say(&self, en: &str, zh: &str) -> String {
        if self.lang == Lang::Zh { zh.to_string() } else { en.to_string() }
    }

    /// `key = value  # why`, left out as a question where it is not known.
    fn fact(&mut self, key: &str, value: Option<String>, en: &str, zh: &str) {
        let why = self.say(en, zh);
        let why = if why.is_empty() { why } else { format!("  # {why}") };
        self.put(match value {
            Some(value) => format!("{key} = {value}{why}"),
            None => format!("# ? {key} = 0{why}"),
        });
    }
}

/// A text of JSON is one of TOML.
fn text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn amount(amount: Money) -> String {
    text(&amount.plain())
}

impl Business {
    /// Its profile. What no file says stands in it as comments to fill in; a place and a trade may be given.
    ///
    /// ```
    /// use huiqi::register::{Business, Invoices, Wanted};
    ///
    /// let pack = huiqi::Pack::embedded()?;
    /// let names = "销方识别号,销方名称,开票日期,税收分类编码,金额,税率,发票票种".split(',').map(String::from).collect::<Vec<_>>();
    /// let mut invoices = Invoices::new(&pack, Wanted::default());
    /// invoices.begin("export.csv", &names).unwrap();
    /// invoices.take(2, &["X1", "甲店", "2026-02-20", "3070401000000000000", "50000", "3%", "增值税专用发票"]);
    /// let businesses = Business::join(invoices.finish().sellers, vec![], vec![], false).unwrap();
    /// let profile = businesses[0].profile(&pack, Some("麒麟区"), Some("H6210"), huiqi::Lang::En)?;
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
        let told = self.sales.as_ref().map(|seller| seller.told(&rules));
        let mut out = Lines { lines: Vec::new(), lang };
        self.head(&mut out, pack, (place, trade))?;
        out.put("\n[vat]");
        match told.as_ref().map(|told| told.status) {
            Some(VatStatus::General) => {
                let why = out.say("invoices bear rates of the general method", "有按一般计税方法税率开具的发票");
                out.put(format!("status = \"general\"  # {why}"));
                let ask = out.say("if it became one inside the year", "年度中间登记的填写");
                out.put(format!("# ? general_from = \"01\"  # {ask}"));
            }
            Some(VatStatus::SmallScale) => {
                let why = out.say("taken: no invoice bears a rate of the general method", "按此测算：没有按一般计税方法税率开具的发票");
                out.put(format!("status = \"small-scale\"  # {why}"));
            }
            None => {
                let ask = out.say("taken where it is not said; or general", "不填按此测算；一般纳税人填 general");
                out.put(format!("# ? status = \"small-scale\"  # {ask}"));
            }
        }
        match (&told, &self.statement) {
            (Some(told), _) => told.lines(&mut out),
            (None, Some(statement)) => sales_of_year(statement, &mut out),
            (None, None) => {
                let ask = out.say("what was sold, by month and kind", "销售额，按月份和种类");
                out.put(format!("\n# ? [[sales]]  # {ask}"));
            }
        }
        self.put_costs(&mut out);
        self.put_staff(&mut out);
        Ok(out.lines.join("\n") + "\n")
    }

    /// Where it comes from, what is to be known of it, and who and where it is.
    fn head(&self, out: &mut Lines, pack: &Pack, (place, trade): (Option<&str>, Option<&str>)) -> Result<(), Error> {
        if let Some(seller) = &self.sales {
            let (rows, key) = (seller.rows, &seller.key);
            out.put(
                out.say(&format!("# Sales of invoices: {rows} rows of {key}."), &format!("# 由发票导入的销售额：{key} 的 {rows} 行。")),
            );
            out.put(out.say("# Sales without an invoice are not among them: add them.", "# 未开票的销售不在其中，请补充。"));
        }
        if let Some(statement) = &self.statement {
            let at = &statement.at;
            out.put(out.say(&format!("# Costs of the income statement {at}."), &format!("# 由利润表 {at} 导入的成本费用。")));
        }
        if self.payroll.is_some() {
            out.put(
                out.say("# Wages and staff of the payroll; it names nobody here.", "# 由工资薪金扣缴明细导入的工资和人数，不含个人信息。"),
            );
        }
        for note in self.notes(pack)? {
            out.put(format!("# ! {}", note.say(out.lang)));
        }
        out.put(out.say("# Fill in what begins with `# ?`.", "# 以“# ?”开头的请填写。"));
        let name = if self.name.is_empty() { &self.key } else { &self.name };
        match name.is_empty() {
            true => out.put(out.say("# ? name = \"\"", "# ? name = \"\"  # 名称")),
            false => out.put(format!("name = {}", text(name))),
        }
        out.put(format!("year = {}", self.year));
        for (key, value, ask) in [
            ("place", place, out.say("where it is: a code or a name", "所在地：代码或名称")),
            ("industry", trade, out.say("what it does: a code or a common word", "行业：代码或俗称")),
        ] {
            out.put(value.map_or_else(|| format!("# ? {key} = \"\"  # {ask}"), |value| format!("{key} = {}", text(value))));
        }
        let taken = out.say("taken: no file says it", "按此测算：导入的文件没有写明，请核对");
        out.put(format!("form = \"individual-business\"  # {taken}"));
        Ok(())
    }

    fn put_costs(&self, out: &mut Lines) {
        let Some(Costs { goods, wages, other }) = self.costs() else {
            out.put("\n# ? [costs]");
            let asked = "what no file says: costs, wages, rent";
            out.put(out.say(&format!("# ? goods = 0  # {asked}"), "# ? goods = 0  # 导入的文件看不出的：成本、工资、租金"));
            if let Some(payroll) = &self.payroll {
                out.put(format!("# ? wages = {}", amount(payroll.wages)));
            }
            if let Some(statement) = &self.statement {
                let (goods, other) = (statement.item(StatementItem::Cost), statement.expenses());
                out.put(out.say(
                    &format!("# the income statement: cost of sales {goods}, expenses {other}"),
                    &format!("# 利润表：营业成本 {goods}，各项费用和营业外支出 {other}"),
                ));
            }
            return;
        };
        out.put("\n[costs]");
        out.fact("goods", Some(amount(goods)), "cost of sales", "营业成本");
        let (en, zh) = match wages {
            Some(_) => (
                "of the payroll: taken out of `other`, and of `goods` where that is less",
                "工资薪金扣缴明细合计：已从其他成本费用中减去，不足的从货物成本中减去",
            ),
            None => ("those of employees are among the costs here: take them out of these", "雇员工资含在此处各项之中：请从中减去"),
        };
        out.fact("wages", wages.map(amount), en, zh);
        let insurance =
            ("the employer's share, if it is among the costs here: take it out of them", "单位负担的社保：如含在此处各项之中，请从中减去");
        out.fact("employer_insurance", None, insurance.0, insurance.1);
        let (en, zh) = ("selling, administrative, research, finance and non-operating expenses", "销售、管理、研发、财务费用和营业外支出");
        // Interest earned may be more than all expenses.
        let less = if other < Money::ZERO { format!(": {other}") } else { String::new() };
        out.fact("other", (other >= Money::ZERO).then(|| amount(other)), &format!("{en}{less}"), &format!("{zh}{less}"));
        let limited = [
            ("entertainment", StatementItem::Entertainment),
            ("advertising", StatementItem::Advertising),
            ("fines", StatementItem::LateCharges),
        ];
        let of = |item| self.statement.as_ref().map_or(Money::ZERO, |statement| statement.item(item));
        let limited: Vec<_> = limited.into_iter().filter(|(_, item)| of(*item) > Money::ZERO).collect();
        if !limited.is_empty() {
            out.put("\n[limited_costs]");
        }
        for (key, item) in limited {
            out.put(format!("{key} = {}", amount(of(item))));
        }
    }

    fn put_staff(&self, out: &mut Lines) {
        let (Some(payroll), Some(quarters)) = (&self.payroll, self.staff()) else { return };
        out.put("\n[scale]");
        let months = payroll.staff.iter().map(|(month, staff)| format!("{:02}: {staff}", month.number())).collect::<Vec<_>>().join(", ");
        out.put(out.say(
            &format!("# staff of the payroll by month: {months}; the year is taken to open with January's"),
            &format!("# 各月发放工资的人数：{months}；年初人数按 1 月的计"),
        ));
        for (quarter, ends) in Quarter::all().zip(quarters) {
            let staff = ends.map_or_else(|| "\"unknown\"".to_string(), |(open, close)| format!("[{open}, {close}]"));
            out.put(format!("Q{} = {{ staff = {staff}, assets = \"unknown\" }}", quarter.number()));
        }
    }
}

/// Sales of which only the year's total is known.
fn sales_of_year(statement: &Statement, out: &mut Lines) {
    let open = if statement.last.is_some() { "# ? " } else { "" };
    out.put(format!("\n{open}[[sales]]"));
    let why = out.say("of the year: give months or quarters where they are known", "全年合计：知道各月或各季的请分别填写");
    out.put(format!("{open}period = \"year\"  # {why}"));
    let ask = out.say("what was sold: else what is usual in the trade", "销售的种类：不填按行业通常情形");
    out.put(format!("# ? kind = \"\"  # {ask}"));
    out.put(format!("{open}prices = \"{}\"", Prices::Net.key()));
    out.put(format!("{open}amount = {}", amount(statement.item(StatementItem::Revenue))));
}

impl Told<'_> {
    /// Sales by month, kind, invoice and rate.
    fn lines(&self, out: &mut Lines) {
        for (sold, fen) in self.sold.iter().filter(|(_, fen)| **fen != 0) {
            out.put("\n[[sales]]");
            out.put(format!("period = \"{:02}\"", sold.month.number()));
            out.put(format!("kind = \"{}\"", sold.kind.key()));
            if let Some(or) = sold.or {
                let ask = out.say("or is it this? the invoice does not tell", "是否应为此项？发票看不出");
                out.put(format!("# ? kind = \"{}\"  # {ask}", or.key()));
            }
            if sold.special {
                out.put(format!("invoice = \"{}\"", Invoice::Special.key()));
            }
            out.put(format!("prices = \"{}\"", Prices::Net.key()));
            out.put(format!("amount = {}", amount(Money::from_fen(*fen))));
            if sold.kind == SaleKind::LabourDispatch {
                let ask =
                    out.say("paid for those sent: wages, welfare, insurance, housing fund", "支付给派遣员工的工资、福利、社保和公积金");
                out.put(format!("# ? deduct = 0  # {ask}"));
            }
            match sold.rate {
                None => {
                    let ask =
                        out.say("invoiced as exempt (免税): by its nature? then which supply", "按免税开票：如属法定免税项目，填是哪一项");
                    out.put(format!("# ? exempt = \"\"  # {ask}"));
                }
                Some(rate) if self.is_general_rate(sold) => out.put(format!("rate = \"{rate}\"")),
                Some(_) if self.is_general() => out.put("simple = true"),
                Some(rate) => out.put(format!("levy_rate = \"{rate}\"")),
            }
        }
    }
}
