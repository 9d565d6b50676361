//! What a comparison looks like in JSON, wherever it comes from.

use huiqi::report::{Context, comparison_json};
use huiqi::{Lang, Pack, Profile};

/// Version and pack hash change without a figure changing; a pack from files says that it is one.
pub fn stable(json: &str, pack: &Pack) -> String {
    json.replace(pack.hash(), "PACK").replace("\"embedded\": false", "\"embedded\": true").replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

pub fn comparison(pack: &Pack, (name, toml): &(String, String), year: i32) -> Option<String> {
    let profile = Profile::parse(toml, name, pack).expect("an example").in_year(year).ok()?;
    let rules = pack.rules(year, profile.place, None).expect("covered");
    let compared = huiqi::compare(&rules, &profile, &[]);
    let compared = compared.and_then(|found| found.with_choices(&rules, &profile)?.with_break_even(&rules, &profile));
    let context = Context { pack, rules: &rules, profile: &profile, lang: Lang::Zh };
    Some(compared.map_or_else(|error| error.to_string(), |compared| stable(&comparison_json(&context, &compared), pack)))
}
