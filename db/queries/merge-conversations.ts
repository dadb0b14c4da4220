import { sql } from "drizzle-orm";
import type { Db } from "@/db";
import { conversationMessages, conversations } from "@/db/schema/conversations";

type Pair = { readonly keptId: string; readonly mergedId: string };

/**
 * Makes the kept customer's conversation stand for both: what was said stays where it was and is read together; from now on the kept one's
 * says how far each side has read. Where one of the two is unread, that one's mark counts: perhaps something read is new again, never the
 * other way round.
 */
export async function carryConversation(db: Db, { keptId, mergedId }: Pair): Promise<void> {
  await db.execute(sql`
    insert into ${conversations} as k (customer_id, staff_id, read_by_customer, read_by_staff, last_by_customer, last_by_staff,
      last_message_at, told_customer, told_staff)
    select ${keptId}::uuid, m.staff_id, m.read_by_customer, m.read_by_staff, m.last_by_customer, m.last_by_staff,
      m.last_message_at, m.told_customer, m.told_staff
    from ${conversations} m where m.customer_id = ${mergedId}::uuid
    on conflict (customer_id) do update set
      read_by_customer = ${bothRead("read_by_customer", "last_by_staff")},
      read_by_staff = ${bothRead("read_by_staff", "last_by_customer")},
      last_by_customer = greatest(k.last_by_customer, excluded.last_by_customer),
      last_by_staff = greatest(k.last_by_staff, excluded.last_by_staff),
      last_message_at = greatest(k.last_message_at, excluded.last_message_at),
      told_customer = greatest(k.told_customer, excluded.told_customer),
      told_staff = greatest(k.told_staff, excluded.told_staff)`);
}

function bothRead(read: "read_by_customer" | "read_by_staff", last: "last_by_customer" | "last_by_staff") {
  const [mark, newest] = [sql.raw(read), sql.raw(last)];
  return sql`case
    when k.${newest} > k.${mark} and excluded.${newest} > excluded.${mark} then least(k.${mark}, excluded.${mark})
    when k.${newest} > k.${mark} then k.${mark}
    when excluded.${newest} > excluded.${mark} then excluded.${mark}
    else greatest(k.${mark}, excluded.${mark}) end`;
}

/** Takes the two apart again: each counts its own messages, and what was read meanwhile stays read. */
export async function partConversations(db: Db, { keptId, mergedId }: Pair): Promise<void> {
  await db.execute(sql`
    update ${conversations} m set read_by_customer = greatest(m.read_by_customer, k.read_by_customer),
      read_by_staff = greatest(m.read_by_staff, k.read_by_staff),
      told_customer = greatest(m.told_customer, k.told_customer), told_staff = greatest(m.told_staff, k.told_staff)
    from ${conversations} k where k.customer_id = ${keptId} and m.customer_id = ${mergedId}`);
  await db.execute(sql`
    update ${conversations} k set
      last_by_customer = coalesce((select max(s.id) from ${conversationMessages} s where s.conversation_id = k.id and s.author = 'customer'), 0),
      last_by_staff = coalesce((select max(s.id) from ${conversationMessages} s where s.conversation_id = k.id and s.author = 'staff'), 0),
      last_message_at = (select max(s.created_at) from ${conversationMessages} s where s.conversation_id = k.id and s.origin <> 'welcome')
    where k.customer_id = ${keptId}`);
}
