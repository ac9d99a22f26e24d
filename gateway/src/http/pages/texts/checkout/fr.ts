import type { CheckoutTexts } from "./en.ts";

/** The form of a FastCheckout order in French. */
export const checkoutFr: CheckoutTexts = {
  heading: "Vos coordonnées",
  shipsElsewhere: "Livrer à une autre adresse",
  deliveryAddress: "Adresse de livraison",
  shipping: "Livraison",
  shippingAdded: "Le prix de la livraison s’ajoute au montant.",
  free: "gratuit",
  goesTo: (countries) => `Livraison possible (${countries})`,
  goesNotTo: (countries) => `Livraison impossible (${countries})`,
  chooseCountry: "Choisissez un pays",
  proceed: "Continuer vers le paiement",
  fields: {
    first_name: "Prénom",
    last_name: "Nom",
    address1: "Rue",
    house_number: "Numéro",
    zip_code: "Code postal",
    city: "Ville",
    country: "Pays",
    email: "Adresse e-mail",
    phone: "Numéro de téléphone",
    company_name: "Entreprise",
  },
  errors: {
    first_name: "Saisissez votre prénom",
    last_name: "Saisissez votre nom",
    address1: "Saisissez le nom de votre rue",
    house_number: "Saisissez le numéro de rue (10 caractères au maximum)",
    zip_code: "Saisissez votre code postal",
    city: "Saisissez votre ville",
    country: "Choisissez votre pays",
    email: "Saisissez votre adresse e-mail",
    phone: "Saisissez votre numéro de téléphone",
    company_name: "Saisissez le nom de votre entreprise",
    shipping_method: "Choisissez comment recevoir votre commande",
  },
  notShipped: "La boutique ne livre pas dans ce pays",
  notDelivered:
    "Ce mode de livraison n’est pas disponible pour le pays de l’adresse. Choisissez un autre mode de livraison ou une autre adresse",
};
