/** The members that are not undefined: optional props are left out, not set to undefined. */
export function given<Values extends object>(values: Values): { [Key in keyof Values]?: NonNullable<Values[Key]> } {
  const present: { [Key in keyof Values]?: NonNullable<Values[Key]> } = {};
  for (const key in values) {
    const value = values[key];
    if (value !== undefined && value !== null) present[key] = value;
  }
  return present;
}
