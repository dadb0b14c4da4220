import type { Metadata } from "next";
import { getVisitor, type Visit, visitAccount } from "@/app/_edge/visit";
import { listMessages, type Message } from "@/core/conversations/list-messages";
import { longMoment } from "@/messages/dates";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: t("conversation.heading") };
}

export default async function MessagesPage() {
  const { ctx, t, session } = await visitAccount("/account/messages");
  const { contact, messages } = await listMessages(ctx, session.customerId);
  const shop = ctx.settings.shop.name;
  return (
    <div className="max-w-xl">
      <h1>{t("conversation.heading")}</h1>
      {contact === null ? null : <p className="mt-3 text-quiet">{t("conversation.contact", { shop, name: contact })}</p>}
      {messages.length === 0 ? <p className="mt-6">{t("conversation.none")}</p> : null}
      <ol className="mt-6 grid gap-4">
        {messages.map((message) => (
          <Said key={message.id} t={t} shop={shop} language={ctx.request.language} message={message} />
        ))}
      </ol>
    </div>
  );
}

type Props = {
  readonly t: Visit["t"];
  readonly shop: string;
  readonly language: Visit["ctx"]["request"]["language"];
  readonly message: Message;
};

/** As it was written, line by line; markup in it is text. */
function Said({ t, shop, language, message: { author, name, text, createdAt } }: Props) {
  const at = `${longMoment(language, createdAt)} UTC`;
  const who = author === "customer" ? t("conversation.you") : (name ?? shop);
  return (
    <li className="card">
      <p className="wrap-anywhere whitespace-pre-line">{text}</p>
      <p className="mt-3 text-sm text-quiet">
        <time dateTime={createdAt.toISOString()}>{t("conversation.from", { name: who, at })}</time>
      </p>
    </li>
  );
}
