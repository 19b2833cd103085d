// Short codes and PINs as people type them.

/** Writes a code the way it is printed: KITE-42. Case, spaces and the dash are forgiven. */
export function tidyCode(typed: string): string {
  const bare = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  const found = /^([A-Z]+)(\d+)$/.exec(bare);
  return found ? `${found[1]}-${found[2]}` : bare;
}

/** Whether a tidied code could be one, so that a slip is told before it is sent. */
export const looksLikeCode = (code: string): boolean => /^[A-Z]{3,12}-\d{2}$/.test(code);

/** A PIN without the spaces it was read out with. */
export const tidyPin = (typed: string): string => typed.replace(/\s/g, '');
