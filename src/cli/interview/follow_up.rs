//! What only some are asked: what can change the answer, the best question first.

use super::answers::{Answers, General, Open};
use super::dialogue::{Retry, amount, amount_of_year, numbered, one_of, or_unknown, yes};
use super::{Interview, wording};
use crate::cli::language::both;
use crate::cli::stop::Stop;
use huiqi::{Form, Line, Locality, Money, OpenFact, Profile, Rate, Rules, SaleKind, Say, SizeClass, UnknownFact, VatStatus, Vocabulary};

impl Interview<'_> {
    /// What is sold, where that changes anything.
    pub(super) fn kind(&mut self, answers: &mut Answers) -> Result<(), Stop> {
        let lang = self.lang;
        let leases = answers.kind == SaleKind::RealEstateLease;
        let known: &[SaleKind] =
            if leases { &[SaleKind::RealEstateLease, SaleKind::HousingLease] } else { &[SaleKind::Goods, SaleKind::Services] };
        let Ok(rules) = self.pack.rules(answers.year, answers.place, None) else { return Ok(()) };
        if !self.differs(&rules, answers, known, |answers, kind| answers.kind = kind) {
            return Ok(());
        }
        answers.kind = self.dialogue.ask(
            &wording(
                both("What does it mostly sell?", "主要销售的是什么？"),
                &format!("{}{}", both("The number will do: ", "填序号即可："), numbered(known, lang).join(both(", ", "，"))),
            ),
            |text| one_of(text, known, lang),
        )?;
        Ok(())
    }

    /// What is left to the owner in each form, with what is not answered taken to be none.
    fn outcome(&self, rules: &Rules, answers: &Answers) -> Vec<Option<Money>> {
        let mut found = Vec::new();
        if let Ok(profile) = Profile::parse(&answers.toml(Open::Taken), "profile", self.pack) {
            huiqi::amounts_in_forms(rules, &profile, Form::ALL, &mut |_, amounts| found.push(amounts.ok().map(|of| of.net_to_owner())));
        }
        found
    }

    /// Whether it changes any figure which of `values` a fact is.
    fn differs<V: Copy>(&self, rules: &Rules, answers: &Answers, values: &[V], set: impl Fn(&mut Answers, V)) -> bool {
        let mut outcomes = values.iter().map(|value| {
            let mut with = answers.clone();
            set(&mut with, *value);
            self.outcome(rules, &with)
        });
        let first = outcomes.next();
        outcomes.any(|outcome| Some(outcome) != first)
    }

    /// What only some are asked: what can change the answer, the best question first.
    pub(super) fn follow_up(&mut self, rules: &Rules, answers: &mut Answers) -> Result<(), Stop> {
        if self.pays_vat(rules, answers) {
            self.standing(rules, answers)?;
        }
        if self.differs(rules, answers, Locality::ALL, |answers, locality| answers.locality = locality) {
            let lang = self.lang;
            let known = numbered(Locality::ALL, lang).join(both(", ", "，"));
            answers.locality = self.dialogue.ask(
                &wording(
                    both("Does it lie in a city, in a county town or town, or elsewhere?", "在市区、县城或镇，还是其他地区？"),
                    &format!(
                        "{}{known}",
                        both("The urban maintenance tax goes by it; the number will do: ", "决定城建税税率，填序号即可：")
                    ),
                ),
                |text| one_of(text, Locality::ALL, lang),
            )?;
        }
        let mut asked: Vec<UnknownFact> = vec![UnknownFact::StaffOfYear];
        loop {
            let Ok(profile) = Profile::parse(&answers.toml(Open::Missing), "profile", self.pack) else { return Ok(()) };
            let Ok(found) = huiqi::ranges(rules, &profile, &[], true) else { return Ok(()) };
            // First what decides which form is better, then what any figure depends on.
            let decisive = found.decisions.iter().flat_map(|decision| decision.decides_verdict.iter().copied());
            let matter = found.questions.iter().filter(|open| open.matters).map(|open| open.fact);
            let next = decisive.chain(matter).find(|fact| !asked.contains(fact));
            let Some(open) = next.and_then(|fact| found.questions.iter().find(|open| open.fact == fact)) else { return Ok(()) };
            asked.push(open.fact);
            self.open_fact(open, answers)?;
        }
    }

    fn pays_vat(&self, rules: &Rules, answers: &Answers) -> bool {
        let profile = Profile::parse(&answers.toml(Open::Taken), "profile", self.pack).ok();
        let amounts = profile.and_then(|profile| huiqi::amounts(rules, &profile, profile.form).ok());
        amounts.is_none_or(|amounts| amounts.lines[Line::Vat].payable() > Money::ZERO)
    }

    /// The VAT standing; of a general taxpayer its rate and input tax too.
    fn standing(&mut self, rules: &Rules, answers: &mut Answers) -> Result<(), Stop> {
        let (lang, pack) = (self.lang, self.pack);
        let known = numbered(VatStatus::ALL, lang).join(both(", ", "，"));
        let status = self.dialogue.ask(
            &wording(
                both("Is it a small-scale or a general VAT taxpayer?", "增值税是小规模纳税人还是一般纳税人？"),
                &format!(
                    "{}{known}",
                    both(
                        "Small-scale unless it registered as a general one; the number will do: ",
                        "未登记为一般纳税人的就是小规模；填序号即可："
                    )
                ),
            ),
            |text| one_of(text, VatStatus::ALL, lang),
        )?;
        if status == VatStatus::SmallScale {
            return Ok(());
        }
        let possible = |rate: Rate| {
            let with = Answers { general: Some(General { rate, input: Money::ZERO }), ..answers.clone() };
            let profile = Profile::parse(&with.toml(Open::Taken), "profile", pack).ok();
            profile.is_some_and(|profile| huiqi::amounts(rules, &profile, profile.form).is_ok())
        };
        let rate = self.dialogue.ask(
            &wording(
                both("At which VAT rate are the sales invoiced?", "销售适用的税率是多少？"),
                both("As on the invoices. Example: 13%", "见发票。例：13%"),
            ),
            |text| {
                let percent = if text.ends_with('%') { text.to_string() } else { format!("{text}%") };
                let rate = Rate::parse(&percent).ok_or(Retry::NotARate)?;
                if possible(rate) { Ok(rate) } else { Err(Retry::RateUnknown { rate }) }
            },
        )?;
        let input = self.dialogue.ask(
            &wording(
                both("What was the input tax of the year?", "一年的进项税额是多少（元）？"),
                both("The VAT on special invoices received. Example: 52000, or 0", "取得的专用发票上的税额合计。例：52000，没有填 0"),
            ),
            |text| amount_of_year(text, answers.months()),
        )?;
        answers.general = Some(General { rate, input });
        Ok(())
    }

    /// One of the facts that can change the answer; nothing said leaves it unknown.
    fn open_fact(&mut self, open: &OpenFact, answers: &mut Answers) -> Result<(), Stop> {
        let lang = self.lang;
        let unknown = both(" Enter if you do not know.", "不知道请直接回车。");
        let (asks, months) = (open.asks.say(lang), answers.months());
        let means = |text: &str| format!("{text}{unknown}");
        let yes_or_no = wording(&asks, &means(both("Yes or no.", "请答“是”或“否”。")));
        match open.fact {
            UnknownFact::AssetsOfYear => {
                let title = both("What are the total assets, about?", "资产总额大约是多少（元）？");
                let example = means(both("Goods, equipment and money together. Example: 200000.", "存货、设备、现金等合计。例：20万。"));
                let example = format!("{example}{}{asks}", both(" It decides: ", "用于判断："));
                answers.assets = self.dialogue.ask(&wording(title, &example), |text| or_unknown(text, amount_only))?;
            }
            UnknownFact::ComprehensiveIncome => {
                let title = both(
                    "Does the owner earn wages, pay for services or the like elsewhere, and how much in the year?",
                    "业主在别处另有工资、劳务报酬等收入吗？全年多少（元）？",
                );
                let example = both(
                    "Such comprehensive income takes the personal deductions; 0 if none. Example: 36000.",
                    "即综合所得，影响个人所得税的扣除；没有填 0。例：3.6万。",
                );
                answers.income =
                    self.dialogue.ask(&wording(title, &means(example)), |text| or_unknown(text, |text| amount_of_year(text, months)))?;
            }
            UnknownFact::SizeClass => {
                let known = numbered(SizeClass::ALL, lang).join(both(", ", "，"));
                let example = means(&format!("{}{known}{}", both("The number will do: ", "填序号即可："), both(".", "。")));
                let read = |text: &str| or_unknown(text, |text| one_of(text, SizeClass::ALL, lang));
                answers.class = self.dialogue.ask(&wording(&asks, &example), read)?;
            }
            UnknownFact::RestrictedIndustry => {
                let example = both(
                    "As listed by the state; shops, restaurants and services to residents mostly are not. Yes or no.",
                    "以国家产业目录为准；一般的零售、餐饮、居民服务不属于。请答“是”或“否”。",
                );
                answers.restricted = self.dialogue.ask(&wording(&asks, &means(example)), |text| or_unknown(text, yes))?;
            }
            UnknownFact::SettledSmallToJune => {
                let [to_june, _] = &mut answers.settled;
                *to_june = self.dialogue.ask(&yes_or_no, |text| or_unknown(text, yes))?;
            }
            UnknownFact::SettledSmallFromJuly => {
                let [_, from_july] = &mut answers.settled;
                *from_july = self.dialogue.ask(&yes_or_no, |text| or_unknown(text, yes))?;
            }
            // Not open in a profile that was answered so: no contracts, no quarters of their own.
            UnknownFact::MovablesAsIndividual
            | UnknownFact::HighTech
            | UnknownFact::Staff(_)
            | UnknownFact::Assets(_)
            | UnknownFact::StaffOfYear => {}
        }
        Ok(())
    }
}

/// An amount that is of no month.
fn amount_only(text: &str) -> Result<Money, Retry> {
    amount(text).and_then(|(amount, monthly)| if monthly { Err(Retry::NotAnAmount) } else { Ok(amount) })
}
