import type { registerAs as english, adminDirectory as englishDirectory } from "@/messages/en/register-as";
import type { Shape } from "@/messages/shape";

/** Para quién se registra alguien, donde la tienda deja elegir. */
export const registerAs: Shape<typeof english> = {
  question: "¿Para quién es la cuenta?",
  ways: { myself: "Para mí", company: "Para una empresa", partner: "Tengo un código de socio" },
  companyHint: "O una asociación, o un hogar. Usted será su primera persona y podrá invitar a otras.",
  partnerCode: "Código de socio",
  partnerCodeHint: "Se lo ha dado la empresa o asociación a la que pertenece. Las mayúsculas y los guiones no importan.",
};

/** Lo que el personal ve del servicio que conoce los códigos de socio. */
export const adminDirectory: Shape<typeof englishDirectory> = {
  title: "Cuando el servicio no pudo responder",
  text: "Las últimas veces que se buscó un código de socio en vano porque el servicio no respondió como debía. Nadie entró con esos códigos.",
  none: "Hasta ahora siempre ha respondido.",
  columns: { when: "Cuándo", trouble: "Qué pasó" },
  troubles: {
    "not-set-up": "Falta la dirección o el secreto.",
    "address-refused": "La dirección está en una red a la que Foyer no puede llamar, o no está cifrada.",
    unreachable: "No se pudo contactar con él.",
    "too-slow": "Tardó demasiado.",
    "too-large": "Su respuesta era demasiado grande.",
    redirected: "Respondió con la dirección de otra página.",
    encoded: "Su respuesta venía comprimida.",
    status: "Respondió con un estado distinto de 200.",
    "not-understood": "Su respuesta no era la que describe la guía.",
    "other-code": "Su respuesta era sobre otro código.",
  },
};
