import { companyNotices, hasPlace, type CompanyNotice as Notice } from "@/core/companies/company-notices";
import { harmless } from "@/core/mail/harmless";
import { Frame, Leads } from "./_frame";
import type { MessageProps } from "./_message";
import { Paragraph } from "./_parts/pieces";

/**
 * Tells somebody what happened to their place in a company, or to a colleague's whom they invited. `facts.notice`: which notice; `company`,
 * `type` and `name` were typed by customers. Holds no secret.
 */
export default function CompanyNotice(of: MessageProps) {
  const { t, shop, origin, facts } = of;
  const [company, type, name] = [facts.company, facts.type, facts.name].map((typed) => harmless(typed ?? ""));
  const notice = companyNoticeOf(facts);
  const intro = t(`mails.companyNotice.${notice}.text`, {
    shop: shop.name,
    company: company ?? "",
    type: type ?? "",
    name: name ?? "",
  });
  return (
    <Frame of={of} heading={t("mails.companyNotice.heading")} intro={intro}>
      <Paragraph>{intro}</Paragraph>
      {hasPlace(notice) ? (
        <Leads of={of} to={`${origin}/account/company`} label={t("mails.companyNotice.toCompany")} />
      ) : (
        <>
          <Paragraph>{t("mails.companyNotice.account")}</Paragraph>
          <Leads of={of} to={`${origin}/account`} label={t("mails.companyNotice.button")} />
        </>
      )}
    </Frame>
  );
}

/** The notice that facts name. Throws if there is none. */
export function companyNoticeOf({ notice }: MessageProps["facts"]): Notice {
  const found = companyNotices.find((one) => one === notice);
  if (!found) throw new Error("a notice of nothing");
  return found;
}
