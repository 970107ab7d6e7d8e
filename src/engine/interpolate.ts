/** Fills `{{name}}` placeholders; one without a value stays visible, so that the rule tester finds it. */
export function interpolate(text: string, data: Readonly<Record<string, string | number>>): string {
  return text.includes('{{')
    ? text.replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => {
        const value = data[name];
        return value === undefined ? placeholder : String(value);
      })
    : text;
}
