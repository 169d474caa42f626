/** Where everything is, relative to the folder in which orchestra remembers things for a user. */
export const stateLayout = {
  temporary: 'tmp',
  workspaces: 'workspaces',
  workspace: (hash: string) => `workspaces/${hash}.json`,
  places: (host: string) => `places/${host}`,
  place: (host: string, place: number, turn: number) => `places/${host}/${place}.${turn}`,
  givenUp: (host: string, place: number, turn: number) =>
    `places/${host}/${place}.${turn}.released`,
  line: (host: string) => `line/${host}`,
  inLine: (host: string, hash: string) => `line/${host}/${hash}.json`,
} as const;
