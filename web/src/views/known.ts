/** `entry`, which the list of paths promised to be there. */
export function known<T>(entry: T | undefined, what: string): T {
  if (entry === undefined) throw new Error(`The replica has no ${what}, although it lists it.`);
  return entry;
}
