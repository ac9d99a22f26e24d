/** What the form of a FastCheckout order says, in English. */
export const checkoutEn = {
  heading: "Your details",
  shipsElsewhere: "Deliver to another address",
  deliveryAddress: "Delivery address",
  shipping: "Delivery",
  shippingAdded: "The delivery price is added to the amount.",
  free: "free",
  goesTo: (countries: string) => `To ${countries}`,
  goesNotTo: (countries: string) => `Not to ${countries}`,
  chooseCountry: "Choose a country",
  proceed: "Continue to payment",
  fields: {
    first_name: "First name",
    last_name: "Last name",
    address1: "Street",
    house_number: "House number",
    zip_code: "Postcode",
    city: "Town or city",
    country: "Country",
    email: "Email address",
    phone: "Phone number",
    company_name: "Company",
  },
  errors: {
    first_name: "Enter your first name",
    last_name: "Enter your last name",
    address1: "Enter your street",
    house_number: "Enter your house number (at most 10 characters)",
    zip_code: "Enter your postcode",
    city: "Enter your town or city",
    country: "Choose your country",
    email: "Enter your email address",
    phone: "Enter your phone number",
    company_name: "Enter the name of your company",
    shipping_method: "Choose how you want to receive your order",
  },
  notShipped: "The shop does not deliver to this country",
  notDelivered:
    "This delivery option is not available for the country of the address. Choose another option or another address",
};

/** The same in every language. */
export type CheckoutTexts = typeof checkoutEn;
