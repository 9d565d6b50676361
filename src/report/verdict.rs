//! The sentences that a reader sees first: what is best of what is compared, what decides it, and each form beside the present one.

use super::Context;
use super::document::Block;
use super::labels::{Label, One, SideName};
use crate::answers::compare::{BreakEven, Comparison, Difference};
use crate::answers::curve::{Choice, CompanyChoices, Outcome};
use crate::assess::Assessment;
use crate::base::words::{Both, Field, Lang, Say, catalogue};
use crate::{Form, Money, Rate};

/// A form with the wage and the share distributed that it is best with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Chosen {
    side: SideName,
    company: Option<(Money, Rate)>,
}

impl Say for Chosen {
    fn say(&self, lang: Lang) -> String {
        let form = One(self.side).say(lang);
        match (self.company, lang) {
            (None, _) => form,
            (Some((wage, share)), Lang::En) => format!("{form} with a wage of {wage} to the owner and {share} of its profit distributed"),
            (Some((wage, share)), Lang::Zh) => format!("{form}（投资者工资 {wage} 元、利润分配 {share}）"),
        }
    }
}

impl Field for Chosen {
    fn field(&self) -> serde_json::Value {
        serde_json::json!(Both(self))
    }

    fn schema() -> serde_json::Value {
        serde_json::json!({ "$ref": "#/$defs/text" })
    }
}

/// An amount with its sign.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Signed(Money);

impl Say for Signed {
    fn say(&self, _: Lang) -> String {
        self.0.signed()
    }
}

impl Field for Signed {
    fn field(&self) -> serde_json::Value {
        self.0.field()
    }

    fn schema() -> serde_json::Value {
        Money::schema()
    }
}

catalogue! {
    /// What is best, and what decides it.
    pub(super) enum Words {
        Present { form: Chosen, more: Money }
            en "Staying as it is leaves the owner {more} more a year than the best alternative, {form}."
            zh "维持现状最好：比其次的{form}，投资者全年多得 {more} 元。";
        PresentUntilDrawn { form: Chosen, more: Money, kept: Money, drawn: Chosen, less: Money }
            en "Staying as it is leaves the owner {more} more this year than the best alternative, {form}, of which {kept} stays in the \
                company; once that is drawn too, {less} less than {drawn}."
            zh "本年维持现状最好：比其次的{form}，投资者多得 {more} 元，其中 {kept} 元留在公司；全部取出后，比{drawn}少得 {less} 元。";
        Other { form: Chosen, more: Money } en "Best is {form}: it leaves the owner {more} more a year than staying as it is."
            zh "{form}最好：投资者全年比维持现状多得 {more} 元。";
        OtherKept { form: Chosen, more: Money, kept: Money, drawn: Money }
            en "Best this year is {form}: it leaves the owner {more} more than staying as it is, with {kept} left in the company; once \
                that is drawn too, {drawn} more."
            zh "本年{form}最好：比维持现状多得 {more} 元，其中 {kept} 元留在公司；全部取出后，多得 {drawn} 元。";
        OtherUntilDrawn { form: Chosen, more: Money, kept: Money, less: Money }
            en "Best this year is {form}: it leaves the owner {more} more than staying as it is, but only because {kept} is left in the \
                company; once that is drawn too, it leaves {less} less."
            zh "本年{form}最好：比维持现状多得 {more} 元，但只因 {kept} 元留在公司；全部取出后，少得 {less} 元。";
        Either { form: Chosen } en "Staying as it is and the best alternative, {form}, leave the owner the same."
            zh "维持现状与其余中最好的{form}，投资者所得相同。";
        DrawnPresent { form: Chosen, more: Money }
            en "Once everything is drawn, staying as it is is best: it leaves {more} more than the best alternative, {form}."
            zh "全部取出时，维持现状最好：比其次的{form}多得 {more} 元。";
        DrawnStays en "Once everything is drawn, staying as it is is best." zh "全部取出时，维持现状最好。";
        DrawnOther { form: Chosen, more: Money } en "Once everything is drawn, best is {form}: {more} more than staying as it is."
            zh "全部取出时，{form}最好：比维持现状多得 {more} 元。";
        DrawnEither { form: Chosen } en "Once everything is drawn, staying as it is and the best alternative, {form}, leave the same."
            zh "全部取出时，维持现状与其余中最好的{form}所得相同。";
        CompanyChoices { wage: Money, share: Rate, costs: Money }
            en "A company is taken to pay the owner a wage of {wage} a year and to distribute {share} of its profit after tax, and \
                converting to cost {costs}: these choices may turn the answer (`huiqi optimise` finds the best wage and share)."
            zh "公司按投资者年工资 {wage} 元、税后利润分配 {share}、转企费用 {costs} 元测算；这些选择可能改变结论（`huiqi optimise` 可求最优工资与分配比例）。";
        CompanyEnds {
            form: One<SideName>, wage: Money, share: Rate, costs: Money, here: Signed, most_wage: Money, least: Signed, most: Signed,
        }
            en "What decides it: with the wage ({wage}) and the share distributed ({share}) of these facts, {form} comes to {here} a year \
                against staying as it is; with a wage between 0 and {most_wage} and a share between 0% and 100%, to between {least} and \
                {most}. Converting is taken to cost {costs}; the table holds the wage and the share of these facts."
            zh "起决定作用的是：按所填工资 {wage} 元、分配 {share}，{form}与维持现状相比全年 {here} 元；工资在 0 至 {most_wage} 元、\
                分配在 0% 至 100% 之间选择，则在 {least} 元至 {most} 元之间。转企费用按 {costs} 元计；下表按所填工资和分配比例。";
    }
}

/// One of what is compared.
#[derive(Clone, Copy)]
struct Candidate {
    name: Chosen,
    net: Money,
    kept: Money,
    drawn: Money,
}

fn as_told(context: &Context<'_>, side: &Assessment) -> Candidate {
    let name = Chosen { side: context.name(side), company: None };
    Candidate { name, net: side.amounts.net_to_owner(), kept: side.amounts.undistributed, drawn: side.amounts.net_when_drawn() }
}

fn as_chosen(context: &Context<'_>, outcome: &Outcome) -> Candidate {
    let Choice { form, status, wage, share, .. } = outcome.choice;
    let side = SideName { form, other_status: Some(status).filter(|status| *status != context.profile.vat_status) };
    let name = Chosen { side, company: wage.zip(share) };
    Candidate { name, net: outcome.net, kept: outcome.kept, drawn: outcome.net_when_drawn }
}

/// The first that leaves most.
fn first_by(all: &[Candidate], amount: impl Fn(&Candidate) -> Money) -> Option<Candidate> {
    all.iter().copied().reduce(|best, next| if amount(&next) > amount(&best) { next } else { best })
}

/// The present form, and what leaves most of the others: this year, and once everything is drawn. With the wage and the share
/// distributed that a company is best with, where they were looked for.
pub(super) struct Judged {
    present: Candidate,
    best: Candidate,
    drawn: Candidate,
}

impl Judged {
    pub(super) fn of(context: &Context<'_>, comparison: &Comparison) -> Option<Judged> {
        let before = &comparison.before;
        let others: Vec<Candidate> = match &comparison.choices {
            Some(CompanyChoices { best, .. }) => {
                // Under the present form only a company has another choice.
                let other = |outcome: &&Outcome| outcome.choice.form != before.form || before.form.is_company();
                best.found.iter().chain(&best.when_drawn).filter(other).map(|outcome| as_chosen(context, outcome)).collect()
            }
            None => comparison.after.iter().map(|side| as_told(context, side)).collect(),
        };
        let (best, drawn) = first_by(&others, |other| other.net).zip(first_by(&others, |other| other.drawn))?;
        Some(Judged { present: as_told(context, before), best, drawn })
    }

    /// What the best of the others leaves more this year than the present form.
    pub(super) fn more(&self) -> Money {
        self.best.net - self.present.net
    }

    /// The same once everything is drawn, where some of it stays in a company.
    pub(super) fn more_when_drawn(&self) -> Option<Money> {
        let kept = self.best.kept > Money::ZERO || self.present.kept > Money::ZERO;
        kept.then(|| self.best.drawn - self.present.drawn)
    }

    /// The best of the others.
    pub(super) fn other(&self) -> SideName {
        self.best.name.side
    }

    /// The form to take: another where it leaves more, this year and once everything is drawn.
    pub(super) fn advised(&self) -> Form {
        let better = self.more() > Money::ZERO && self.more_when_drawn().is_none_or(|drawn| drawn >= Money::ZERO);
        if better { self.best.name.side.form } else { self.present.name.side.form }
    }

    /// Money that stays in a company is the owner's only in part: what is left once it is drawn too is said in the same sentence.
    fn sentences(&self) -> Vec<Words> {
        let Judged { present, best, drawn } = self;
        let (form, more) = (best.name, self.more());
        let first = match more {
            Money::ZERO => Words::Either { form },
            more if more > Money::ZERO => match (best.kept > Money::ZERO, best.drawn - present.drawn) {
                (false, _) => Words::Other { form, more },
                (true, drawn) if drawn >= Money::ZERO => Words::OtherKept { form, more, kept: best.kept, drawn },
                (true, drawn) => Words::OtherUntilDrawn { form, more, kept: best.kept, less: -drawn },
            },
            less if present.kept > Money::ZERO && drawn.drawn > present.drawn => {
                Words::PresentUntilDrawn { form, more: -less, kept: present.kept, drawn: drawn.name, less: drawn.drawn - present.drawn }
            }
            less => Words::Present { form, more: -less },
        };
        let rest = (more > Money::ZERO && best.kept > Money::ZERO).then(|| match drawn.drawn - present.drawn {
            Money::ZERO => Words::DrawnEither { form: drawn.name },
            more if more > Money::ZERO => Words::DrawnOther { form: drawn.name, more },
            // The first sentence has said by how much.
            _ if drawn.name == form => Words::DrawnStays,
            less => Words::DrawnPresent { form: drawn.name, more: -less },
        });
        std::iter::once(first).chain(rest).collect()
    }
}

/// What is best of all that is compared, and what decides it.
pub(super) fn sentences(context: &Context<'_>, comparison: &Comparison) -> Vec<Words> {
    let judged = Judged::of(context, comparison);
    judged.map_or_else(Vec::new, |judged| judged.sentences().into_iter().chain(what_decides(context, comparison)).collect())
}

/// The wage, the share distributed and the costs that a company was taken to have; with both ends, where others were tried.
fn what_decides(context: &Context<'_>, comparison: &Comparison) -> Option<Words> {
    let company = &context.profile.company;
    let (wage, share, costs) = (company.owner_wage, company.share_distributed, context.profile.conversion.costs());
    let before = &comparison.before;
    let companies = comparison.after.iter().chain([before]).filter(|side| side.form.is_company());
    // The first of equals.
    let side = companies.reduce(|best, next| if next.amounts.net_to_owner() > best.amounts.net_to_owner() { next } else { best })?;
    let net = before.amounts.net_to_owner();
    let of_form = |outcome: &&Outcome| outcome.choice.form == side.form;
    let ends = comparison.choices.as_ref().and_then(|CompanyChoices { best, most_wage }| {
        let most = best.found.iter().filter(of_form).map(|outcome| outcome.net).max()?;
        let least = best.least.iter().filter(of_form).map(|outcome| outcome.net).min()?;
        Some((*most_wage, Signed(least - net), Signed(most - net)))
    });
    Some(match ends {
        Some((most_wage, least, most)) => {
            let here = Signed(side.amounts.net_to_owner() - net);
            Words::CompanyEnds { form: One(context.name(side)), wage, share, costs, here, most_wage, least, most }
        }
        None => Words::CompanyChoices { wage, share, costs },
    })
}

/// The same, as blocks: the first stands out.
pub(super) fn best(context: &Context<'_>, comparison: &Comparison) -> Vec<Block> {
    let said = sentences(context, comparison).into_iter().map(|words| words.say(context.lang)).enumerate();
    said.map(|(position, text)| if position == 0 { Block::verdict(text) } else { Block::plain(text) }).collect()
}

/// What changes with each form, in a sentence; forms of which the same is said share one.
pub(super) fn verdicts(context: &Context<'_>, comparison: &Comparison) -> Vec<Block> {
    let lang = context.lang;
    let mut groups: Vec<(String, Vec<One<SideName>>, Difference<'_>, String)> = Vec::new();
    for (position, after) in comparison.after.iter().enumerate() {
        let (difference, pays) = (Difference::between(&comparison.before, after), pays(context, comparison, position));
        let without_name = verdict(&difference, Vec::new()).say(lang) + &pays;
        match groups.iter_mut().find(|(words, ..)| *words == without_name) {
            Some((_, forms, ..)) => forms.push(One(context.name(after))),
            None => groups.push((without_name, vec![One(context.name(after))], difference, pays)),
        }
    }
    groups.into_iter().map(|(_, forms, difference, pays)| Block::plain(verdict(&difference, forms).say(lang) + &pays)).collect()
}

/// When converting begins to pay, as a sentence to add; nothing where it does now or was not asked for.
fn pays(context: &Context<'_>, comparison: &Comparison, position: usize) -> String {
    let share = context.profile.company.share_distributed;
    let is_company = comparison.after.get(position).is_some_and(|side| side.form.is_company());
    let keeps = is_company && share < Rate::ONE;
    match comparison.break_even.get(position) {
        Some(BreakEven::From(profit)) if keeps => Label::PaysFromKept { profit: *profit, share }.say(context.lang),
        Some(BreakEven::From(profit)) => Label::PaysFrom { profit: *profit }.say(context.lang),
        Some(BreakEven::Never) if is_company => Label::PaysNeverSo.say(context.lang),
        Some(BreakEven::Never) => Label::PaysNever.say(context.lang),
        Some(BreakEven::Now) | None => String::new(),
    }
}

/// What changes with these forms, in a sentence.
fn verdict(difference: &Difference<'_>, forms: Vec<One<SideName>>) -> Label {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let (total, net) = (difference.total(), difference.net_to_owner());
    match (total.cmp(&Money::ZERO), net.cmp(&Money::ZERO)) {
        (Equal, Equal) => Label::VerdictSame { forms },
        (Equal, Greater) => Label::VerdictOnlyMore { forms, net },
        (Equal, Less) => Label::VerdictOnlyLess { forms, net: -net },
        (Greater, Less) => match difference.main_line() {
            Some(line) => Label::VerdictMainly { forms, more: total, line, net: -net },
            None => Label::Verdict { forms, more: total, net: -net },
        },
        (Greater, Equal | Greater) => Label::VerdictMoreAndMore { forms, more: total, net },
        (Less, Equal | Greater) => Label::VerdictSaves { forms, less: -total, net },
        (Less, Less) => Label::VerdictLessAndLess { forms, less: -total, net: -net },
    }
}
