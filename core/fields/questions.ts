import { type Ctx, inTransaction } from "@/core/ctx";
import { knownValue } from "@/core/fields/asked-fields";
import { type AskedFields, askedFields } from "@/core/fields/field-views";
import { type AnswerFailure, type Posted, readAnswers } from "@/core/fields/read-answers";
import { givenAnswers, knownOf, splitAnswers } from "@/core/fields/split-answers";
import { ok, type Result } from "@/core/result";
import { addAskedFields, findAnswered, storeAnswers } from "@/db/queries/customers";
import { lockHolder } from "@/db/queries/holders";
import type { FieldDefinition, FormDefinition } from "@/settings/form-definition";

const isLater = ({ rules, about }: FieldDefinition): boolean => about === "person" && Object.values(rules).includes("later");

/**
 * What a customer may be asked after signing in (progressive registration, P-R8): the fields that some place leaves for later, that the
 * record does not hold, and that this account was not asked for before. All of them on one screen, none of them demanded; null if there is
 * nothing to ask, which costs no query while no field is left for later.
 */
export async function findQuestions(ctx: Pick<Ctx, "db" | "form" | "request">, accountId: string): Promise<AskedFields | null> {
  const open = await findOpen(ctx, accountId);
  if (!open) return null;
  return askedFields({ form: open.form, request: ctx.request }, "profile");
}

type Input = { readonly accountId: string; readonly posted: Posted; readonly isSkipped: boolean };

/**
 * Takes the answers to what {@link findQuestions} asks. Answered, left empty or skipped: nobody is asked again. What is empty takes nothing
 * away, and only what is asked for now is taken (T-S15).
 */
export async function answerQuestions(
  ctx: Pick<Ctx, "db" | "form">,
  { accountId, posted, isSkipped }: Input,
): Promise<Result<undefined, AnswerFailure>> {
  return inTransaction(ctx, async (tx) => {
    // Held before the record, as by whoever erases the person.
    await lockHolder(tx.db, accountId);
    const open = await findOpen(tx, accountId);
    if (!open) return ok();
    if (!isSkipped) {
      const answered = readAnswers(open, "profile", posted);
      if (!answered.ok) return answered;
      await storeAnswers(tx.db, open.customerId, splitAnswers(givenAnswers(answered.value)));
    }
    await addAskedFields(
      tx.db,
      accountId,
      open.form.fields.map(({ key }) => key),
    );
    return ok();
  });
}

type Open = { readonly customerId: string; readonly form: FormDefinition };

/** The questions as a form of their own, in which everything is optional; null if none is open. */
async function findOpen({ db, form }: Pick<Ctx, "db" | "form">, accountId: string): Promise<Open | null> {
  if (!form.fields.some(isLater)) return null;
  const record = await findAnswered(db, accountId);
  if (!record) return null;
  const known = knownOf(record);
  const fields = form.fields
    .filter((field) => isLater(field) && !record.askedFields.includes(field.key) && knownValue(known, field.key) === "")
    .map((field): FieldDefinition => ({ ...field, rules: { ...field.rules, profile: "optional" } }));
  return fields.length === 0 ? null : { customerId: record.customerId, form: { version: form.version, fields } };
}
