//! The figures alone are those of the assessment that is explained: what is left out for speed moves no money.

use crate::common::cases::on_every_core;
use crate::common::edges::edges;
use crate::common::pack;
use huiqi::Form;

/// Businesses at the edges of the law, which tell of everything that is looked at only where it is told; each in its own form and as a
/// company, alone and with the forms after one another.
#[test]
fn explained_or_not() {
    let pack = pack();
    let cases = edges(pack);
    assert!(cases.len() > 500, "{}", cases.len());
    let wrong = on_every_core(&cases, |case| {
        let rules = pack.rules(case.profile.year, case.profile.place, case.known_on).expect("covered");
        let forms = [case.form, Form::SoleProprietorship, Form::Company];
        let explained = forms.map(|form| huiqi::assess(&rules, &case.profile, form).ok().map(|found| found.amounts));
        let alone = forms.map(|form| huiqi::amounts(&rules, &case.profile, form).ok());
        let mut together = Vec::new();
        huiqi::amounts_in_forms(&rules, &case.profile, &forms, &mut |_, amounts| together.push(amounts.ok().copied()));
        (explained != alone || together != explained).then(|| case.name.clone())
    });
    let wrong: Vec<String> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{} of {}: {wrong:?}", wrong.len(), cases.len());
}
