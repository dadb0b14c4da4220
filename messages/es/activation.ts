import type { activation as english } from "@/messages/en/activation";
import type { Shape } from "@/messages/shape";

/** The page behind an activation link. */
export const activation: Shape<typeof english> = {
  heading: "Active su cuenta",
  textByMail:
    "Usted escribió a la tienda por correo, y así se crea su cuenta como cliente {number}. Revise lo que sigue y elija una contraseña: entonces es suya y queda con la sesión iniciada.",
  text: "La tienda ha preparado una cuenta para usted como cliente {number}. Compruebe los datos y elija una contraseña: entonces será suya y entrará directamente.",
  email: "Correo electrónico",
  emailHint: "Si escribe una dirección distinta de la que aparece, primero le enviamos un código para comprobar que es suya.",
  emailOptionalHint:
    "Puede dejarlo vacío: accederá con su número de cliente. A la dirección que escriba le enviamos primero un código.",
  emailOptional: "Correo electrónico (opcional)",
  newPassword: "Contraseña nueva",
  submit: "Activar mi cuenta",
  code: {
    heading: "Mire su correo",
    text: "Hemos enviado un código a {email}. Escríbalo aquí para activar su cuenta con esta dirección.",
    patience:
      "Puede tardar unos minutos. Si no llega, mire también en la carpeta de correo no deseado. Hasta entonces no existe la cuenta.",
    againText: "Se puede enviar un código nuevo una vez por minuto. Sustituye al anterior.",
    sent: "Si ha pasado un minuto desde el último correo, va un código nuevo en camino a {email}. Solo vale el más reciente.",
  },
  stale: {
    heading: "Este enlace ya no es válido",
    text: "Se usó, caducó, la tienda envió otro más reciente o lo retiró, o se perdió una parte por el camino.",
    active: "Si ya activó su cuenta, inicie sesión con su número de cliente. Si no sabe su contraseña, elija una nueva.",
    ask: "Si no, pida a la tienda un enlace nuevo.",
    signIn: "Iniciar sesión",
    reset: "Elegir una contraseña nueva",
  },
};
