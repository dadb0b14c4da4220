import { type Ctx, inTransaction } from "@/core/ctx";
import { type Failure, failAll, ok, type Problem, type Result } from "@/core/result";
import type { Actor } from "@/core/security/audit";
import { type ReadFailure, readSetting } from "@/core/settings/read-setting";
import { findRuleProblems, type RuleFailure } from "@/core/settings/rules";
import { readSettings, textOf, writeSettings } from "@/core/settings/write-settings";
import { lockSettings } from "@/db/queries/settings";
import { findActiveStaff } from "@/db/queries/staff";
import { getSetting, isSettingKey, type Setting, type SettingKey } from "@/settings/registry";
import { type Snapshot, settingsFrom } from "@/settings/store";

/** Texts by the key of their setting, as typed. Null goes back to the default; an empty secret keeps what is stored. */
export type Changes = Readonly<Record<string, string | null>>;

/** Why settings are not saved. Nothing was changed then. */
export type SaveFailure = "settings.unknown" | ReadFailure | RuleFailure;

/** What was saved: only what really changed. */
export type Saved = { readonly changed: readonly SettingKey[] };

/**
 * Saves settings, all or none: each text is read by its field, then the rules between settings are asked under a lock, so that two
 * admins cannot save halves that do not fit (P-A6, P-A10). The one way for the back office and for `npm run settings`. Other processes
 * see the new version within a second (P-A7); this one when its caller refreshes its store.
 */
export function saveSettings(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  { changes, actor }: { changes: Changes; actor: Actor },
): Promise<Result<Saved, SaveFailure>> {
  return inTransaction(ctx, async (tx) => {
    await lockSettings(tx.db);
    const before = await readSettings(tx);
    const { texts, problems } = readChanges(before, changes);
    const [first, ...more] = [...problems, ...(await brokenRules(tx, before, texts))];
    if (first) return failAll<SaveFailure>(first, ...more);
    await writeSettings(tx, { before, changes: texts, actor });
    return ok({ changed: [...texts.keys()] });
  });
}

type Read = { texts: Map<SettingKey, string>; problems: Problem<SaveFailure>[] };

/** Reads every text; only those that differ from what is there remain. */
function readChanges(before: Snapshot, changes: Changes): Read {
  const read: Read = { texts: new Map(), problems: [] };
  for (const [key, typed] of Object.entries(changes)) {
    if (!isSettingKey(key)) {
      read.problems.push({ code: "settings.unknown" });
      continue;
    }
    const setting = getSetting(key);
    const wanted = wantedText(setting, typed);
    if (wanted === null) continue;
    if (!wanted.ok) read.problems.push(...wanted.problems);
    else if (wanted.value !== textOf(before, setting)) read.texts.set(key, wanted.value);
  }
  return read;
}

function wantedText(setting: Setting, typed: string | null): Result<string, ReadFailure> | null {
  if (typed === null) return ok(setting.info.fallback);
  const keeps = setting.info.kind === "secret" && typed.trim() === "";
  return keeps ? null : readSetting(setting, typed);
}

function brokenRules(
  ctx: Pick<Ctx, "db">,
  before: Snapshot,
  texts: ReadonlyMap<SettingKey, string>,
): Promise<Failure<RuleFailure>["problems"]> {
  return findRuleProblems([...texts.keys()], {
    before: before.values,
    after: settingsFrom(new Map([...before.texts, ...texts])),
    // No kind of connection exists yet that could be enabled or tested.
    hasTestedConnection: false,
    isActiveStaff: async (email) => (await findActiveStaff(ctx.db, email)) !== null,
  });
}
