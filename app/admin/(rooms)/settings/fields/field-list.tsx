import { OrderList } from "@/components/fields/order-list";
import { Form } from "@/components/forms/form";
import { formTexts } from "@/components/forms/texts";
import type { Ctx } from "@/core/ctx";
import { inputName } from "@/core/fields/asked-fields";
import { labelOf } from "@/core/fields/field-views";
import type { Translator } from "@/messages/translator";
import { type FieldDefinition, places } from "@/settings/form-definition";
import { orderFieldsAction } from "./action";

/** The fields in their order: to be opened, and to be moved by arrows or by dragging. */
export function FieldList({ t, ctx }: { t: Translator; ctx: Pick<Ctx, "form" | "request"> }) {
  const { version, fields } = ctx.form;
  const lines = fields.map((field) => ({
    key: field.key,
    label: labelOf(field, ctx.request.language),
    facts: factsOf(t, field),
    href: `/admin/settings/fields?field=${field.key}`,
  }));
  return (
    <Form
      action={orderFieldsAction}
      texts={formTexts(t)}
      submit={t("adminFields.list.saveOrder")}
      tone="quiet"
      label={t("adminFields.list.title")}
    >
      <input type="hidden" name="seen" value={version} />
      <OrderList
        // A new key with each version: the list begins anew with what is stored.
        key={version}
        lines={lines}
        texts={{ up: t("adminFields.list.up"), down: t("adminFields.list.down"), moved: t("adminFields.list.moved") }}
      />
    </Form>
  );
}

/** Its key and type, and what it is at each place where it is something to customers. */
function factsOf(t: Translator, { key, type, about, rules }: FieldDefinition): string {
  const atCustomers = places.filter((place) => place !== "staff");
  const parts = (["required", "optional", "later", "staff-only"] as const).flatMap((rule) => {
    const found = atCustomers.filter((place) => rules[place] === rule);
    if (found.length === 0) return [];
    const isEverywhere = found.length === atCustomers.length;
    const where = isEverywhere
      ? t("adminFields.list.everywhere")
      : found.map((place) => t(`adminFields.places.${place}`)).join(", ");
    return [t(`adminFields.list.${rule}`, { places: where })];
  });
  const asked = parts.length === 0 ? [t("adminFields.list.nowhere")] : parts;
  const whose = about === "company" ? [t("adminFields.about.company")] : [];
  return [t(`adminFields.types.${type}`), inputName(key), ...whose, ...asked].join(" · ");
}
