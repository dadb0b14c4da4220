import { Frame } from "./_frame";
import type { MessageProps } from "./_message";
import { Paragraph } from "./_parts/pieces";

/** To somebody whom staff did not let in (P-R11). `facts.reason`: what staff wrote to them. */
export default function RegistrationRefused(of: MessageProps) {
  const { t, shop, facts } = of;
  const intro = t("mails.registrationRefused.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.registrationRefused.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      {facts.reason ? <Paragraph>{facts.reason}</Paragraph> : null}
      <Paragraph>{t("mails.registrationRefused.contact")}</Paragraph>
    </Frame>
  );
}
