import type { adminLegal as english } from "@/messages/en/admin-legal";
import type { Shape } from "@/messages/shape";

/** La sala donde se escriben las condiciones y la privacidad. */
export const adminLegal: Shape<typeof english> = {
  heading: "Condiciones y privacidad",
  intro:
    "Lo que los clientes aceptan al recibir una cuenta. Mientras no haya nada publicado, no se pregunta a nadie ni existe la página. Todas las ediciones se conservan.",
  languages: { en: "Texto en inglés", es: "Texto en español" },
  markup:
    "Deje una línea libre entre párrafos. Empiece una línea con # para un título, con - para un punto de una lista, con 1. para uno numerado. Un enlace: [palabras](https://example.com). No hace falta nada más, y el HTML queda como texto. Quien lee en un idioma sin texto recibe el otro.",
  state: {
    none: "No hay nada publicado.",
    withdrawn: "Retirado. No se pregunta a nadie.",
    published: "La versión {edition} está publicada desde el {at}.",
  },
  change: {
    label: "¿Qué clase de cambio es?",
    new: "Una versión nueva: se pide a todos que la acepten al volver a iniciar sesión",
    correction: "Solo una corrección: lo aceptado sigue valiendo y no se pregunta a nadie",
    first: "Se pide a todos que lo acepten: a los clientes nuevos enseguida, a los demás al volver a iniciar sesión.",
  },
  publish: "Publicar",
  published: "Publicado. Vale en todas partes en un segundo.",
  withdraw: "Retirar este texto",
  withdrawText:
    "Entonces la página desaparece y ya no se pregunta a nadie. Lo que los clientes han aceptado se conserva. Puede publicar de nuevo más tarde.",
  withdrawn: "Retirado. Ya no se pregunta a nadie.",
  history: {
    heading: "Ediciones",
    columns: { edition: "Versión", kind: "Clase de cambio", at: "Publicada", by: "Por" },
    kinds: { new: "Versión nueva", correction: "Corrección", withdrawal: "Retirada" },
    show: "Mostrar la versión {edition}",
    nobody: "Persona que ya no está en el equipo",
  },
  edition: {
    heading: "{title}, versión {edition}",
    back: "Volver a condiciones y privacidad",
    withdrawal: "Con esta edición se retiró el texto.",
  },
  accepted: {
    title: "Condiciones y privacidad",
    text: "Lo que este cliente ha aceptado, cuándo y desde dónde.",
    none: "Este cliente todavía no ha aceptado nada.",
    columns: { what: "Qué", version: "Versión", at: "Aceptado", where: "En", from: "Desde dónde" },
    doors: {
      registration: "Registro",
      activation: "Activación",
      invitation: "Invitación a una empresa",
      connection: "Proveedor de acceso",
      consents: "Preguntado de nuevo tras iniciar sesión",
    },
  },
};
