import { z } from "zod";

/** Where a person is asked, or staff write down, what the shop wants to know. */
export const places = ["form", "email-first", "code", "access-data", "activation", "accept", "profile", "staff"] as const;

/** One of them: the four flows of registration, the form behind an activation link, *Accept*, the profile, and the agent's form. */
export type Place = (typeof places)[number];

/**
 * What a field is at a place. `staff-only`: the customer is not asked here, and staff see it on the customer's page. `later`: the customer is
 * asked once, after a later sign-in, and may skip it.
 */
export const rules = ["hidden", "optional", "required", "staff-only", "later"] as const;

/** One of them. */
export type Rule = (typeof rules)[number];

const beforeSignIn = rules;
const inProfile = ["hidden", "optional", "required", "staff-only"] as const;
const ofStaff = ["hidden", "optional"] as const;

/** What can be chosen at each place. Nothing is ever demanded of staff: a rule of today would lock them out of a record of yesterday. */
export const rulesAt = {
  form: beforeSignIn,
  "email-first": beforeSignIn,
  code: beforeSignIn,
  "access-data": beforeSignIn,
  activation: beforeSignIn,
  accept: beforeSignIn,
  profile: inProfile,
  staff: ofStaff,
} as const satisfies Record<Place, readonly [Rule, ...Rule[]]>;

/** What can be typed into a field. */
export const fieldTypes = ["text", "email", "phone", "number", "date", "choice", "checkbox", "long-text", "country"] as const;

/** One of them. */
export type FieldType = (typeof fieldTypes)[number];

/** Whom a field is about: the person, or the company that somebody registers for. Never changes, like key and type. */
export const subjects = ["person", "company"] as const;

/** One of them. */
export type Subject = (typeof subjects)[number];

/** What can be chosen at a place for a field about one of them. Only people are asked later, on a page of their own. */
export const rulesFor = (place: Place, about: Subject): readonly Rule[] =>
  rulesAt[place].filter((rule) => about === "person" || rule !== "later");

/**
 * Fields that every record has: three of a customer, and the name of a company. They can be moved and renamed, and a customer's hidden; they
 * cannot be removed and keep their type.
 */
export const builtIns = {
  firstName: "text",
  lastName: "text",
  phone: "phone",
  companyName: "text",
} as const satisfies Record<string, FieldType>;

/** The key of such a field. */
export type BuiltInKey = keyof typeof builtIns;

/** Whether a key is that of a field which every record has. */
export const isBuiltIn = (key: string): key is BuiltInKey => Object.hasOwn(builtIns, key);

const RESERVED: ReadonlySet<string> = new Set([
  // Beside the answers in a waiting registration.
  ...["terms", "privacy", "link"],
  // In a form.
  ...["email", "password", "code", "captcha", "identifier", "number", "language", "switching", "attempt", "token"],
  // In every object.
  ...["constructor", "prototype"],
]);

/** Whether a text can be the key of an own field: it stands in the names of inputs, in exports and in rows, and never changes. */
export const isOwnKey = (key: string): boolean => /^[a-z][a-z0-9_]{0,39}$/.test(key) && !RESERVED.has(key);

/** So many own fields, and choices of one, and no more: every form carries them all. */
export const MOST_FIELDS = 40;
/** See {@link MOST_FIELDS}. */
export const MOST_CHOICES = 200;

/** Longest label of a field or a choice. */
export const LONGEST_LABEL = 100;
/** Longest help below a field. */
export const LONGEST_HELP = 300;

const texts = (max: number) => z.object({ en: z.string().max(max), es: z.string().max(max) });

/** One text in every language; empty where nobody has written one. */
export type Texts = z.output<ReturnType<typeof texts>>;

const choiceSchema = z.object({ value: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/), label: texts(LONGEST_LABEL) });

/** One of the values of a choice: what is stored, and what is read. */
export type Choice = z.output<typeof choiceSchema>;

const fieldSchema = z.object({
  key: z.string().refine((key) => isBuiltIn(key) || isOwnKey(key)),
  type: z.enum(fieldTypes),
  // Versions of before there were companies do not say.
  about: z.enum(subjects).default("person"),
  label: texts(LONGEST_LABEL),
  help: texts(LONGEST_HELP),
  choices: z.array(choiceSchema).max(MOST_CHOICES),
  rules: z.object({
    form: z.enum(rulesAt.form),
    "email-first": z.enum(rulesAt["email-first"]),
    code: z.enum(rulesAt.code),
    "access-data": z.enum(rulesAt["access-data"]),
    activation: z.enum(rulesAt.activation),
    accept: z.enum(rulesAt.accept),
    profile: z.enum(rulesAt.profile),
    staff: z.enum(rulesAt.staff),
  }),
});

/** One field of the customer record, as the shop wants it asked. */
export type FieldDefinition = z.output<typeof fieldSchema>;

/** What is stored of a version: the fields in their order. */
export type FormFields = readonly FieldDefinition[];

/** The fields in their order, and the version they stand in; 0 before anybody has changed anything. */
export type FormDefinition = { readonly version: number; readonly fields: FormFields };

const everywhere = (rule: "hidden" | "optional" | "required") => ({
  form: rule,
  "email-first": rule,
  code: rule,
  "access-data": rule,
  activation: rule,
  accept: rule,
});

const subjectOf = (key: BuiltInKey): Subject => (key === "companyName" ? "company" : "person");

/** A company has a name wherever one is registered or changed: its rules are no choice. */
const rulesOfCompanyName: FieldDefinition["rules"] = { ...everywhere("required"), profile: "required", staff: "optional" };

/** Whether the shop chooses where a field is asked for. */
export const hasChosenRules = (key: string): boolean => key !== "companyName";

const builtIn = (key: BuiltInKey, rule: "hidden" | "required"): FieldDefinition => ({
  key,
  type: builtIns[key],
  about: subjectOf(key),
  label: { en: "", es: "" },
  help: { en: "", es: "" },
  choices: [],
  rules: hasChosenRules(key) ? { ...everywhere(rule), profile: "optional", staff: "optional" } : rulesOfCompanyName,
});

/** What is asked until the shop says otherwise: both names, the telephone in the profile only, and of a company its name. */
export const usualFields: FormFields = [
  builtIn("firstName", "required"),
  builtIn("lastName", "required"),
  builtIn("phone", "hidden"),
  builtIn("companyName", "required"),
];

/** The rules of a field that was just added: asked everywhere, demanded nowhere. */
export const rulesOfNewField: FieldDefinition["rules"] = { ...everywhere("optional"), profile: "optional", staff: "optional" };

/**
 * The fields of a stored version. What does not fit any more is left out by itself and takes nothing else with it; what every record has is
 * there in any case, once, and of its type.
 */
export function readFormFields(stored: unknown): FormFields {
  const known = new Map<string, FieldDefinition>();
  for (const one of Array.isArray(stored) ? stored : []) {
    const parsed = fieldSchema.safeParse(one);
    if (!parsed.success || known.has(parsed.data.key)) continue;
    const { key } = parsed.data;
    known.set(key, isBuiltIn(key) ? asBuiltIn(key, parsed.data) : parsed.data);
  }
  const missing = usualFields.filter(({ key }) => !known.has(key));
  const isOfCompany = ({ about }: FieldDefinition) => about === "company";
  const all = [...missing.filter((field) => !isOfCompany(field)), ...known.values()];
  // Versions of before the name of a company was among them: it comes first of what is asked about one.
  const at = all.findIndex(isOfCompany);
  return all.toSpliced(at < 0 ? all.length : at, 0, ...missing.filter(isOfCompany));
}

function asBuiltIn(key: BuiltInKey, stored: FieldDefinition): FieldDefinition {
  const rules = hasChosenRules(key) ? stored.rules : rulesOfCompanyName;
  return { ...stored, type: builtIns[key], about: subjectOf(key), choices: [], rules };
}
