/** Browsers by where they keep the microphone's permission. */
export type BrowserFamily = 'chromium' | 'firefox' | 'safari';

/** Returns the family from a user agent string. On iOS every browser asks like Safari, whatever its name. */
export function browserFamily(userAgent: string): BrowserFamily {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'safari';
  if (/Firefox\//.test(userAgent)) return 'firefox';
  return /Chrom(e|ium)\//.test(userAgent) || !/Safari\//.test(userAgent) ? 'chromium' : 'safari';
}
