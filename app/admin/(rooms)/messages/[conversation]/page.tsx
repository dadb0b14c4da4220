import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { isFresh } from "@/app/_edge/is-fresh";
import { nothingHere } from "@/app/_edge/nothing-here";
import { getVisitor, type Visit, visitAdmin } from "@/app/_edge/visit";
import { Part } from "@/components/admin/part";
import { LiveMessages } from "@/components/conversation/live-messages";
import { Said } from "@/components/conversation/said";
import { Form } from "@/components/forms/form";
import { LongTextField } from "@/components/forms/long-text-field";
import { SelectField } from "@/components/forms/select-field";
import { formTexts } from "@/components/forms/texts";
import { WayOn } from "@/components/ui/way-on";
import { listMessages, type Message } from "@/core/conversations/list-messages";
import { type OpenedConversation, openConversationAsStaff } from "@/core/conversations/open-conversation-as-staff";
import { readMessagesAsStaff } from "@/core/conversations/read-messages";
import { countedIdOf, type Query, rowIdOf } from "@/core/query";
import type { StaffSession } from "@/core/staff/find-staff-session";
import { getRequestStore } from "@/server/request-store";
import { customerPath, fullName } from "../../customers/words";
import { momentsIn } from "../../moment";
import { News } from "../../news";
import { answerAction, handOverAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  // Without the name, which would stand in the browser's history.
  return { title: `${t("adminMessages.heading")} – ${t("admin.title")}` };
}

const PATH = "/admin/messages";

type Props = { params: Promise<{ conversation: string }>; searchParams: Promise<Query> };

export default async function ConversationPage({ params, searchParams }: Props) {
  const { t, ctx, staff } = await visitAdmin("/admin/messages/[conversation]");
  const id = rowIdOf((await params).conversation);
  const found = id === undefined ? null : await openConversationAsStaff(ctx, id);
  if (!found) nothingHere();
  if ("moved" in found) redirect(`${PATH}/${found.moved}`);
  const { opened } = found;
  const { before: asked, sent, handed } = await searchParams;
  const before = countedIdOf(asked);
  const { messages, earlier } = await listMessages(ctx, opened.customerId, { before });
  const newest = messages.at(-1)?.id ?? 0;
  const own = `${PATH}/${opened.id}`;
  if (before === undefined && getRequestStore().isLookedAt)
    await readMessagesAsStaff(ctx, { conversationId: opened.id, staffId: staff.staffId, upTo: newest });
  return (
    <>
      <a href={PATH} className="tall-link">
        {t("adminMessages.back")}
      </a>
      <Head t={t} opened={opened} staff={staff} />
      <News news={[[handed, t("adminMessages.handOver.done")]]} />
      <div className="max-w-2xl">
        {before === undefined ? (
          <Write t={t} opened={opened} newest={newest} sent={String(sent)} />
        ) : (
          <WayOn href={own} text={t("conversation.newest")} />
        )}
        {messages.length === 0 ? <p className="mt-6">{t("adminMessages.nothing")}</p> : null}
        <div role="log" aria-label={t("conversation.list")}>
          <ol className="mt-6 grid gap-4">
            {messages.toReversed().map((message) => (
              <One key={message.id} visiting={{ t, ctx }} opened={opened} message={message} />
            ))}
          </ol>
        </div>
        {earlier === null ? null : <WayOn href={`${own}?before=${earlier}`} text={t("conversation.earlier")} />}
      </div>
      <HandOver t={t} opened={opened} staff={staff} />
    </>
  );
}

type PartProps = { readonly t: Visit["t"]; readonly opened: OpenedConversation; readonly staff: StaffSession };

/** Whom one talks with, and who looks after them. */
function Head({ t, opened, staff }: PartProps) {
  const { contactId, contact, number, standing, email } = opened;
  const isMine = contactId === staff.staffId;
  return (
    <>
      <h1 className="mt-1 wrap-anywhere">{t("adminMessages.with", { name: fullName(t, opened) })}</h1>
      <p className="mt-1">
        <a href={customerPath(number)} className="inline-flex min-h-6 items-center">
          {t("adminMessages.number", { number })}
        </a>
      </p>
      <p className="mt-1 text-quiet">
        {contact === null
          ? t("adminMessages.noContact")
          : isMine
            ? t("adminMessages.contactYou")
            : t("adminMessages.contact", { name: contact })}{" "}
        <a href="#hand-over" className="inline-flex min-h-6 items-center">
          {t("adminMessages.handOver.to")}
        </a>
      </p>
      {standing === "guest" || standing === "pending" ? (
        <p className="mt-2 max-w-2xl">{t("adminMessages.noAccount", { email: email ?? "–" })}</p>
      ) : null}
    </>
  );
}

type WriteProps = {
  readonly t: Visit["t"];
  readonly opened: OpenedConversation;
  readonly newest: number;
  readonly sent: string;
};

function Write({ t, opened: { id, customerId }, newest, sent }: WriteProps) {
  return (
    <>
      <div className="mt-6">
        {/* Begun anew after each answer from this window, so that the field is empty. */}
        <Form
          key={sent}
          action={answerAction}
          texts={formTexts(t)}
          submit={t("adminMessages.send")}
          label={t("adminMessages.text")}
          scope="answer"
        >
          <input type="hidden" name="conversation" value={id} />
          <input type="hidden" name="seen" value={newest} />
          <LongTextField
            name="text"
            label={t("adminMessages.text")}
            hint={t("adminMessages.hint")}
            rows={4}
            isNext={isFresh(sent)}
          />
        </Form>
      </div>
      <LiveMessages url={`${PATH}/events?customer=${customerId}`} newest={newest} ended={t("conversation.ended")} />
      <noscript>
        <p className="mt-4 text-sm text-quiet">
          {t("conversation.withoutScript")} <a href={`${PATH}/${id}`}>{t("conversation.reload")}</a>
        </p>
      </noscript>
    </>
  );
}

type OneProps = {
  readonly visiting: Pick<Visit, "t" | "ctx">;
  readonly opened: OpenedConversation;
  readonly message: Message;
};

function One({ visiting: { t, ctx }, opened, message: { id, author, origin, name, text, createdAt } }: OneProps) {
  const isOwn = author === "staff";
  const who = isOwn ? (name ?? ctx.settings.shop.name) : fullName(t, opened);
  const at = momentsIn(ctx.request.language)(createdAt).text;
  const from = t(origin === "mail" ? "conversation.byMail" : "conversation.from", { name: who, at });
  return <Said id={id} text={text} from={from} at={createdAt} isOwn={isOwn} />;
}

/** Who may take over, as a list; and one button for oneself. */
function HandOver({ t, opened, staff }: PartProps) {
  const others = opened.colleagues.filter(({ id }) => id !== opened.contactId);
  if (others.length === 0) return null;
  const hidden = (
    <>
      <input type="hidden" name="conversation" value={opened.id} />
      <input type="hidden" name="from" value={opened.contactId ?? ""} />
    </>
  );
  const mayTake = others.some(({ id }) => id === staff.staffId);
  const options = others.map(({ id, name, email }) => ({ code: id, name: `${name}, ${email}` }));
  return (
    <Part id="hand-over" title={t("adminMessages.handOver.title")} text={t("adminMessages.handOver.text")}>
      {mayTake ? (
        <Form action={handOverAction} texts={formTexts(t)} submit={t("adminMessages.handOver.take")} tone="quiet" scope="take">
          {hidden}
          <input type="hidden" name="to" value={staff.staffId} />
        </Form>
      ) : null}
      <div className={mayTake ? "mt-5" : undefined}>
        <Form
          key={opened.contactId}
          action={handOverAction}
          texts={formTexts(t)}
          submit={t("adminMessages.handOver.submit")}
          tone="quiet"
          scope="hand-over"
        >
          {hidden}
          <SelectField
            name="to"
            label={t("adminMessages.handOver.field")}
            placeholder={t("adminMessages.handOver.choose")}
            options={options}
          />
        </Form>
      </div>
    </Part>
  );
}
