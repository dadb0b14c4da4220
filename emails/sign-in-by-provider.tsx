import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/**
 * For somebody who asked for a new password and signs in without one: how to get in, and no way to a password (T-P11). `facts.buttons`: what
 * stands on the buttons that let them in.
 */
export default function SignInByProvider(of: MessageProps) {
  const { t, shop, origin, facts } = of;
  const intro = t("mails.signInByProvider.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.signInByProvider.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      {facts.buttons ? <Paragraph>{t("mails.signInByProvider.buttons", { buttons: facts.buttons })}</Paragraph> : null}
      <Leads of={of} to={`${origin}/sign-in`} label={t("mails.signInByProvider.button")} />
      <Note>{t("mails.signInByProvider.notYou")}</Note>
    </Frame>
  );
}
