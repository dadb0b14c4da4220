import { eq, sql } from "drizzle-orm";
import type { Ctx } from "@/core/ctx";
import type { DeliverCtx } from "@/core/mail/deliver";
import { type Mail, queueMail } from "@/core/mail/queue";
import { makeSmtpTransport } from "@/core/mail/transports/smtp";
import type { Db } from "@/db";
import { mails } from "@/db/schema/operation";
import { makeWorld, type World } from "./context";
import { type MailSink, startMailSink } from "./mail-sink";
import { ANY_CODE, ANY_LINK } from "./rendered-mail";

/** A database of its own and a real SMTP server. */
export type MailWorld = World & {
  readonly sink: MailSink;
  /** What deliverMail needs; mail goes to the sink unless another server is named. */
  deliverCtx(changed?: Partial<DeliverCtx>): DeliverCtx;
  /** Queues a mail as a use case does, and answers its id. */
  queue(mail: Partial<Mail> & Pick<Mail, "to">, db?: Db): Promise<string>;
  row(id: string): Promise<typeof mails.$inferSelect | undefined>;
  idsTo(email: string): Promise<string[]>;
  /** The mails that a job waits for, with the seconds until then. */
  waitingJobs(): Promise<{ mailId: string; seconds: number }[]>;
  forgetJobs(): Promise<void>;
};

/** Opens one. Call in beforeAll and `end` it in afterAll. */
export async function makeMailWorld(settings: Parameters<World["ctx"]>[0] = {}): Promise<MailWorld> {
  const world = await makeWorld();
  const sink = await startMailSink();
  const transport = makeSmtpTransport();
  const ctx: Ctx = world.ctx(settings);
  const { db } = world.database;
  return {
    ...world,
    sink,
    deliverCtx: (changed = {}) => ({ ...ctx, transport, smtpUrl: sink.url, ...changed }),
    queue: async (mail, on = db) => {
      const secrets = { link: ANY_LINK, code: ANY_CODE };
      await queueMail({ ...ctx, db: on }, { message: "reset-password", language: "en", secrets, ...mail });
      const [made] = await on
        .select({ id: mails.id })
        .from(mails)
        .where(eq(mails.toEmail, mail.to.email))
        .orderBy(sql`${mails.createdAt} desc`)
        .limit(1);
      if (!made) throw new Error("the mail was not queued");
      return made.id;
    },
    row: async (id) => (await db.select().from(mails).where(eq(mails.id, id)))[0],
    idsTo: async (email) => (await db.select({ id: mails.id }).from(mails).where(eq(mails.toEmail, email))).map(({ id }) => id),
    waitingJobs: async () => {
      const rows = await db.execute<{ mailId: string; seconds: string }>(
        sql`select data->>'mailId' as "mailId", extract(epoch from start_after - now()) as seconds
            from pgboss.job where name = 'deliver-mail' and state < 'active'`,
      );
      return rows.map(({ mailId, seconds }) => ({ mailId, seconds: Number(seconds) }));
    },
    forgetJobs: async () => {
      await db.execute(sql`delete from pgboss.job`);
    },
    end: async () => {
      transport.close();
      await sink.stop();
      await world.end();
    },
  };
}
