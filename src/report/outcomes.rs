//! The best choices, as JSON.

use crate::answers::curve::{Best, Choice, Outcome};
use crate::base::error::Problem;
use crate::base::names::{Filing, Form, VatStatus};
use crate::base::words::Vocabulary;
use crate::{Money, Rate};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct BestOut {
    free: Vec<&'static str>,
    found: Vec<OutcomeOut>,
    when_drawn: Option<OutcomeOut>,
    least: Vec<OutcomeOut>,
    left_out: Vec<LeftOut>,
}

#[derive(Serialize)]
struct LeftOut {
    form: &'static str,
    vat_status: &'static str,
    filing: &'static str,
    from_month: Option<u32>,
    reasons: Vec<Problem>,
}

#[derive(Serialize)]
pub(super) struct OutcomeOut {
    form: &'static str,
    from_month: Option<u32>,
    vat_status: &'static str,
    filing: &'static str,
    wage: Option<Money>,
    share: Option<Rate>,
    net: Money,
    burden: Money,
    kept: Money,
    net_when_drawn: Money,
    more_than_now: Money,
    slack: Money,
}

/// An outcome, against what is left as things are.
pub(super) fn outcome_out(outcome: &Outcome, present: Money) -> OutcomeOut {
    OutcomeOut {
        form: Form::key(outcome.choice.form),
        from_month: outcome.choice.month.map(|month| month.number()),
        vat_status: VatStatus::key(outcome.choice.status),
        filing: Filing::key(outcome.choice.filing),
        wage: outcome.choice.wage,
        share: outcome.choice.share,
        net: outcome.net,
        burden: outcome.burden,
        kept: outcome.kept,
        net_when_drawn: outcome.net_when_drawn,
        more_than_now: outcome.net - present,
        slack: outcome.slack,
    }
}

/// The best of some choices, against what is left as things are.
pub(super) fn best_out(best: &Best, present: Money) -> BestOut {
    let all = |outcomes: &[Outcome]| outcomes.iter().map(|outcome| outcome_out(outcome, present)).collect();
    let left_out = |(choice, error): &(Choice, crate::Error)| LeftOut {
        form: choice.form.key(),
        vat_status: choice.status.key(),
        filing: choice.filing.key(),
        from_month: choice.month.map(|month| month.number()),
        reasons: error.reasons(),
    };
    BestOut {
        free: best.free.iter().map(|dimension| dimension.key()).collect(),
        found: all(&best.found),
        when_drawn: best.when_drawn.as_ref().map(|outcome| outcome_out(outcome, present)),
        least: all(&best.least),
        left_out: best.left_out.iter().map(left_out).collect(),
    }
}
