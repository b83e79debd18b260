import type { Page } from '@playwright/test';

/**
 * Does to every page what a browser's translation does: each text node, whenever it comes, is replaced by a new one
 * inside two `font` elements (facebook/react#11538). The words stay, so that tests read on.
 */
export const translate = (page: Page) =>
  page.addInitScript(() => {
    const untouched = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEXTAREA', 'TITLE', 'OPTION', 'FONT']);
    const wrap = (text: Text) => {
      const parent = text.parentElement;
      if (!parent || untouched.has(parent.tagName) || parent instanceof SVGElement) return;
      const outer = document.createElement('font');
      const inner = document.createElement('font');
      inner.append(text.data);
      outer.append(inner);
      text.replaceWith(outer);
    };
    const wrapAll = (root: Node) => {
      if (root instanceof Text) return wrap(root);
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      texts.forEach(wrap);
    };
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) if (node.isConnected) wrapAll(node);
    }).observe(document, { childList: true, subtree: true });
  });
