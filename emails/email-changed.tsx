import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** Tells the former address that the account has another one, with the way to take it back if it was proven (T-E6). Names no address. */
export default function EmailChanged(of: MessageProps) {
  const { t, shop, secrets } = of;
  const intro = t("mails.emailChanged.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.emailChanged.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Paragraph>{t("mails.emailChanged.ifYou")}</Paragraph>
      <Note>{t(secrets.link ? "mails.emailChanged.notYou" : "mails.emailChanged.noWay")}</Note>
      <Leads of={of} to={secrets.link} label={t("mails.emailChanged.button")} />
    </Frame>
  );
}
