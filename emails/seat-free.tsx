import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** To somebody on the waiting list: a seat is free and held. `facts.hours`: for how long. */
export default function SeatFree(of: MessageProps) {
  const { t, shop, secrets, facts } = of;
  const intro = t("mails.seatFree.text", { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.seatFree.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Leads of={of} to={secrets.link} label={t("mails.seatFree.button")} />
      <Paragraph>{t("mails.seatFree.lasts", { hours: Number(facts.hours) })}</Paragraph>
      <Note>{t("mails.seatFree.notYou")}</Note>
    </Frame>
  );
}
