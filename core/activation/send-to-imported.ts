import { z } from "zod";
import { findLocalDoorClosed } from "@/core/access/local-door";
import { startBatch } from "@/core/activation/start-batch";
import type { Ctx } from "@/core/ctx";
import { fail, type Result } from "@/core/result";
import { refuseUnpermitted } from "@/core/staff/permissions";
import { addImportedToBatch, countInvitableOfImport } from "@/db/queries/activation-batches";
import { findImport, type ImportRow, lockImport } from "@/db/queries/imports";

/** What the button on a finished import's page holds. */
export const sendToImportedInput = z.object({ id: z.uuid({ error: "import.not-found" }) });

type Asked = { readonly id: string; readonly staffId: string };
type Code = "staff.not-permitted" | "activation.closed" | "activation.nobody" | "import.not-found" | "import.not-now";

const isSendable = ({ kind, state }: ImportRow): boolean => kind === "customers" && state === "done";

/**
 * Begins to send activation mails to the customers of a file that was brought in, those without an error in their row: to whom has an
 * address and neither an account nor an activation that waits, at the rate of any sending and with its stop button (T-D6). Pressed again,
 * or while a sending to them is under way, nobody gets a second mail (T-D5).
 */
export async function sendToImported(ctx: Ctx, { id, staffId }: Asked): Promise<Result<{ readonly total: number }, Code>> {
  for (const permission of ["import.run", "activation.send"] as const) {
    const refused = await refuseUnpermitted(ctx, { kind: "staff", staffId }, permission);
    if (refused) return refused;
  }
  if (findLocalDoorClosed(ctx)) return fail("activation.closed");
  const found = await findImport(ctx.db, id);
  if (!found) return fail("import.not-found");
  if (!isSendable(found.row)) return fail("import.not-now");
  const fill = async (tx: Ctx, batchId: string) => {
    // Of two at one moment the second one sees that the customers wait already.
    await lockImport(tx.db, id);
    await addImportedToBatch(tx.db, batchId, id);
  };
  return startBatch(ctx, { staffId, detail: { import: id }, fill });
}

/** How many customers of an import {@link sendToImported} would send to now; null where it is not one of customers, or not finished. */
export async function countImportedInvitable(ctx: Pick<Ctx, "db">, row: ImportRow): Promise<number | null> {
  return isSendable(row) ? countInvitableOfImport(ctx.db, row.id) : null;
}
