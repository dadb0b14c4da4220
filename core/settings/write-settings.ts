import type { Ctx } from "@/core/ctx";
import { makeFirstLink } from "@/core/registration-link/registration-link";
import { type Actor, audit } from "@/core/security/audit";
import { maskEmail } from "@/core/security/mask";
import { decrypt, encrypt } from "@/core/security/secrets";
import { storeSettings } from "@/db/queries/settings";
import { getSetting, type Setting, type SettingKey } from "@/settings/registry";
import { loadSettings, type Snapshot, settingsFrom } from "@/settings/store";

/** All settings as the open transaction sees them. */
export const readSettings = (ctx: Pick<Ctx, "db" | "secrets">): Promise<Snapshot> =>
  loadSettings(ctx.db, (sealed) => decrypt(ctx.secrets, "settings", sealed));

/** The text of a setting: stored, or its default. */
export const textOf = ({ texts }: Snapshot, { key, info }: Setting): string => texts.get(key) ?? info.fallback;

/**
 * Stores texts that were checked already, and notes each in the audit log. What equals the default is not stored, so that a better
 * default of a later version reaches this installation. The change that opens registration for the first time makes its link. Secrets are
 * encrypted, and neither they nor whole addresses stand in the log. For an open transaction that has locked the settings.
 */
export async function writeSettings(
  ctx: Pick<Ctx, "db" | "secrets" | "request">,
  { before, changes, actor }: { before: Snapshot; changes: ReadonlyMap<SettingKey, string>; actor: Actor },
): Promise<void> {
  if (changes.size === 0) return;
  const stored = [...changes].map(([key, text]) => ({ key, value: atRest(ctx, getSetting(key), text) }));
  await storeSettings(ctx.db, stored);
  const { open, personInCharge } = settingsFrom(new Map([...before.texts, ...changes])).registration;
  if (open && personInCharge !== "") await makeFirstLink(ctx);
  for (const [key, text] of changes) {
    const setting = getSetting(key);
    const detail = { before: inLog(setting, textOf(before, setting)), after: inLog(setting, text) };
    await audit(ctx, { actor, action: "settings.changed", target: { kind: "setting", id: key }, outcome: "ok", detail });
  }
}

function atRest(ctx: Pick<Ctx, "secrets">, { info }: Setting, text: string): string | null {
  if (text === info.fallback) return null;
  return info.kind === "secret" ? encrypt(ctx.secrets, "settings", text) : text;
}

function inLog({ info }: Setting, text: string): string {
  if (text === "") return "";
  if (info.kind === "secret") return "***";
  return info.kind === "email" ? maskEmail(text) : text;
}
