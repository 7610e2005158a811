"""Each claim about SQLAlchemy, answered by a recording made here and now."""

# ruff: noqa: E501  (one claim a line, to be read as a table)

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
import sqlalchemy

from .story import Story, story

SQLALCHEMY_2_1 = sqlalchemy.__version__.startswith("2.1")
NOTHING: list[Any] = []


class Claim(NamedTuple):
    """A sentence, the sample it is about, the query that asks, and the answer to expect."""

    text: str
    sample: str
    query: Callable[[Story], Any]
    answer: Any


def cause_claim(mark: str, causes: list[str]) -> Claim:
    """Return the claim that the marked statement sends SQL for these causes."""
    return Claim(f"a statement's cause: {mark}", "causes", lambda s: s.causes(mark), causes)


CLAIMS = [
    # Objects and statements
    Claim("a constructed object is transient", "basics", lambda s: s.state("construct", "saw"), "transient"),
    Claim("an attribute set before any flush is modified and has no committed value", "basics", lambda s: s.attribute("construct", "saw", "price"), ("modified", "30", None)),
    Claim("a key never set is unset", "basics", lambda s: s.status("construct", "saw", "id"), "unset"),
    Claim("add() sends nothing", "basics", lambda s: s.sent("add"), NOTHING),
    Claim("add() begins nothing", "basics", lambda s: s.transactions("add"), NOTHING),
    Claim("add() makes the object pending", "basics", lambda s: s.moves("add"), [("Tool#1", "transient", "pending")]),
    Claim("flush() sends the INSERT", "basics", lambda s: s.sent("flush"), ["INSERT"]),
    Claim("the BEGIN before it is SQLAlchemy's own word", "basics", lambda s: s.transactions("flush"), [("begin", False)]),
    Claim("flush() makes the object persistent", "basics", lambda s: s.moves("flush"), [("Tool#1", "pending", "persistent")]),
    Claim("flush() is explicit", "basics", lambda s: s.flushes("flush"), [("explicit", "start"), ("explicit", "end")]),
    Claim("after the flush the key is loaded", "basics", lambda s: s.attribute("flush", "saw", "id"), ("loaded", "1", None)),
    Claim("the identity key is class, key values and token", "basics", lambda s: s.identity_map("flush"), [("Tool", (1,), None)]),
    Claim("get() of a loaded object sends nothing", "basics", lambda s: s.sent("get loaded"), NOTHING),
    Claim("select() always sends SQL", "basics", lambda s: s.sent("query"), ["SELECT"]),
    Claim("a query makes no second object", "basics", lambda s: len(s.identity_map("query")), 1),
    Claim("setting an attribute sends nothing and keeps the committed value", "basics", lambda s: (s.sent("set"), s.attribute("set", "saw", "price")), ([], ("modified", "35", "30"))),
    Claim("a query flushes first", "basics", lambda s: s.causes("autoflush"), ["autoflush", "query"]),
    Claim("and that flush is an autoflush", "basics", lambda s: s.flushes("autoflush"), [("autoflush", "start"), ("autoflush", "end")]),
    Claim("a commit after writing is real", "basics", lambda s: s.transactions("commit"), [("commit", True)]),
    Claim("commit() expires every attribute", "basics", lambda s: s.expired("commit"), [("Tool#1", ["id", "name", "price"])]),
    Claim("an expired attribute has no value to show", "basics", lambda s: s.attribute("commit", "saw", "price"), ("expired", None, None)),
    Claim("reading an expired attribute sends a SELECT", "basics", lambda s: s.causes("read expired"), ["refresh-expired"]),
    Claim("and begins a transaction", "basics", lambda s: s.transactions("read expired"), [("begin", False)]),
    Claim("get() of an expired object sends SQL", "basics", lambda s: s.causes("get expired"), ["get"]),
    Claim("get() of a missing key sends SQL", "basics", lambda s: s.causes("get missing"), ["get"]),
    Claim("every time", "basics", lambda s: s.causes("get missing again"), ["get"]),
    Claim("get() of a pending object's key autoflushes first", "basics", lambda s: s.causes("get pending")[:1], ["autoflush"]),
    Claim("refresh() sends a SELECT", "basics", lambda s: s.causes("refresh"), ["refresh"]),
    Claim("expire() of one attribute leaves the others", "basics", lambda s: (s.status("expire one", "saw", "name"), s.status("expire one", "saw", "price")), ("expired", "loaded")),
    Claim("expire() sends nothing", "basics", lambda s: s.sent("expire one"), NOTHING),
    Claim("reading it loads it alone", "basics", lambda s: s.causes("read one"), ["refresh-expired"]),
    Claim("a commit flushes, and its statements are its own", "basics", lambda s: (s.causes("commit changed"), s.flushes("commit changed")[:1]), (["commit"], [("commit", "start")])),
    Claim("delete() sends nothing and leaves the object persistent", "basics", lambda s: (s.sent("delete"), s.state("delete", "axe")), ([], "persistent")),
    Claim("but marked", "basics", lambda s: s.named("delete", "axe").marked_deleted, True),
    Claim("its flush loads what had expired, sends the DELETE and makes it deleted", "basics", lambda s: (s.causes("flush delete"), s.sent("flush delete"), s.state("flush delete", "axe")), (["refresh-expired", "flush"], ["SELECT", "DELETE"], "deleted")),
    Claim("the end of the transaction detaches it", "basics", lambda s: s.state("commit delete", "axe"), "detached"),
    Claim("close() without a commit sends no UPDATE", "basics", lambda s: [w for w in s.sent("close dirty") if w == "UPDATE"], NOTHING),
    Claim("close() detaches", "basics", lambda s: s.state("close dirty", "saw"), "detached"),
    Claim("create_all() looks the tables up, then creates them", "basics", lambda s: s.causes("create"), ["reflection", "reflection", "ddl"]),
    Claim("create_all() again sends no DDL", "basics", lambda s: set(s.causes("create again")), {"reflection"}),
    Claim("a session that did nothing sends nothing and rolls nothing back", "basics", lambda s: (s.sent("unused"), s.transactions("unused")), ([], [])),
    Claim("a session that only read rolls back", "basics", lambda s: [t for t, _ in s.transactions("reading")], ["rollback"]),
    Claim("a session that flushed rolls back, in fact", "basics", lambda s: s.transactions("flushing"), [("rollback", True)]),
    Claim("a session that committed has nothing more to end", "basics", lambda s: s.transactions("saving"), NOTHING),
    Claim("a with opens the session and closes it", "basics", lambda s: s.sessions("unused"), ["opened", "closed"]),
    # Exercise 1.1: one identity
    Claim("get and query give one object", "invisible_link", lambda s: s.named("second", "one").object == s.named("second", "other").object, True),
    Claim("the change shows through the other name without SQL", "invisible_link", lambda s: (s.sent("print"), s.events("print")[0].text), ([], "999\n")),  # type: ignore[union-attr]
    Claim("the with ends in a rollback and no UPDATE", "invisible_link", lambda s: (s.sent("with"), [t for t, _ in s.transactions("with")]), ([], ["rollback"])),
    Claim("no UPDATE was ever sent", "invisible_link", lambda s: s.recording.search_sql("UPDATE"), NOTHING),
    Claim("999 is gone", "invisible_link", lambda s: s.committed("look", "tools"), ((1, "saw", 30), (2, "axe", 40), (3, "awl", 5))),
    # Two sessions on a file
    Claim("after the flush the row is in the transaction only", "isolation", lambda s: (s.in_transaction("flush", "tools"), s.committed("flush", "tools")), (((1, "saw", 1),), ())),
    Claim("before the flush it is nowhere", "isolation", lambda s: (s.in_transaction("add", "tools") or (), s.committed("add", "tools")), ((), ())),
    Claim("another session on a file sees no such row", "isolation", lambda s: [e.rowcount for e in s.sql("read")] and len(s.identity_map("read", 2)), 0),
    Claim("two sessions have two connections", "isolation", lambda s: s.session("read", 1).connection != s.session("read", 2).connection, True),
    Claim("after the commit everyone sees it", "isolation", lambda s: s.committed("commit", "tools"), ((1, "saw", 1),)),
    Claim("a flushed change is in the transaction only", "isolation", lambda s: (s.in_transaction("flush change", "tools"), s.committed("flush change", "tools")), (((1, "saw", 2),), ((1, "saw", 1),))),
    Claim("rollback() brings the old row back", "isolation", lambda s: s.committed("rollback", "tools"), ((1, "saw", 1),)),
    Claim("two sessions, one row: two objects with equal keys", "isolation", lambda s: (s.named("both", "mine").object != s.named("both", "yours").object, s.named("both", "mine").identity_key == s.named("both", "yours").identity_key), (True, True)),
    Claim("each keeps what it read", "isolation", lambda s: (s.sent("stale"), s.attribute("stale", "yours", "price")[1]), ([], "1")),
    Claim("the last commit wins", "isolation", lambda s: (s.committed("yours", "tools"), s.attribute("last wins", "mine", "price")[1]), (((1, "saw", 20),), "20")),
    # Two sessions in memory
    Claim("on :memory: two sessions of one thread have one connection", "memory", lambda s: s.session("read", 1).connection == s.session("read", 2).connection, True),
    Claim("the second sees the first one's uncommitted row", "memory", lambda s: s.identity_map("read", 2), [("Tool", (1,), None)]),
    Claim("everyone else would not", "memory", lambda s: (s.in_transaction("flush", "tools"), s.committed("flush", "tools")), (((1, "saw", 1),), ())),
    Claim("its rollback wipes the row", "memory", lambda s: s.in_transaction("rollback", "tools") or s.committed("rollback", "tools"), ()),
    # A failed flush
    Claim("a failed flush rolls back and says so", "poison", lambda s: (s.flushes("failed flush"), s.sessions("failed flush")), ([("explicit", "start"), ("explicit", "failed")], ["needs-rollback"])),
    Claim("the statement has its error", "poison", lambda s: [(e.error or "").split(":")[0] for e in s.sql("failed flush")][-1:], ["IntegrityError"]),
    Claim("the error was caught", "poison", lambda s: s.raised("failed flush"), [("IntegrityError", True)]),
    Claim("the failed object is transient again", "poison", lambda s: s.state("failed flush", "twin"), "transient"),
    Claim("as is every object that was new in that flush", "poison", lambda s: s.state("failed flush", "bystander"), "transient"),
    Claim("all persistent objects are expired", "poison", lambda s: s.status("failed flush", "ann", "email"), "expired"),
    Claim("the session needs a rollback", "poison", lambda s: s.session("failed flush").transaction, "needs-rollback"),
    Claim("reading a loaded object raises", "poison", lambda s: s.raised("read"), [("PendingRollbackError", True)]),
    Claim("get() of a loaded object raises", "poison", lambda s: s.raised("get"), [("PendingRollbackError", True)]),
    Claim("commit() raises", "poison", lambda s: s.raised("commit"), [("PendingRollbackError", True)]),
    Claim("none of them sends anything", "poison", lambda s: s.sent("read") + s.sent("get") + s.sent("commit"), NOTHING),
    Claim("add() works", "poison", lambda s: (s.raised("add"), s.moves("add")[-1][1:]), ([], ("transient", "pending"))),
    Claim("in works", "poison", lambda s: s.types("in"), NOTHING),
    Claim("reading the failed object works", "poison", lambda s: s.types("read failed"), NOTHING),
    Claim("rollback() makes it usable again", "poison", lambda s: (s.sessions("rollback"), s.session("rollback").transaction), (["usable-again"], "none")),
    Claim("after it reading loads again", "poison", lambda s: s.causes("read after"), ["refresh-expired"]),
    Claim("a Core error leaves the session usable on SQLite", "poison", lambda s: (s.sessions("core error"), s.session("core error").transaction), ([], "active")),
    Claim("and its objects as they were", "poison", lambda s: s.types("read after core error"), NOTHING),
    # Defaults
    Claim("a default is not set at construction", "defaults", lambda s: s.status("construct", "log", "level"), "unset"),
    Claim("nor by add()", "defaults", lambda s: s.status("add", "log", "level"), "unset"),
    Claim("it is there at the flush", "defaults", lambda s: s.attribute("flush", "log", "level"), ("loaded", "'INFO'", None)),
    Claim("a server default is there right after the flush", "defaults", lambda s: s.attribute("flush", "log", "source"), ("loaded", "'web'", None)),
    Claim("and reading it sends nothing", "defaults", lambda s: s.sent("read source"), NOTHING),
    Claim("without eager_defaults it is expired at the flush", "defaults", lambda s: s.status("flush", "lazy", "source"), "expired"),
    Claim("and reading it sends a SELECT", "defaults", lambda s: s.sent("read lazy"), ["SELECT"]),
    Claim("an attribute never given a value is unset", "defaults", lambda s: s.status("add", "log", "note"), "unset"),
    Claim("a SQL expression as onupdate is expired after the UPDATE", "defaults", lambda s: (s.sent("update"), s.status("update", "log", "edits")), (["UPDATE"], "expired")),
    Claim("and reading it sends a SELECT", "defaults", lambda s: s.sent("read edits"), ["SELECT"]),
    Claim("on a dataclass the default reads at construction, without SQL", "dataclass_default", lambda s: (s.sent("read"), s.recording.end.stdout), ([], "INFO\n")),  # type: ignore[union-attr]
    Claim("and the flush sends it", "dataclass_default", lambda s: [e.parameters for e in s.sql("flush")], [["INFO"]]),
    # Rollback, close, expunge
    Claim("rollback() makes flushed-new and pending objects transient", "rollback", lambda s: (s.state("rollback", "new"), s.state("rollback", "pending")), ("transient", "transient")),
    Claim("they keep their attributes, the key included", "rollback", lambda s: s.attribute("rollback", "new", "id")[1], "4"),
    Claim("unmodified persistent objects are expired too", "rollback", lambda s: s.status("rollback", "saw", "price"), "expired"),
    Claim("a flushed delete becomes persistent again", "rollback", lambda s: [m for m in s.moves("rollback") if m[2] == "persistent"], [("Tool#5", "deleted", "persistent")]),
    Claim("added again, the old key is sent", "rollback", lambda s: [e.parameters for e in s.sql("commit new")], [[4, "new", 1]]),
    Claim("with expire_on_commit=False reading after the commit sends nothing", "rollback", lambda s: (s.status("commit new", "new", "price"), s.types("read kept")), ("loaded", [])),
    Claim("expunge() detaches and keeps what was loaded", "rollback", lambda s: (s.state("expunge", "axe"), s.status("expunge", "axe", "name")), ("detached", "loaded")),
    Claim("setting a detached object works", "rollback", lambda s: (s.raised("set detached"), s.status("set detached", "axe", "price")), ([], "modified")),
    Claim("reading what was expired on a detached object raises", "rollback", lambda s: s.raised("read detached"), [("DetachedInstanceError", True)]),
    Claim("a closed session can be used again", "rollback", lambda s: (s.state("reuse", "axe"), s.sent("commit reuse")), ("persistent", ["UPDATE"])),
    # The weak identity map
    Claim("an object nobody holds leaves the identity map at once", "weak", lambda s: s.identity_map("del", 2), [("Tool", (2,), None)]),
    Claim("unless it is modified", "weak", lambda s: s.identity_map("del modified", 2), [("Tool", (2,), None)]),
    Claim("until it is flushed", "weak", lambda s: s.identity_map("flush", 2), NOTHING),
    Claim("a session that is collected detaches its objects", "weak", lambda s: s.state("end", "awl"), "detached"),
    # Causes
    *(
        cause_claim(mark, causes)
        for mark, causes in {
            "ddl": ["reflection"] * 4 + ["ddl", "ddl"],
            "reflection": ["reflection"],
            "flush": ["flush"] * 3,
            "autoflush and query": ["autoflush", "query"],
            "commit": ["commit"],
            "refresh-expired": ["refresh-expired"],
            "lazy-load": ["lazy-load"],
            "deferred-load": ["deferred-load"],
            "refresh": ["refresh"],
            "get": ["get"],
            "selectin": ["query", "eager-load"],
            "subquery": ["query", "eager-load"],
            "immediate": ["query", "eager-load", "eager-load"],
            "joined": ["query"],
            "many-to-one": ["lazy-load"],
            "bulk": ["bulk"],
            "bulk_save_objects": ["bulk"],
            "core": ["core"],
            "text": ["core"],
        }.items()
    ),
    Claim("a lazy load shows on the object, whoever holds it", "causes", lambda s: [o.attributes["shelf"].status for o in s.world("many-to-one of a listed one").objects if o.class_name == "Book" and o.session], ["loaded", "unloaded"]),
    Claim("a many-to-one whose parent is in the identity map sends its own get only", "causes", lambda s: s.causes("many-to-one loaded"), ["get"]),
    Claim("a Core executemany is one statement with a list", "causes", lambda s: [(e.executemany, e.parameters) for e in s.sql("core")], [(True, [["a"], ["b"]])]),
    Claim("keys made by SQLite take a round trip each", "causes", lambda s: [e.batch for e in s.sql("flush")], [None, (1, 2), (2, 2)]),
    # Savepoints
    Claim("begin_nested flushes", "savepoints", lambda s: s.sent("begin_nested"), ["INSERT"]),
    Claim("in a transaction that is begun for it", "savepoints", lambda s: s.transactions("begin_nested"), [("begin", False)]),
    Claim("the savepoint is set once something is to be sent in it", "savepoints", lambda s: (s.sent("flush inner"), s.transactions("flush inner")), (["SAVEPOINT", "INSERT"], [("savepoint", True)])),
    Claim("rolling it back rolls back to the savepoint", "savepoints", lambda s: (s.sent("rollback nested"), s.transactions("rollback nested"), s.state("rollback nested", "inner")), (["ROLLBACK"], [("rollback-to-savepoint", True)], "transient")),
    Claim("committing it flushes and releases the savepoint", "savepoints", lambda s: (s.sent("release"), s.transactions("release")), (["SAVEPOINT", "INSERT", "RELEASE"], [("savepoint", True), ("release-savepoint", True)])),
    Claim("what was outside the savepoint is committed", "savepoints", lambda s: [row[1] for row in s.committed("commit", "tools") or ()], ["outer", "second"]),
    Claim("SAVEPOINT first, RELEASE, then rollback() leaves the row", "savepoints", lambda s: [row[1] for row in s.committed("rollback released", "tools") or ()], ["outer", "second", "stays"]),
    Claim("a rollback after reading only is not real on SQLite", "savepoints", lambda s: s.transactions("rollback read"), [("rollback", False)]),
    # A refused COMMIT
    Claim("a COMMIT that the database refuses is not real", "deferred_commit", lambda s: s.transactions("commit"), [("commit", False)]),
    Claim("its error is seen", "deferred_commit", lambda s: s.raised("commit"), [("IntegrityError", True)]),
    Claim("it leaves a session that needs a rollback", "deferred_commit", lambda s: s.session("commit").transaction, "needs-rollback"),
    Claim("and its row uncommitted", "deferred_commit", lambda s: s.committed("commit", "nodes"), ()),
    Claim("rollback() helps", "deferred_commit", lambda s: s.session("rollback").transaction, "none"),
    # What no event announces
    Claim("a change in place without MutableDict is nobody's business", "unseen", lambda s: s.named("in place", "config").modified, False),
    Claim("with MutableDict it is modified", "unseen", lambda s: (s.named("watched", "config").modified, s.status("watched", "config", "watched")), (True, "modified")),
    Claim("the flush sends the watched one only", "unseen", lambda s: ["plain" in e.statement for e in s.sql("flush")], [False]),
    Claim("set_committed_value is seen", "unseen", lambda s: s.attribute("set_committed_value", "config", "plain")[:2], ("loaded", "{'a': 3}")),
    Claim("a write to __dict__ is seen", "unseen", lambda s: s.attribute("dict", "config", "plain")[1], "{'a': 4}"),
    Claim("deleting an attribute is a set", "unseen", lambda s: "set" in s.types("del attribute"), True),
    Claim("add() takes a delete back", "unseen", lambda s: (s.named("delete", "config").marked_deleted, s.named("undelete", "config").marked_deleted), (True, False)),
    Claim("make_transient of a detached object is seen", "unseen", lambda s: (s.state("expunge", "config"), s.state("make_transient", "config")), ("detached", "transient")),
]  # fmt: skip


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.sample + ": " + claim.text)
def test_claim(claim: Claim) -> None:
    assert claim.query(story(claim.sample)) == claim.answer
