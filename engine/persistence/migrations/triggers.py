"""What the database refuses beyond constraints: changing what is append-only or frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

APPEND_ONLY = (
    "journal_entry",
    "posting",
    "release",
    "release_file",
    "process_definition",
    "rule_pack_revision",
    "claim_file",
)
KEPT = ("pay_carry", "payment_deduction", "reply_file", "line_reply")  # append-only since a later revision
# append-only, and what they hold sealed may be sealed anew by another key
RESEALED: Mapping[str, tuple[str, str]] = {
    "reopening": (
        "reason",
        "id, municipality_id, case_id, instance_id, task_id, new_task_id, reopened_by, reopened_at",
    ),
    "payroll_file": ("content", "id, municipality_id, run_id, file_name, sha256, imported_by, imported_at"),
    "provider_invoice": (
        "content",
        (
            "id, municipality_id, claim_id, provider_id, number, number_key, day, cents, file_name, sha256, "
            "entered_by, entered_at"
        ),
    ),
    "provider_payment": (
        "content",
        "invoice_id, municipality_id, cents, file_name, sha256, end_to_end_identification, created_at",
    ),
}
# the first nine bytes name the key: under the same key no other value is taken …
_SAME_KEY = "OLD.{0} IS NULL OR NEW.{0} IS NULL OR substr(OLD.{0}, 1, 9) = substr(NEW.{0}, 1, 9)"
# … but an empty one, where people may be erased from what is kept (retention)
EMPTIED = frozenset({"reopening", "payroll_file", "provider_invoice"})
_ANOTHER = {False: _SAME_KEY, True: f"coalesce(length(NEW.{{0}}), 0) > 64 AND ({_SAME_KEY})"}
_AUDIT_FIXED = (
    "id, municipality_id, instance_id, case_id, actor_user_id, on_behalf_of, action, object_kind, object_id, "
    "details, at, release_sha256, mac"
)
_CLAIM_FIXED = (
    "period, number, municipality_id, content_sha256, frozen_at, pay_cents, transport_cents, admin_cents, "
    "total_cents"
)
_LINE_IS_FROZEN = "(SELECT frozen_at FROM ministry_claim WHERE id = {row}.claim_id) IS NOT NULL"

# table, what is refused, extra condition, sentence
_REFUSALS: Sequence[tuple[str, str, str, str]] = (
    *((table, "UPDATE", "", f"{table} is append-only") for table in APPEND_ONLY),
    *((table, "DELETE", "", f"{table} is append-only") for table in APPEND_ONLY),
    ("audit_event", f"UPDATE OF {_AUDIT_FIXED}", "", "audit_event is append-only"),
    ("audit_event", "UPDATE", "OLD.sealed_seq IS NOT NULL", "audit_event is sealed"),
    ("audit_event", "DELETE", "OLD.sealed_seq IS NULL", "audit_event is append-only"),
    ("attestation", "DELETE", "", "signatures are voided, never deleted"),
    ("ministry_claim", f"UPDATE OF {_CLAIM_FIXED}", "OLD.frozen_at IS NOT NULL", "the claim is frozen"),
    ("ministry_claim", "DELETE", "OLD.frozen_at IS NOT NULL", "the claim is frozen"),
    ("audit_archive", "UPDATE", "OLD.closed_at IS NOT NULL", "the archive is closed"),
    ("audit_archive", "DELETE", "", "audit_archive keeps the chain whole"),
    ("number_proposal", "UPDATE", "OLD.state <> 'open'", "the proposal is decided"),
    ("number_proposal", "DELETE", "", "proposals are kept"),
    *((table, verb, "", f"{table} is append-only") for table in KEPT for verb in ("UPDATE", "DELETE")),
    ("month_correction", "UPDATE", "OLD.state <> 'open'", "the correction is closed"),
    ("month_correction", "DELETE", "", "corrections are withdrawn, never deleted"),
    ("municipal_amount", "UPDATE", "OLD.state <> 'open'", "the amount is decided"),
    ("municipal_amount", "DELETE", "", "amounts are kept"),
    ("month_top_up", "UPDATE", "", "month_top_up is append-only"),
    ("month_top_up", "DELETE", "", "month_top_up is append-only"),
    ("payroll_result", "UPDATE", "", "payroll_result is append-only"),
    ("payroll_result", "DELETE", "", "payroll_result is append-only"),
    ("provider_payment", "UPDATE OF paid_on", "OLD.paid_on IS NOT NULL", "the invoice is paid"),
    ("superseded", "UPDATE", "", "superseded is append-only"),
    ("superseded", "DELETE", "", "superseded is append-only"),
    *((table, "DELETE", "", f"{table} is append-only") for table in RESEALED),
    *((table, f"UPDATE OF {fixed}", "", f"{table} is append-only") for table, (_, fixed) in RESEALED.items()),
    *(
        (table, f"UPDATE OF {sealed}", _ANOTHER[table in EMPTIED].format(sealed), f"{table} is append-only")
        for table, (sealed, _) in RESEALED.items()
    ),
    ("document_delivery", "UPDATE", "", "document_delivery is append-only"),
    ("document_delivery", "DELETE", "", "document_delivery is append-only"),
    ("release_draft", "UPDATE", "OLD.state IN ('published', 'withdrawn')", "the draft is decided"),
    ("release_draft", "DELETE", "", "drafts are kept"),
)
# a sealed event goes only once an anchor stands for it
_UNARCHIVED = """NOT EXISTS (SELECT 1 FROM audit_archive WHERE chain = coalesce(OLD.municipality_id, 0)
  AND OLD.sealed_seq BETWEEN first_seq AND last_seq)"""
_LINE_REFUSALS = (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))

_POSTGRES_FUNCTIONS = (
    """CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$""",
    """CREATE FUNCTION refuse_frozen_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE claim bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN claim := NEW.claim_id; ELSE claim := OLD.claim_id; END IF;
  IF EXISTS (SELECT 1 FROM ministry_claim WHERE id = claim AND frozen_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the claim is frozen';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$""",
    f"""CREATE FUNCTION refuse_unarchived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {_UNARCHIVED} THEN
    RAISE EXCEPTION 'audit_event is append-only';
  END IF;
  RETURN OLD;
END $$""",
    """CREATE FUNCTION refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(debit_cents - credit_cents) FROM posting WHERE entry_id = NEW.entry_id) <> 0 THEN
    RAISE EXCEPTION 'the entry % does not balance', NEW.entry_id;
  END IF;
  RETURN NULL;
END $$""",
)


def _sqlite() -> list[str]:
    made = []
    for number, (table, verb, condition, sentence) in enumerate(_REFUSALS, 1):
        when = f"WHEN {condition} " if condition else ""
        made.append(
            f"CREATE TRIGGER refuse_{number:02}_{table} BEFORE {verb} ON {table} {when}"
            f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        )
    for verb, row in _LINE_REFUSALS:
        made.append(
            f"CREATE TRIGGER refuse_frozen_line_{verb.lower()} BEFORE {verb} ON claim_line "
            f"WHEN {_LINE_IS_FROZEN.format(row=row)} BEGIN SELECT RAISE(ABORT, 'the claim is frozen'); END"
        )
    made.append(
        f"CREATE TRIGGER refuse_unarchived_event BEFORE DELETE ON audit_event WHEN {_UNARCHIVED} "
        "BEGIN SELECT RAISE(ABORT, 'audit_event is append-only'); END"
    )
    return made


def _postgresql() -> list[str]:
    made = list(_POSTGRES_FUNCTIONS)
    for number, (table, verb, condition, sentence) in enumerate(_REFUSALS, 1):
        when = f"WHEN ({condition}) " if condition else ""
        made.append(
            f"CREATE TRIGGER refuse_{number:02}_{table} BEFORE {verb} ON {table} FOR EACH ROW {when}"
            f"EXECUTE FUNCTION refuse_change('{sentence}')"
        )
    made.append(
        "CREATE TRIGGER refuse_frozen_line BEFORE INSERT OR UPDATE OR DELETE ON claim_line "
        "FOR EACH ROW EXECUTE FUNCTION refuse_frozen_line()"
    )
    made.append(
        "CREATE TRIGGER refuse_unarchived_event BEFORE DELETE ON audit_event FOR EACH ROW "
        "EXECUTE FUNCTION refuse_unarchived()"
    )
    made.append(
        "CREATE CONSTRAINT TRIGGER posting_balance AFTER INSERT ON posting DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced()"
    )
    return made


TRIGGERS: Mapping[str, Sequence[str]] = {"sqlite": _sqlite(), "postgresql": _postgresql()}
