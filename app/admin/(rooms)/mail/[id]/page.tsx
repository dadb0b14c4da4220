import type { Metadata } from "next";
import { isFresh } from "@/app/_edge/is-fresh";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { Fact, Facts } from "@/components/admin/facts";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { MailPreview } from "@/components/mail/mail-preview";
import { GoodNews } from "@/components/ui/good-news";
import { type OpenedMail, openMail } from "@/core/mail/mail-room";
import { smtpSource } from "@/core/mail/smtp-source";
import { suppressionQuery } from "@/core/mail/suppressions";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { getRequestStore } from "@/server/request-store";
import { getEnv } from "@/settings/env";
import { type MailView, mailInWords } from "../words";
import { retryMailAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminMail.heading")} – ${t("admin.title")}` };
}

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Query>;
};

export default async function MailPage({ params, searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/mail/[id]");
  const smtpUrl = smtpSource(getEnv().smtpUrl, ctx.settings);
  const opened = await openMail(ctx, (await params).id, { smtpUrl, viewer: staff });
  if (!opened) nothingHere();
  const { mail } = opened;
  const view = mailInWords(t, ctx.request.language, mail);
  const isAgain = isFresh((await searchParams).again) && mail.state !== "failed";
  return (
    <>
      <a href="/admin/mail" className="tall-link">
        {t("adminMail.detail.back")}
      </a>
      <h1 className="mt-1">{view.message}</h1>
      <GoodNews text={isAgain ? t("adminMail.detail.retried") : null} />
      {mail.state === "suppressed" ? (
        <a href={`/admin/mail/suppressed?${suppressionQuery({ search: mail.toEmail, before: undefined })}`} className="tall-link">
          {t("adminMail.detail.toSuppressed")}
        </a>
      ) : null}
      <About t={t} view={view} subject={opened.shown?.subject ?? ""} />
      {mail.state === "sent" ? null : (
        <Form action={retryMailAction} texts={formTexts(t)} submit={t("adminMail.detail.retry")} tone="quiet">
          <input type="hidden" name="mailId" value={mail.id} />
        </Form>
      )}
      <Message t={t} opened={opened} />
    </>
  );
}

function About({ t, view, subject }: { t: Translator; view: MailView; subject: string }) {
  const { to, state, written, sent, cameBack, attempts, trouble, serverSaid, nextTry } = view;
  return (
    <Facts>
      <Fact name={t("adminMail.detail.to")}>{to}</Fact>
      <Fact name={t("adminMail.detail.subject")}>{subject}</Fact>
      <Fact name={t("adminMail.detail.state")}>{[state, cameBack, nextTry].filter((part) => part !== "").join(" · ")}</Fact>
      <Fact name={t("adminMail.detail.written")}>{written.text}</Fact>
      <Fact name={t("adminMail.detail.sent")}>{sent?.text ?? ""}</Fact>
      <Fact name={t("adminMail.detail.attempts")}>{String(attempts)}</Fact>
      <Fact name={t("adminMail.detail.trouble")}>{[trouble, serverSaid].filter((part) => part !== "").join(" ")}</Fact>
    </Facts>
  );
}

function Message({ t, opened: { shown, isMasked } }: { t: Translator; opened: OpenedMail }) {
  const note = !shown ? "notShown" : isMasked ? "masked" : "whole";
  return (
    <section className="mt-8">
      <h2>{t("adminMail.detail.message")}</h2>
      <p className={`mt-1 mb-3 max-w-3xl ${note === "whole" ? "font-medium" : "text-quiet"}`}>{t(`adminMail.detail.${note}`)}</p>
      {shown ? (
        <MailPreview
          title={shown.subject}
          html={shown.html}
          text={shown.text}
          textLabel={t("adminMail.detail.text")}
          nonce={getRequestStore().nonce}
        />
      ) : null}
    </section>
  );
}
