import { Digits, Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/**
 * To an address that an account's owner wants and nobody has proven: names the account by its number and says nothing that whoever asked
 * could have chosen (T-E3, T-M7). `facts.number`.
 */
export default function ConfirmNewAddress(of: MessageProps) {
  const { t, shop, secrets, facts } = of;
  const intro = t("mails.confirmNewAddress.text", { shop: shop.name, number: facts.number ?? "" });
  return (
    <Frame of={of} heading={t("mails.confirmNewAddress.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Leads of={of} to={secrets.link} label={t("mails.confirmNewAddress.button")} />
      <Digits of={of} />
      <Note>{t("mails.confirmNewAddress.notYou")}</Note>
    </Frame>
  );
}
