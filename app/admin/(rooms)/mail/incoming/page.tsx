import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { DataTable } from "@/components/admin/data-table";
import { FilterLinks, ListLink, PageLinks } from "@/components/admin/list-links";
import {
  type InboundFilter,
  type InboundLine,
  inboundOutcomes,
  inboundQuery,
  listInbound,
  readInboundFilter,
} from "@/core/inbound/list-inbound";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { type Moment, momentsIn } from "../../moment";
import { MailTabs } from "../mail-tabs";
import { authorInWords, endInWords } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminInbound.heading")} – ${t("admin.title")}` };
}

const PATH = "/admin/mail/incoming";

type Props = { searchParams: Promise<Query> };

export default async function IncomingPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/mail/incoming");
  const filter = readInboundFilter(await searchParams);
  const { mails, next } = await listInbound(ctx, filter);
  const at = momentsIn(ctx.request.language);
  const columns = (["at", "from", "subject", "mailbox", "outcome"] as const).map((name) => t(`adminInbound.columns.${name}`));
  const newest = filter.before === undefined ? null : { ...filter, before: undefined };
  return (
    <>
      <h1>{t("adminInbound.heading")}</h1>
      <MailTabs t={t} here="incoming" permissions={staff.permissions} />
      <p className="mt-1 mb-4 max-w-prose text-quiet">{t("adminInbound.intro")}</p>
      <Filters t={t} chosen={filter.outcome} />
      {mails.length === 0 ? (
        <p className="my-6">{t(inboundQuery(filter) ? "adminInbound.none" : "adminInbound.noneYet")}</p>
      ) : (
        <DataTable caption={t("adminInbound.heading")} columns={columns}>
          {mails.map((mail) => (
            <Row key={mail.id} t={t} mail={mail} came={at(mail.createdAt)} columns={columns} />
          ))}
        </DataTable>
      )}
      <PageLinks>
        {newest ? <ListLink path={PATH} query={inboundQuery(newest)} text={t("adminInbound.newest")} /> : null}
        {next ? <ListLink path={PATH} query={inboundQuery(next)} text={t("adminInbound.older")} /> : null}
      </PageLinks>
    </>
  );
}

type RowProps = { t: Translator; mail: InboundLine; came: Moment; columns: readonly string[] };

function Row({ t, mail, came, columns: [at, from, subject, mailbox, outcome] }: RowProps) {
  const end = endInWords(t, mail);
  return (
    <tr>
      <td data-label={at}>
        <time dateTime={came.instant} className="lg:whitespace-nowrap">
          {came.text}
        </time>
      </td>
      <td data-label={from} className="wrap-anywhere">
        {authorInWords(t, mail)}
      </td>
      <td data-label={subject} className="wrap-anywhere">
        <a href={`${PATH}/${mail.id}`} className="inline-flex min-h-6 items-center">
          {mail.subject === "" ? t("adminInbound.noSubject") : mail.subject}
        </a>
      </td>
      <td data-label={mailbox}>{mail.mailbox}</td>
      <td data-label={outcome}>
        {end.outcome}
        {end.why ? <span className="block text-sm text-quiet">{end.why}</span> : null}
      </td>
    </tr>
  );
}

function Filters({ t, chosen }: { t: Translator; chosen: InboundFilter["outcome"] }) {
  return (
    <FilterLinks label={t("adminInbound.show")}>
      {[undefined, ...inboundOutcomes].map((outcome) => (
        <ListLink
          key={outcome ?? "all"}
          path={PATH}
          query={inboundQuery({ outcome })}
          text={t(`adminInbound.filters.${outcome ?? "all"}`)}
          isChosen={outcome === chosen}
        />
      ))}
    </FilterLinks>
  );
}
