//! 一般纳税人: from which month general status runs.

use crate::facts::Facts;

/// The first month of general status, if any.
pub(crate) fn general_from(f: &Facts) -> Option<u32> {
    if f.general { Some(1) } else { None }
}
