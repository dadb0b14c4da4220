import { AnswerField } from "@/components/fields/answer-field";
import type { AskedFields } from "@/core/fields/field-views";

/** What a shop asks for at one place, in its order: the same inputs wherever a customer or staff fill them in (P-R8). */
export function Fields({ asked: { version, views } }: { readonly asked: AskedFields }) {
  return (
    <>
      <input type="hidden" name="formVersion" value={version} />
      <input type="hidden" name="fieldsDrawn" value={views.map(({ key }) => key).join()} />
      {views.map((view) => (
        <AnswerField key={view.key} view={view} />
      ))}
    </>
  );
}
