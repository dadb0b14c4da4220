import type { formFields as english } from "@/messages/en/form-fields";
import type { Shape } from "@/messages/shape";

export const formFields: Shape<typeof english> = {
  usual: { firstName: "Nombre", lastName: "Apellidos", phone: "Teléfono", companyName: "Nombre de la empresa" },
  optional: "{label} (opcional)",
  choose: "Elija",
  gone: "{value} (ya no se puede elegir)",
  ticked: "Sí",
  named: "{label}: {problem}",
  questions: {
    heading: "Unas preguntas",
    intro: "A la tienda le gustaría saber esto. Puede dejar en blanco lo que quiera, y solo se le pregunta una vez.",
    submit: "Guardar",
    skip: "Omitir",
  },
};
