import type { Visit } from "@/app/_edge/visit";
import { Fields } from "@/components/fields/fields";
import { RegisterAs } from "@/components/fields/register-as";
import type { Known } from "@/core/fields/asked-fields";
import { askedFields } from "@/core/fields/field-views";
import { openWays } from "@/core/registration/register-as";
import type { Place } from "@/settings/form-definition";

type Props = Pick<Visit, "t" | "ctx"> & { readonly place: Place; readonly known?: Known };

/** What the shop wants to know where somebody registers: of the person, and for whom it is. */
export function PlaceFields({ t, ctx, place, known = {} }: Props) {
  const ways = openWays(ctx);
  const company = ways.includes("company") ? askedFields(ctx, place, {}, "company").views : [];
  const shown = ways.map((value) => ({
    value,
    label: t(`registerAs.ways.${value}`),
    ...(value === "company" ? { hint: t("registerAs.companyHint") } : {}),
  }));
  const texts = {
    question: t("registerAs.question"),
    partnerCode: t("registerAs.partnerCode"),
    partnerCodeHint: t("registerAs.partnerCodeHint"),
  };
  return (
    <>
      <Fields asked={askedFields(ctx, place, known)} also={company} />
      <RegisterAs ways={shown} texts={texts} company={company} />
    </>
  );
}
