import { readConnection } from "@/core/connections/connection";
import { fieldsOf } from "@/core/connections/connection-fields";
import { findLastWayProblem } from "@/core/connections/find-last-way-problem";
import type { ConnectionChanges } from "@/core/connections/read-connection-form";
import { readConnectionTexts } from "@/core/connections/read-connection-texts";
import { sealTexts, textInLog, unsealTexts } from "@/core/connections/sealed-texts";
import { type Ctx, inTransaction } from "@/core/ctx";
import type { FailureCode } from "@/core/failures";
import { fail, failAll, ok, type Problem, type Result } from "@/core/result";
import { audit } from "@/core/security/audit";
import { readSettings } from "@/core/settings/write-settings";
import { actorOf, confirmStaff, type Operator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import {
  type ConnectionRow,
  clearOtherDefaults,
  forgetArrivals,
  hasIdentities,
  listConnectionRows,
  updateConnection,
} from "@/db/queries/connections";
import { lockSettings, raiseSettingsVersion } from "@/db/queries/settings";
import { connectionFields } from "@/providers/connection-fields";
import type { Provider, Texts } from "@/providers/provider";
import { findProvider } from "@/providers/registry";

type Asking = Pick<Ctx, "db" | "secrets" | "request" | "hash" | "origin">;

/** What was saved: the names of the fields that really changed. */
export type SavedConnection = { readonly id: string; readonly changed: readonly string[] };

/**
 * Saves a connection, all or nothing, under the lock of the settings: so SSO only and its last connection cannot be changed past each
 * other (P-A6), and every process sees it within a second (P-A7). What was tested counts no more once how it connects has changed.
 * Throws TooBusy.
 */
export async function saveConnection(
  ctx: Asking,
  { id, changes, by }: { id: string; changes: ConnectionChanges; by: Operator },
): Promise<Result<SavedConnection, FailureCode>> {
  const refused = await refuseUnpermitted(ctx, by, "connections.edit");
  if (refused) return refused;
  const planned = plan(ctx, await listConnectionRows(ctx.db), id, changes);
  if (!planned.ok) return planned;
  const confirmed = await confirmStaff(ctx, by);
  if (!confirmed.ok) return confirmed;
  return inTransaction(ctx, async (tx) => {
    await lockSettings(tx.db);
    const rows = await listConnectionRows(tx.db);
    const again = plan(tx, rows, id, changes);
    if (!again.ok) return again;
    const { before, after, changed, isTestVoid, moved } = again.value;
    const problem = await findProblem(tx, rows, again.value);
    if (problem) return failAll(problem);
    if (changed.size === 0) return ok({ id, changed: [] });
    if (after.isDefault) await clearOtherDefaults(tx.db, id);
    await updateConnection(tx.db, id, after, isTestVoid);
    if (moved) await forgetArrivals(tx.db, id);
    await raiseSettingsVersion(tx.db);
    const target = { kind: "connection", id } as const;
    const detail = Object.fromEntries(changed);
    await audit(tx, { actor: actorOf(by), action: "connection.changed", target, outcome: "ok", detail });
    return ok({ id: before.id, changed: [...changed.keys()] });
  });
}

type Plan = {
  readonly before: ConnectionRow;
  readonly after: ConnectionRow;
  /** What the log says, by field. */
  readonly changed: ReadonlyMap<string, string>;
  readonly isTestVoid: boolean;
  /** The field that decides whose subjects these are, if it changes. */
  readonly moved: string | null;
  /** A stored secret that would go along to another address. */
  readonly astray: string | null;
};

/** How the connection would be; fails on fields that are wrong by themselves. */
function plan(
  ctx: Pick<Ctx, "secrets" | "origin">,
  rows: readonly ConnectionRow[],
  id: string,
  changes: ConnectionChanges,
): Result<Plan, FailureCode> {
  const before = rows.find((row) => row.id === id);
  const kind = before ? findProvider(before.provider) : null;
  if (!before || !kind) return fail("connection.not-found");
  const known = unsealTexts(ctx.secrets, before);
  const isEnabled = changes.isEnabled ?? before.isEnabled;
  const read = readConnectionTexts(ctx, { kind, before: known, changes: changes.texts, mayHaveGaps: !isEnabled });
  const [first, ...more] = read.problems;
  if (first) return failAll(first, ...more);
  const changed = differences(before, known, read.texts);
  const moved = movedField(kind, changed);
  const isTestVoid = [...changed.keys()].some((name) => !Object.hasOwn(connectionFields.shape, name));
  const isDefault = changes.isDefault ?? before.isDefault;
  if (isEnabled !== before.isEnabled) changed.set("enabled", `${before.isEnabled} → ${isEnabled}`);
  if (isDefault !== before.isDefault) changed.set("isDefault", `${before.isDefault} → ${isDefault}`);
  const fields = {
    ...keptFields(before, known, changed, changes),
    ...sealTexts(ctx.secrets, before.provider, pick(read.texts, changed)),
  };
  const astray = findAstray(kind, known, changed, changes);
  return ok({ before, after: { ...before, fields, isEnabled, isDefault }, changed, isTestVoid, moved, astray });
}

/** What stays as it is stored: unchanged texts, and secrets that no key opens any more as long as no new one was typed. */
function keptFields(before: ConnectionRow, known: Texts, changed: ReadonlyMap<string, string>, { texts }: ConnectionChanges) {
  const stays = (name: string): boolean => (known[name] === undefined ? texts[name] === undefined : !changed.has(name));
  return Object.fromEntries(Object.entries(before.fields).filter(([name]) => stays(name)));
}

const pick = (texts: Texts, changed: ReadonlyMap<string, string>): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([name]) => changed.has(name)));

function differences({ provider }: ConnectionRow, before: Texts, after: Texts): Map<string, string> {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const differing = names.filter((name) => (before[name] ?? "") !== (after[name] ?? ""));
  return new Map(
    differing.map((name) => [name, `${textInLog(provider, name, before[name])} → ${textInLog(provider, name, after[name])}`]),
  );
}

/** What is wrong with the change in the light of everything else. */
async function findProblem(
  tx: Pick<Ctx, "db" | "secrets">,
  rows: readonly ConnectionRow[],
  { before, after, moved, astray }: Plan,
): Promise<Problem<FailureCode> | null> {
  const is = readConnection(tx.secrets, after);
  if (after.isEnabled && !is) return { code: "connection.unusable" };
  if (moved && (await hasIdentities(tx.db, before.id))) return { code: "connection.issuer-fixed", field: moved };
  if (astray) return { code: "connection.secret-again", field: astray };
  if (!after.isEnabled) return findLastWayProblem(tx.secrets, (await readSettings(tx)).values, rows, before);
  const others = rows.filter((row) => row.id !== before.id && row.isEnabled).map((row) => readConnection(tx.secrets, row));
  for (const other of others) {
    const domain = other?.domains.find((one) => is?.domains.includes(one));
    if (other && domain) return { code: "connection.domain-taken", field: "domains", vars: { domain, label: other.label } };
  }
  return null;
}

/**
 * The field that decides whose subjects these are, if it changes: the same subject elsewhere is somebody else (T-L6). By its text, so that
 * a connection that cannot be used in between does not forget whose people it has.
 */
const movedField = ({ placeField }: Provider, changed: ReadonlyMap<string, string>): string | null =>
  placeField !== null && changed.has(placeField) ? placeField : null;

/**
 * A secret that is stored and would be sent to an address that it was not typed for: whoever may change the address could read it there,
 * though it is never shown again (T-A3).
 */
function findAstray(kind: Provider, known: Texts, changed: ReadonlyMap<string, string>, { texts }: ConnectionChanges) {
  const fields = fieldsOf(kind);
  if (!fields.some(({ name, info }) => info.kind === "address" && changed.has(name))) return null;
  const stored = fields.filter(({ name, info }) => info.kind === "secret" && known[name]);
  return stored.find(({ name }) => texts[name] === undefined)?.name ?? null;
}
