import type { Visit } from "@/app/_edge/visit";
import { Disclosure } from "@/components/ui/disclosure";
import type { OwnPlace } from "@/core/companies/find-own-place";
import { leaveCompanyAction } from "./action";
import { CompanyForm } from "./company-form";

type Props = Pick<Visit, "t"> & { readonly own: Pick<OwnPlace, "companyId">; readonly text: string };

/** The way out of a company, and what that means. */
export const LeavePart = ({ t, own, text }: Props) => (
  <section className="mt-10 border-t border-rule pt-4">
    <Disclosure isGrave text={t("company.leave.heading")}>
      <p className="mt-2 mb-4">{text}</p>
      <CompanyForm
        t={t}
        own={own}
        action={leaveCompanyAction}
        tone="quiet"
        submit={t("company.leave.submit")}
        label={t("company.leave.heading")}
      />
    </Disclosure>
  </section>
);

/** What somebody sees who cannot act for their company, and how they leave it. */
export const ClosedPlace = ({ t, place }: Pick<Visit, "t"> & { place: OwnPlace }) => (
  <div className="max-w-xl">
    <h1 className="wrap-anywhere">{place.companyName}</h1>
    <p className="mt-2">{t("company.leave.closed")}</p>
    <LeavePart t={t} own={place} text={t(`company.leave.${place.isLastToLeave ? "alone" : "text"}`)} />
  </div>
);
