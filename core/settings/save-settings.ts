import { hasTestedConnection } from "@/core/connections/connection-state";
import { type Ctx, inTransaction } from "@/core/ctx";
import { type Failure, fail, failAll, ok, type Problem, type Result } from "@/core/result";
import { type ReadFailure, readSetting } from "@/core/settings/read-setting";
import { findRuleProblems, type RuleFailure } from "@/core/settings/rules";
import { type SeenSettings, tellChange, wasSeen } from "@/core/settings/seen-settings";
import { effectiveText } from "@/core/settings/setting-text";
import { readSettings, textOf, writeSettings } from "@/core/settings/write-settings";
import { actorOf, type ConfirmFailure, confirmStaff, type Operator } from "@/core/staff/confirm-staff";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { lockSettings } from "@/db/queries/settings";
import { findActiveStaff } from "@/db/queries/staff";
import { getSetting, isSettingKey, type Setting, type SettingKey } from "@/settings/registry";
import { type Snapshot, settingsFrom } from "@/settings/store";

/** Texts by the key of their setting, as typed. Null goes back to the default; an empty secret keeps what is stored. */
export type Changes = Readonly<Record<string, string | null>>;

/** Why settings are not saved. Nothing was changed then. */
export type SaveFailure =
  | "settings.unknown"
  | "settings.changed"
  | ReadFailure
  | RuleFailure
  | ConfirmFailure
  | "staff.not-permitted";

/** What was saved: only what really changed. */
export type Saved = { readonly changed: readonly SettingKey[] };

/**
 * What changes who gets in, where mail with links and codes goes, or which hosts inside and which partner directory we ask: asks for the
 * password again (T-A13).
 */
export const isDangerous = (key: string): boolean =>
  [
    "access.customerAccounts",
    "access.forceLogin",
    "access.ssoOnly",
    "access.internalHosts",
    "staff.requireSecondFactor",
  ].includes(key) ||
  key.startsWith("mail.") ||
  key.startsWith("partners.directory");

/**
 * Saves settings, all or none: each text is read by its field, then the rules between settings are asked under a lock, so that two
 * admins cannot save halves that do not fit (P-A6, P-A10). The one way for the back office and for `npm run settings`. Other processes
 * see the new version within a second (P-A7); this one when its caller refreshes its store. A page says what it was drawn from (`seen`):
 * what still stands there as it was drawn is not written, and what somebody else has changed meanwhile is not written over. The command
 * line sets single settings by name and has seen nothing. Throws TooBusy.
 */
export async function saveSettings(
  ctx: Pick<Ctx, "db" | "secrets" | "request" | "hash">,
  { changes, seen, by }: { changes: Changes; seen?: SeenSettings; by: Operator },
): Promise<Result<Saved, SaveFailure>> {
  const refused = await refuseUnpermitted(ctx, by, "settings.edit");
  if (refused) return refused;
  // Outside of the transaction, since comparing passwords takes its time. Only what really changes counts.
  const asked = [...readChanges(ctx, await readSettings(ctx), { changes, seen }).texts.keys()].filter(isDangerous);
  const confirmed = asked.length > 0 ? await confirmStaff(ctx, by) : ok();
  if (!confirmed.ok) return confirmed;
  return inTransaction(ctx, async (tx) => {
    await lockSettings(tx.db);
    const before = await readSettings(tx);
    const { texts, problems } = readChanges(tx, before, { changes, seen });
    const [first, ...more] = [...problems, ...(await brokenRules(tx, before, texts))];
    if (first) return failAll<SaveFailure>(first, ...more);
    const isUnasked = asked.length === 0 && [...texts.keys()].some(isDangerous);
    if (isUnasked && by.kind === "staff") return fail("staff.confirm-needed", { field: "confirmPassword" });
    await writeSettings(tx, { before, changes: texts, actor: actorOf(by) });
    return ok({ changed: [...texts.keys()] });
  });
}

type Read = { texts: Map<SettingKey, string>; problems: Problem<SaveFailure>[] };

type Comparing = Pick<Ctx, "secrets" | "request">;
type Asked = { readonly changes: Changes; readonly seen: SeenSettings | undefined };

/** Reads every text; only those that differ from what is there remain, and of a page only those that were changed in it. */
function readChanges(ctx: Comparing, before: Snapshot, { changes, seen }: Asked): Read {
  const read: Read = { texts: new Map(), problems: [] };
  for (const [key, typed] of Object.entries(changes)) {
    if (!isSettingKey(key)) {
      read.problems.push({ code: "settings.unknown" });
      continue;
    }
    const change = readChange(ctx, before, { setting: getSetting(key), typed, seen });
    if (change?.ok) read.texts.set(key, change.value);
    else if (change) read.problems.push(...change.problems);
  }
  return read;
}

type Typed = Pick<Asked, "seen"> & { readonly setting: Setting; readonly typed: string | null };

/** Null where there is nothing to save. */
function readChange(ctx: Comparing, before: Snapshot, { setting, typed, seen }: Typed): Result<string, SaveFailure> | null {
  const wanted = wantedText(setting, typed);
  if (wanted === null || !wanted.ok) return wanted;
  if (wanted.value === textOf(before, setting)) return null;
  if (!seen) return wanted;
  if (wasSeen(ctx, setting, wanted.value, seen)) return null;
  const current = effectiveText(before.values, setting);
  return wasSeen(ctx, setting, current, seen) ? wanted : failAll(tellChange(ctx, setting, current));
}

function wantedText(setting: Setting, typed: string | null): Result<string, ReadFailure> | null {
  if (typed === null) return ok(setting.info.fallback);
  const keeps = setting.info.kind === "secret" && typed.trim() === "";
  return keeps ? null : readSetting(setting, typed);
}

function brokenRules(
  ctx: Pick<Ctx, "db" | "secrets">,
  before: Snapshot,
  texts: ReadonlyMap<SettingKey, string>,
): Promise<Failure<RuleFailure>["problems"]> {
  return findRuleProblems([...texts.keys()], {
    before: before.values,
    after: settingsFrom(new Map([...before.texts, ...texts])),
    hasTestedConnection: hasTestedConnection(ctx.secrets, before.connections),
    isActiveStaff: async (email) => (await findActiveStaff(ctx.db, email)) !== null,
  });
}
