import type { Ctx } from "@/core/ctx";
import { isRowId } from "@/core/query";
import { findMailboxRow, listMailboxRows, type MailboxRow } from "@/db/queries/mailboxes";

/** A mailbox as staff may see it: without its secret. */
export type ListedMailbox = Omit<MailboxRow, "secret" | "leasedBy"> & { readonly hasSecret: boolean };

/** All mailboxes, the oldest first. */
export async function listMailboxes({ db }: Pick<Ctx, "db">): Promise<readonly ListedMailbox[]> {
  return (await listMailboxRows(db)).map(withoutSecret);
}

/** One mailbox; null if there is none. */
export async function openMailbox({ db }: Pick<Ctx, "db">, id: string): Promise<ListedMailbox | null> {
  const row = isRowId(id) ? await findMailboxRow(db, id) : null;
  return row && withoutSecret(row);
}

const withoutSecret = ({ secret, leasedBy: _, ...row }: MailboxRow): ListedMailbox => ({ ...row, hasSecret: secret !== null });
