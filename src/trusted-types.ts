/**
 * The default Trusted Types policy (the content security policy demands one). Libraries set style text through
 * `innerHTML`; markup never passes, and scripts and workers come from this application's own files only.
 */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: {
      createHTML(text: string): string | null;
      createScriptURL(url: string): string | null;
    },
  ): unknown;
}

declare global {
  interface Window {
    /** Of browsers that know them. */
    readonly trustedTypes?: PolicyFactory;
  }
}

window.trustedTypes?.createPolicy('default', {
  createHTML: (text) => (text.includes('<') ? null : text),
  createScriptURL: (url) => {
    const { origin, pathname } = new URL(url, window.location.href);
    const own = import.meta.env.DEV || pathname.startsWith('/assets/');
    return origin === window.location.origin && own ? url : null;
  },
});
