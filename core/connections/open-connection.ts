import { connectionState, isDoubtful } from "@/core/connections/connection-state";
import type { ListedConnection } from "@/core/connections/list-connections";
import { isSecretField, unsealTexts } from "@/core/connections/sealed-texts";
import { openTrial, type Trial } from "@/core/connections/trial";
import type { Ctx } from "@/core/ctx";
import { type ConnectionChecks, type ConnectionRow, countConnectionPeople, findConnectionRow } from "@/db/queries/connections";
import { findStaff } from "@/db/queries/staff";

/** A connection as its page shows it: texts without secrets, and which secrets are stored. */
export type OpenedConnection = ListedConnection & {
  readonly texts: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly checks: ConnectionChecks | null;
  /** What came back in the last test sign-in, and the name of who made it ("" for somebody who is gone). */
  readonly trial: (Trial & { readonly who: string }) | null;
  readonly people: number;
  readonly withoutOtherWay: number;
};

/** One connection for its page, or null. Secrets never leave here (T-G1). */
export async function openConnection(ctx: Pick<Ctx, "db" | "secrets">, id: string): Promise<OpenedConnection | null> {
  // From an address: what no id can be never reaches the database, which minds some of it.
  const row = /^[\w-]{1,100}$/.test(id) ? await findConnectionRow(ctx.db, id) : null;
  if (!row) return null;
  const { fields, trial: _sealed, ...rest } = row;
  const texts = Object.entries(unsealTexts(ctx.secrets, row));
  const isSecret = (name: string): boolean => isSecretField(row.provider, name);
  return {
    ...rest,
    label: fields.label ?? id,
    state: connectionState(ctx.secrets, row),
    isDoubtful: isDoubtful(row),
    texts: Object.fromEntries(texts.filter(([name]) => !isSecret(name))),
    secrets: texts.filter(([name, text]) => isSecret(name) && text !== "").map(([name]) => name),
    trial: await trialOf(ctx, row),
    ...(await countConnectionPeople(ctx.db, id)),
  };
}

async function trialOf(ctx: Pick<Ctx, "db" | "secrets">, row: ConnectionRow): Promise<OpenedConnection["trial"]> {
  const trial = openTrial(ctx.secrets, row);
  return trial && { ...trial, who: (await findStaff(ctx.db, trial.staffId))?.name ?? "" };
}
