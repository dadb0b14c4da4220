import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** The link with which an agent who forgot the password sets another one. `facts.by`: the admin who sent it. */
export default function StaffPasswordLink(of: MessageProps) {
  const { t, shop, secrets, facts } = of;
  const by = facts.by ?? "";
  const intro = t("mails.staffPasswordLink.text", { shop: shop.name, by });
  return (
    <Frame of={of} heading={t("mails.staffPasswordLink.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Leads of={of} to={secrets.link} label={t("mails.staffPasswordLink.button")} />
      <Paragraph>{t("mails.staffPasswordLink.lasts")}</Paragraph>
      <Note>{t("mails.staffPasswordLink.notYou", { by })}</Note>
    </Frame>
  );
}
