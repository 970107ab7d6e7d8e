/** The path generations of the API: dated ones, and the undated v1–v4 that end in 2027. Only 2026-09 enforces admin rules. */
export type Generation = '2026-09' | '2026-03' | 'legacy';
