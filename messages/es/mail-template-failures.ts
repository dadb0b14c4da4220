import type { mailTemplateFailures as english } from "@/messages/en/mail-template-failures";
import type { Shape } from "@/messages/shape";

/** Las frases de los errores sobre los correos que se escriben de nuevo y sobre el logotipo (core/failures.ts). */
export const mailTemplateFailures: Shape<typeof english> = {
  "not-found": "No existe ese correo, o no existe esa versión.",
  changed:
    "Este correo se ha cambiado entretanto, por otra persona o por usted en otra ventana. No se ha guardado nada y lo que usted escribió sigue aquí. El otro texto es la primera de las versiones de abajo: guarde otra vez para poner este en su lugar, o abra esta página en otra ventana para comparar.",
  "text-not-empty": "Ya hay una parte de texto. Vacíela primero: entonces se podrá rellenar a partir del HTML.",
  "unknown-variable":
    "Línea {line, number}, columna {column, number}: en este correo no hay ninguna variable «{name}». La lista de al lado tiene las que hay.",
  "secret-in-subject":
    "Línea {line, number}, columna {column, number}: «{name}» abre una cuenta y no puede estar aquí, porque los asuntos se ven en pantallas bloqueadas.",
  "unknown-tag":
    "Línea {line, number}, columna {column, number}: «{name}» no se puede usar aquí. Hay if, unless, case, for y comment, cada uno con su final.",
  "unknown-filter":
    "Línea {line, number}, columna {column, number}: no hay ningún «{name}» que poner después de |. Hay upcase, downcase, capitalize, default, strip y truncate.",
  "not-closed": "Línea {line, number}, columna {column, number}: lo que empieza aquí no tiene final.",
  unreadable: "Línea {line, number}, columna {column, number}: esto no se puede leer. Compárelo con el original.",
  "too-much": "Es demasiado largo, o se tarda demasiado en hacerlo. Acórtelo.",
  missing:
    "«{name}» debe estar en este correo siempre que exista: sin ello el correo no sirve. Escríbalo, y no solo en una condición o un comentario; un enlace debe ser un enlace.",
  tests: "Se ha enviado muchas pruebas en la última hora. Espere un poco.",
};
