import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { DataTable } from "@/components/admin/data-table";
import { type ListedMailbox, listMailboxes } from "@/core/inbound/list-mailboxes";
import type { Query } from "@/core/query";
import type { Translator } from "@/messages/translator";
import { momentsIn } from "../../moment";
import { News } from "../../news";
import { MailTabs } from "../mail-tabs";
import { stateOf, troubleInWords } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminInbound.mailboxes.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function MailboxesPage({ searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/mail/mailboxes");
  const mailboxes = await listMailboxes(ctx);
  const { deleted } = await searchParams;
  const at = momentsIn(ctx.request.language);
  const columns = (["name", "address", "state", "seen"] as const).map((name) => t(`adminInbound.mailboxes.columns.${name}`));
  return (
    <>
      <h1>{t("adminInbound.mailboxes.heading")}</h1>
      <MailTabs t={t} here="mailboxes" permissions={staff.permissions} />
      <p className="mt-2 mb-5 max-w-prose text-quiet">{t("adminInbound.mailboxes.intro")}</p>
      <News news={[[deleted, t("adminInbound.mailboxes.deleted")]]} />
      {mailboxes.length === 0 ? (
        <p>{t("adminInbound.mailboxes.noneYet")}</p>
      ) : (
        <DataTable caption={t("adminInbound.mailboxes.heading")} columns={columns}>
          {mailboxes.map((mailbox) => (
            <Row
              key={mailbox.id}
              t={t}
              mailbox={mailbox}
              columns={columns}
              seen={mailbox.lastSeenAt ? at(mailbox.lastSeenAt).text : t("adminInbound.mailboxes.never")}
            />
          ))}
        </DataTable>
      )}
      <section className="mt-8">
        <h2>{t("adminInbound.mailboxes.add")}</h2>
        <ul className="mt-3 grid max-w-3xl gap-2">
          <Kind t={t} kind="imap" name={t("adminInbound.mailboxes.addImap")} text={t("adminInbound.mailboxes.addImapText")} />
          <Kind
            t={t}
            kind="webhook"
            name={t("adminInbound.mailboxes.addWebhook")}
            text={t("adminInbound.mailboxes.addWebhookText")}
          />
        </ul>
      </section>
    </>
  );
}

type RowProps = { t: Translator; mailbox: ListedMailbox; columns: readonly string[]; seen: string };

function Row({ t, mailbox, columns: [name, address, state, seenName], seen }: RowProps) {
  const trouble = troubleInWords(t, mailbox);
  const is = stateOf(mailbox);
  return (
    <tr>
      <td data-label={name}>
        <a href={`/admin/mail/mailboxes/${mailbox.id}`} className="inline-flex min-h-6 items-center">
          {mailbox.name}
        </a>
      </td>
      <td data-label={address}>{mailbox.address}</td>
      <td data-label={state}>
        <span className={is === "failing" ? "font-medium text-bad" : ""}>{t(`adminInbound.mailboxes.states.${is}`)}</span>
        {trouble ? <span className="block text-sm text-quiet wrap-anywhere">{trouble}</span> : null}
        {mailbox.requiresAuthentication ? null : (
          <span className="block text-sm text-warn">{t("adminInbound.mailboxes.notAuthenticated")}</span>
        )}
      </td>
      <td data-label={seenName}>{seen}</td>
    </tr>
  );
}

function Kind({ t, kind, name, text }: { t: Translator; kind: string; name: string; text: string }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-md border border-rule bg-card px-4 py-2">
      <span className="min-w-0 flex-1 basis-64">
        <span className="block font-medium">{name}</span>
        <span className="block text-sm text-quiet">{text}</span>
      </span>
      <a href={`/admin/mail/mailboxes/new?kind=${kind}`} className="button-quiet">
        {t("adminSso.addKind")}
        <span className="sr-only"> {name}</span>
      </a>
    </li>
  );
}
