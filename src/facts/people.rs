//! Who owns the business, and what earlier years have left them.

use super::context::{Context, Writing};
use super::fact::Fact;
use super::kinds::{FactType, Share};
use super::looked_up::EarlierYear;
use super::part::Part;
use super::problem::FactProblem;
use super::table::facts;
use super::unknown::UnknownFact;
use super::{Divide, Division};
use crate::base::names::{Form, ReducedPerson};
use crate::base::source::Section;
use crate::base::tree::Fields;
use crate::{Date, Money, Rate};

facts! {
    /// A person's income beside the business, and what the law lets them deduct.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub table Person {
        comprehensive_income: Money, "comprehensive_income" "综合所得", required_or_open(|_| UnknownFact::ComprehensiveIncome),
            en "Comprehensive income from elsewhere, a year"
            zh "其他综合所得，全年",
            column("owner_income", "综合所得"), empty("0"), note("the owner's; of each partner in a partnership", "投资者本人；合伙企业为每个合伙人"),
            divided(Division::Income);
        deductions: Money, "deductions" "各项扣除", or(Money::ZERO),
            en "Special, additional and other deductions of the year"
            zh "专项、专项附加和其他扣除，全年", divided(Division::ByMonthUnlessIncome),
            column("owner_deductions", "各项扣除"), note("the owner's; of each partner in a partnership", "投资者本人；合伙企业为每个合伙人");
        other_relief: Money, "other_relief" "其他政策减免", or(Money::ZERO),
            en "Reliefs of other policies on the business-income tax"
            zh "经营所得其他政策减免税额", divided(Division::CarriedIn),
            column("owner_relief", "其他政策减免"), note("of the owner, who is one of the partners", "业主本人，合伙企业为其中一名合伙人");
        reduction: Option<PersonalReduction>, "reduction" "个人减征", optional_table,
            en "What the person is whose tax on business income is reduced for that"
            zh "残疾人、孤老人员、烈属等可减征经营所得个人所得税的身份",
            divided(Division::ByRule);
    } beside |section, context| {
        /// How much the reduction is, once the law is known: while an assessment is made.
        pub reduced: Option<Reduced> = None, None;
    };

    /// A person whose tax is reduced, and by how much where the province's rule is not known.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub table PersonalReduction {
        group: ReducedPerson, "group" "身份", required,
            en "What the person is; families who follow a soldier and officers have it for three years from their registration"
            zh "身份；随军家属、军队转业干部自登记之日起三年",
            column("owner_group", "业主减征身份");
        since: Option<Date>, "since" "登记日期", optional,
            en "The day on which the individual business was registered, from which a term runs; the year is taken to lie in it where the \
                day is not told"
            zh "个体工商户登记的日期，有期限的自此起算；不填视为本年在期限内",
            column("owner_group_since", "业主登记日期"), note("with owner_group", "与业主减征身份同时填写");
        share: Option<Rate> as Option<Share>, "share" "减征比例", optional,
            en "The share of the tax that the province takes off, where its rule is not known"
            zh "省定减征比例，未收录本省规定时填写",
            column("owner_group_share", "业主减征比例");
        most: Option<Money>, "most" "减征上限", optional,
            en "The most that the province takes off the tax of a year, where its rule is not known"
            zh "省定全年减征上限，未收录本省规定时填写",
            column("owner_group_most", "业主减征上限");
    };

    /// A partner, as a file says it.
    pub(crate) line PartnerKeys {
        share: Rate, "share" "份额", required, en "The partner's share; the shares add up to 100%" zh "合伙人的份额，合计 100%";
        person: Person, "" "", flat, en "The partner's income and deductions" zh "合伙人的所得和扣除";
    } check partner_is_known;

    /// A loss of an earlier year not yet used (待弥补亏损).
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub line Loss {
        year: i32 as EarlierYear, "year" "年度", required, en "The year it was made in" zh "亏损年度";
        amount: Money, "amount" "金额", required, en "What is left of it" zh "尚未弥补的金额";
    } check of_an_earlier_year;

    /// Another business of the same owner in the same year, wherever it is (其他经营所得).
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub line OtherBusiness {
        form: Form, "form" "组织形式", required,
            en "Its form, not a company's: a company's income is not the owner's business income"
            zh "组织形式；公司的所得不属于投资者的经营所得，不填";
        income: Money, "income" "所得", required,
            en "Its income of the year, by the books, that is the owner's: after losses of earlier years, before the basic and the other \
                deductions; in a partnership the owner's share. A business with a loss is left out: a loss is not taken off the income of \
                another"
            zh "全年查账所得中归属投资者的部分：弥补以前年度亏损后、减除费用和各项扣除前；合伙企业为应分得的份额。亏损的不填，亏损不得跨企业弥补";
        paid: Option<Money>, "paid" "已缴税额", optional,
            en "What was prepaid of its income tax; where it is not told, what that income bears without this business"
            zh "已预缴的经营所得个人所得税；不填视同该所得单独计算的税额";
    } beside |_section, _context| {
        /// What was settled already, where it is this business before it was converted inside the year.
        pub settled: Option<SettledPart> = None, None;
    } check of_a_person;
}

/// What the months before a conversion settled of the tax on their owner's business income.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SettledPart {
    /// The basic and the other deductions of those months.
    pub deduction: Money,
    /// Whether the income was assessed: nothing is deducted from it.
    pub assessed: bool,
    /// Reliefs of other policies, which the whole year takes.
    pub other_relief: Money,
    /// Tax due on business income.
    pub due: Money,
    /// Reliefs from it.
    pub relief: Money,
    /// What the tax on comprehensive income was more, because the deductions were taken off business income.
    pub comprehensive: Money,
}

/// How much a person's tax on business income is reduced (减征个人所得税).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reduced {
    /// The number of the measure in the pack, or none where the profile states the rule.
    pub measure: Option<u16>,
    /// The share of the tax that is not levied.
    pub share: Rate,
    /// The most of a year.
    pub most: Money,
    /// How many months of operation lie in its term, of how many.
    pub months: (i64, i64),
}

impl Reduced {
    /// The share of a tax of `due`, for the months of its term, before the most of a year.
    pub(crate) fn of(&self, due: Money) -> Money {
        let (months, of) = self.months;
        due.times(self.share).part(months, of)
    }
}

impl Person {
    /// What is taken off a tax of `due` for what the person is.
    pub(crate) fn reduced_of(&self, due: Money) -> Money {
        self.reduced.map_or(Money::ZERO, |reduced| reduced.of(due).min(reduced.most))
    }

    /// The reliefs of other policies on a tax of `due`.
    pub(crate) fn other_relief_of(&self, due: Money) -> Money {
        (self.reduced_of(due) + self.other_relief).min(due)
    }
}

/// A line of `[[partners]]`.
pub(crate) struct Partner;

impl Part for Partner {
    type Told = (Rate, Person);
    const FACTS: &'static [Fact] = PartnerKeys::FACTS;
    fn blank() -> (Rate, Person) {
        (Rate::ZERO, Person::default())
    }
    fn read(section: &Section<'_>, context: &Context<'_>) -> (Rate, Person) {
        let partner = PartnerKeys::read(section, context);
        (partner.share, partner.person)
    }
    fn write(told: &(Rate, Person), out: &mut Fields<'static>, _: &Writing<'_>) {
        // What may be unknown of the owner is known of a partner.
        PartnerKeys::write(&PartnerKeys { share: told.0, person: told.1 }, out, &Writing::default());
    }
    fn divide(told: &mut (Rate, Person), by: &mut impl Divide) {
        Person::divide(&mut told.1, by);
    }
    fn sort(told: &mut [(Rate, Person)]) {
        told.sort();
    }
}

fn partner_is_known(section: &Section<'_>, _: &Context<'_>, _: &PartnerKeys) {
    const INCOME: &str = "comprehensive_income";
    if section.is_open(INCOME) {
        section.report_at(FactProblem::PartnerKnown, section.at(INCOME));
    }
}

/// The shares of a partnership add up, and it has two partners at least.
pub(super) fn shares(root: &Section<'_>, context: &Context<'_>) {
    let partners = root.tables("partners");
    partners.iter().for_each(super::part::name::<Partner>);
    let shares: Option<Vec<Rate>> = partners.iter().map(|partner| partner.peek("share", |value| Rate::read(value, context))).collect();
    let (Some(last), Some(shares)) = (partners.last(), shares) else { return };
    let total: i64 = shares.iter().map(|share| share.millionths()).fold(0, i64::saturating_add);
    if total != Rate::ONE.millionths() {
        last.report_at(FactProblem::SharesAddUpTo { total: Rate::from_millionths(total) }, last.at("share"));
    } else if partners.len() < 2 {
        last.report(FactProblem::TwoPartnersAtLeast);
    }
}

fn of_a_person(section: &Section<'_>, _: &Context<'_>, told: &OtherBusiness) {
    if told.form.is_company() {
        section.report_at(FactProblem::NotACompany, section.at("form"));
    }
}

/// A loss is of a year before that of the profile, and each year's is told once.
fn of_an_earlier_year(section: &Section<'_>, context: &Context<'_>, _: &Loss) {
    let Some(made_in) = section.peek("year", |value| EarlierYear::read(value, context)) else { return };
    let year = context.year.get();
    if year != 0 && made_in >= year {
        section.report_at(FactProblem::LossNotEarlier { found: made_in, year }, section.at("year"));
    }
    if context.losses.borrow().contains(&made_in) {
        section.report_at(FactProblem::LossTwice { year: made_in }, section.at("year"));
    }
    context.losses.borrow_mut().push(made_in);
}
