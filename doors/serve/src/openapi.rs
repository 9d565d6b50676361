//! What the service offers, as OpenAPI 3.1: the shapes are the library's own schemas, served beside it.

use crate::answering::KINDS;
use crate::batch::{self, MOST_ROWS};
use huiqi::report;
use serde_json::{Map, Value, json};

fn problem(description: &str) -> Value {
    let content = json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } });
    json!({ "description": description, "content": content })
}

/// What any POST may answer beside the answer.
fn responses(answer: Value) -> Value {
    json!({
        "200": answer,
        "400": problem("The question is wrong."),
        "406": problem("The answer cannot be had in this format."),
        "408": problem("It was sent too slowly."),
        "413": problem("It is too large."),
        "422": problem("The facts are wrong, or outside what is covered."),
        "429": problem("Too many questions wait: come again."),
        "503": problem("It took too long: come again."),
    })
}

fn answers() -> Value {
    let text = json!({ "schema": { "type": "string" } });
    responses(json!({ "description": "The answer.", "content": {
        "application/json": { "schema": { "$ref": "/v1/schema/answer" } },
        "text/html": text, "text/markdown": text, "text/csv": text, "text/calendar": text, "image/svg+xml": text,
    } }))
}

fn example() -> Value {
    json!({
        "place": "麒麟区", "industry": "H6210", "year": 2026, "form": "individual-business", "name": "面馆", "locality": "city",
        "vat": { "status": "small-scale", "filing": "quarter" }, "sales": [{ "period": "year", "kind": "services", "amount": "240万元" }],
        "costs": { "other": "150万元" }, "owner": { "comprehensive_income": 0 },
    })
}

/// What a question takes beside its facts, for an example.
fn example_of(kind: &str) -> Value {
    let mut example = json!({ "profile": example() });
    let more = match kind {
        "explain" | "why" => ("line", json!("vat")),
        "cliffs" => ("over", json!("sales")),
        "breakeven" => ("over", json!("profit")),
        "sweep" => ("over", json!("sales=0..500万元")),
        _ => ("year", json!(2026)),
    };
    // A company asks for facts of its own.
    let to = matches!(kind, "breakeven" | "compare" | "report" | "sweep").then(|| ("to", json!(["sole-proprietorship"])));
    if let Some(example) = example.as_object_mut() {
        example.extend([more].into_iter().chain(to).map(|(name, value)| (name.to_string(), value)));
    }
    example
}

fn posted(kind: &str, summary: &str, parameters: &Value, body: Value, example: Value, responses: Value) -> Value {
    let content = json!({ "application/json": { "schema": body, "example": example } });
    json!({ "post": {
        "operationId": kind, "summary": summary, "parameters": parameters,
        "requestBody": { "required": true, "content": content }, "responses": responses,
    } })
}

/// The body of the route of one kind: what the question takes, beside the facts.
fn body_of(schema: &Value, kind: &str) -> Value {
    let all = schema.pointer("/properties/ask/oneOf").and_then(Value::as_array).into_iter().flatten();
    let mut body = all.filter_map(|of| of.get("properties")?.get(kind)).next().cloned().unwrap_or_default();
    if let Some(required) = body.get_mut("required").and_then(Value::as_array_mut) {
        required.push("profile".into());
    }
    if let Some(fields) = body.get_mut("properties").and_then(Value::as_object_mut) {
        let line = schema.pointer("/$defs/line-name").cloned().unwrap_or_default();
        fields.entry("line").and_modify(|of| *of = line);
        for name in ["profile", "year", "known_on"] {
            fields.extend(schema.pointer(&format!("/properties/{name}")).map(|of| (name.to_string(), of.clone())));
        }
    }
    body
}

/// The body of a batch.
fn batch_body(schema: &Value) -> Value {
    let all = schema.pointer("/properties/ask/oneOf").and_then(Value::as_array).cloned().unwrap_or_default();
    let is_short = |of: &Value| batch::KINDS.iter().any(|kind| of.pointer(&format!("/properties/{kind}")).is_some());
    let mut asks = json!(all.into_iter().filter(is_short).collect::<Vec<_>>());
    if let Some(explain) = asks.as_array_mut().into_iter().flatten().find_map(|of| of.pointer_mut("/properties/explain/properties/line")) {
        *explain = schema.pointer("/$defs/line-name").cloned().unwrap_or_default();
    }
    json!({
        "type": "object", "additionalProperties": false, "required": ["profiles", "ask"],
        "properties": {
            "profiles": { "type": "array", "maxItems": MOST_ROWS, "items": schema.pointer("/properties/profile") },
            "year": schema.pointer("/properties/year"), "known_on": schema.pointer("/properties/known_on"),
            "ask": { "oneOf": asks },
        },
    })
}

fn batch_path(schema: &Value) -> Value {
    let row = json!({ "type": "object", "properties": {
        "records": { "type": "array", "items": { "type": "object" } }, "error": { "type": ["string", "null"] },
        "problems": { "type": "array", "items": { "$ref": "#/components/schemas/Fault" } },
    } });
    let rows = json!({ "type": "object", "required": ["rows"], "properties": { "rows": { "type": "array", "items": row } } });
    let answer = json!({
        "description": "A row a business, in their order: its figures (what CSV holds), or what is wrong with it. Of a register in CSV \
            a row holds the columns of its results, and `error`.",
        "content": { "application/json": { "schema": rows }, "text/csv": { "schema": { "type": "string" } } },
    });
    let summary = format!("Asks the same of up to {MOST_ROWS} businesses; a register in CSV is compared with other forms.");
    let example = json!({ "profiles": [example()], "ask": { "assess": {} } });
    let of_register = |name: &str, schema: Value, says: &str| json!({ "name": name, "in": "query", "schema": schema, "description": says });
    let parameters = json!([
        language(),
        { "name": "format", "in": "query", "schema": { "enum": ["json", "csv"] } },
        of_register("to", json!({ "type": "string" }), "Of a register in CSV: the forms that it is compared with, between commas."),
        of_register("year", json!({ "type": "integer", "minimum": 1900, "maximum": 2200 }), "Of a register in CSV: the year of every row."),
        of_register("known_on", json!({ "type": "string", "format": "date" }), "Of a register in CSV: only what was published by then."),
    ]);
    let mut path = posted("batch", &summary, &parameters, batch_body(schema), example, responses(answer));
    if let Some(content) = path.pointer_mut("/post/requestBody/content").and_then(Value::as_object_mut) {
        let example = "key,year,place,industry,form,sale_kind,sales_year,cost_other\r\n\
            1,2026,530302,H6210,individual-business,services,2400000,1500000\r\n";
        content.insert("text/csv".to_string(), json!({ "schema": { "type": "string" }, "example": example }));
    }
    path
}

fn language() -> Value {
    json!({ "name": "lang", "in": "query", "schema": { "enum": ["zh", "en"] } })
}

fn listed(summary: &str, parameters: &Value) -> Value {
    json!({ "get": { "summary": summary, "parameters": parameters, "responses": {
        "200": { "description": "As JSON, with the hash of the pack as its tag.", "content": { "application/json": {} } },
        "304": { "description": "Nothing has changed." },
        "400": problem("What is looked for is missing."),
        "414": problem("No name is as long."),
        "429": problem("Too many questions wait: come again."),
        "503": problem("It took too long: come again."),
    } } })
}

/// The description.
pub(crate) fn description() -> Value {
    // Valid: the library's tests read it.
    let schema: Value = serde_json::from_str(&report::question_schema()).unwrap_or_default();
    let mut paths = Map::new();
    let formats = json!([
        { "name": "format", "in": "query", "schema": { "enum": ["json", "html", "markdown", "csv", "ics", "svg"] } },
        language(),
    ]);
    let any = json!({ "$ref": "/v1/schema/question" });
    let asked = json!({ "profile": example(), "ask": { "assess": {} } });
    paths.insert("/v1/ask".to_string(), posted("ask", "Answers a question.", &formats, any, asked, answers()));
    for kind in KINDS {
        let summary = format!("Asks `{kind}` of a profile; what else that question takes stands beside it.");
        let path = posted(kind, &summary, &formats, body_of(&schema, kind), example_of(kind), answers());
        paths.insert(format!("/v1/{kind}"), path);
    }
    paths.insert("/v1/batch".to_string(), batch_path(&schema));
    let searched = json!([{ "name": "q", "in": "query", "required": true, "schema": { "type": "string", "maxLength": 200 } }]);
    paths.insert("/v1/policies".to_string(), listed("All measures.", &json!([])));
    paths.insert("/v1/places".to_string(), listed("The places that a text may mean.", &searched));
    paths.insert("/v1/trades".to_string(), listed("The trades that a text may mean.", &searched));
    for name in ["question", "answer", "error", "profile"] {
        paths.insert(format!("/v1/schema/{name}"), listed("A JSON Schema.", &json!([])));
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "huiqi", "version": env!("CARGO_PKG_VERSION"), "license": { "name": "MIT OR Apache-2.0" },
            "description": "What an individual business in China pays before and after converting to an enterprise, to the fen." },
        "paths": paths,
        "components": { "schemas": {
            "Fault": {
                "description": "A code, words in both languages and, where it is about a fact, a JSON pointer to it in the request.",
                "type": "object", "required": ["code", "text"],
                "properties": { "code": { "type": "string" }, "pointer": { "type": "string" }, "text": { "type": "object" } },
            },
            "Problem": {
                "description": "RFC 9457.",
                "type": "object", "required": ["type", "title", "status", "detail", "problems"],
                "properties": {
                    "type": { "type": "string" }, "title": { "type": "string" }, "status": { "type": "integer" },
                    "detail": { "type": "string" },
                    "problems": { "type": "array", "items": { "$ref": "#/components/schemas/Fault" } },
                },
            },
        } },
    })
}
