import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** Tells the owner that the password is another one now; holds no password and no secret (T-M8). */
export default function PasswordChanged(of: MessageProps) {
  const { t, shop, origin } = of;
  const intro = t("mails.passwordChanged.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.passwordChanged.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Paragraph>{t("mails.passwordChanged.ifYou")}</Paragraph>
      <Note>{t("mails.passwordChanged.notYou")}</Note>
      <Leads of={of} to={`${origin}/forgot-password`} label={t("mails.passwordChanged.button")} />
    </Frame>
  );
}
