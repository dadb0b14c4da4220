import type { Ctx } from "@/core/ctx";
import { decrypt } from "@/core/security/secrets";
import type { ConnectionRow } from "@/db/queries/connections";
import { connectionFields } from "@/providers/connection-fields";
import type { LogoName } from "@/providers/logos";
import type { Door, Texts } from "@/providers/provider";
import { findProvider } from "@/providers/registry";
import { fieldInfo } from "@/settings/fields";

/** One configured SSO provider, read and ready: what pages, the decision and the handshake work with. */
export type Connection = {
  readonly id: string;
  /** The id of its kind. */
  readonly provider: string;
  /** The message on its button, the admin's own words. */
  readonly label: string;
  readonly domains: readonly string[];
  readonly trustEmail: boolean;
  readonly isDefault: boolean;
  /** The drawing on its button; "none" for none. */
  readonly logo: LogoName;
  /** When it was last saved: tells a test whether it tried what is there now. */
  readonly changedAt: Date;
  readonly door: Door;
};

/**
 * Reads a stored connection; null if its kind is gone, its key is lost or its fields no longer fit. One that cannot be read is as good as
 * disabled and disturbs nobody else.
 */
export function readConnection(secrets: Ctx["secrets"], row: ConnectionRow): Connection | null {
  const texts = unsealTexts(secrets, row);
  const common = connectionFields.safeParse(texts);
  const door = common.success ? (findProvider(row.provider)?.open(texts) ?? null) : null;
  if (!common.success || !door) return null;
  const { id, provider, isDefault, updatedAt: changedAt } = row;
  return { id, provider, ...common.data, isDefault, changedAt, door };
}

/** The texts of a stored connection with its secrets in the clear: never for a page. A secret whose key is gone is left out. */
export function unsealTexts(secrets: Ctx["secrets"], { provider, fields }: ConnectionRow): Texts {
  const readable = Object.entries(fields).flatMap(([name, text]) => {
    const clear = isSecretField(provider, name) ? decrypt(secrets, "connections", text) : text;
    return clear === null ? [] : [[name, clear] as const];
  });
  return Object.fromEntries(readable);
}

/** Whether a field of a kind of provider holds a secret. */
export function isSecretField(provider: string, name: string): boolean {
  const schema = findProvider(provider)?.config.shape[name];
  return schema !== undefined && fieldInfo.get(schema)?.kind === "secret";
}
