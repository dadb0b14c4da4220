import type { common as english } from "@/messages/en/common";
import type { Shape } from "@/messages/shape";

/** Words that every page shares. */
export const common: Shape<typeof english> = {
  errorTitle: "Hay un problema",
  errorPrefix: "Error: ",
  supportCode: "Código de ayuda: {code}",
  show: "Mostrar",
  hide: "Ocultar",
  showPassword: "Mostrar contraseña",
  hidePassword: "Ocultar contraseña",
  skip: "Ir al contenido",
  changeLanguage: "Cambiar idioma",
  menu: "Menú",
  signIn: "Iniciar sesión",
  signOut: "Cerrar sesión",
  account: "Mi cuenta",
  cart: "Cesta",
  unreachable: "No se pudo contactar con la tienda. Compruebe su conexión e inténtelo de nuevo; lo que escribió sigue aquí.",
  notFoundTitle: "Página no encontrada",
  notFoundText: "No hay nada en esta dirección. Puede que se haya movido o que la dirección tenga un error.",
  toShop: "Ir a la tienda",
};
