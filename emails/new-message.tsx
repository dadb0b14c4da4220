import { Text } from "@/emails/kit";
import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";
import { styles } from "./_parts/styles";

/**
 * Tells a customer what the shop wrote, while nobody looked. `facts.name`: who of the shop, if known. `facts.text`: the messages themselves,
 * if the shop puts them into mails. `facts.canAnswer`: "yes" where an answer to this mail is read. `facts.portal`: "no" for who has no
 * account to read them in.
 */
export default function NewMessage(of: MessageProps) {
  const { t, shop, origin, facts } = of;
  const takesAnswers = facts.canAnswer === "yes";
  const intro = facts.name
    ? t("mails.newMessage.text", { name: facts.name })
    : t("mails.newMessage.textShop", { shop: shop.name });
  const hasPortal = facts.portal !== "no";
  return (
    <Frame of={of} heading={t("mails.newMessage.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      {facts.text ? <Said text={facts.text} /> : <Paragraph>{t("mails.newMessage.notShown")}</Paragraph>}
      {takesAnswers ? <Note>{t("mails.newMessage.answer")}</Note> : null}
      {hasPortal ? <Leads of={of} to={`${origin}/account/messages`} label={t("mails.newMessage.button")} /> : null}
      {hasPortal ? <Note>{t("mails.newMessage.once")}</Note> : null}
    </Frame>
  );
}

/** Line by line, as it was written; markup in it is text. */
function Said({ text }: { text: string }) {
  const lines = text.split("\n").map((line, at) => ({ line, key: `${at} ${line}` }));
  return (
    <Text className="ink" style={styles.text}>
      {lines.map(({ line, key }) => (
        <span key={key}>
          {line}
          <br />
        </span>
      ))}
    </Text>
  );
}
