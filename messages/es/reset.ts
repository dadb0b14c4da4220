import type { reset as english } from "@/messages/en/reset";
import type { Shape } from "@/messages/shape";

/** A new password by link or code, and the page after signing out. */
export const reset: Shape<typeof english> = {
  ask: {
    heading: "¿Olvidó la contraseña?",
    intro:
      "Escriba lo que usa para iniciar sesión. Si le corresponde una cuenta, recibirá un correo con un enlace y un código para elegir una contraseña nueva.",
    number: "¿Olvidó su número de cliente? Escriba su correo electrónico: el correo que reciba le dirá también el número.",
    identifier: "Correo electrónico o número de cliente",
    submit: "Enviar enlace",
    back: "Volver a iniciar sesión",
  },
  sent: {
    heading: "Mire su correo",
    text: "Si a lo que escribió le corresponde una cuenta, hemos enviado un correo a su dirección. Pulse el botón que lleva, o escriba aquí su código.",
    submit: "Guardar contraseña",
    again: "¿No llega? Pida otro correo",
  },
  set: {
    heading: "Elija una contraseña nueva",
    text: "Para la cuenta de {email}. Después se cerrará su sesión en todas partes y entrará con la contraseña nueva.",
    newPassword: "Contraseña nueva",
    submit: "Guardar contraseña",
  },
  stale: {
    heading: "Este enlace ya no es válido",
    text: "Ya se usó, ha caducado o se envió otro más reciente. Si entretanto ha iniciado sesión, no lo necesita.",
    another: "Pedir otro",
    signIn: "Iniciar sesión",
  },
  signedOut: {
    heading: "Sesión cerrada",
    text: "Ha cerrado la sesión en este dispositivo. Hasta pronto.",
    signIn: "Iniciar sesión de nuevo",
    toShop: "Ir a la tienda",
  },
};
