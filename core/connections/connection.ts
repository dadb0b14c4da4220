import { unsealTexts } from "@/core/connections/sealed-texts";
import type { Ctx } from "@/core/ctx";
import type { ConnectionRow } from "@/db/queries/connections";
import { connectionFields } from "@/providers/connection-fields";
import type { LogoName } from "@/providers/logos";
import type { Door } from "@/providers/provider";
import { findProvider } from "@/providers/registry";

/** One configured SSO provider, read and ready: what pages, the decision and the handshake work with. */
export type Connection = {
  readonly id: string;
  /** The id of its kind. */
  readonly provider: string;
  /** The message on its button, the admin's own words. */
  readonly label: string;
  readonly domains: readonly string[];
  /** Domains of companies that lead to it. They say where people sign in, and vouch for nobody's address. */
  readonly companyDomains?: readonly string[];
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
  const { id, provider, isDefault, updatedAt: changedAt, companyDomains = [] } = row;
  return { id, provider, ...common.data, companyDomains, isDefault, changedAt, door };
}
