import { type Ctx, inTransaction } from "@/core/ctx";
import { type TypedMailbox, usualPort } from "@/core/inbound/mailbox-input";
import { isLoopback } from "@/core/net/is-loopback";
import { fail, failAll, ok, type Problem, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { decrypt, encrypt } from "@/core/security/secrets";
import { actorOf, type ConfirmFailure, confirmStaff, type Operator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import {
  insertMailbox,
  isMailboxAddress,
  lockMailboxRow,
  type MailboxFields,
  type MailboxRow,
  updateMailbox,
} from "@/db/queries/mailboxes";

type Asking = Pick<Ctx, "db" | "secrets" | "request" | "hash">;
type FieldFailure = "field.required" | "mailbox.taken" | "mailbox.plain" | "mailbox.secret-again";

/** Why a mailbox is not saved. */
export type MailboxSaveFailure = FieldFailure | "mailbox.not-found" | ConfirmFailure | "staff.not-permitted";

type Saving = { readonly id: string | null; readonly typed: TypedMailbox; readonly by: Operator };

/**
 * Adds a mailbox, or changes one (P-R16): what it asks of senders decides who gets accounts, so staff say who they are first. The password is
 * stored encrypted, comes back never, and goes only to the server that it was typed for. Throws TooBusy.
 */
export async function saveMailbox(
  ctx: Asking,
  { id, typed, by }: Saving,
): Promise<Result<{ readonly id: string }, MailboxSaveFailure>> {
  const refused = await refuseUnpermitted(ctx, by, "settings.edit");
  if (refused) return refused;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  const whole = { ...typed, port: typed.port || usualPort(typed.security) };
  return inTransaction(ctx, (tx) => saveIn(tx, { id, typed: whole, by }));
}

async function saveIn(tx: Asking, { id, typed, by }: Saving): Promise<Result<{ readonly id: string }, MailboxSaveFailure>> {
  const before = id === null ? null : await lockMailboxRow(tx.db, id);
  if (id !== null && !before) return fail("mailbox.not-found");
  const [first, ...more] = await findProblems(tx, typed, before);
  if (first) return failAll(first, ...more);
  const row = rowOf(tx, typed, before);
  const savedId = before ? await change(tx, before, row) : await insertMailbox(tx.db, row);
  await note(tx, { id: savedId, by, before, row });
  return ok({ id: savedId });
}

async function findProblems(
  tx: Asking,
  typed: TypedMailbox,
  before: MailboxRow | null,
): Promise<readonly Problem<FieldFailure>[]> {
  const taken = await isMailboxAddress(tx.db, typed.address, before?.id ?? null);
  const problems: Problem<FieldFailure>[] = taken ? [{ code: "mailbox.taken", field: "address" }] : [];
  return typed.kind === "imap" ? [...problems, ...imapProblems(tx, typed, before)] : problems;
}

function imapProblems({ secrets }: Asking, typed: TypedMailbox, before: MailboxRow | null): Problem<FieldFailure>[] {
  const problems: Problem<FieldFailure>[] = [];
  for (const field of ["host", "userName"] as const) if (typed[field] === "") problems.push({ code: "field.required", field });
  if (typed.security === "none" && !isLoopback(typed.host)) problems.push({ code: "mailbox.plain", field: "security" });
  if (typed.secret !== "") return problems;
  const isStored = before?.kind === "imap" && decrypt(secrets, "mailboxes", before.secret ?? "") !== null;
  if (!isStored) problems.push({ code: "field.required", field: "secret" });
  // Whoever may change the server could otherwise read the password there (T-A3).
  else if (isElsewhere(before, typed)) problems.push({ code: "mailbox.secret-again", field: "secret" });
  return problems;
}

/** Whether a password would go somewhere else, or less well guarded. */
const isElsewhere = (before: MailboxRow, { host, port, userName, security }: TypedMailbox): boolean =>
  before.host !== host ||
  before.port !== port ||
  before.userName !== userName ||
  (security === "none") !== (before.security === "none");

function rowOf({ secrets }: Asking, typed: TypedMailbox, before: MailboxRow | null): MailboxFields {
  const { secret: typedSecret, ...rest } = typed;
  // The key of a webhook is made on its own page; the password of an IMAP mailbox is none.
  const kept = before?.kind === typed.kind ? before.secret : null;
  const secret = typed.kind === "imap" && typedSecret !== "" ? encrypt(secrets, "mailboxes", typedSecret) : kept;
  return { ...rest, secret };
}

async function change(tx: Asking, before: MailboxRow, row: MailboxFields): Promise<string> {
  const isAnother = before.kind !== row.kind || before.host !== row.host || before.userName !== row.userName;
  await updateMailbox(tx.db, before.id, row, isAnother);
  return before.id;
}

type Noted = { readonly id: string; readonly by: Operator; readonly before: MailboxRow | null; readonly row: MailboxFields };

async function note(tx: Asking, { id, by, before, row }: Noted): Promise<void> {
  const names = [
    "name",
    "address",
    "kind",
    "host",
    "userName",
    "isEnabled",
    "registers",
    "requiresAuthentication",
    "ownHops",
  ] as const;
  const changed = names.filter((name) => before?.[name] !== row[name]);
  const detail = Object.fromEntries(changed.map((name) => [name, String(row[name])]));
  await audit(tx, {
    actor: actorOf(by),
    action: before ? "mailbox.changed" : "mailbox.added",
    target: { kind: "mailbox", id },
    outcome: "ok",
    detail,
  });
}
