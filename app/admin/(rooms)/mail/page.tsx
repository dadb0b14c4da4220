import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { FilterLinks, ListLink, PageLinks } from "@/components/admin/list-links";
import { MailTable } from "@/components/admin/mail-table";
import { listMailRoom, type MailFilter, mailQuery, mailStates, readMailFilter } from "@/core/mail/mail-room";
import { smtpSource } from "@/core/mail/smtp-source";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { getEnv } from "@/settings/env";
import { mailInWords } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminMail.heading")} – ${t("admin.title")}` };
}

const PATH = "/admin/mail";

type Props = { searchParams: Promise<Query> };

export default async function MailRoomPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/mail");
  const filter = readMailFilter(await searchParams);
  const { mails, next, trouble } = await listMailRoom(ctx, filter);
  const newest = filter.before === undefined ? null : { ...filter, before: undefined };
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
        <p className="my-6">{t(mailQuery(filter) ? "adminMail.none" : "adminMail.noneYet")}</p>
      ) : (
        <MailTable t={t} mails={mails.map((mail) => mailInWords(t, ctx.request.language, mail))} />
      )}
      <PageLinks>
        {newest ? <ListLink path={PATH} query={mailQuery(newest)} text={t("adminMail.newest")} /> : null}
        {next ? <ListLink path={PATH} query={mailQuery(next)} text={t("adminMail.older")} /> : null}
      </PageLinks>
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
    <FilterLinks label={t("adminMail.show")}>
      {[undefined, ...mailStates].map((state) => (
        <ListLink
          key={state ?? "all"}
          path={PATH}
          query={mailQuery({ state })}
          text={t(`adminMail.filters.${state ?? "all"}`)}
          isChosen={state === chosen}
        />
      ))}
    </FilterLinks>
  );
}
