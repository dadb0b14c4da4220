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
    newHere: "¿Es la primera vez?",
    newHereText: "Con una cuenta ve lo que ha comprado y pide más rápido.",
    create: "Crear cuenta",
    passwordSet: "Su contraseña está guardada. Inicie sesión con ella.",
    ssoNone: "Ahora mismo no es posible iniciar sesión. Póngase en contacto con la tienda.",
  },
};
