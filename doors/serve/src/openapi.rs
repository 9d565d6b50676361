//! What the service offers, as OpenAPI 3.1: the shapes are the library's own schemas, served beside it.

use crate::answering::KINDS;
use serde_json::{Map, Value, json};

fn problem(description: &str) -> Value {
    let content = json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } });
    json!({ "description": description, "content": content })
}

fn responses(schema: &str) -> Value {
    json!({
        "200": { "description": "The answer.", "content": { "application/json": { "schema": { "$ref": schema } } } },
        "400": problem("The question is wrong."),
        "408": problem("It was sent too slowly."),
        "413": problem("It is too large."),
        "422": problem("The facts are wrong, or outside what is covered."),
        "429": problem("Too many questions wait: come again."),
        "503": problem("It took too long: come again."),
    })
}

fn example() -> Value {
    json!({
        "place": "麒麟区", "industry": "H6210", "year": 2026, "form": "individual-business", "name": "面馆", "locality": "city",
        "vat": { "status": "small-scale", "filing": "quarter" }, "sales": [{ "period": "year", "kind": "services", "amount": "240万元" }],
        "costs": { "other": "150万元" }, "owner": { "comprehensive_income": 0 },
    })
}

/// The description.
pub(crate) fn description() -> Value {
    let mut paths = Map::new();
    let formats = json!([
        { "name": "format", "in": "query", "schema": { "enum": ["json", "html", "markdown", "csv", "ics", "svg"] } },
        { "name": "lang", "in": "query", "schema": { "enum": ["zh", "en"] } },
    ]);
    paths.insert(
        "/v1/ask".to_string(),
        json!({ "post": {
            "operationId": "ask", "summary": "Answers a question.", "parameters": formats,
            "requestBody": { "required": true, "content": { "application/json": {
                "schema": { "$ref": "/v1/schema/question" }, "example": { "profile": example(), "ask": { "assess": {} } },
            } } },
            "responses": responses("/v1/schema/answer"),
        } }),
    );
    for kind in KINDS {
        let body = json!({ "type": "object", "required": ["profile"], "properties": {
            "profile": { "type": ["object", "string"] }, "year": { "type": "integer" }, "known_on": { "type": "string", "format": "date" },
        } });
        paths.insert(
            format!("/v1/{kind}"),
            json!({ "post": {
                "operationId": kind, "summary": format!("Asks `{kind}` of a profile; what else that question takes stands beside it."),
                "parameters": formats,
                "requestBody": {
                    "required": true,
                    "content": { "application/json": { "schema": body, "example": { "profile": example() } } },
                },
                "responses": responses("/v1/schema/answer"),
            } }),
        );
    }
    let listed = |summary: &str, parameters: Value| {
        json!({ "get": { "summary": summary, "parameters": parameters, "responses": {
            "200": { "description": "As JSON, with the hash of the pack as its tag.", "content": { "application/json": {} } },
            "304": { "description": "Nothing has changed." },
        } } })
    };
    let searched = json!([{ "name": "q", "in": "query", "required": true, "schema": { "type": "string", "maxLength": 200 } }]);
    paths.insert("/v1/policies".to_string(), listed("All measures.", json!([])));
    paths.insert("/v1/places".to_string(), listed("The places that a text may mean.", searched.clone()));
    paths.insert("/v1/trades".to_string(), listed("The trades that a text may mean.", searched));
    for name in ["question", "answer", "error", "profile"] {
        paths.insert(format!("/v1/schema/{name}"), listed("A JSON Schema.", json!([])));
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "huiqi", "version": env!("CARGO_PKG_VERSION"), "license": { "name": "MIT OR Apache-2.0" },
            "description": "What an individual business in China pays before and after converting to an enterprise, to the fen." },
        "paths": paths,
        "components": { "schemas": { "Problem": {
            "description": "RFC 9457. Each of `problems` has a code, words in both languages and, where it is about a fact, a JSON \
                pointer to it.",
            "type": "object", "required": ["type", "title", "status", "detail", "problems"],
            "properties": {
                "type": { "type": "string" }, "title": { "type": "string" }, "status": { "type": "integer" },
                "detail": { "type": "string" },
                "problems": { "type": "array", "items": { "type": "object", "required": ["code", "text"], "properties": {
                    "code": { "type": "string" }, "pointer": { "type": "string" }, "text": { "type": "object" },
                } } },
            },
        } } },
    })
}
