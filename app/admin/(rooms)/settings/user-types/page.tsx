import type { Metadata } from "next";
import { getVisitor, visitAdmin } from "@/app/_edge/visit";
import { DataTable } from "@/components/admin/data-table";
import { Part } from "@/components/admin/part";
import { Form } from "@/components/forms/form";
import { SelectField } from "@/components/forms/select-field";
import { formTexts } from "@/components/forms/texts";
import { TabLinks } from "@/components/ui/tab-links";
import { type ListedUserType, listUserTypes } from "@/core/user-types/list-user-types";
import { userTypeOptions } from "@/core/user-types/may-in-words";
import type { Translator } from "@/messages/translator";
import { News } from "../../news";
import { settingsTabs } from "../tabs";
import { chooseDefaultTypesAction } from "./action";
import { UserTypeForm } from "./user-type-form";

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await getVisitor();
  return { title: `${t("userTypes.heading")} – ${t("admin.title")}` };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function UserTypesPage({ searchParams }: Props) {
  const { t, ctx } = await visitAdmin("/admin/settings/user-types");
  const asked = await searchParams;
  const types = await listUserTypes(ctx);
  const chosen = types.find(({ id }) => id === asked.type);
  if (chosen || "add" in asked) return <UserTypeForm key={chosen?.id ?? ""} t={t} type={chosen ?? null} />;
  return (
    <>
      <h1 className="mb-3">{t("userTypes.heading")}</h1>
      <TabLinks label={t("admin.settings.nav")} links={settingsTabs(t, "user-types")} />
      <News
        news={[
          [asked.saved, t("userTypes.saved")],
          [asked.deleted, t("userTypes.deleted")],
          [asked.defaults, t("userTypes.defaults.saved")],
        ]}
      />
      <p className="mt-4 mb-5 max-w-3xl text-quiet">{t("userTypes.intro")}</p>
      <Types t={t} types={types} />
      <p className="mt-4">
        <a href="/admin/settings/user-types?add" className="button-quiet">
          {t("userTypes.list.add")}
        </a>
      </p>
      <Defaults key={String(asked.defaults)} t={t} types={types} />
    </>
  );
}

type TypesProps = { readonly t: Translator; readonly types: readonly ListedUserType[] };

function Types({ t, types }: TypesProps) {
  const columns = (["name", "may", "people", "standard"] as const).map((name) => t(`userTypes.list.columns.${name}`));
  const [name, may, people, standard] = columns;
  return (
    <DataTable caption={t("userTypes.list.title")} columns={columns}>
      {types.map((type) => (
        <tr key={type.id}>
          <td data-label={name}>
            <a href={`/admin/settings/user-types?type=${type.id}`} className="inline-flex min-h-6 items-center wrap-anywhere">
              {type.name}
            </a>
          </td>
          <td data-label={may}>{permissionsOf(t, type)}</td>
          <td data-label={people} className="tabular-nums">
            {type.people}
          </td>
          <td data-label={standard}>
            {givenTo(type).map((who) => (
              <span key={who ?? ""} className="block">
                {who === null ? "–" : t(`userTypes.list.${who}`)}
              </span>
            ))}
          </td>
        </tr>
      ))}
    </DataTable>
  );
}

function givenTo({ isForCustomers, isForPartners }: ListedUserType) {
  const given = [...(isForCustomers ? ["customers" as const] : []), ...(isForPartners ? ["partners" as const] : [])];
  return given.length === 0 ? [null] : given;
}

/** What a type allows, in full: one for all of it where it is everything. */
const permissionsOf = (t: Translator, { named, isAdministrator }: ListedUserType): string =>
  (isAdministrator ? named.slice(0, 1) : named).map((one) => t(`userTypes.permissions.${one}`)).join(", ");

function Defaults({ t, types }: TypesProps) {
  const options = userTypeOptions(t, types);
  return (
    <Part title={t("userTypes.defaults.title")} text={t("userTypes.defaults.text")}>
      <Form action={chooseDefaultTypesAction} texts={formTexts(t)} submit={t("userTypes.defaults.submit")} tone="quiet">
        <SelectField
          name="customers"
          label={t("userTypes.defaults.customers")}
          hint={t("userTypes.defaults.customersHint")}
          placeholder={t("userTypes.defaults.choose")}
          options={options}
          defaultValue={types.find((one) => one.isForCustomers)?.id}
        />
        <SelectField
          name="partners"
          label={t("userTypes.defaults.partners")}
          hint={t("userTypes.defaults.partnersHint")}
          placeholder={t("userTypes.defaults.choose")}
          options={options}
          defaultValue={types.find((one) => one.isForPartners)?.id}
        />
      </Form>
    </Part>
  );
}
