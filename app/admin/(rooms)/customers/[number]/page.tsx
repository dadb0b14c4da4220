import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { isFresh } from "@/app/_edge/is-fresh";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { AuditTable } from "@/components/admin/audit-table";
import { MailTable } from "@/components/admin/mail-table";
import { Part } from "@/components/admin/part";
import { GoodNews } from "@/components/ui/good-news";
import { findConversationOf } from "@/core/conversations/find-conversation-of";
import type { Ctx, Language } from "@/core/ctx";
import { findErasedCustomer } from "@/core/customers/find-erased-customer";
import { findKeptNumber, type OpenedCustomer, openCustomer, PART_ROWS } from "@/core/customers/open-customer";
import type { Query } from "@/core/query";
import type { Permission } from "@/core/staff/permissions";
import type { Translator } from "@/messages/translator";
import { auditEntries } from "../../audit/entries";
import { companyPath } from "../../companies/paths";
import { mailInWords } from "../../mail/words";
import { News as FreshNews } from "../../news";
import { customerPath, decoded, fullName, mergePath } from "../words";
import { AccountPart } from "./account-part";
import { ActivationPart } from "./activation-part";
import { AttachmentsPart } from "./attachments-part";
import { ConsentsPart } from "./consents-part";
import { DataPart } from "./data-part";
import { EditPart } from "./edit-part";
import { ErasedCustomerPage } from "./erased-customer";
import { MergePart } from "./merge-part";
import { MessagesPart } from "./messages-part";
import { OrderTable } from "./order-table";
import { SessionsPart } from "./sessions-part";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t } = await getVisitor();
  // By number, so that tabs can be told apart and no name stands in the browser's history.
  return { title: `${t("adminCustomers.detail.number", { number: decoded((await params).number) })} – ${t("admin.title")}` };
}

type Props = { params: Promise<{ number: string }>; searchParams: Promise<Query> };

export default async function CustomerPage({ params, searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/customers/[number]");
  const number = decoded((await params).number);
  const opened = await openCustomer(ctx, number, staff.permissions);
  if (!opened) {
    const erased = await findErasedCustomer(ctx, number);
    if (!erased) return toKeptOrNowhere(ctx, number);
    return <ErasedCustomerPage t={t} language={ctx.request.language} erased={erased} />;
  }
  const asked = await searchParams;
  const { customer, account } = opened;
  const { language } = ctx.request;
  const mayEdit = staff.permissions.has("customers.edit");
  return (
    <>
      <a href="/admin/customers" className="tall-link">
        {t("adminCustomers.detail.back")}
      </a>
      <h1 className="mt-1 wrap-anywhere">{fullName(t, customer)}</h1>
      <p className="mt-1 text-quiet">{t("adminCustomers.detail.number", { number: customer.number })}</p>
      <Place t={t} place={opened.place} />
      <News t={t} asked={asked} isSuppressed={opened.suppressed !== null} />
      <EditPart
        // A new key after each save: the form starts anew with what is stored.
        key={String(asked.saved)}
        t={t}
        ctx={ctx}
        customer={customer}
        mayEdit={mayEdit}
      />
      <Others t={t} number={customer.number} others={opened.others} mayMerge={staff.permissions.has("customers.merge")} />
      {account ? (
        <>
          <AccountPart
            t={t}
            language={language}
            number={customer.number}
            account={account}
            mayEdit={mayEdit}
            suppressed={opened.suppressed}
            mayLook={staff.permissions.has("mail.read")}
          />
          <SessionsPart t={t} language={language} number={customer.number} sessions={account.sessions} mayEnd={mayEdit} />
          <ConsentsPart t={t} language={language} consents={account.consents} />
        </>
      ) : (
        <ActivationPart
          visiting={{ t, ctx, staff }}
          customer={customer}
          activation={opened.activation}
          suppressed={opened.suppressed}
        />
      )}
      {staff.permissions.has("customers.merge") ? (
        <MergePart t={t} language={language} number={customer.number} merges={opened.merges} />
      ) : null}
      {staff.permissions.has("messages.answer") ? (
        <MessagesPart
          t={t}
          number={customer.number}
          conversationId={await findConversationOf(ctx, customer.id)}
          hasAccount={account !== null}
        />
      ) : null}
      <Tables t={t} language={language} opened={opened} may={staff.permissions} />
      <DataPart
        t={t}
        number={customer.number}
        areOrdersKept={ctx.settings.privacy.erasedOrders === "keep"}
        permissions={staff.permissions}
      />
    </>
  );
}

/** Whoever was merged is found at the customer that was kept. */
async function toKeptOrNowhere(ctx: Ctx, number: string): Promise<never> {
  const kept = await findKeptNumber(ctx, number);
  if (kept === null) nothingHere();
  redirect(`${customerPath(kept)}?was=${encodeURIComponent(number)}`);
}

function News({ t, asked, isSuppressed }: { t: Translator; asked: Query; isSuppressed: boolean }) {
  const news = [
    [asked.made, t("adminCustomers.create.made")],
    [asked.saved, t("adminCustomers.detail.edit.saved")],
    [asked.deactivated, t("adminCustomers.detail.account.wasDeactivated")],
    [asked.reactivated, t("adminCustomers.detail.account.wasReactivated")],
    [asked.activationSent, isSuppressed ? "" : t("adminCustomers.detail.activation.wasSent")],
    [asked.activationWithdrawn, t("adminCustomers.detail.activation.wasWithdrawn")],
    [asked.ended, t("adminCustomers.detail.sessions.ended")],
    [asked.merged, t("adminMerge.part.merged", { number: one(asked.other) })],
    [asked.unmerged, t("adminMerge.part.undone", { number: one(asked.other) })],
    [asked.attached, t("adminMerge.attached.wasAttached")],
    [asked.detached, t("adminMerge.attached.wasUndone")],
  ] as const;
  return (
    <>
      <FreshNews news={news} />
      {isSuppressed && isFresh(asked.activationSent) ? (
        <p role="status" className="my-3 font-medium text-bad">
          {t("adminCustomers.detail.activation.wasNotSent")} <a href="#account">{t("adminCustomers.detail.suppressed.why")}</a>
        </p>
      ) : null}
      <GoodNews text={asked.was === undefined ? null : t("adminMerge.part.moved", { number: one(asked.was) })} />
    </>
  );
}

const one = (value: Query[string]): string => (typeof value === "string" ? value.slice(0, 64) : "");

/** The company that the customer is a person of. */
function Place({ t, place }: { t: Translator; place: OpenedCustomer["place"] }) {
  if (place === null) return null;
  const { companyName: name, userTypeName: type } = place;
  return (
    <p className="mt-1">
      {t("adminCompanies.ofCustomer.title")}:{" "}
      <a href={companyPath(place.companyId)} className="inline-flex min-h-6 items-center wrap-anywhere">
        {t("adminCompanies.ofCustomer.text", { name, type })}
      </a>
      {place.deactivatedAt === null ? null : <span className="text-bad"> ({t("adminCompanies.ofCustomer.deactivated")})</span>}
    </p>
  );
}

type OthersProps = { t: Translator; number: string; others: OpenedCustomer["others"]; mayMerge: boolean };

function Others({ t, number, others, mayMerge }: OthersProps) {
  if (others.length === 0) return null;
  return (
    <Part title={t("adminCustomers.detail.others.title")} text={t("adminCustomers.detail.others.text")}>
      <ul className="grid gap-1">
        {others.map((other) => (
          <li key={other.number}>
            <a href={customerPath(other.number)} className="inline-flex min-h-6 items-center">
              {fullName(t, other)}, {other.number}
            </a>{" "}
            <span className="text-quiet">
              {t(other.hasAccount ? "adminCustomers.detail.others.account" : "adminCustomers.detail.others.noAccount")}
            </span>{" "}
            {mayMerge ? (
              <a href={mergePath(number, other.number)} className="inline-flex min-h-6 items-center">
                {t("adminMerge.compare")} <span className="sr-only">{t("adminMerge.compareFor", { number: other.number })}</span>
              </a>
            ) : null}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Tables({
  t,
  language,
  opened: { customer, orders, attachments, mails, timeline },
  may,
}: {
  t: Translator;
  language: Language;
  opened: OpenedCustomer;
  may: ReadonlySet<Permission>;
}) {
  const newest = (rows: number) => (rows < PART_ROWS ? undefined : t("adminCustomers.detail.newest", { count: PART_ROWS }));
  return (
    <>
      <section className="mt-10">
        <h2 className="mb-3">{t("adminCustomers.detail.orders.title")}</h2>
        {orders.length === 0 ? (
          <p>{t("adminCustomers.detail.orders.none")}</p>
        ) : (
          <OrderTable t={t} language={language} orders={orders} />
        )}
        <Note text={newest(orders.length)} />
      </section>
      <AttachmentsPart
        t={t}
        language={language}
        number={customer.number}
        attachments={attachments}
        mayAttach={may.has("orders.attach")}
      />
      <section className="mt-10" hidden={!may.has("mail.read")}>
        <h2 className="mb-3">{t("adminCustomers.detail.mails.title")}</h2>
        {mails.length === 0 ? (
          <p>{t("adminCustomers.detail.mails.none")}</p>
        ) : (
          <MailTable t={t} mails={mails.map((mail) => mailInWords(t, language, mail))} />
        )}
        <Note text={newest(mails.length)} />
      </section>
      <section className="mt-10" hidden={!may.has("audit.read")}>
        <h2>{t("adminCustomers.detail.timeline.title")}</h2>
        <p className="mt-1 mb-3 text-sm text-quiet">{t("adminCustomers.detail.timeline.text")}</p>
        {timeline.length === 0 ? (
          <p>{t("adminCustomers.detail.timeline.none")}</p>
        ) : (
          <AuditTable t={t} caption={t("adminCustomers.detail.timeline.title")} entries={auditEntries(t, language, timeline)} />
        )}
        <Note text={newest(timeline.length)} />
      </section>
    </>
  );
}

const Note = ({ text }: { text: string | undefined }) => (text ? <p className="mt-2 text-sm text-quiet">{text}</p> : null);
