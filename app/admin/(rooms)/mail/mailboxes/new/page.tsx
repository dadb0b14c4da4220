import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import type { Query } from "@/core/query";
import { MailboxForm } from "../mailbox-form";
import { addMailboxAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminInbound.mailboxes.add")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Query> };

export default async function NewMailboxPage({ searchParams }: Props) {
  const { t, staff } = await visitAdmin("/admin/mail/mailboxes/new");
  const kind = (await searchParams).kind === "webhook" ? "webhook" : "imap";
  return (
    <MailboxForm
      t={t}
      heading={t(kind === "imap" ? "adminInbound.mailboxes.newImap" : "adminInbound.mailboxes.newWebhook")}
      action={addMailboxAction}
      kind={kind}
      mailbox={null}
      isConfirmed={staff.isFresh}
    />
  );
}
