import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** Tells the owner that the account can now be signed in to in another way. `facts.button`: the message on its button. */
export default function IdentityConnected(of: MessageProps) {
  const { t, shop, origin, facts } = of;
  const intro = t("mails.identityConnected.text", { shop: shop.name, button: facts.button ?? "" });
  return (
    <Frame of={of} heading={t("mails.identityConnected.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Paragraph>{t("mails.identityConnected.ifYou")}</Paragraph>
      <Note>{t("mails.identityConnected.notYou")}</Note>
      <Leads of={of} to={`${origin}/account/security`} label={t("mails.identityConnected.button")} />
    </Frame>
  );
}
