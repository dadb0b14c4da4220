import { type StaffNotice as Notice, staffNotices } from "@/core/staff/staff-notices";
import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Note, Paragraph } from "./_parts/pieces";

/** Tells a staff member what happened to their own access. `facts.event`: which notice. Holds no secret. */
export default function StaffNotice(of: MessageProps) {
  const { t, shop, origin, facts } = of;
  const intro = t(`mails.staffNotice.${noticeOf(facts)}.text`, { shop: shop.name });
  return (
    <Frame of={of} heading={t("mails.staffNotice.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      <Paragraph>{t("mails.staffNotice.ifYou")}</Paragraph>
      <Note>{t("mails.staffNotice.notYou")}</Note>
      <Leads of={of} to={`${origin}/admin`} label={t("mails.staffNotice.button")} />
    </Frame>
  );
}

/** The notice that facts name. Throws if there is none. */
export function noticeOf({ event }: MessageProps["facts"]): Notice {
  const notice = staffNotices.find((one) => one === event);
  if (!notice) throw new Error("a notice of nothing");
  return notice;
}
