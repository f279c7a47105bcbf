// What the scripts of the pages find around them, for the check of their types: what app.js gives to the others, and what comes from outside.

interface Errand {
  base: string;
  main(): HTMLElement;
  say(text: string): void;
  copy(text: string): Promise<void>;
  now(): number;
  refresh(): Promise<void>;
  lookSoon(): void;
  addKey(key: string, text: string, run: () => void): void;
  duration(milliseconds: number): string;
  tellAges(): void;
  parseMain(html: string): HTMLElement | null;
  morph(next: HTMLElement): void;
  part(selector: string, start: (element: HTMLElement) => void): void;
  go(key: string, path: string): void;
}

declare var errand: Errand;

declare var Idiomorph: { morph(old: Element, next: Element, options: object): void };

declare var trustedTypes: { createPolicy(name: string, rules: { createHTML(text: string): string }): { createHTML(text: string): unknown } } | undefined;
