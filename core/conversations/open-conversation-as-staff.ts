import { listAnswering } from "@/core/conversations/list-answering";
import type { Ctx } from "@/core/ctx";
import { findConversationId, findConversationRow } from "@/db/queries/conversation-rooms";
import { findKeptById } from "@/db/queries/kept-customers";

/** A conversation as the page about it shows it. */
export type OpenedConversation = NonNullable<Awaited<ReturnType<typeof findConversationRow>>> & {
  /** Who may become the contact. */
  readonly colleagues: readonly { readonly id: string; readonly name: string; readonly email: string }[];
};

/** Finds a conversation for staff; `moved` is another one's id where this customer was merged into somebody. Null if there is none. */
export async function openConversationAsStaff(
  { db }: Pick<Ctx, "db">,
  id: string,
): Promise<{ opened: OpenedConversation } | { moved: string } | null> {
  const colleagues = await listAnswering({ db });
  const found = await findConversationRow(
    db,
    id,
    colleagues.map((one) => one.id),
  );
  if (!found) return null;
  if (found.mergedInto !== null) {
    const kept = await findKeptById(db, found.mergedInto);
    const moved = kept && (await findConversationId(db, kept.id));
    return moved ? { moved } : null;
  }
  return { opened: { ...found, colleagues } };
}
