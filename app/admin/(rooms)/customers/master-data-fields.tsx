import { Fields } from "@/components/fields/fields";
import { Field } from "@/components/forms/field";
import type { Ctx } from "@/core/ctx";
import { askedFields } from "@/core/fields/field-views";
import { knownOf } from "@/core/fields/split-answers";
import type { Translator } from "@/messages/translator";

type Data = Parameters<typeof knownOf>[0] & { readonly email: string | null };
type Props = {
  readonly t: Translator;
  readonly ctx: Pick<Ctx, "form" | "request">;
  readonly data?: Data;
  readonly emailHint: string;
  /** What the address begins with where there is no customer yet. */
  readonly email?: string | undefined;
};

/**
 * What the shop keeps of a customer: what it asks for, and where it writes to. The browser's own address book is of no use for somebody
 * else's.
 */
export function MasterDataFields({ t, ctx, data, email, emailHint }: Props) {
  return (
    <>
      <Fields asked={askedFields(ctx, "staff", data && knownOf(data))} />
      <Field
        name="email"
        label={t("adminCustomers.fields.email")}
        type="email"
        autoComplete="off"
        hint={emailHint}
        defaultValue={data?.email ?? email}
        isCaseless
      />
    </>
  );
}
