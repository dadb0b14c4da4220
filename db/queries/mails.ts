import { sql } from "drizzle-orm";
import type { Db } from "@/db";
import { mails } from "@/db/schema/operation";

type NewMail = {
  message: string;
  language: string;
  toEmail: string;
  toName: string;
  customerId: string | null;
  facts: Record<string, string>;
  secrets: string | null;
  codeExpiresInSeconds: number | null;
};

/** Adds a mail to the queue and answers its id. */
export async function insertMail(db: Db, { codeExpiresInSeconds, ...mail }: NewMail): Promise<string> {
  const codeExpiresAt = codeExpiresInSeconds === null ? null : sql`now() + make_interval(secs => ${codeExpiresInSeconds})`;
  const [row] = await db
    .insert(mails)
    .values({ ...mail, codeExpiresAt })
    .returning({ id: mails.id });
  if (!row) throw new Error("the mail was not stored");
  return row.id;
}
