/** The form in which texts are compared: ignoring case and outer blanks. */
export function fold(text: string): string {
  return text.trim().toLowerCase();
}

/** What stands after the last `@` of an address, folded; empty where nothing does. */
export function domainOf(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0 ? '' : fold(email.slice(at + 1));
}
