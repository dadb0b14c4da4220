import type { OpenedCustomer } from "@/core/customers/open-customer";
import type { Translator } from "@/messages/translator";

type Props = {
  readonly t: Translator;
  readonly suppressed: OpenedCustomer["suppressed"];
  /** Whether this staff member may see the addresses to which nothing is sent. */
  readonly mayLook: boolean;
};

/** That no mail reaches this customer, why, and where that is changed. */
export function SuppressedNote({ t, suppressed, mayLook }: Props) {
  if (suppressed === null) return null;
  const { email, isBounced } = suppressed;
  return (
    <p className="mt-3 border-l-4 border-bad pl-3 wrap-anywhere">
      {t(isBounced ? "adminCustomers.detail.suppressed.bounced" : "adminCustomers.detail.suppressed.staff", { email })}{" "}
      {mayLook ? (
        <a href={`/admin/mail/suppressed?q=${encodeURIComponent(email)}`}>{t("adminCustomers.detail.suppressed.look")}</a>
      ) : null}
    </p>
  );
}
