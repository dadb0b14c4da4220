import type { Metadata } from "next";
import { getVisitor, visit } from "@/app/_edge/visit";
import { MailPreview } from "@/components/mail/mail-preview";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { listDemoMail } from "@/server/demo-mail";
import type { KeptMail } from "@/server/mail-catcher";
import { getRequestStore } from "@/server/request-store";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("adminMail.demo.heading") };
}

type Props = { searchParams: Promise<Query> };

/** The demo's letter box: all mails, or the one that `?mail=` names. */
export default async function DemoMailPage({ searchParams }: Props) {
  const { t, ctx } = await visit("/demo/mail");
  const mails = await listDemoMail();
  const wanted = (await searchParams).mail;
  const opened = mails.find((mail) => mail.key === wanted);
  if (opened) return <Opened t={t} mail={opened} />;
  const time = new Intl.DateTimeFormat(ctx.request.language, { dateStyle: "medium", timeStyle: "medium" });
  return (
    <>
      <h1>{t("adminMail.demo.heading")}</h1>
      <p className="mt-2 mb-6 text-quiet">{t("adminMail.demo.intro")}</p>
      {mails.length === 0 ? <p>{t("adminMail.demo.none")}</p> : null}
      <ul className="grid max-w-3xl gap-2">
        {mails.map((mail) => (
          <li key={mail.key} className="rounded-md border border-rule bg-card px-4 py-1">
            <a href={`/demo/mail?mail=${mail.key}`} className="tall-link font-medium">
              {mail.subject}
            </a>
            <p className="pb-2 text-sm text-quiet wrap-anywhere">
              {t("adminMail.demo.to", { to: mail.to })} · <time dateTime={mail.sentAt}>{time.format(new Date(mail.sentAt))}</time>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Opened({ t, mail }: { t: Translator; mail: KeptMail }) {
  return (
    <>
      <a href="/demo/mail" className="tall-link">
        {t("adminMail.demo.back")}
      </a>
      <h1 className="mt-1">{mail.subject}</h1>
      <div className="mt-1 mb-4 text-quiet wrap-anywhere">
        {mail.from ? <p>{t("adminMail.demo.from", { from: mail.from })}</p> : null}
        <p>{t("adminMail.demo.to", { to: mail.to })}</p>
        {mail.replyTo ? <p>{t("adminMail.demo.replyTo", { to: mail.replyTo })}</p> : null}
      </div>
      <MailPreview
        title={mail.subject}
        html={mail.html}
        text={mail.text}
        textLabel={t("adminMail.detail.text")}
        nonce={getRequestStore().nonce}
        hasLinks
      />
    </>
  );
}
