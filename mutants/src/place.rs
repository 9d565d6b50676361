//! All mutants of a file in one text. The smallest expression that holds a mutant is repeated with the change in it, and the
//! number of the mutant chooses; a function that is replaced returns at its start.

use std::ops::Range;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// A mutant, as `cargo mutants --list --json` tells it.
pub struct Mutant {
    /// Counted from 1 over all files.
    pub number: u32,
    pub file: String,
    /// File, change and function, without the line: it stays the same when other code moves.
    pub key: String,
    pub genre: String,
    pub replacement: String,
    /// What is replaced, in bytes of the file.
    pub span: Range<usize>,
}

/// A file, and where its mutants can stand.
pub struct File {
    pub name: String,
    text: String,
    hosts: Vec<Host>,
}

struct Host {
    /// Empty at the start of a function.
    span: Range<usize>,
    /// `if`, `match` and `while` end a statement without a semicolon, and must go on doing so.
    is_block: bool,
    /// The mutants here and their texts.
    choices: Vec<(u32, String)>,
}

/// A text with mutants, and where in it each stands.
#[derive(Default)]
pub struct Placed {
    pub text: String,
    pub at: Vec<(u32, Range<usize>)>,
    /// Every place with the mutants that stand there.
    pub hosts: Vec<(Vec<u32>, Range<usize>)>,
}

impl File {
    /// Finds a place for each mutant of the file; after it those without one, and those of code that is not of this build.
    pub fn new(name: &str, text: String, mutants: &[&Mutant]) -> Result<(File, Vec<u32>, Vec<u32>), syn::Error> {
        let mut found = Found::default();
        found.visit_file(&syn::parse_file(&text)?);
        let is_absent = |mutant: &&&Mutant| found.absent.iter().any(|at| at.start <= mutant.span.start && mutant.span.end <= at.end);
        let absent = mutants.iter().filter(is_absent).map(|mutant| mutant.number).collect();
        let mut file = File { name: name.to_string(), text, hosts: Vec::new() };
        let mut without = Vec::new();
        for mutant in mutants {
            let choice = |host: &Range<usize>| {
                let text = &file.text;
                let (before, after) = (&text[host.start..mutant.span.start], &text[mutant.span.end..host.end]);
                format!("{before} {} {after}", mutant.replacement)
            };
            let (span, is_block, choice) = if mutant.genre == "FnValue" {
                (mutant.span.start..mutant.span.start, false, mutant.replacement.clone())
            } else {
                let holds = |(host, _): &&(Range<usize>, bool)| host.start <= mutant.span.start && mutant.span.end <= host.end;
                match found.expressions.iter().filter(holds).min_by_key(|(host, _)| host.len()) {
                    Some((host, is_block)) => (host.clone(), *is_block, choice(host)),
                    None => {
                        without.push(mutant.number);
                        continue;
                    }
                }
            };
            match file.hosts.iter_mut().find(|host| host.span == span) {
                Some(host) => host.choices.push((mutant.number, choice)),
                None => file.hosts.push(Host { span, is_block, choices: vec![(mutant.number, choice)] }),
            }
        }
        file.hosts.sort_by_key(|host| (host.span.start, !host.span.is_empty(), usize::MAX - host.span.end));
        Ok((file, without, absent))
    }

    /// The text with every mutant that `keep` keeps.
    pub fn placed(&self, keep: &dyn Fn(u32) -> bool) -> Placed {
        let mut placed = Placed::default();
        self.write(&mut placed, 0..self.text.len(), &self.hosts, keep);
        placed
    }

    fn write(&self, to: &mut Placed, span: Range<usize>, hosts: &[Host], keep: &dyn Fn(u32) -> bool) {
        let (mut at, mut next) = (span.start, 0);
        while let Some(host) = hosts.get(next) {
            let inside = hosts[next + 1..].iter().take_while(|inner| inner.span.start < host.span.end).count();
            let inner = &hosts[next + 1..next + 1 + inside];
            to.text.push_str(&self.text[at..host.span.start]);
            self.write_host(to, host, inner, keep);
            at = host.span.end;
            next += 1 + inside;
        }
        to.text.push_str(&self.text[at..span.end]);
    }

    fn write_host(&self, to: &mut Placed, host: &Host, inner: &[Host], keep: &dyn Fn(u32) -> bool) {
        let choices: Vec<_> = host.choices.iter().filter(|(number, _)| keep(*number)).collect();
        let numbers: Vec<u32> = choices.iter().map(|(number, _)| *number).collect();
        let Some(place) = numbers.first() else {
            return self.write(to, host.span.clone(), inner, keep);
        };
        let start = to.text.len();
        let choice = |to: &mut Placed, before: &str, (number, text): &(u32, String), after: &str| {
            to.text.push_str(before);
            let start = to.text.len();
            to.text.push_str(text);
            to.at.push((*number, start..to.text.len()));
            to.text.push_str(after);
        };
        if host.span.is_empty() {
            for one in &choices {
                choice(to, &format!("if crate::mutant::at({place}) == {} {{ return ", one.0), one, "; } ");
            }
        } else {
            let (open, close) = if host.is_block { ("", "") } else { ("(", ")") };
            let listed: Vec<String> = numbers.iter().map(u32::to_string).collect();
            to.text.push_str(&format!("{open}match crate::mutant::at({place}) {{ m if !matches!(m, {}) => {{ ", listed.join(" | ")));
            // The original comes first, so that the compiler blames the change and not it.
            self.write(to, host.span.clone(), inner, keep);
            for (i, one) in choices.iter().enumerate() {
                let pattern = if i + 1 == choices.len() { "_".to_string() } else { one.0.to_string() };
                choice(to, &format!(" }} {pattern} => {{ "), one, "");
            }
            to.text.push_str(&format!(" }} }}{close}"));
        }
        to.hosts.push((numbers, start..to.text.len()));
    }
}

/// The feature that the tests asked are built without: what it brings along compiles for minutes.
const ABSENT: &str = "\"register\"";

/// The expressions that can be repeated with a change.
#[derive(Default)]
struct Found {
    expressions: Vec<(Range<usize>, bool)>,
    /// Items of the absent feature.
    absent: Vec<Range<usize>>,
}

impl Found {
    fn add(&mut self, expression: &syn::Expr, is_block: bool) {
        self.expressions.push((expression.span().byte_range(), is_block));
    }

    fn note_absent(&mut self, attributes: &[syn::Attribute], item: &impl Spanned) {
        let is_absent = |attribute: &syn::Attribute| match &attribute.meta {
            syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string().contains(ABSENT),
            _ => false,
        };
        if attributes.iter().any(is_absent) {
            self.absent.push(item.span().byte_range());
        }
    }

    /// What hangs on a chain of operators: its parts are no places of their own, because a change of one operator can
    /// change what the next one takes.
    fn inside_chain(&mut self, expression: &syn::Expr) {
        match expression {
            syn::Expr::Binary(binary) => {
                self.inside_chain(&binary.left);
                self.inside_chain(&binary.right);
            }
            syn::Expr::Unary(unary) if is_operator(unary.op) => self.inside_chain(&unary.expr),
            other => self.visit_expr(other),
        }
    }
}

fn is_operator(op: syn::UnOp) -> bool {
    matches!(op, syn::UnOp::Not(_) | syn::UnOp::Neg(_))
}

fn has_let(expression: &syn::Expr) -> bool {
    match expression {
        syn::Expr::Let(_) => true,
        syn::Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

impl<'a> Visit<'a> for Found {
    fn visit_expr(&mut self, expression: &'a syn::Expr) {
        match expression {
            syn::Expr::Binary(binary) if has_let(expression) => {
                self.visit_expr(&binary.left);
                return self.visit_expr(&binary.right);
            }
            syn::Expr::Binary(_) => {
                self.add(expression, false);
                return self.inside_chain(expression);
            }
            syn::Expr::Unary(unary) if is_operator(unary.op) => {
                self.add(expression, false);
                return self.inside_chain(expression);
            }
            syn::Expr::Struct(_) => self.add(expression, false),
            syn::Expr::Match(_) | syn::Expr::If(_) | syn::Expr::While(_) => self.add(expression, true),
            _ => {}
        }
        visit::visit_expr(self, expression);
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.note_absent(&item.attrs, item);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.note_absent(&item.attrs, item);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_item_impl(&mut self, item: &'a syn::ItemImpl) {
        self.note_absent(&item.attrs, item);
        visit::visit_item_impl(self, item);
    }

    fn visit_arm(&mut self, arm: &'a syn::Arm) {
        if let Some((_, guard)) = &arm.guard {
            self.add(guard, false);
        }
        visit::visit_arm(self, arm);
    }

    fn visit_expr_if(&mut self, branch: &'a syn::ExprIf) {
        self.visit_expr(&branch.cond);
        self.visit_block(&branch.then_branch);
        match branch.else_branch.as_ref().map(|(_, other)| &**other) {
            // After `else` nothing but `if` and a block may stand.
            Some(syn::Expr::If(other)) => self.visit_expr_if(other),
            Some(other) => self.visit_expr(other),
            None => {}
        }
    }
}
