import type { GivenConsents } from "@/core/consents/read-consents";
import type { Ctx } from "@/core/ctx";
import { audit } from "@/core/security/audit";
import { insertConsents } from "@/db/queries/consents";
import { legalKinds } from "@/db/queries/legal-texts";

/**
 * Stores what somebody accepted: in the transaction that makes the account, or that lets it go on. `given` is what readConsents answered,
 * perhaps among other answers; what is no consent is left alone.
 */
export async function storeConsents(
  ctx: Pick<Ctx, "db" | "request" | "now">,
  { accountId }: { readonly accountId: string },
  given: GivenConsents,
): Promise<void> {
  const accepted = legalKinds.flatMap((kind) => {
    const [, version, revision, language = ""] = /^(\d+)\.(\d+) (\w*)$/.exec(given[kind] ?? "") ?? [];
    if (version === undefined || revision === undefined) return [];
    return [{ kind, version: Number(version), revision: Number(revision), language }];
  });
  if (accepted.length === 0) return;
  const { "consent.at": at, "consent.from": address = "", "consent.door": door = "" } = given;
  const acceptedAt = at === undefined ? ctx.now : new Date(at);
  await insertConsents(
    ctx.db,
    accepted.map((one) => ({ ...one, accountId, door, address, acceptedAt })),
  );
  const editions = Object.fromEntries(accepted.map(({ kind, version, revision }) => [kind, `${version}.${revision}`]));
  await audit(ctx, {
    actor: { kind: "customer", accountId },
    action: "consent.given",
    target: { kind: "account", id: accountId },
    outcome: "ok",
    detail: { ...editions, door },
  });
}
