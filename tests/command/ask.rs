//! Questions and their answers: each command stands for one, and prints what `huiqi ask` answers, byte for byte; answers, errors
//! and questions are what their schemas say; and a wrong question is refused with its place.

use crate::run::{EXAMPLES, huiqi, stdout};
use huiqi::{Ask, Form, Line, Pack, Profile, Question, report};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::path::Path;

fn text_of(example: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/{example}.toml"))).expect("readable")
}

/// Commands by their arguments after the profile, and what each asks.
fn commands(year: i32) -> Vec<(Vec<String>, Value)> {
    let day = format!("{year}-07-01");
    let years = format!("{}..{year}", year - 1);
    let all: Vec<(String, Value)> = vec![
        ("assess".to_string(), json!({ "assess": {} })),
        ("assess --form company".to_string(), json!({ "assess": { "form": "company" } })),
        ("prepay".to_string(), json!({ "prepay": {} })),
        ("prepay --form company".to_string(), json!({ "prepay": { "form": "company" } })),
        ("explain --line vat".to_string(), json!({ "explain": { "line": "vat" } })),
        ("explain --line cit --form company".to_string(), json!({ "explain": { "line": "cit", "form": "company" } })),
        ("classify".to_string(), json!({ "classify": {} })),
        ("compare".to_string(), json!({ "compare": {} })),
        ("compare --to company partnership".to_string(), json!({ "compare": { "to": ["company", "partnership"] } })),
        (format!("compare --to company --convert-on {day}"), json!({ "compare": { "to": ["company"], "convert_on": day } })),
        ("compare --as general".to_string(), json!({ "compare": { "vat_status": "general" } })),
        ("compare --allow-missing".to_string(), json!({ "compare": { "allow_missing": true } })),
        (format!("compare --years {years}"), json!({ "compare": { "years": [year - 1, year] } })),
        ("calendar".to_string(), json!({ "calendar": {} })),
        (format!("calendar --to company --convert-on {day}"), json!({ "calendar": { "to": "company", "convert_on": day } })),
        (
            "sweep --over profit --to company --points 3".to_string(),
            json!({ "sweep": { "over": "profit", "to": ["company"], "points": 3 } }),
        ),
        ("cliffs --over sales".to_string(), json!({ "cliffs": { "over": "sales" } })),
        ("breakeven --over profit --to company".to_string(), json!({ "breakeven": { "over": "profit", "to": ["company"] } })),
        ("optimise --filing --to company".to_string(), json!({ "optimise": { "filing": true, "to": ["company"] } })),
        ("report --to company".to_string(), json!({ "report": { "to": ["company"] } })),
    ];
    all.into_iter().map(|(args, ask)| (args.split(' ').map(str::to_string).collect(), ask)).collect()
}

/// What `huiqi ask -` says of a question: its exit code, its answer and its complaint.
fn asked(question: &str, more: &[&str]) -> (i32, String, String) {
    let output = huiqi(&[&["ask", "-"], more].concat()).write_stdin(question).output().expect("runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("a code"), text(output.stdout), text(output.stderr))
}

/// The problems of an error, without their places: a profile in a file and one in a question stand elsewhere.
fn problems(error: &str) -> Vec<Value> {
    let mut error: Value = serde_json::from_str(error).unwrap_or_else(|_| panic!("no JSON: {error}"));
    let problems = error["problems"].as_array_mut().expect("problems");
    problems.iter_mut().for_each(|problem| _ = problem.as_object_mut().expect("an object").remove("place"));
    problems.clone()
}

#[test]
fn each_command_prints_what_ask_answers() {
    let pack = Pack::embedded().expect("sound");
    let mut answered = 0;
    for example in EXAMPLES {
        let profile = text_of(example);
        let year = Profile::parse(&profile, "shop.toml", &pack).expect("right").year;
        for (args, ask) in commands(year) {
            let question = json!({ "profile": profile, "ask": ask }).to_string();
            let path = format!("examples/{example}.toml");
            let mut command: Vec<&str> = args.iter().map(String::as_str).collect();
            command.insert(1, &path);
            // Neither the language nor the format of anything else changes what a program reads.
            let lang = if answered % 2 == 0 { "en" } else { "zh" };
            let output = huiqi(&[&command[..], &["--format", "json", "--lang", lang]].concat()).output().expect("runs");
            let printed = String::from_utf8(output.stdout).expect("UTF-8");
            match huiqi::ask(&pack, &Question::from_json(&question, "question.json").expect("a question")) {
                Ok(answer) => {
                    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
                    assert!(printed == report::answer_json(&answer), "{command:?} prints something else than it is answered");
                    answered += 1;
                }
                Err(error) => {
                    assert!(printed.is_empty(), "{command:?}");
                    let complained = String::from_utf8(output.stderr).expect("UTF-8");
                    assert_eq!(problems(&complained), problems(&report::error_json(&error)), "{command:?}");
                }
            }
        }
    }
    assert!(answered > 110, "{answered} answers");
}

/// The same by the command `ask`, of a file and of the standard input, under another year and with less known.
#[test]
fn a_question_is_read_from_a_file_and_from_the_standard_input() {
    let question =
        json!({ "profile": text_of("hardware-retailer"), "year": 2023, "known_on": "2023-05-01", "ask": { "compare": {} } }).to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("question.json");
    std::fs::write(&file, &question).expect("writable");
    let expected =
        stdout(&["compare", "examples/hardware-retailer.toml", "--year", "2023", "--known-on", "2023-05-01", "--format", "json"]);
    assert_eq!(stdout(&["ask", file.to_str().expect("UTF-8")]), expected);
    assert_eq!(asked(&question, &[]), (0, expected, String::new()));
}

/// The facts of a question may be an object as well as the text of a file.
#[test]
fn the_facts_of_a_question_are_an_object_or_a_text() {
    let facts: toml::Value = toml::from_str(&text_of("landlord")).expect("TOML");
    let as_object = json!({ "profile": facts, "ask": { "assess": {} } }).to_string();
    let as_text = json!({ "profile": text_of("landlord"), "ask": { "assess": {} } }).to_string();
    let (one, other) = (asked(&as_object, &[]), asked(&as_text, &[]));
    assert_eq!(one.0, 0, "{}", one.2);
    assert_eq!(one, other);
}

fn validator(schema: &str) -> Validator {
    jsonschema::validator_for(&serde_json::from_str(&stdout(&["schema", schema])).expect("JSON")).expect("a schema")
}

fn hold(validator: &Validator, value: &Value, what: &str) {
    let wrong: Vec<String> = validator.iter_errors(value).map(|error| format!("{} {error}", error.instance_path())).collect();
    assert!(wrong.is_empty(), "{what}: {}", wrong.join("\n").chars().take(2000).collect::<String>());
}

/// Whether each object of an answer refuses a member that the schema does not name, and misses one that it needs.
fn strict(validator: &Validator, value: &Value, what: &str) {
    fn objects(value: &Value, at: String, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                found.push(at.clone());
                members.iter().for_each(|(name, member)| objects(member, format!("{at}/{name}"), found));
            }
            // The first of a list stands for all.
            Value::Array(items) => items.iter().take(1).for_each(|item| objects(item, format!("{at}/0"), found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    objects(value, String::new(), &mut found);
    for at in found {
        let mut changed = value.clone();
        let object = changed.pointer_mut(&at).and_then(Value::as_object_mut).expect("an object");
        object.insert("not_in_the_schema".to_string(), Value::Null);
        assert!(!validator.is_valid(&changed), "{what}: `{at}` takes any member");
    }
}

/// Every kind of answer, of every example and of years in which the law was another.
#[test]
fn answers_are_what_the_schema_says() {
    let pack = Pack::embedded().expect("sound");
    let (answers, questions) = (validator("answer"), validator("question"));
    let mut kinds = std::collections::BTreeSet::new();
    for example in EXAMPLES {
        let profile = text_of(example);
        let own = Profile::parse(&profile, "shop.toml", &pack).expect("right").year;
        for year in [own, 2020, 2022, 2026] {
            for (args, ask) in commands(year) {
                // Curves are long: once each.
                let is_curve = ["sweep", "cliffs", "breakeven", "optimise", "report"].contains(&args[0].as_str());
                if is_curve && year != own {
                    continue;
                }
                let mut question = json!({ "profile": profile, "ask": ask });
                if year != own && ask["compare"]["years"].is_null() {
                    question["year"] = year.into();
                }
                hold(&questions, &question, "question");
                let Ok(answer) = huiqi::ask(&pack, &Question::from_json(&question.to_string(), "q").expect("a question")) else { continue };
                let value: Value = serde_json::from_str(&report::answer_json(&answer)).expect("JSON");
                hold(&answers, &value, &format!("{example} {year} {args:?}"));
                if kinds.insert(value["answer"].as_str().expect("a kind").to_string()) {
                    strict(&answers, &value, &format!("{example} {args:?}"));
                }
            }
        }
    }
    // What only a page asks.
    for example in ["noodle-shop", "machine-workshop"] {
        let profile = text_of(example);
        for ask in [
            json!({ "glance": { "to": "company", "earned": "90万元" } }),
            json!({ "outlook": { "from": "2022-01-01" } }),
            json!({ "advice": {} }),
            json!({ "why": { "line": "vat" } }),
        ] {
            let question = json!({ "profile": profile, "ask": ask });
            hold(&questions, &question, "question");
            let answer = huiqi::ask(&pack, &Question::from_json(&question.to_string(), "q").expect("a question")).expect("an answer");
            let value: Value = serde_json::from_str(&report::answer_json(&answer)).expect("JSON");
            hold(&answers, &value, &format!("{example} {ask}"));
            if kinds.insert(value["answer"].as_str().expect("a kind").to_string()) {
                strict(&answers, &value, &format!("{example} {ask}"));
            }
        }
    }
    let all = [
        "advice",
        "assessment",
        "break-evens",
        "calendar",
        "classification",
        "cliffs",
        "comparison",
        "explanation",
        "glance",
        "optimum",
        "outlook",
        "prepayments",
        "ranges",
        "report",
        "sweep",
        "why",
        "years",
    ];
    assert_eq!(kinds.into_iter().collect::<Vec<_>>(), all);
}

/// What Rust writes of a question, JSON reads back, and the schema accepts.
#[test]
fn a_question_is_written_as_it_is_read() {
    let pack = Pack::embedded().expect("sound");
    let profile = Profile::parse(&text_of("noodle-shop"), "shop.toml", &pack).expect("right");
    let schema = validator("question");
    let to = vec![Form::Company];
    for ask in [
        Ask::Assess { form: None },
        Ask::Explain { line: Line::Vat, form: Some(Form::Company) },
        Ask::Compare { to: to.clone(), convert_on: None, vat_status: None, years: Some((2021, 2022)), allow_missing: false },
        Ask::Sweep { over: "profit".to_string(), over2: None, to: to.clone(), points: 5 },
        Ask::Optimise { wage: Some("0..20万元".to_string()), share: None, status: true, filing: false, month: false, to: Some(to) },
        Ask::Classify {},
    ] {
        let question = Question::new(profile.clone(), ask.clone());
        let written = serde_json::to_string(&question).expect("JSON");
        hold(&schema, &serde_json::from_str(&written).expect("JSON"), "question");
        let read = Question::from_json(&written, "question.json").expect("a question");
        assert_eq!(read.ask, ask);
        let (one, other) = (huiqi::ask(&pack, &question), huiqi::ask(&pack, &read));
        let written = |answer: Result<huiqi::Answer<'_>, huiqi::Error>| report::answer_json(&answer.expect("an answer"));
        assert!(written(one) == written(other), "{ask:?}");
    }
    for wrong in [
        json!({}),
        json!({ "profile": "", "ask": { "assess": { "forn": "company" } } }),
        json!({ "profile": 1, "ask": { "classify": {} } }),
    ] {
        assert!(!schema.is_valid(&wrong), "{wrong}");
    }
}

/// A question, the exit code, and the code and path of each problem.
type Wrong = (Value, i32, Vec<(&'static str, &'static str)>);

fn wrong_questions() -> Vec<Wrong> {
    let shop = text_of("noodle-shop");
    let ask = |ask: Value| json!({ "profile": shop, "ask": ask });
    let of = |from: &str, to: &str| json!({ "profile": shop.replacen(from, to, 1), "ask": { "assess": {} } });
    vec![
        (json!({ "profile": shop, "aks": { "assess": {} } }), 2, vec![("not-a-question", "")]),
        (ask(json!({ "asses": {} })), 2, vec![("not-a-question", "")]),
        (ask(json!({ "assess": { "from": "company" } })), 2, vec![("not-a-question", "")]),
        (ask(json!({ "assess": { "form": "ltd" } })), 2, vec![("not-a-question", "")]),
        (ask(json!({ "compare": { "to": ["individual-business"] } })), 2, vec![("this-form", "ask.compare.to")]),
        (
            ask(json!({ "compare": { "to": ["company"], "convert_on": "2022-06-02" } })),
            2,
            vec![("not-a-first-day", "ask.compare.convert_on")],
        ),
        (ask(json!({ "compare": { "years": [2023, 2022] } })), 2, vec![("years-backwards", "ask.compare.years")]),
        (ask(json!({ "sweep": { "over": "profit", "points": 1 } })), 2, vec![("points-outside", "ask.sweep.points")]),
        (ask(json!({ "cliffs": { "over": "slaes" } })), 2, vec![("unknown-meant", "ask.cliffs.over")]),
        (json!({ "profile": shop, "year": 2018, "ask": { "assess": {} } }), 5, vec![("year-not-covered", "")]),
        (json!({ "profile": shop, "known_on": "1980-01-01", "ask": { "assess": {} } }), 5, vec![]),
        (of("\"麒麟区\"", "\"麒麒区\""), 3, vec![("unknown-place-meant", "place")]),
        (of("[costs]", "[cots]"), 3, vec![("missing", "costs"), ("unknown-key-meant", "cots")]),
    ]
}

#[test]
fn wrong_questions_are_refused_with_code_and_path() {
    let schema = validator("error");
    for (question, code, expected) in wrong_questions() {
        let text = question.to_string();
        let (found, answer, complaint) = asked(&text, &["--lang", "en"]);
        assert_eq!((found, answer.as_str()), (code, ""), "{question}: {complaint}");
        let error: Value = serde_json::from_str(&complaint).expect("JSON");
        hold(&schema, &error, &complaint);
        let read: Vec<(&str, &str)> = error["problems"].as_array().expect("problems").iter().map(code_and_path).collect();
        if !expected.is_empty() {
            assert_eq!(read, expected, "{complaint}");
        }
        assert!(error["problems"].as_array().expect("problems").iter().all(|problem| problem["text"]["zh"] != problem["text"]["en"]));
        // The same in the other language.
        assert_eq!(asked(&text, &["--lang", "zh"]), (code, String::new(), complaint), "{question}");
    }
}

fn code_and_path(problem: &Value) -> (&str, &str) {
    (problem["code"].as_str().expect("a code"), problem["path"].as_str().unwrap_or_default())
}

/// Where it stands, what was found and what would be right, of a question and of a profile in it.
#[test]
fn a_problem_says_where_it_is_and_what_would_be_right() {
    let question = "{\n  \"profile\": {},\n  \"ask\": { \"assess\": { \"from\": \"company\" } }\n}";
    let (_, _, complaint) = asked(question, &[]);
    let error: Value = serde_json::from_str(&complaint).expect("JSON");
    let problem = &error["problems"][0];
    assert_eq!((error["error"].as_str(), problem["place"]["file"].as_str()), (Some("question"), Some("-")), "{complaint}");
    assert_eq!(problem["place"]["line"], 3, "{complaint}");

    let profile = text_of("noodle-shop").replacen("\"individual-business\"", "\"indivdual-business\"", 1);
    let (code, _, complaint) = asked(&json!({ "profile": profile, "ask": { "assess": {} } }).to_string(), &[]);
    let error: Value = serde_json::from_str(&complaint).expect("JSON");
    let problem = &error["problems"][0];
    assert_eq!((code, error["error"].as_str()), (3, Some("profile")));
    assert_eq!(problem["code"], "unknown-word-meant");
    assert_eq!(problem["path"], "form");
    assert_eq!(problem["found"], "indivdual-business");
    assert_eq!(problem["meant"], "individual-business");
    assert_eq!(problem["place"]["file"], "profile");
    let line = profile.lines().position(|line| line.contains("indivdual")).expect("there") + 1;
    assert_eq!(problem["place"]["line"], line);
}

/// What the command itself refuses is JSON too where JSON is asked for, and the same code in both languages.
#[test]
fn what_is_wrong_with_the_command_line_is_json_too() {
    let schema = validator("error");
    let shop = "examples/noodle-shop.toml";
    let wrong: [(&[&str], &str, &str, i32); 16] = [
        (&["compare"], "usage", "argument-missing", 2),
        (&["compar", shop], "usage", "unknown-command-meant", 2),
        (&["frobnicate", shop], "usage", "unknown-command", 2),
        (&["compare", shop, "--yaer", "2023"], "usage", "unknown-option-meant", 2),
        (&["compare", shop, "--zodiac", "ox"], "usage", "unknown-option", 2),
        (&["compare", shop, "another"], "usage", "not-expected", 2),
        (&["explain", shop, "--line", "gst"], "usage", "wrong-value", 2),
        (&["compare", shop, "--year", "next"], "usage", "wrong-value", 2),
        (&["compare", shop, "--year"], "usage", "value-missing", 2),
        (&["compare", shop, "--year", "2022", "--year", "2023"], "usage", "given-twice", 2),
        (&["compare", shop, "--years", "2022..2023", "--allow-missing"], "usage", "not-together", 2),
        (&["schema", "answr"], "usage", "wrong-value-meant", 2),
        (&["calendar", shop, "--output", "calendar.doc"], "usage", "unknown-ending", 2),
        (&["policies", "show", "mof-sta-2022-51"], "usage", "unknown-measure-meant", 2),
        (&["ask", "nowhere.json"], "input", "cannot-read", 3),
        (&["compare", "nowhere.toml"], "profile", "cannot-read", 3),
    ];
    for (args, kind, problem, code) in wrong {
        let said = |lang: &str| {
            let output = huiqi(&[args, &["--lang", lang, "--format", "json"]].concat()).assert().code(code).get_output().clone();
            assert!(output.stdout.is_empty(), "{args:?}");
            String::from_utf8(output.stderr).expect("UTF-8")
        };
        let error: Value = serde_json::from_str(&said("en")).unwrap_or_else(|_| panic!("{args:?}: no JSON: {}", said("en")));
        hold(&schema, &error, &format!("{args:?}"));
        assert_eq!((error["error"].as_str(), error["problems"][0]["code"].as_str()), (Some(kind), Some(problem)), "{args:?}");
        assert_eq!(said("en"), said("zh"), "{args:?}");
        strict(&schema, &error, &format!("{args:?}"));
    }
}
