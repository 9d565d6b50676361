//! A profile as the file that it can be read from again.
//!
//! Only what differs from the default is written, so that a small business makes a small file.

use super::Profile;
use super::context::{Context, Lists, Writing};
use super::part::{Part, name};
use super::problem::FactProblem;
use super::profile::Origin;
use crate::base::error::{At, Error, Problem, Said};
use crate::base::source::{Reading, Section};
use crate::base::tree::{Fields, Node};
use crate::law::FormerPlace;
use std::fmt::Write;

impl Profile {
    /// The profile as TOML: what [`Profile::parse`] reads back as the same facts.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let profile = huiqi::Profile::parse(huiqi::PROFILE_TEMPLATE, "template.toml", &pack)?;
    /// let again = huiqi::Profile::parse(&profile.to_toml(), "again.toml", &pack)?;
    /// assert_eq!(again.without_places(), profile.without_places());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text = String::new();
        let (tables, keys): (Vec<_>, Vec<_>) = self.tree().0.into_iter().partition(|field| match &field.value.node {
            Node::Table(_) => true,
            Node::List(items) => matches!(items.first().map(|item| &item.node), Some(Node::Table(_))),
            _ => false,
        });
        lines(&mut text, &Fields(keys));
        for field in &tables {
            let key = &field.key;
            match &field.value.node {
                Node::Table(fields) => {
                    let _ = writeln!(text, "\n[{key}]");
                    lines(&mut text, fields);
                }
                Node::List(items) => {
                    for item in items {
                        let _ = writeln!(text, "\n[[{key}]]");
                        if let Node::Table(fields) = &item.node {
                            lines(&mut text, fields);
                        }
                    }
                }
                _ => {}
            }
        }
        text
    }

    /// The profile as JSON: what [`Profile::from_json`] reads back as the same facts. Amounts are numbers with two decimals.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let profile = huiqi::Profile::parse(huiqi::PROFILE_TEMPLATE, "template.toml", &pack)?;
    /// let again = huiqi::Profile::from_json(&profile.to_json(), "again.json", &pack)?;
    /// assert_eq!(again.without_places(), profile.without_places());
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        inline(&Node::Table(self.tree()), Syntax::Json)
    }

    fn tree(&self) -> Fields<'static> {
        let mut fields = Fields::default();
        Profile::write(self, &mut fields, &Writing { profile: Some(self), quarter: None });
        fields
    }

    /// How many entries its lists have, all together.
    pub(crate) fn entries(&self) -> usize {
        entries(&Node::Table(self.tree()))
    }

    /// The facts alone, without the file that they were read from: problems with them then show no line.
    ///
    /// ```
    /// let pack = huiqi::Pack::embedded()?;
    /// let shop = huiqi::Profile::load("examples/noodle-shop.toml".as_ref(), &pack)?;
    /// let facts = shop.clone().without_places();
    /// assert_eq!(facts.sales[0].amount, shop.sales[0].amount);
    /// assert_eq!(facts.sales[0].at, huiqi::At::default()); // no line of the file any more
    /// # Ok::<(), huiqi::Error>(())
    /// ```
    #[must_use]
    pub fn without_places(mut self) -> Profile {
        self.origin.source = None;
        self.sales.iter_mut().for_each(|sale| sale.at = At::default());
        self.contracts.iter_mut().for_each(|contract| contract.at = At::default());
        self.properties.iter_mut().for_each(|property| property.at = At::default());
        self.lands.iter_mut().for_each(|land| land.at = At::default());
        self.resources.iter_mut().for_each(|sold| (sold.at, sold.mineral_at) = (At::default(), At::default()));
        self.farmlands.iter_mut().for_each(|land| land.at = At::default());
        self.rented.iter_mut().for_each(|rented| rented.at = At::default());
        self
    }

    /// Reads the root table of a file.
    pub(crate) fn read_from(root: &Section<'_>, context: &Context<'_>) -> Profile {
        name::<Profile>(root);
        Profile::read(root, context)
    }

    /// Holds facts that a program made to the limits of those that are read, by the same reader: what it refuses, this does.
    ///
    /// # Errors
    /// Every missing, contradictory or impossible fact, by its path.
    pub(crate) fn hold_to_limits(&self, lists: &dyn Lists) -> Result<(), Error> {
        let (_, problems) = Reading::of_tree(&self.tree().sorted(), |root| Some(Profile::read_from(root, &Context::new(lists))));
        if problems.is_empty() { Ok(()) } else { Err(Error::profile(problems)) }
    }

    /// [`Profile::hold_to_limits`] where no pack is at hand: the year, the place and the industry are taken as they are.
    #[cold]
    pub(crate) fn hold_figures_to_limits(&self) -> Result<(), Error> {
        struct Taken<'p>(&'p Profile);
        impl Lists for Taken<'_> {
            fn years(&self) -> std::ops::RangeInclusive<i32> {
                self.0.year..=self.0.year
            }
            fn place_of(&self, _: &str) -> Result<(u32, Option<FormerPlace>), Said> {
                Ok((self.0.place, None))
            }
            fn industry_of(&self, _: &str) -> Result<super::Industry, Said> {
                Ok(self.0.industry.clone())
            }
        }
        if self.tells_a_total() {
            return Err(Error::profile(vec![Problem::new(FactProblem::TotalNotSpread)]));
        }
        self.hold_to_limits(&Taken(self))
    }

    /// A business of which nothing is told, to be filled in within the limits.
    #[cfg(any(feature = "register", feature = "strategies"))]
    pub(crate) fn empty() -> Profile {
        Profile::default().taken_as_checked()
    }

    /// Notes that the facts are within the limits.
    pub(crate) fn taken_as_checked(mut self) -> Profile {
        self.origin = Origin { checked: true, ..self.origin };
        self
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Syntax {
    Toml,
    Json,
}

/// A key and its value a line. Writing to a `String` cannot fail.
fn entries(node: &Node<'_>) -> usize {
    match node {
        Node::Table(Fields(fields)) => fields.iter().map(|field| entries(&field.value.node)).sum(),
        Node::List(list) => list.iter().map(|item| entries(&item.node).saturating_add(1)).sum(),
        _ => 0,
    }
}

fn lines(text: &mut String, fields: &Fields<'_>) {
    for field in &fields.0 {
        let _ = writeln!(text, "{} = {}", field.key, inline(&field.value.node, Syntax::Toml));
    }
}

/// A value as TOML writes it.
pub(super) fn in_toml(node: &Node<'_>) -> String {
    inline(node, Syntax::Toml)
}

/// A value as JSON writes it.
#[cfg(test)]
pub(super) fn in_json(node: &Node<'_>) -> String {
    inline(node, Syntax::Json)
}

/// A value within a line.
fn inline(node: &Node<'_>, syntax: Syntax) -> String {
    match (node, syntax) {
        (Node::Text(text), _) => quoted(text),
        (Node::Date(date), Syntax::Json) => quoted(date),
        (Node::Number(written) | Node::Date(written), _) => written.to_string(),
        (Node::Truth(truth), _) => truth.to_string(),
        (Node::Other(written), _) => written.clone(),
        (Node::List(items), _) => {
            let items: Vec<String> = items.iter().map(|item| inline(&item.node, syntax)).collect();
            format!("[{}]", items.join(", "))
        }
        (Node::Table(fields), Syntax::Toml) => {
            let fields: Vec<String> =
                fields.0.iter().map(|field| format!("{} = {}", field.key, inline(&field.value.node, syntax))).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        (Node::Table(fields), Syntax::Json) => {
            let field = |field: &crate::base::tree::Field<'_>| format!("{}: {}", quoted(&field.key), inline(&field.value.node, syntax));
            format!("{{{}}}", fields.0.iter().map(field).collect::<Vec<_>>().join(", "))
        }
    }
}

/// Quoted as both TOML and JSON read it.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(2));
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
