import type { Visit } from "@/app/_edge/visit";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { SelectField } from "@/components/forms/select-field";
import { formTexts } from "@/components/forms/texts";
import type { OwnCompany } from "@/core/companies/get-own-company";
import { listCountries } from "@/core/shop/countries";
import { decideRequestAction, removeAddressAction, renameCompanyAction, saveAddressAction } from "./record-action";

type Shown = Pick<Visit, "t" | "ctx"> & { company: OwnCompany };

/** The name of the company, for who may change it. */
export const NamePart = ({ t, company }: Shown) => (
  <section className="mt-10">
    <Form
      key={company.own.companyName}
      action={renameCompanyAction}
      texts={formTexts(t)}
      tone="quiet"
      submit={t("company.edit.submit")}
      label={t("company.edit.name")}
    >
      <Field
        name="companyName"
        label={t("company.edit.name")}
        autoComplete="organization"
        defaultValue={company.own.companyName}
      />
    </Form>
  </section>
);

/** Who asks to be let in. */
export const RequestsPart = ({ t, company: { requests, types } }: Shown) => (
  <section className="mt-10">
    <h2>{t("company.requests.heading")}</h2>
    <ul className="mt-3 divide-y divide-rule">
      {requests.map(({ customerId, firstName, lastName, email }) => (
        <li key={customerId} className="py-3">
          <p className="font-medium wrap-anywhere">
            {firstName} {lastName}
          </p>
          <p className="text-sm text-quiet wrap-anywhere">{email}</p>
          {(["letIn", "notLetIn"] as const).map((decision) => (
            <Form
              key={decision}
              action={decideRequestAction}
              texts={formTexts(t)}
              tone="quiet"
              layout="row"
              submit={t(`company.requests.${decision}`)}
              submitFor={`${firstName} ${lastName}`}
              scope={`${decision}-${customerId}`}
            >
              <input type="hidden" name="person" value={customerId} />
              <input type="hidden" name="decision" value={decision} />
              {decision === "letIn" ? (
                <SelectField
                  name="userType"
                  label={t("company.people.type")}
                  placeholder={t("company.people.choose")}
                  options={types.map(({ id, name }) => ({ code: id, name }))}
                />
              ) : (
                <input type="hidden" name="userType" value={types[0]?.id ?? ""} />
              )}
            </Form>
          ))}
        </li>
      ))}
    </ul>
  </section>
);

/** Where the company has its goods sent. */
export function AddressesPart({ t, ctx, company: { own, addresses } }: Shown) {
  const mayEdit = own.may.has("addresses.edit");
  return (
    <section className="mt-10">
      <h2>{t("company.addresses.heading")}</h2>
      {addresses.length === 0 ? <p className="mt-2 text-quiet">{t("company.addresses.none")}</p> : null}
      <ul className="mt-3 divide-y divide-rule">
        {addresses.map(({ id, label, name, street, postcode, city, country }) => (
          <li key={id} className="py-3 wrap-anywhere">
            <p className="font-medium">{label}</p>
            <p className="text-sm text-quiet">{[name, street, `${postcode} ${city}`, country].join(", ")}</p>
            {mayEdit ? (
              <Form
                action={removeAddressAction}
                texts={formTexts(t)}
                tone="link"
                submit={t("company.addresses.remove")}
                submitFor={label}
                scope={`remove-${id}`}
              >
                <input type="hidden" name="address" value={id} />
              </Form>
            ) : null}
          </li>
        ))}
      </ul>
      {mayEdit ? <AddAddress t={t} ctx={ctx} count={addresses.length} /> : null}
    </section>
  );
}

const AddAddress = ({ t, ctx, count }: Pick<Visit, "t" | "ctx"> & { count: number }) => (
  <>
    <h3 className="mt-6 mb-3">{t("company.addresses.add")}</h3>
    <Form
      key={count}
      action={saveAddressAction}
      texts={formTexts(t)}
      tone="quiet"
      submit={t("company.addresses.submit")}
      label={t("company.addresses.add")}
      scope="address"
    >
      {(["label", "name", "street", "postcode", "city"] as const).map((name) => (
        <Field key={name} name={name} label={t(`company.addresses.${name}`)} autoComplete="off" />
      ))}
      <SelectField
        name="country"
        label={t("company.addresses.country")}
        placeholder={t("company.addresses.choose")}
        options={listCountries(ctx.request.language)}
      />
    </Form>
  </>
);
