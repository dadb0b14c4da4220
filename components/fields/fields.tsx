import { AnswerField } from "@/components/fields/answer-field";
import type { AskedFields, FieldView } from "@/core/fields/field-views";

type Props = {
  readonly asked: AskedFields;
  /** Fields of the same form that are drawn elsewhere in it. */
  readonly also?: readonly FieldView[];
};

/** What a shop asks for at one place, in its order: the same inputs wherever a customer or staff fill them in (P-R8). */
export function Fields({ asked: { version, views }, also = [] }: Props) {
  return (
    <>
      <input type="hidden" name="formVersion" value={version} />
      <input type="hidden" name="fieldsDrawn" value={[...views, ...also].map(({ key }) => key).join()} />
      {views.map((view) => (
        <AnswerField key={view.key} view={view} />
      ))}
    </>
  );
}
