import { CodeCard } from "@/components/admin/code-card";
import { Part } from "@/components/admin/part";
import { ShownOnce } from "@/components/admin/shown-once";
import { Field } from "@/components/forms/field";
import { Form } from "@/components/forms/form";
import { SelectField } from "@/components/forms/select-field";
import { formTexts } from "@/components/forms/texts";
import type { OpenedPartner } from "@/core/company-office/open-partner";
import type { Ctx } from "@/core/ctx";
import type { ListedUserType } from "@/core/user-types/list-user-types";
import { userTypeOptions } from "@/core/user-types/may-in-words";
import type { Translator } from "@/messages/translator";
import { makePartnerCodeAction } from "./action";

type Props = {
  readonly t: Translator;
  readonly ctx: Pick<Ctx, "settings" | "origin">;
  readonly partner: OpenedPartner["company"];
  readonly types: readonly ListedUserType[];
};

/** Makes a code, shows it once, and draws the card that can be printed. */
export function MakePart({ t, ctx, partner, types }: Props) {
  return (
    <Part title={t("adminPartners.make.title")} text={t("adminPartners.make.text")}>
      <Form action={makePartnerCodeAction} texts={formTexts(t)} submit={t("adminPartners.make.submit")} tone="quiet" scope="make">
        <ShownOnce
          name="code"
          texts={{
            label: t("adminPartners.make.label"),
            hint: t("adminPartners.make.hint"),
            copy: t("adminPartners.make.copy"),
            done: t("adminPartners.make.copied"),
          }}
        />
        <CodeCard
          name="code"
          texts={{
            label: t("adminPartners.card.label"),
            shop: ctx.settings.shop.name,
            for: t("adminPartners.card.for", { partner: partner.name }),
            how: t("adminPartners.card.how", { address: `${ctx.origin}/register` }),
            print: t("adminPartners.card.print"),
          }}
        />
        <input type="hidden" name="companyId" value={partner.id} />
        <SelectField
          name="userType"
          label={t("adminPartners.make.type")}
          placeholder={t("adminPartners.make.usual")}
          options={userTypeOptions(t, types)}
        />
        <Field
          name="maxUses"
          label={t("adminPartners.make.maxUses")}
          hint={t("adminPartners.make.maxUsesHint")}
          inputMode="numeric"
          autoComplete="off"
        />
        <Field
          name="lastDay"
          label={t("adminPartners.make.lastDay")}
          hint={t("adminPartners.make.lastDayHint", { zone: ctx.settings.shop.timeZone })}
          type="date"
          autoComplete="off"
        />
        <Field
          name="chosen"
          label={t("adminPartners.make.chosen")}
          hint={t("adminPartners.make.chosenHint")}
          autoComplete="off"
          isCaseless
        />
      </Form>
    </Part>
  );
}
