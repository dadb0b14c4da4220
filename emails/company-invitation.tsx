import { harmless } from "@/core/mail/harmless";
import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** The link with which somebody joins a company. `facts`: `company`, and `by`, who invites; both were typed by strangers. */
export default function CompanyInvitation(of: MessageProps) {
  const { t, shop, secrets, facts } = of;
  const [company, by] = [harmless(facts.company ?? ""), harmless(facts.by ?? "")];
  const intro = t("mails.companyInvitation.text", { shop: shop.name, by, company });
  return (
    <Frame of={of} heading={t("mails.companyInvitation.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Paragraph>{t("mails.companyInvitation.how")}</Paragraph>
      <Leads of={of} to={secrets.link} label={t("mails.companyInvitation.button")} />
      <Paragraph>{t("mails.companyInvitation.lasts")}</Paragraph>
      <Note>{t("mails.companyInvitation.notYou")}</Note>
    </Frame>
  );
}
