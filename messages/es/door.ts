import type { door as english } from "@/messages/en/door";
import type { Shape } from "@/messages/shape";

/** Sign in, register, prove, reset. */
export const door: Shape<typeof english> = {
  signIn: {
    heading: "Iniciar sesión",
    identifier: { both: "Correo electrónico o número de cliente", email: "Correo electrónico", number: "Número de cliente" },
    password: "Contraseña",
    submit: "Iniciar sesión",
    forgot: "¿Olvidó la contraseña?",
    byCode: "Iniciar sesión con un código",
    newHere: "¿Es la primera vez?",
    newHereText: "Con una cuenta ve lo que ha comprado y pide más rápido.",
    create: "Crear cuenta",
    passwordSet: "Su contraseña está guardada. Inicie sesión con ella.",
    alreadyHere: "Ha iniciado sesión como {name}. Si otra persona inicia sesión aquí, se cerrará la de {name}.",
    goOn: "Continuar como {name}",
    why: {
      shop: "Esta tienda solo está abierta para sus clientes: inicie sesión, por favor. Después llegará a la página que quería ver.",
      order:
        "Esta tienda pide a todos que inicien sesión primero, también para ver un pedido. Si hizo el pedido como invitado, inicie sesión y abra de nuevo el enlace del correo del pedido: entonces lo muestra.",
      purchase: "Para hacer un pedido aquí, inicie sesión primero. Lo que hay en su cesta se conserva.",
    },
    ssoNone: "Ahora mismo no es posible iniciar sesión. Póngase en contacto con la tienda.",
  },
  tooMany: "Demasiados intentos desde aquí",
  code: {
    heading: "Iniciar sesión con un código",
    intro: "Escriba lo que usa para iniciar sesión. Si le corresponde una cuenta, recibirá un correo con un código de 6 cifras.",
    send: "Enviarme un código",
    back: "Volver a iniciar sesión",
    sentHeading: "Mire su correo",
    sent: "Si a lo que escribió le corresponde una cuenta, hemos enviado un correo con un código a su dirección. Escriba aquí el código.",
    again: "¿No llega? Pida otro correo",
    refused:
      "Este código no vale: está mal escrito, no es el más reciente o ya no es válido. Mire el correo más reciente o pida otro.",
  },
};
