//! Embeds the library: what converting changes for one business, and the article behind its largest line.
//!
//! `cargo run --example embed --no-default-features`

use huiqi::{Difference, Pack, Profile, Say, Vocabulary};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pack = Pack::embedded()?;
    let profile = Profile::parse(include_str!("noodle-shop.toml"), "noodle-shop.toml", &pack)?;
    // Resolve the law once; share it between any number of businesses of this year and place.
    let rules = pack.rules(profile.year, profile.place, None)?;
    let comparison = huiqi::compare(&rules, &profile, &[])?;

    let mut out = String::new();
    for after in &comparison.after {
        let change = Difference::between(&comparison.before, after);
        out += &format!("{}: burden {:+}, owner {:+}\n", after.form.key(), change.total().to_decimal(), change.net_to_owner().to_decimal());
        for index in change.main_line().map(|line| after.citations(line)).unwrap_or_default() {
            let measure = pack.measure(index);
            out += &format!("  {} {}: {}\n", pack.document_of(measure).number, measure.article, measure.title.say(huiqi::Lang::En));
        }
    }
    std::io::Write::write_all(&mut std::io::stdout(), out.as_bytes())?;
    Ok(())
}
