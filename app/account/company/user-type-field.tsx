import type { Visit } from "@/app/_edge/visit";
import { SelectField } from "@/components/forms/select-field";
import type { OwnCompany } from "@/core/companies/get-own-company";
import { userTypeOptions } from "@/core/user-types/may-in-words";

type Props = Pick<Visit, "t"> & { readonly company: Pick<OwnCompany, "types">; readonly chosen: string | null };

/** One of the user types that whoever looks may give. */
export const UserTypeField = ({ t, company: { types }, chosen }: Props) => (
  <SelectField
    name="userType"
    label={t("company.people.type")}
    options={userTypeOptions(t, types)}
    defaultValue={chosen ?? undefined}
  />
);
