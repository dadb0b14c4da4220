import type { Visit } from "@/app/_edge/visit";
import { Field } from "@/components/forms/field";
import { SelectField } from "@/components/forms/select-field";
import { Disclosure } from "@/components/ui/disclosure";
import type { OwnCompany } from "@/core/companies/get-own-company";
import { listCountries } from "@/core/shop/countries";
import { removeAddressAction, saveAddressAction } from "./action";
import { CompanyForm } from "./company-form";

type Props = Pick<Visit, "t" | "ctx"> & { readonly company: OwnCompany };
type Address = OwnCompany["addresses"][number];
type FormProps = Pick<Props, "t" | "ctx"> & Pick<OwnCompany, "own">;

/** Where the company has its goods sent: for everybody in it, and with its forms for who may change it. */
export function AddressesPart({ t, ctx, company: { own, addresses } }: Props) {
  const mayEdit = own.may.has("addresses.edit");
  const countries = listCountries(ctx.request.language);
  return (
    <section className="mt-10">
      <h2>{t("company.addresses.heading")}</h2>
      {addresses.length === 0 ? <p className="mt-2 text-quiet">{t("company.addresses.none")}</p> : null}
      <ul className={addresses.length === 0 ? "" : "mt-3 divide-y divide-rule border-y border-rule"}>
        {addresses.map((address) => (
          <li key={address.id} className="py-3">
            <p className="font-medium wrap-anywhere">{address.label}</p>
            <p className="text-sm text-quiet wrap-anywhere">{inOneLine(address, countries)}</p>
            {mayEdit ? <Changes t={t} ctx={ctx} own={own} address={address} /> : null}
          </li>
        ))}
      </ul>
      {mayEdit ? (
        <div className="mt-2">
          <Disclosure text={t("company.addresses.add")}>
            <AddressForm t={t} ctx={ctx} own={own} />
          </Disclosure>
        </div>
      ) : null}
    </section>
  );
}

function inOneLine({ name, street, postcode, city, country }: Address, countries: ReturnType<typeof listCountries>): string {
  const inWords = countries.find(({ code }) => code === country)?.name ?? country;
  return [name, street, `${postcode} ${city}`, inWords].join(", ");
}

const Changes = ({ t, ctx, own, address }: FormProps & { address: Address }) => (
  <Disclosure text={t("company.addresses.change")} textFor={address.label}>
    <AddressForm t={t} ctx={ctx} own={own} address={address} />
    <CompanyForm
      t={t}
      own={own}
      action={removeAddressAction}
      tone="quiet"
      submit={t("company.addresses.remove")}
      submitFor={address.label}
      scope={`remove-${address.id}`}
    >
      <input type="hidden" name="address" value={address.id} />
    </CompanyForm>
  </Disclosure>
);

/** An address to be changed, or a new one. */
function AddressForm({ t, ctx, own, address }: FormProps & { address?: Address }) {
  return (
    <div className="mt-2 mb-4">
      <CompanyForm
        t={t}
        own={own}
        action={saveAddressAction}
        tone="quiet"
        submit={t(address ? "company.addresses.save" : "company.addresses.submit")}
        {...(address ? { submitFor: address.label } : {})}
        label={address ? `${t("company.addresses.change")} ${address.label}` : t("company.addresses.add")}
        scope={address ? `address-${address.id}` : "address"}
      >
        {address ? <input type="hidden" name="address" value={address.id} /> : null}
        {(["label", "name", "street", "postcode", "city"] as const).map((name) => (
          <Field
            key={name}
            name={name}
            label={t(`company.addresses.${name}`)}
            autoComplete="off"
            defaultValue={address?.[name]}
          />
        ))}
        <SelectField
          name="country"
          label={t("company.addresses.country")}
          placeholder={t("company.addresses.choose")}
          options={listCountries(ctx.request.language)}
          defaultValue={address?.country}
        />
      </CompanyForm>
    </div>
  );
}
