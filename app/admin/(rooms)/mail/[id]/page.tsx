import type { Metadata } from "next";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import { MailPreview } from "@/components/mail/mail-preview";
import { type OpenedMail, openMail } from "@/core/mail/mail-room";
import { smtpSource } from "@/core/mail/smtp-source";
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
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function MailPage({ params, searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/mail/[id]");
  const smtpUrl = smtpSource(getEnv().smtpUrl, ctx.settings);
  const opened = await openMail(ctx, (await params).id, { smtpUrl, viewer: staff.permissions });
  if (!opened) nothingHere();
  const { mail } = opened;
  const view = mailInWords(t, ctx.request.language, mail);
  const isAgain = (await searchParams).again === "yes" && mail.state !== "failed";
  return (
    <>
      <a href="/admin/mail" className="inline-flex min-h-11 items-center">
        {t("adminMail.detail.back")}
      </a>
      <h1 className="mt-1">{view.message}</h1>
      {isAgain ? (
        <p role="status" className="mt-3 font-medium text-good">
          {t("adminMail.detail.retried")}
        </p>
      ) : null}
      <Facts t={t} view={view} subject={opened.shown?.subject ?? ""} />
      {mail.state === "sent" ? null : (
        <Form action={retryMailAction} texts={formTexts(t)} submit={t("adminMail.detail.retry")} tone="quiet">
          <input type="hidden" name="mailId" value={mail.id} />
        </Form>
      )}
      <Message t={t} opened={opened} />
    </>
  );
}

function Facts({ t, view, subject }: { t: Translator; view: MailView; subject: string }) {
  const { to, state, written, sent, attempts, trouble, serverSaid, nextTry } = view;
  return (
    <dl className="my-5 grid max-w-3xl gap-x-6 gap-y-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <Fact name={t("adminMail.detail.to")} value={to} />
      <Fact name={t("adminMail.detail.subject")} value={subject} />
      <Fact name={t("adminMail.detail.state")} value={[state, nextTry].filter((part) => part !== "").join(" · ")} />
      <Fact name={t("adminMail.detail.written")} value={written.text} />
      <Fact name={t("adminMail.detail.sent")} value={sent?.text ?? ""} />
      <Fact name={t("adminMail.detail.attempts")} value={String(attempts)} />
      <Fact name={t("adminMail.detail.trouble")} value={[trouble, serverSaid].filter((part) => part !== "").join(" ")} />
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  if (value === "") return null;
  return (
    <>
      <dt className="text-quiet">{name}</dt>
      <dd className="wrap-anywhere">{value}</dd>
    </>
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
