import { sql } from "drizzle-orm";
import type { Ctx } from "@/core/ctx";
import { decrypt } from "@/core/security/secrets";

/** A queued mail as its reader will see it: link and code opened. */
export type QueuedMail = {
  readonly message: string;
  readonly language: string;
  readonly to: string;
  readonly toName: string;
  readonly facts: Record<string, string>;
  readonly link: string;
  readonly token: string;
  readonly code: string;
};

/** The mails queued for an address (or for everybody), oldest first, opened. */
export async function queuedMails(ctx: Pick<Ctx, "db" | "secrets">, email?: string): Promise<QueuedMail[]> {
  const rows = await ctx.db.execute<{
    message: string;
    language: string;
    to_email: string;
    to_name: string;
    facts: Record<string, string>;
    secrets: string | null;
  }>(
    sql`select message, language, to_email, to_name, facts, secrets from mails where ${email ?? null}::text is null or to_email = ${email ?? null}
        order by created_at, id`,
  );
  return rows.map(({ message, language, to_email: to, to_name: toName, facts, secrets }) => {
    const { link = "", code = "" } = secrets ? JSON.parse(decrypt(ctx.secrets, "mail", secrets) ?? "{}") : {};
    return { message, language, to, toName, facts, link, code, token: link.split("/").at(-1) ?? "" };
  });
}

/** The newest mail to an address. Throws if there is none. */
export async function newestMail(ctx: Pick<Ctx, "db" | "secrets">, email: string): Promise<QueuedMail> {
  const mail = (await queuedMails(ctx, email)).at(-1);
  if (!mail) throw new Error(`no mail to ${email}`);
  return mail;
}

/** Everything secret that the newest mail to an address brings, opened. */
export async function newestSecrets(ctx: Pick<Ctx, "db" | "secrets">, email: string): Promise<Record<string, string>> {
  const [row] = await ctx.db.execute<{ secrets: string | null }>(
    sql`select secrets from mails where to_email = ${email} order by created_at desc, id desc limit 1`,
  );
  return JSON.parse((row?.secrets && decrypt(ctx.secrets, "mail", row.secrets)) || "{}");
}

/** Lets the minute, hour and day between mails to one mailbox pass. */
export const forgetMailLimits = (ctx: Pick<Ctx, "db">) => ctx.db.execute(sql`delete from limits where key ~ '^(proof-)?mail:'`);
