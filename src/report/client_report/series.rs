//! The figures of the report as series: by form along the curve, and by form over the years.

use crate::Money;
use crate::answers::client_report::ClientReport;
use crate::assess::Assessment;
use crate::base::names::Form;
use crate::base::words::Say;
use crate::report::Context;

/// Forms whose figures are the same are one series: their names, and the column of the first.
fn series(context: &Context<'_>, forms: &[Form], column: impl Fn(usize) -> Vec<Money>) -> Vec<(String, Vec<Money>)> {
    let mut found: Vec<(Vec<Form>, Vec<Money>)> = Vec::new();
    for (i, form) in forms.iter().enumerate() {
        let values = column(i);
        match found.iter_mut().find(|(_, known)| *known == values) {
            Some((same, _)) => same.push(*form),
            None => found.push((vec![*form], values)),
        }
    }
    found.into_iter().map(|(forms, values)| (forms.say(context.lang), values)).collect()
}

/// The curves of a report to hand over.
pub(super) fn curves(context: &Context<'_>, client_report: &ClientReport) -> Vec<(String, Vec<Money>)> {
    let curve = &client_report.curve;
    let column = |i: usize| curve.points.iter().map(|point| point.net.get(i).copied().unwrap_or_default()).collect();
    series(context, &curve.forms, column)
}

/// A figure of each year, by form.
pub(super) fn by_year(context: &Context<'_>, client_report: &ClientReport, of: fn(&Assessment) -> Money) -> Vec<(String, Vec<Money>)> {
    let forms: Vec<Form> = sides(client_report).iter().map(|side| side.form).collect();
    let figure = |comparison: &crate::Comparison, form: Form| {
        std::iter::once(&comparison.before).chain(&comparison.after).find(|side| side.form == form).map(of).unwrap_or_default()
    };
    let column = |i: usize| match forms.get(i) {
        Some(form) => client_report.years.iter().map(|(_, comparison)| figure(comparison, *form)).collect(),
        None => Vec::new(),
    };
    series(context, &forms, column)
}

pub(super) fn sides(client_report: &ClientReport) -> Vec<&Assessment> {
    std::iter::once(&client_report.comparison.before).chain(&client_report.comparison.after).collect()
}
