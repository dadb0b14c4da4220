import type { Metadata } from "next";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { Fact, Facts } from "@/components/admin/facts";
import { type InboundLine, openInbound } from "@/core/inbound/list-inbound";
import type { StaffSession } from "@/core/staff/find-staff-session";
import type { Translator } from "@/messages/translator";
import { customerPath } from "../../../customers/words";
import { momentsIn } from "../../../moment";
import { authorInWords, endInWords } from "../words";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("adminInbound.heading")} – ${t("admin.title")}` };
}

type Props = { params: Promise<{ id: string }> };

export default async function IncomingMailPage({ params }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/mail/incoming/[id]");
  const mail = await openInbound(ctx, (await params).id);
  if (!mail) nothingHere();
  const { outcome, why } = endInWords(t, mail);
  return (
    <>
      <a href="/admin/mail/incoming" className="tall-link">
        {t("adminInbound.back")}
      </a>
      <h1 className="wrap-anywhere">{mail.subject === "" ? t("adminInbound.noSubject") : mail.subject}</h1>
      <Facts>
        <Fact name={t("adminInbound.facts.from")}>{authorInWords(t, mail)}</Fact>
        <Fact name={t("adminInbound.facts.mailbox")}>{mail.mailbox}</Fact>
        <Fact name={t("adminInbound.facts.at")}>{momentsIn(ctx.request.language)(mail.createdAt).text}</Fact>
        <Fact name={t("adminInbound.facts.outcome")}>{[outcome, why].filter(Boolean).join(". ")}</Fact>
        <Fact name={t("adminInbound.facts.customer")}>
          {mail.customerNumber === null ? "" : <a href={customerPath(mail.customerNumber)}>{mail.customerNumber}</a>}
        </Fact>
        <Fact name={t("adminInbound.facts.files")}>
          {mail.attachments === 0 ? "" : t("adminInbound.files", { count: mail.attachments })}
        </Fact>
      </Facts>
      <Text t={t} mail={mail} may={staff.permissions} />
    </>
  );
}

/** Text only, as it was read: nothing in it is a link, nothing is loaded (T-I10). */
function Text({ t, mail, may }: { t: Translator; mail: InboundLine; may: StaffSession["permissions"] }) {
  if (mail.text === "")
    return mail.customerNumber === null ? null : (
      <Elsewhere t={t} conversationId={may.has("messages.answer") ? mail.conversationId : null} />
    );
  return (
    <section className="max-w-3xl">
      <h2>{t("adminInbound.textTitle")}</h2>
      <p className="mt-1 mb-3 text-sm text-quiet">{t("adminInbound.textHere")}</p>
      <div className="card whitespace-pre-wrap wrap-anywhere">{mail.text}</div>
      {mail.fromEmail !== null && mail.customerNumber === null && may.has("customers.edit") ? (
        <p className="mt-3">
          <a href={`/admin/customers/new?mail=${mail.id}`} className="tall-link">
            {t("adminInbound.makeCustomer")}
          </a>
        </p>
      ) : null}
    </section>
  );
}

/** The way to the conversation that the text stands in, for who may open it. */
const Elsewhere = ({ t, conversationId }: { t: Translator; conversationId: string | null }) => (
  <p>
    {t("adminInbound.textElsewhere")}{" "}
    {conversationId === null ? null : <a href={`/admin/messages/${conversationId}`}>{t("adminInbound.toConversation")}</a>}
  </p>
);
