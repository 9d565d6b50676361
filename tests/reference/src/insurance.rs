//! 社会保险: premiums of the employer, and of the owner.

use crate::facts::Facts;
use crate::sums::{d, fen, pct, yuan};
use rust_decimal::Decimal;

/// The employer's premiums and the owner's own.
pub(crate) fn year(f: &Facts) -> (Decimal, Decimal) {
    let (mut employer, mut owner) = (Decimal::ZERO, Decimal::ZERO);
    // 国办发〔2019〕13号: from May 2019.
    if f.year < 2020 {
        return (employer, owner);
    }
    let [average, medical_employer, medical_employee, medical_flexible, injury, floor, ceiling] = f.local_insurance;
    // Yunnan's rates of unemployment insurance, known to 2025.
    let unemployed = if f.year <= 2025 { (d(7, 3), d(3, 3)) } else { (Decimal::ZERO, Decimal::ZERO) };
    for insured in &f.insured {
        // Bounds as the province prints them go before its average wage; 0: not told.
        let bound = |printed: Decimal, share: Decimal| if printed > Decimal::ZERO { printed } else { fen(average * share) };
        let (mut least, mut most) = (bound(floor, pct(60)), bound(ceiling, yuan(3)));
        // As Yunnan printed them for 2025, where nothing is told.
        if f.year == 2025 && f.knows((2025, 10, 20)) {
            least = if least > Decimal::ZERO { least } else { yuan(4_357) };
            most = if most > Decimal::ZERO { most } else { yuan(21_789) };
        }
        let base = insured.base.max(least).min(if most > Decimal::ZERO { most } else { Decimal::MAX });
        let times = Decimal::from(insured.persons) * Decimal::from(insured.months.1 - insured.months.0 + 1);
        let paid = |rate: Decimal| fen(base * rate) * times;
        if insured.owner && !f.as_form.is_company() {
            owner += paid(pct(20) + medical_flexible);
        } else {
            employer += paid(pct(16) + unemployed.0 + medical_employer + injury);
            if insured.owner {
                owner += paid(pct(8) + unemployed.1 + medical_employee);
            }
        }
    }
    (employer, owner)
}
