"""What Schemathesis generates from the schema, made likely enough to reach the rules.

Loaded by Schemathesis (SCHEMATHESIS_HOOKS). Half of the ids name something of the demonstration,
of the kind the argument is called after; the rest is whatever Hypothesis comes up with.
"""

import json
import os
import re
import uuid
import zlib
from datetime import date

import graphql
import requests
import schemathesis
from hypothesis import strategies as st
from schemathesis.graphql import nodes

with open(os.environ["GENERATED_SCHEMA"], encoding="utf-8") as file:
    SCHEMA = graphql.build_schema(file.read())
COUNTS = os.environ["GENERATED_COUNTS"]
ID = re.compile(r"\b([a-z]+(?:_[a-z]+)*)_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")


def known_ids():
    """Every id that an event of the demonstration names, by its kind."""
    query = "query ($after: String) { events(first: 100, after: $after) { nodes { id data } pageInfo { hasNextPage endCursor } } }"
    headers, known, after = {"authorization": os.environ["GENERATED_KEY"]}, {}, None
    while True:
        asked = {"query": query, "variables": {"after": after}}
        page = requests.post(os.environ["GENERATED_URL"], json=asked, headers=headers, timeout=30)
        page = page.json()["data"]["events"]
        known.setdefault("ev", set()).update(node["id"] for node in page["nodes"])
        for found in ID.finditer(json.dumps(page["nodes"])):
            known.setdefault(found[1], set()).add(found[0])
        if not page["pageInfo"]["hasNextPage"]:
            return {kind: sorted(ids) for kind, ids in sorted(known.items())}
        after = page["pageInfo"]["endCursor"]


KNOWN = known_ids()
EVERY = [one for ids in KNOWN.values() for one in ids]

text = st.text(max_size=60)
long = st.one_of(st.integers(0, 50), st.integers(-(2**63), 2**63 - 1))
day = st.one_of(st.dates(max_value=date(2026, 12, 31)).map(str), st.just("2025-06-01"))
moment = st.one_of(
    st.datetimes().map(lambda at: at.isoformat() + "Z"),
    st.sampled_from(["2025-06-01T04:00:00Z", "2025-11-01T04:00:00+08:00"]),
    text,
)
for name, strategy in {
    "ID": st.one_of(st.sampled_from(EVERY), st.uuids().map(str), text),
    "Long": long.map(str),
    "Amount": long.map(str),
    "Date": day,
    "DateTime": moment,
    "AsOf": st.one_of(day, moment),
    "YearMonth": st.one_of(st.dates().map(lambda at: str(at)[:7]), text),
    "PersonalText": text,
    "Sha256": st.one_of(st.binary(min_size=32, max_size=32).map(bytes.hex), text),
}.items():
    schemathesis.graphql.scalar(name, strategy.map(nodes.String))
whole = st.one_of(st.integers(0, 12), st.integers(0, 255), st.integers(-(2**31), 2**31 - 1))
schemathesis.graphql.scalar("Int", whole.map(nodes.Int))
schemathesis.graphql.scalar("JSON", text.map(nodes.String))


OPERATORS = {"contactOperator", "operator", "handler", "reviewer", "handOverTo", "to"}
KINDS = {
    **{name: ["operator"] for name in OPERATORS},
    **{name: ["ev"] for name in ("event", "events", "sourceEvent", "forEvent", "refs", "evidence")},
    "requestId": ["support", "dsr"],
    "parentTask": ["task"],
    "newMentorship": ["mentorship"],
    "sourcePublication": ["publication"],
}
ROLES = ["ADMIN", "OPS", "REVIEWER", "APPROVER", "FINANCE", "LIBRARIAN", "PRIVACY", "ANALYST"]


def kinds_of(name, root):
    """Of which kind an id called `name` may be; a member's when the name does not say."""
    plain = re.sub(r"(Refs|Ids|Id|s)$", "", name)
    snake = re.sub(r"(?<!^)(?=[A-Z])", "_", root if name in ("id", "ids") else plain).lower()
    known = KINDS.get(name) or KINDS.get(plain) or [snake]
    return [kind for kind in known if kind in KNOWN] or ["koc"]


class Likely(graphql.Visitor):
    """Says ids of the kind that the argument is called after, and acts for somebody there is.

    What was generated chooses, so that a run is repeated by its seed.
    """

    def __init__(self, types, root):
        super().__init__()
        self.types, self.root, self.names, self.count = types, root, [], 0

    def enter_argument(self, node, *_):
        self.names.append(node.name.value)
        if node.name.value == "actFor" and len(graphql.print_ast(node)) % 5:
            return graphql.ArgumentNode(name=node.name, value=graphql.parse_value(self.sender(node)))
        return None

    def enter_object_field(self, node, *_):
        self.names.append(node.name.value)

    def leave_argument(self, *_):
        self.names.pop()

    def leave_object_field(self, *_):
        self.names.pop()

    def enter_object_value(self, node, *_):
        kind = graphql.get_named_type(self.types.get_input_type())
        if getattr(kind, "is_one_of", False) and len(node.fields) != 1:
            said = [field for field in node.fields if not isinstance(field.value, graphql.NullValueNode)]
            return graphql.ObjectValueNode(fields=tuple(said[:1]))
        return None

    def enter_string_value(self, node, *_):
        kind = graphql.get_named_type(self.types.get_input_type())
        if kind is None or kind.name != "ID" or not self.names:
            return None
        # Whoever is acted for is an operator or a member.
        name = "operator" if self.names[:2] == ["actFor", "operator"] else self.names[-1]
        self.count += 1
        if name == "commandId":
            seed = f"{node.value!r}-{self.count}-{len(SEEN)}"
            return graphql.StringValueNode(value=str(uuid.uuid5(uuid.NAMESPACE_OID, seed)))
        chosen = number_of(node.value)
        if chosen % 4 == 0:
            return None
        ids = [one for kind in kinds_of(name, self.root) for one in KNOWN[kind]]
        return graphql.StringValueNode(value=ids[chosen % len(ids)])

    def sender(self, node):
        chosen = number_of(graphql.print_ast(node))
        if chosen % 3 == 0:
            return f'{{ member: "{KNOWN["koc"][chosen % len(KNOWN["koc"])]}" }}'
        operator = KNOWN["operator"][chosen % len(KNOWN["operator"])]
        return f'{{ operator: {{ id: "{operator}", role: {ROLES[chosen % len(ROLES)]} }} }}'


def with_refusals(document):
    """Asks a mutation, which is printed as one field, for what a rule refused as well."""
    end = "\n  }\n}"
    if not document.startswith("mutation") or not document.endswith(end):
        return document
    return document.removesuffix(end) + "\n    refused: userErrors { code message details }" + end


def number_of(text):
    return zlib.crc32(text.encode("utf-8", "replace"))


SEEN = []
counts = {"operations": 0, "mutations": 0, "carriedOut": 0, "refused": 0, "faults": {}}


@schemathesis.hook
def before_call(context, case, kwargs):
    SEEN.append(None)
    document = graphql.parse(case.body)
    root = document.definitions[0].selection_set.selections[0].name.value
    types = graphql.TypeInfo(SCHEMA)
    likely = graphql.TypeInfoVisitor(types, Likely(types, root))
    case.body = with_refusals(graphql.print_ast(graphql.visit(document, likely)))


@schemathesis.hook
def after_call(context, case, response):
    counts["operations"] += 1
    mutation = case.body.lstrip().startswith("mutation")
    counts["mutations"] += mutation
    try:
        answer = response.json()
    except ValueError:
        answer = {}
    errors = answer.get("errors") or []
    for error in errors:
        code = (error.get("extensions") or {}).get("code", "none")
        counts["faults"][code] = counts["faults"].get(code, 0) + 1
    if mutation and not errors:
        refused = any(payload.get("refused") for payload in answer["data"].values())
        counts["refused" if refused else "carriedOut"] += 1
    with open(COUNTS, "w", encoding="utf-8") as file:
        json.dump(counts, file)


@schemathesis.check
def answered_well(ctx, response, case):
    """Never a fault of the server: no 5xx, no INTERNAL, and always JSON that says something."""
    assert response.status_code < 500, f"status {response.status_code}"
    answer = response.json()
    assert "data" in answer or "errors" in answer, "neither data nor errors"
    for error in answer.get("errors") or []:
        code = (error.get("extensions") or {}).get("code")
        message = error.get("message")
        # A position that is not there yet is waited for, and not for ever.
        awaited = code == "UNAVAILABLE" and "was not reached within" in message
        assert awaited or code not in (None, "INTERNAL", "UNAVAILABLE"), f"{code}: {message}"
