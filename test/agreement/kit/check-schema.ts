type Json = Readonly<Record<string, unknown>>;

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function isOfType(value: unknown, type: string): boolean {
  return type === 'integer' ? Number.isInteger(value) : typeOf(value) === type;
}

function resolve(schema: Json, root: Json): Json {
  const ref = schema.$ref as string | undefined;
  if (ref === undefined) return schema;
  const found = ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, part) => (at as Json)[part], root);
  return resolve(found as Json, root);
}

function checkObject(value: Json, schema: Json, root: Json): boolean {
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Json>>;
  const patterns = Object.entries((schema.patternProperties ?? {}) as Readonly<Record<string, Json>>);
  const required = (schema.required ?? []) as readonly string[];
  if (!required.every((name) => Object.hasOwn(value, name))) return false;
  return Object.entries(value).every(([name, inner]) => {
    if (Object.hasOwn(properties, name)) return accepts(properties[name]!, inner, root);
    const pattern = patterns.find(([source]) => new RegExp(source, 'u').test(name));
    if (pattern) return accepts(pattern[1], inner, root);
    const rest = schema.additionalProperties;
    return typeof rest === 'object' ? accepts(rest as Json, inner, root) : rest !== false;
  });
}

const keywords = new Set([
  ...['$schema', '$defs', '$ref', 'title', 'description', 'type', 'const', 'enum', 'anyOf', 'pattern', 'minimum'],
  ...['maximum', 'items', 'properties', 'patternProperties', 'required', 'additionalProperties', 'propertyNames'],
]);

/** Whether a JSON Schema accepts a value; knows the keywords our schema uses, and throws for any other. */
export function accepts(written: Json, value: unknown, root: Json = written): boolean {
  const schema = resolve(written, root);
  for (const key of Object.keys(schema)) if (!keywords.has(key)) throw new Error(`keyword ${key} is not known here`);
  const { type, pattern, minimum, maximum } = schema as {
    type?: string;
    pattern?: string;
    minimum?: number;
    maximum?: number;
  };
  if (type !== undefined && !isOfType(value, type)) return false;
  if ('const' in schema && schema.const !== value) return false;
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return false;
  if (Array.isArray(schema.anyOf) && !schema.anyOf.some((one) => accepts(one as Json, value, root))) return false;
  if (typeof value === 'string' && pattern !== undefined && !new RegExp(pattern, 'u').test(value)) return false;
  if (typeof value === 'number' && (value < (minimum ?? -Infinity) || value > (maximum ?? Infinity))) return false;
  if (Array.isArray(value) && schema.items !== undefined)
    return value.every((item) => accepts(schema.items as Json, item, root));
  return typeOf(value) !== 'object' || checkObject(value as Json, schema, root);
}
