/** What was done to whom, and when: without it nobody can follow what went wrong. */
export interface History {
  note(what: string): void;
  readonly lines: readonly string[];
}

/** An empty one; its clock starts now. */
export function createHistory(): History {
  const startedMs = performance.now();
  const lines: string[] = [];
  return {
    lines,
    note(what) {
      lines.push(`${((performance.now() - startedMs) / 1000).toFixed(3).padStart(8)} s  ${what}`);
    },
  };
}

/** Something that must never be, and the task it was seen at. */
export interface Complaint {
  readonly workspace: string;
  readonly text: string;
  readonly task?: number | undefined;
}
