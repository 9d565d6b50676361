//! `huiqi verify`: sound packs pass, wrong ones are caught with a counterexample.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::pack;
use huiqi::verify::Verifier;
use huiqi::{Lang, Say};

#[test]
fn the_embedded_pack_has_every_property() {
    let verifier = Verifier::new(pack(), &[]).expect("sound");
    let mut wrong = String::new();
    for property in verifier.properties() {
        let start = std::time::Instant::now();
        let finding = verifier.check(property, 256, 7);
        eprintln!("{property:?} tried {} in {:?}", finding.tried, start.elapsed());
        for failure in &finding.failures {
            let measure = failure.measure.map(|index| pack().measure(index).id.as_str());
            wrong += &format!("{property:?} {:?} {measure:?} {}\n{}\n", failure.form, failure.fault.say(Lang::En), failure.profile.to_toml());
        }
        if finding.tried == 0 {
            wrong += &format!("{property:?} never tried\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
