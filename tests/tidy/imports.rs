//! Directions: a room imports from the rooms before it, and no module imports, over others, from itself. A folder and the
//! modules in it are one there: what `mod.rs` declares is for its children to use.
//!
//! What a module imports is every name of another module that it mentions, followed through each `use` to the module that
//! declares it: `crate::Rules` is an import from the law, whoever passes it on. Passing on (`pub use`) is no import.

use crate::sources::{File, Token, files, tokens, without_tests};
use std::collections::{BTreeMap, BTreeSet};

/// The rooms of `src`: each may import from those before it.
const ROOMS: [&str; 11] = ["base", "law", "facts", "taxes", "benefits", "assess", "answers", "check", "report", "register", "cli"];

/// Rooms beside one another: neither imports from the other.
const APART: [(&str, &str); 2] = [("register", "check"), ("register", "report")];

/// What facts need of the law: the places and trades that a profile names, and the pack that holds them.
const LAW_FOR_FACTS: [&str; 3] = ["law::classes", "law::pack", "law::places"];

/// A module: what it declares, what `use` brings (by which name, from where, whether passed on), and all paths and names
/// that it mentions.
#[derive(Default)]
struct Module {
    declared: BTreeSet<String>,
    used: Vec<Use>,
    paths: Vec<Vec<String>>,
    names: BTreeSet<String>,
}

struct Use {
    /// `*` for all that the path holds.
    name: String,
    path: Vec<String>,
    public: bool,
}

type Path = Vec<String>;
type Modules = BTreeMap<Path, Module>;
type Imports = BTreeMap<Path, BTreeSet<Path>>;

/// The modules of the library and of the command by path; the root of the library is the empty path.
fn modules(files: &[File]) -> Modules {
    let rust = files.iter().filter(|file| file.path.starts_with("src/") && file.path.ends_with(".rs") && file.path != "src/main.rs");
    let mut modules = Modules::new();
    let mut tests = Vec::new();
    for file in rust {
        let path = file.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
        let path: Path = if path == "lib" { Vec::new() } else { path.split('/').map(str::to_string).collect() };
        let (text, test) = without_tests(&file.text);
        tests.extend(test.map(|name| [path.as_slice(), &[name]].concat()));
        modules.insert(path, read(text));
    }
    modules.retain(|path, _| !tests.contains(path));
    modules
}

fn read(text: &str) -> Module {
    let tokens: Vec<Token<'_>> = tokens(text).into_iter().map(|(_, token)| token).collect();
    let mut module = Module::default();
    let mut at = 0;
    while at < tokens.len() {
        let Token::Word(word) = tokens[at] else {
            at += 1;
            continue;
        };
        if word == "use" && matches!(tokens.get(at + 1), Some(Token::Word(_) | Token::Sign('{'))) {
            let public = at > 0 && matches!(tokens[at - 1], Token::Word("pub") | Token::Sign(')'));
            at = tree(&tokens, at + 1, &[], public, &mut module.used);
            continue;
        }
        // `pub(in crate::room)` says who may see it.
        if word == "in" && at > 1 && tokens[at - 1] == Token::Sign('(') && tokens[at - 2] == Token::Word("pub") {
            at += tokens[at..].iter().position(|token| *token == Token::Sign(')')).unwrap_or(1);
            continue;
        }
        let named = match word {
            "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" => tokens.get(at + 1),
            "macro_rules" => tokens.get(at + 2),
            _ => None,
        };
        if let Some(Token::Word(name)) = named {
            module.declared.insert(name.to_string());
        }
        let mut path = vec![word.to_string()];
        while let (Some(Token::Path), Some(Token::Word(next))) = (tokens.get(at + 1), tokens.get(at + 2)) {
            path.push(next.to_string());
            at += 2;
        }
        module.names.insert(word.to_string());
        if path.len() > 1 {
            module.paths.push(path);
        }
        at += 1;
    }
    module
}

/// One tree of a `use`, from its first token to the one after it.
fn tree(tokens: &[Token<'_>], mut at: usize, before: &[String], public: bool, used: &mut Vec<Use>) -> usize {
    let mut path = before.to_vec();
    let mut name = None;
    loop {
        match tokens.get(at) {
            Some(Token::Word("as")) => {
                let Some(Token::Word(word)) = tokens.get(at + 1) else { break };
                name = Some(word.to_string());
                at += 1;
            }
            Some(Token::Word(word)) => path.push(word.to_string()),
            Some(Token::Sign('*')) => name = Some("*".to_string()),
            Some(Token::Sign('{')) => {
                at += 1;
                while !matches!(tokens.get(at), Some(Token::Sign('}')) | None) {
                    at = tree(tokens, at, &path, public, used);
                    at += usize::from(matches!(tokens.get(at), Some(Token::Sign(','))));
                }
                return at + 1;
            }
            Some(Token::Path) => {}
            _ => break,
        }
        at += 1;
    }
    if path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    if let Some(last) = path.last().cloned() {
        used.push(Use { name: name.unwrap_or(last), path, public });
    }
    at
}

/// The module that declares what a path names, seen from a module. `None`: not of this crate.
fn declaring(modules: &Modules, from: &[String], path: &[String], depth: usize) -> Option<Path> {
    let (mut at, mut rest) = match path.first()?.as_str() {
        // The command calls the library by its name.
        "crate" | "huiqi" => (Vec::new(), &path[1..]),
        "self" => (from.to_vec(), &path[1..]),
        "super" => (from.to_vec(), path),
        first if modules.contains_key(&[from, &[first.to_string()]].concat()) => (from.to_vec(), path),
        _ => return None,
    };
    while rest.first().is_some_and(|word| word == "super") {
        at.pop()?;
        rest = &rest[1..];
    }
    while let Some(word) = rest.first() {
        let module = modules.get(&at)?;
        let child = [at.as_slice(), std::slice::from_ref(word)].concat();
        if modules.contains_key(&child) {
            (at, rest) = (child, &rest[1..]);
            continue;
        }
        if depth > 8 || module.declared.contains(word) {
            break;
        }
        let through = module.used.iter().find(|used| used.name == *word).map(|used| [used.path.as_slice(), &rest[1..]].concat());
        if let Some(through) = through {
            return declaring(modules, &at, &through, depth + 1);
        }
        let all = module.used.iter().filter(|used| used.name == "*").map(|used| [used.path.as_slice(), rest].concat());
        let declares = |found: &Path| modules.get(found).is_some_and(|module| module.declared.contains(word));
        return Some(all.filter_map(|path| declaring(modules, &at, &path, depth + 1)).find(declares).unwrap_or(at));
    }
    Some(at)
}

/// Module → the modules that it imports from.
fn imports(modules: &Modules) -> Imports {
    let of = |(path, module): (&Path, &Module)| {
        let used = module.used.iter().filter(|used| !used.public || module.names.contains(&used.name)).map(|used| &used.path);
        let declaring = used.chain(&module.paths).filter_map(|mentioned| declaring(modules, path, mentioned, 0));
        (path.clone(), declaring.filter(|other| other != path && !other.is_empty()).collect())
    };
    modules.iter().filter(|(path, _)| !path.is_empty()).map(of).collect()
}

/// Modules that reach one another, a line a circle.
fn circles(imports: &Imports) -> Vec<Vec<&Path>> {
    let reached: BTreeMap<&Path, BTreeSet<&Path>> = imports.keys().map(|path| (path, reached(imports, path))).collect();
    let mut circles: BTreeSet<Vec<&Path>> = BTreeSet::new();
    for (path, all) in reached.iter().filter(|(path, all)| all.contains(*path)) {
        circles.insert(all.iter().copied().filter(|other| reached.get(*other).is_some_and(|back| back.contains(path))).collect());
    }
    circles.into_iter().collect()
}

/// All that a module imports from, over others too.
fn reached<'i>(imports: &'i Imports, from: &Path) -> BTreeSet<&'i Path> {
    let mut found = BTreeSet::new();
    let mut left: Vec<&Path> = imports[from].iter().collect();
    while let Some(next) = left.pop() {
        if found.insert(next) {
            left.extend(imports.get(next).into_iter().flatten());
        }
    }
    found
}

/// What is wrong with an import, if anything.
fn wrong(from: &Path, to: &Path) -> bool {
    let (mine, its) = (from[0].as_str(), to[0].as_str());
    let rank = |room: &str| ROOMS.iter().position(|known| *known == room);
    let (Some(above), Some(below)) = (rank(mine), rank(its)) else { return true };
    let apart = APART.iter().any(|(one, two)| (mine, its) == (*one, *two) || (its, mine) == (*one, *two));
    let too_deep = (mine, its) == ("facts", "law") && !LAW_FOR_FACTS.contains(&to.join("::").as_str());
    below > above || apart || too_deep
}

#[test]
fn a_room_imports_only_from_the_rooms_before_it() {
    let imports = imports(&modules(&files()));
    assert!(imports.len() > 100 && imports.values().map(BTreeSet::len).sum::<usize>() > 500, "the sources were not read");
    let all = imports.iter().flat_map(|(from, to)| to.iter().map(move |to| (from, to)));
    let found: Vec<String> =
        all.filter(|(from, to)| wrong(from, to)).map(|(from, to)| format!("{} imports from {}", from.join("::"), to.join("::"))).collect();
    assert!(found.is_empty(), "imports against the direction {}:\n{}", ROOMS.join(" ← "), found.join("\n"));
}

#[test]
fn no_module_imports_from_itself_over_others() {
    let mut imports = imports(&modules(&files()));
    for (path, others) in &mut imports {
        others.retain(|other| !path.starts_with(other));
    }
    let circles = circles(&imports);
    let told = |circle: &Vec<&Path>| {
        let inside = |path: &Path| imports[path].iter().filter(|to| circle.contains(to)).map(|to| to.join("::")).collect::<Vec<_>>();
        circle.iter().map(|path| format!("  {} imports from {}\n", path.join("::"), inside(path).join(", "))).collect::<String>()
    };
    let found: Vec<String> = circles.iter().map(told).collect();
    assert!(found.is_empty(), "{} circles:\n{}", found.len(), found.join("\n"));
}
