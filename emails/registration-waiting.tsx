import { Frame } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** To somebody whose mailbox is proven, and about whom staff decide (P-R11). */
export default function RegistrationWaiting(of: MessageProps) {
  const { t, shop } = of;
  const intro = t("mails.registrationWaiting.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.registrationWaiting.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Note>{t("mails.registrationWaiting.notYou")}</Note>
    </Frame>
  );
}
