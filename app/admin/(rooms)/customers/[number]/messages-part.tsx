import { Part } from "@/components/admin/part";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import type { Translator } from "@/messages/translator";
import { startConversationAction } from "./messages-action";

type Props = {
  readonly t: Translator;
  readonly number: string;
  readonly conversationId: string | null;
  readonly hasAccount: boolean;
};

/** The way to what was written with this customer; without an account nobody would read what staff begin. */
export function MessagesPart({ t, number, conversationId, hasAccount }: Props) {
  if (conversationId === null && !hasAccount) return null;
  return (
    <Part title={t("adminMessages.ofCustomer.title")} text={t("adminMessages.ofCustomer.text")}>
      {conversationId === null ? (
        <Form
          action={startConversationAction}
          texts={formTexts(t)}
          submit={t("adminMessages.ofCustomer.start")}
          tone="quiet"
          scope="write"
        >
          <input type="hidden" name="number" value={number} />
        </Form>
      ) : (
        <a href={`/admin/messages/${conversationId}`} className="tall-link">
          {t("adminMessages.ofCustomer.open")}
        </a>
      )}
    </Part>
  );
}
