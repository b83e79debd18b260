import type { Locator } from '@playwright/test';

/**
 * Returns how much of an element is drawn in a colour other than the page's, from 0 to 1: what a person sees of it,
 * whatever its styles claim.
 */
export async function drawnShare(mark: Locator): Promise<number> {
  const picture = (await mark.screenshot({ animations: 'disabled' })).toString('base64');
  return mark.page().evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const ground = getComputedStyle(document.body).backgroundColor.match(/\d+/g)?.map(Number) ?? [];
    const differs = (at: number) =>
      [0, 1, 2].some((channel) => Math.abs((data[at + channel] ?? 0) - (ground[channel] ?? 0)) > 60);
    let drawn = 0;
    for (let at = 0; at < data.length; at += 4) if (differs(at)) drawn += 1;
    return drawn / (data.length / 4);
  }, picture);
}
