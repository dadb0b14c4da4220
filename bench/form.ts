/** One form of a page, as a browser without JavaScript sees it. */
export type PageForm = {
  action: string;
  isMultipart: boolean;
  fields: FormField[];
};

export type FormField = { name: string; type: string; value: string; autocomplete: string; isRequired: boolean };

const BOUNDARY = "----foyer-bench-boundary";
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#x27": "'", "#39": "'", apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(/&([#\w]+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

function readAttributes(tag: string): Map<string, string> {
  const pairs = [...tag.matchAll(/([^\s"'<>/=]+)(?:="([^"]*)")?/g)];
  return new Map(pairs.slice(1).map(([, name = "", value = ""]) => [name.toLowerCase(), decodeEntities(value)]));
}

function readField(tag: string): FormField {
  const attributes = readAttributes(tag);
  return {
    name: attributes.get("name") ?? "",
    type: tag.startsWith("<input") ? (attributes.get("type") ?? "text") : "text",
    value: attributes.get("value") ?? (attributes.get("type") === "checkbox" ? "on" : ""),
    autocomplete: attributes.get("autocomplete") ?? "",
    isRequired: attributes.has("required"),
  };
}

function readForm(html: string): PageForm {
  const attributes = readAttributes(html.slice(0, html.indexOf(">") + 1));
  const tags = html.match(/<(?:input|textarea|select)\b[^>]*>/g) ?? [];
  return {
    action: attributes.get("action") ?? "",
    isMultipart: attributes.get("enctype")?.toLowerCase() === "multipart/form-data",
    fields: tags.map(readField).filter((field) => field.name !== ""),
  };
}

/** The form of a page that has a field with this autocomplete purpose, which tells it from a language switch in the footer. */
export function getForm(html: string, purpose: string): PageForm {
  const forms = [...html.matchAll(/<form\b[\s\S]*?<\/form>/g)].map(([form]) => readForm(form));
  const found = forms.find((form) => form.fields.some((field) => field.autocomplete === purpose));
  if (found === undefined) throw new Error(`The page has no form with a field for ${purpose}.`);
  return found;
}

/**
 * What a browser would send: hidden fields as they came, the others by their autocomplete purpose, required check boxes ticked.
 * A required field nobody gave a value for is an error, so that the benchmark never measures refusals.
 */
export function fillForm(form: PageForm, byPurpose: Record<string, string>): [name: string, value: string][] {
  const isTick = ({ type }: PageForm["fields"][number]) => type === "checkbox" || type === "radio";
  return form.fields
    .filter((field) => field.isRequired || !isTick(field))
    .map((field) => {
      const given = field.type === "hidden" || isTick(field) ? field.value : byPurpose[field.autocomplete];
      if (given === undefined && field.isRequired)
        throw new Error(`The form asks for ${field.name} and the benchmark has no value for it.`);
      return [field.name, given ?? field.value];
    });
}

/** The filled form in the encoding it asks for. Values may hold `{{placeholders}}` for the load process to fill. */
export function encodeForm(form: PageForm, pairs: [name: string, value: string][]): { contentType: string; body: string } {
  if (form.isMultipart) {
    const parts = pairs.map(
      ([name, value]) => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    );
    return { contentType: `multipart/form-data; boundary=${BOUNDARY}`, body: `${parts.join("")}--${BOUNDARY}--\r\n` };
  }
  const encode = (text: string) => encodeURIComponent(text).replaceAll("%7B%7B", "{{").replaceAll("%7D%7D", "}}");
  const body = pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
  return { contentType: "application/x-www-form-urlencoded", body };
}
