import { Field } from "@/components/forms/field";
import { SelectField } from "@/components/forms/select-field";
import { OrderForField } from "@/components/shop/order-for-field";
import { RecipientField } from "@/components/shop/recipient-field";
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
};

/** In whose name the order is placed. */
export const CompanyField = ({ t, company }: CompanyProps) => (
  <OrderForField
    label={t("shop.checkout.orderFor")}
    mine={t("shop.checkout.forMe")}
    lost={t("shop.checkout.forLostCompany")}
    company={company && { value: company.id, label: company.name, hint: t("shop.checkout.forCompanyHint") }}
  />
);

/** The company's address book, and the button that fills an address of it in. */
function AddressBook({ t, company: { name, addresses } }: { t: Translator; company: CheckoutCompany }) {
  if (addresses.length === 0) return null;
  const options = addresses.map(({ id, label, name: to, street, city }) => ({
    code: id,
    name: `${label}: ${[to, street, city].join(", ")}`,
  }));
  return (
    <div className="relative grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-end">
      {/* The Enter key presses a form's first button: it must go on placing the order. */}
      <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only" />
      <SelectField name="address" label={t("shop.checkout.book", { company: name })} options={options} />
      <button type="submit" name="useAddress" value="1" className="button-quiet">
        {t("shop.checkout.useAddress")}
      </button>
    </div>
  );
}

type AddressProps = CompanyProps & {
  readonly known: CheckoutDefaults;
  readonly countries: readonly { readonly code: string; readonly name: string }[];
};

/** Where the parcel goes. */
export function AddressFields({ t, known, company, countries }: AddressProps) {
  return (
    <fieldset className="mt-4 grid gap-5">
      <legend className="mb-3 text-[1.2rem] font-semibold">{t("shop.checkout.delivery")}</legend>
      {company ? <AddressBook t={t} company={company} /> : null}
      <RecipientField
        label={t("formFields.optional", { label: t("shop.checkout.recipient") })}
        hint={t("shop.checkout.recipientHint")}
        isAsked={company !== null}
      />
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
