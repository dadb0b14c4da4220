import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** Tells the owner that a way of signing in was taken away. `facts.button`: the message on its button. */
export default function IdentityDisconnected(of: MessageProps) {
  const { t, shop, origin, facts } = of;
  const intro = t("mails.identityDisconnected.text", { shop: shop.name, button: facts.button ?? "" });
  return (
    <Frame of={of} heading={t("mails.identityDisconnected.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Note>{t("mails.identityDisconnected.notYou")}</Note>
      <Leads of={of} to={`${origin}/account/security`} label={t("mails.identityDisconnected.button")} />
    </Frame>
  );
}
