/** A word that may be typed, and what it means. One that ends in = . or ~ goes on. */
export interface Candidate {
  readonly word: string;
  readonly meaning?: string;
}
