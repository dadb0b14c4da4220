import type { Metadata } from "next";
import { getVisitor, type Visit, visitAccount } from "@/app/_edge/visit";
import { LiveMessages } from "@/components/conversation/live-messages";
import { Said } from "@/components/conversation/said";
import { Form } from "@/components/forms/form";
import { LongTextField } from "@/components/forms/long-text-field";
import { formTexts } from "@/components/forms/texts";
import { WayOn } from "@/components/ui/way-on";
import { listMessages, type Message } from "@/core/conversations/list-messages";
import { readMessages } from "@/core/conversations/read-messages";
import { countedIdOf, type Query } from "@/core/query";
import { longMoment } from "@/messages/dates";
import { getRequestStore } from "@/server/request-store";
import { writeAction } from "./action";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("conversation.heading") };
}

const PATH = "/account/messages";

type Props = { searchParams: Promise<Query> };

export default async function MessagesPage({ searchParams }: Props) {
  const { ctx, t, session } = await visitAccount("/account/messages");
  const { before: asked, sent } = await searchParams;
  const before = countedIdOf(asked);
  const { contact, messages, earlier } = await listMessages(ctx, session.customerId, { before });
  const newest = messages.at(-1)?.id ?? 0;
  // An older page was read when it was the newest one.
  if (before === undefined && getRequestStore().isLookedAt) await readMessages(ctx, session.customerId, newest);
  const shop = ctx.settings.shop.name;
  return (
    <div className="max-w-2xl">
      <h1>{t("conversation.heading")}</h1>
      {contact === null ? null : <p className="mt-3 text-quiet">{t("conversation.contact", { shop, name: contact })}</p>}
      <p className="mt-3">{t(session.email === null ? "conversation.introNoMail" : "conversation.intro", { shop })}</p>
      {before === undefined ? (
        <Write t={t} newest={newest} sent={String(sent)} />
      ) : (
        <WayOn href={PATH} text={t("conversation.newest")} />
      )}
      {messages.length === 0 ? <p className="mt-6">{t("conversation.none")}</p> : null}
      <div role="log" aria-label={t("conversation.list")}>
        <ol className="mt-6 grid gap-4">
          {messages.toReversed().map((message) => (
            <One key={message.id} t={t} shop={shop} language={ctx.request.language} message={message} />
          ))}
        </ol>
      </div>
      {earlier === null ? null : <WayOn href={`${PATH}?before=${earlier}`} text={t("conversation.earlier")} />}
    </div>
  );
}

/** The form, and what keeps the page fresh while it is open. */
function Write({ t, newest, sent }: { t: Visit["t"]; newest: number; sent: string }) {
  return (
    <>
      <div className="mt-6">
        {/* Begun anew after each message from this window, so that the field is empty; what another window sends leaves it alone. */}
        <Form key={sent} action={writeAction} texts={formTexts(t)} submit={t("conversation.send")} label={t("conversation.text")}>
          <LongTextField name="text" label={t("conversation.text")} hint={t("conversation.hint")} rows={4} />
        </Form>
      </div>
      <LiveMessages url={`${PATH}/events`} newest={newest} ended={t("conversation.ended")} />
      <noscript>
        <p className="mt-4 text-sm text-quiet">
          {t("conversation.withoutScript")} <a href={PATH}>{t("conversation.reload")}</a>
        </p>
      </noscript>
    </>
  );
}

type OneProps = {
  readonly t: Visit["t"];
  readonly shop: string;
  readonly language: Visit["ctx"]["request"]["language"];
  readonly message: Message;
};

function One({ t, shop, language, message: { id, author, origin, name, text, createdAt } }: OneProps) {
  const at = `${longMoment(language, createdAt)} UTC`;
  const isOwn = author === "customer";
  const who = isOwn ? t("conversation.you") : (name ?? shop);
  const from = t(origin === "mail" ? "conversation.byMail" : "conversation.from", { name: who, at });
  return <Said id={id} text={text} from={from} at={createdAt} isOwn={isOwn} />;
}
