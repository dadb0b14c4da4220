import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { MailTable } from "@/components/admin/mail-table";
import { listMailRoom, type MailFilter, mailStates, readMailFilter } from "@/core/mail/mail-room";
import { smtpSource } from "@/core/mail/smtp-source";
import type { Translator } from "@/messages/translator";
import { getEnv } from "@/settings/env";
import { mailInWords } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminMail.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function MailRoomPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/mail");
  const filter = readMailFilter(await searchParams);
  const { mails, next, trouble } = await listMailRoom(ctx, filter);
  const hasServer = smtpSource(getEnv().smtpUrl, ctx.settings) !== null;
  return (
    <>
      <h1>{t("adminMail.heading")}</h1>
      <p className="mt-1 mb-4 text-quiet">{t("adminMail.intro")}</p>
      {hasServer ? null : <NoServer t={t} isAdmin={staff.role === "admin"} />}
      <Trouble text={trouble.waiting > 0 && hasServer ? t("adminMail.waiting", { count: trouble.waiting }) : ""} />
      <Trouble text={trouble.failed > 0 ? t("adminMail.failed", { count: trouble.failed }) : ""} />
      <Filters t={t} chosen={filter.state} />
      {mails.length === 0 ? (
        <p className="my-6">{t(Object.keys(filter).length > 0 ? "adminMail.none" : "adminMail.noneYet")}</p>
      ) : (
        <MailTable t={t} mails={mails.map((mail) => mailInWords(t, ctx.request.language, mail))} />
      )}
      <p className="mt-4 flex flex-wrap gap-x-6">
        {filter.before ? <Page filter={{ ...filter, before: "" }} text={t("adminMail.newest")} /> : null}
        {next ? <Page filter={next} text={t("adminMail.older")} /> : null}
      </p>
    </>
  );
}

function NoServer({ t, isAdmin }: { t: Translator; isAdmin: boolean }) {
  return (
    <div className="mb-4 max-w-3xl rounded-md border border-l-4 border-rule border-l-bad bg-card px-4 py-3">
      <p>{t("adminMail.noServer")}</p>
      {isAdmin ? (
        <a href="/admin/settings/mail" className="inline-flex min-h-11 items-center">
          {t("adminMail.setServer")}
        </a>
      ) : null}
    </div>
  );
}

const Trouble = ({ text }: { text: string }) => (text ? <p className="mb-2 font-medium text-bad">{text}</p> : null);

function Filters({ t, chosen }: { t: Translator; chosen: MailFilter["state"] }) {
  return (
    <nav aria-label={t("adminMail.show")} className="mb-4 flex flex-wrap gap-x-5">
      <Filter text={t("adminMail.filters.all")} filter={{}} isChosen={chosen === undefined} />
      {mailStates.map((state) => (
        <Filter key={state} text={t(`adminMail.filters.${state}`)} filter={{ state }} isChosen={state === chosen} />
      ))}
    </nav>
  );
}

function Filter({ text, filter, isChosen }: { text: string; filter: MailFilter; isChosen: boolean }) {
  return (
    <a
      href={`/admin/mail${query(filter)}`}
      aria-current={isChosen ? "page" : undefined}
      className="inline-flex min-h-11 items-center aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
    >
      {text}
    </a>
  );
}

const Page = ({ filter, text }: { filter: MailFilter; text: string }) => (
  <a href={`/admin/mail${query(filter)}`} className="inline-flex min-h-11 items-center">
    {text}
  </a>
);

function query({ state, before }: MailFilter): string {
  const asked = new URLSearchParams({ ...(state ? { state } : {}), ...(before ? { before } : {}) }).toString();
  return asked && `?${asked}`;
}
