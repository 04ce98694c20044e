/** Among values that are called the same, what tells each from the others: its id, as the host has it. */
export function alikeNames(
  values: readonly { readonly value: string; readonly label: string }[],
): ReadonlyMap<string, string> {
  const times = new Map<string, number>()
  for (const { label } of values) times.set(label, (times.get(label) ?? 0) + 1)
  return new Map(
    values
      .filter(({ label, value }) => times.get(label)! > 1 && value !== label)
      .map(({ value }) => [value, value.replace(/^\w+:/, '')]),
  )
}
