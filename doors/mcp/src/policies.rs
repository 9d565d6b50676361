//! The law as resources: each instrument as Markdown, and the schemas.

use huiqi::{Lang, Measure, Pack, report};
use rmcp::model::{Resource, ResourceContents, ResourceTemplate};

const POLICIES: &str = "huiqi://policies/";
const SCHEMAS: &str = "huiqi://schema/";

/// The schemas by name.
const NAMES: [&str; 4] = ["profile", "question", "answer", "error"];

/// All instruments whose measures the pack holds, then the schemas.
pub(crate) fn listed(pack: &Pack) -> Vec<Resource> {
    let instruments = pack.documents().iter().filter(|document| measures(pack, &document.id).next().is_some());
    let instruments = instruments.map(|document| {
        let title = format!("{} {}", document.number, document.title.zh);
        let described = format!("{} Issued {}.", document.title.en, document.issued_on);
        Resource::new(format!("{POLICIES}{}", document.id), &document.id)
            .with_title(title)
            .with_description(described)
            .with_mime_type("text/markdown")
    });
    let schemas = NAMES.map(|name| {
        Resource::new(format!("{SCHEMAS}{name}"), name)
            .with_description(format!("The JSON Schema of a {name}."))
            .with_mime_type("application/schema+json")
    });
    instruments.chain(schemas).collect()
}

/// How an instrument or one of its measures is named.
pub(crate) fn templates() -> Vec<ResourceTemplate> {
    let of = |tail: &str, name: &str, said: &str| {
        ResourceTemplate::new(format!("{POLICIES}{tail}"), name).with_description(said).with_mime_type("text/markdown")
    };
    vec![
        of("{document}", "instrument", "An instrument by its id, such as mof-sta-2023-12: its measures with figures, articles and days."),
        of("{document}#{measure}", "measure", "One measure, by the id that answers cite: mof-sta-2023-12#halving."),
    ]
}

fn measures<'p>(pack: &'p Pack, document: &str) -> impl Iterator<Item = &'p Measure> {
    pack.measures().iter().filter(move |measure| pack.document_of(measure).id == document)
}

/// A resource by its name; nothing where there is none.
pub(crate) fn read(pack: &Pack, uri: &str) -> Option<ResourceContents> {
    if let Some(name) = uri.strip_prefix(SCHEMAS) {
        let schema = match name {
            "profile" => huiqi::PROFILE_SCHEMA.to_string(),
            "question" => report::question_schema(),
            "answer" => report::answer_schema(),
            "error" => report::error_schema(),
            _ => return None,
        };
        return Some(ResourceContents::text(schema, uri).with_mime_type("application/schema+json"));
    }
    let id = uri.strip_prefix(POLICIES)?;
    let found: Vec<&Measure> =
        if id.contains('#') { pack.measures().iter().filter(|measure| measure.id == id).collect() } else { measures(pack, id).collect() };
    let text = (!found.is_empty()).then(|| report::measures_in_full(pack, &found, Lang::Zh).markdown())?;
    Some(ResourceContents::text(text, uri).with_mime_type("text/markdown"))
}
