import { type FieldDefinition, type FormFields, rulesOfNewField, usualFields } from "@/settings/form-definition";

type Wanted = Partial<Omit<FieldDefinition, "rules" | "label" | "help">> & {
  readonly label?: string;
  readonly rules?: Partial<FieldDefinition["rules"]>;
};

/** A field of a shop's own: optional everywhere unless told. */
export const ownField = ({ key = "vat", label = "VAT number", rules, ...rest }: Wanted = {}): FieldDefinition => ({
  key,
  type: "text",
  about: "person",
  label: { en: label, es: "" },
  help: { en: "", es: "" },
  choices: [],
  rules: { ...rulesOfNewField, ...rules },
  ...rest,
});

/** The usual fields and some of the shop's own. */
export const withFields = (...fields: FieldDefinition[]): FormFields => [...usualFields, ...fields];

/** Choices of these values, each called as it is stored. */
export const choicesOf = (...values: string[]): FieldDefinition["choices"] =>
  values.map((value) => ({ value, label: { en: value, es: value } }));

/** The usual fields with another rule for one of them. */
export const usualWith = (key: string, rules: Partial<FieldDefinition["rules"]>): FormFields =>
  usualFields.map((field) => (field.key === key ? { ...field, rules: { ...field.rules, ...rules } } : field));
