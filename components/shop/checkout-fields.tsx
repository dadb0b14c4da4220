import { Field } from "@/components/forms/field";
import { SelectField } from "@/components/forms/select-field";
import { OrderForField } from "@/components/shop/order-for-field";
import type { CheckoutCompany, CheckoutDefaults } from "@/core/orders/get-checkout-start";
import type { Translator } from "@/messages/translator";

type ContactProps = {
  readonly t: Translator;
  readonly known: CheckoutDefaults;
  /** The account's address, which the confirmation goes to; null where one has to be typed. */
  readonly fixedEmail: string | null;
};

/** Who orders. */
export function ContactFields({ t, known, fixedEmail }: ContactProps) {
  return (
    <fieldset className="grid gap-5">
      <legend className="mb-3 text-[1.2rem] font-semibold">{t("shop.checkout.contact")}</legend>
      <div className="grid items-end gap-5 sm:grid-cols-2">
        <Field name="firstName" label={t("shop.checkout.firstName")} autoComplete="given-name" defaultValue={known.firstName} />
        <Field name="lastName" label={t("shop.checkout.lastName")} autoComplete="family-name" defaultValue={known.lastName} />
      </div>
      {fixedEmail === null ? (
        <Field
          name="email"
          label={t("shop.checkout.email")}
          type="email"
          inputMode="email"
          autoComplete="email"
          hint={t("shop.checkout.emailHint")}
          isCaseless
        />
      ) : (
        <p className="break-words">{t("shop.checkout.emailFixed", { email: fixedEmail })}</p>
      )}
    </fieldset>
  );
}

type CompanyProps = {
  readonly t: Translator;
  /** Null for who orders for nobody else, perhaps since a moment ago. */
  readonly company: CheckoutCompany | null;
  /** The address of its book that the form is filled in with; whoever chose one orders for the company. */
  readonly chosen: string | null;
};

/** In whose name the order is placed, and the ways to fill in an address of the company's book. */
export function CompanyFields({ t, company, chosen }: CompanyProps) {
  return (
    <div className={company ? "mt-4 grid gap-4" : undefined}>
      <OrderForField
        label={t("shop.checkout.orderFor")}
        mine={t("shop.checkout.forMe")}
        lost={t("shop.checkout.forLostCompany")}
        company={company && { value: company.id, label: company.name, hint: t("shop.checkout.forCompanyHint") }}
        isForCompany={chosen !== null}
      />
      {company === null || company.addresses.length === 0 ? null : (
        <nav aria-label={t("shop.checkout.book", { company: company.name })}>
          <p>{t("shop.checkout.book", { company: company.name })}</p>
          <ul className="flex flex-wrap gap-x-5">
            {company.addresses.map(({ id, label }) => (
              <li key={id}>
                <a
                  href={`/checkout?address=${id}`}
                  aria-current={id === chosen ? "true" : undefined}
                  className="inline-flex min-h-11 items-center wrap-anywhere aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </div>
  );
}

type AddressProps = {
  readonly t: Translator;
  readonly known: CheckoutDefaults;
  readonly countries: readonly { readonly code: string; readonly name: string }[];
};

/** Where the parcel goes. */
export function AddressFields({ t, known, countries }: AddressProps) {
  return (
    <fieldset className="mt-4 grid gap-5">
      <legend className="mb-3 text-[1.2rem] font-semibold">{t("shop.checkout.delivery")}</legend>
      <Field name="street" label={t("shop.checkout.street")} autoComplete="street-address" defaultValue={known.street} />
      <div className="grid items-end gap-5 sm:grid-cols-[10rem_minmax(0,1fr)]">
        <Field name="postcode" label={t("shop.checkout.postcode")} autoComplete="postal-code" defaultValue={known.postcode} />
        <Field name="city" label={t("shop.checkout.city")} autoComplete="address-level2" defaultValue={known.city} />
      </div>
      <SelectField
        name="country"
        label={t("shop.checkout.country")}
        placeholder={t("shop.checkout.chooseCountry")}
        options={countries}
        autoComplete="country"
        defaultValue={known.country}
      />
    </fieldset>
  );
}
