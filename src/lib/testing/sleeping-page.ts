import { PageLife } from '../tabs/page-life.ts';

/** A page that a spec sends to sleep and wakes. */
export function sleepingPage() {
  const page = new EventTarget();
  const document = new EventTarget();
  const tell = (type: string, persisted: boolean) =>
    page.dispatchEvent(Object.assign(new Event(type), { persisted }));
  return {
    life: new PageLife(page, document),
    /** Into the back/forward cache and back. */
    hide: (persisted = true) => void tell('pagehide', persisted),
    show: (persisted = true) => void tell('pageshow', persisted),
    /** A hidden tab. */
    freeze: () => void document.dispatchEvent(new Event('freeze')),
    resume: () => void document.dispatchEvent(new Event('resume')),
  };
}
