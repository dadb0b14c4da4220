import type { plain as english } from "@/messages/en/plain";
import type { Shape } from "@/messages/shape";

/** The plain pages of server/plain-page.ts: what is the matter, and what to do. */
export const plain: Shape<typeof english> = {
  pages: {
    starting: { heading: "Un momento", text: "La tienda está arrancando. Inténtelo de nuevo dentro de unos segundos." },
    busy: {
      heading: "Hay mucha gente ahora mismo",
      text: "Demasiadas personas a la vez. Inténtelo dentro de unos segundos; no se ha perdido ni cambiado nada.",
    },
    down: {
      heading: "Algo no funciona",
      text: "La tienda no puede responder ahora. No se ha cambiado nada. Inténtelo de nuevo en un momento.",
    },
    unavailable: {
      heading: "Un momento, por favor",
      text: "La tienda no puede responder en este momento. Inténtelo de nuevo dentro de unos segundos.",
    },
    foreign: {
      heading: "Esta petición vino de otro sitio",
      text: "Por su seguridad no se ha ejecutado. Abra la página aquí e inténtelo de nuevo.",
    },
    "too-large": {
      heading: "Es demasiado",
      text: "Lo enviado es mayor de lo que esta página acepta. Acórtelo e inténtelo de nuevo.",
    },
    "file-too-large": {
      heading: "Este archivo es demasiado grande",
      text: "Una importación admite hasta 500 MB. Divida el archivo y traiga sus partes una tras otra.",
    },
    "logo-too-large": {
      heading: "Esta imagen es demasiado grande",
      text: "El logotipo viaja en cada correo y puede ocupar hasta 100 kB. No se ha cambiado nada. Reduzca la imagen y elíjala de nuevo.",
    },
    missing: { heading: "Página no encontrada", text: "No hay nada en esta dirección. Compruebe que esté bien escrita." },
    "accounts-off": {
      heading: "De momento no hay cuentas de cliente",
      text: "Esta tienda tiene las cuentas de cliente desactivadas por ahora, así que no hay dónde iniciar sesión. Puede comprar como invitado.",
    },
    malformed: { heading: "No se puede leer esta petición", text: "Compruebe la dirección e inténtelo de nuevo." },
    method: { heading: "Esto no se puede hacer aquí", text: "Abra la página en su navegador y utilice lo que ofrece." },
    "not-a-form": { heading: "Esto no es un formulario", text: "Abra la página en su navegador y rellene su formulario." },
    "out-of-date": {
      heading: "Esta página está anticuada",
      text: "Estaba abierta desde antes de una actualización y no se ha cambiado nada. Vuelva atrás, recárguela e inténtelo de nuevo.",
    },
  },
  ways: { shop: "A la tienda", backOffice: "A la administración", logo: "Volver al logotipo" },
};
